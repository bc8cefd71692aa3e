/**
 * A channel's rules as dated data. The core knows how rules work; the numbers come from the adapter's packs.
 *
 * @module
 */
import type { Instant } from "../model/Instant.ts"
import { version } from "./PackVersion.ts"
import {
  type Dated,
  type DisclosureRule,
  type LaneRule,
  type LimitRule,
  type Opener,
  type PermissionRule,
  type PolicyPack,
  type Retired,
  rules,
  type Source,
  stands
} from "./PolicyRule.ts"

export { check, decode, PolicyPackError, Problem } from "./PackCheck.ts"
export { Change, changes, diff, type Rulebook } from "./PackDiff.ts"
export { version } from "./PackVersion.ts"
export * from "./PolicyRule.ts"

/**
 * The rules as they stand at one moment; of the openers also those that ended while a window of theirs may be open still. `version`
 * is that of the pack.
 */
export interface View {
  readonly name: string
  readonly version: string
  readonly channel: string
  readonly openers: ReadonlyArray<Opener>
  readonly lanes: ReadonlyArray<LaneRule>
  readonly permissions: ReadonlyArray<PermissionRule>
  readonly limits: ReadonlyArray<LimitRule>
  readonly disclosure: DisclosureRule
  readonly retired: ReadonlyArray<Retired>
}

const noLapse: DisclosureRule = {
  id: "disclosure.none",
  lapse: Number.POSITIVE_INFINITY,
  moments: ["start", "fromHuman"],
  source: { page: "none: the pack has no disclosure rule", read: "2026-11-21" }
}

/** The rules between two moments at which some begin or end. */
interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly rules: View
}

/** The rule for as long as the windows of acts that it counted may be open. */
const running = (opener: Opener): Opener =>
  opener.until === undefined ? opener : { ...opener, until: opener.until + opener.lasts }

const spanAt = (pack: PolicyPack, now: Instant): Span => {
  const standing = (rule: Dated): boolean => stands(rule, now)
  let from = Number.NEGATIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  for (const rule of rules({ ...pack, openers: pack.openers.map(running) })) {
    for (const change of [rule.from, rule.until]) {
      if (change === undefined) continue
      if (change <= now) from = Math.max(from, change)
      else until = Math.min(until, change)
    }
  }
  return {
    from,
    until,
    rules: {
      name: pack.name,
      version: version(pack),
      channel: pack.channel,
      openers: pack.openers.filter((opener) => standing(running(opener))),
      lanes: pack.lanes.filter(standing),
      permissions: pack.permissions.filter(standing),
      limits: pack.limits.filter(standing),
      disclosure: pack.disclosure.find(standing) ?? noLapse,
      retired: pack.retired.filter(standing)
    }
  }
}

// Asked twice in every turn. What stands at a moment depends on the pack alone, so keeping it changes nothing but the time.
const last = new WeakMap<PolicyPack, Span>()

/** The rules as they stand at `now`. Taken at each resolution, so that a change at midnight needs no restart. */
export const on = (pack: PolicyPack, now: Instant): View => {
  let span = last.get(pack)
  if (span === undefined || now < span.from || now >= span.until) {
    span = spanAt(pack, now)
    last.set(pack, span)
  }
  return span.rules
}

/** The rules of a channel that has none: everything may be said at any time. Disclosure is due again after a day. */
export const open = (channel: string): PolicyPack => {
  const source: Source = { page: "Parley: a channel without rules", read: "2026-11-21" }
  return {
    name: `${channel}-open`,
    channel,
    openers: [],
    lanes: [{
      id: "open.reply",
      lane: "reply",
      author: "any",
      window: "any",
      purposes: "any",
      forbids: [],
      promotional: true,
      recurring: true,
      past: true,
      content: "any",
      source
    }],
    permissions: [],
    limits: [],
    disclosure: [{ id: "open.disclosure", lapse: 86_400_000, moments: ["start", "lapse", "fromHuman"], source }],
    retired: [],
    choices: []
  }
}

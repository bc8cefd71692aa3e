/**
 * A channel's rules as dated data. The core knows how rules work; the numbers come from the adapter's pack.
 *
 * @module
 */
import type { Act } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { LaneName } from "../model/LaneName.ts"
import type { Purpose } from "../model/Purpose.ts"

/** Where a rule is written, and the day it was read (ISO date). */
export interface Source {
  readonly page: string
  readonly read: string
}

/** A rule stands from a moment until another (exclusive); an absent end is open. */
export interface Dated {
  readonly id: string
  readonly from?: Instant
  readonly until?: Instant
  readonly source: Source
}

/** An act of the person that opens the window, and for how long: `[act, act + lasts)`. */
export interface Opener extends Dated {
  readonly act: Act
  readonly lasts: Millis
}

/**
 * A lane: who may use it, for which purposes, within which time after the person's last act of one of `after`
 * (`within` absent: without limit), and what the account must be approved for.
 */
export interface LaneRule extends Dated {
  readonly lane: LaneName
  readonly tag?: string
  readonly author: "bot" | "human" | "any"
  readonly window: "open" | "any"
  readonly purposes: ReadonlyArray<Purpose> | "any"
  readonly promotional: boolean
  readonly within?: Millis
  readonly after?: ReadonlyArray<Act>
  readonly approval?: string
  readonly content?: "template" | "any"
}

/** When the notice is due again by itself. */
export interface DisclosureRule extends Dated {
  readonly lapse: Millis
}

/** A lane that some purposes had and lost; their refusals name it with what to use instead. */
export interface Retired extends Dated {
  readonly lane: LaneName
  readonly purposes: ReadonlyArray<Purpose>
  readonly tag?: string
  readonly instead: string
}

/** The rules as they stand at one moment. */
export interface View {
  readonly name: string
  readonly channel: string
  readonly at: Instant
  readonly openers: ReadonlyArray<Opener>
  readonly lanes: ReadonlyArray<LaneRule>
  readonly disclosure: DisclosureRule
  readonly retired: ReadonlyArray<Retired>
}

/** A channel's rules on one timeline. */
export interface PolicyPack {
  readonly name: string
  readonly channel: string
  readonly openers: ReadonlyArray<Opener>
  readonly lanes: ReadonlyArray<LaneRule>
  readonly disclosure: ReadonlyArray<DisclosureRule>
  readonly retired: ReadonlyArray<Retired>
}

const standing = (now: Instant) => (rule: Dated): boolean =>
  (rule.from === undefined || rule.from <= now) && (rule.until === undefined || now < rule.until)

const noLapse: DisclosureRule = {
  id: "disclosure.none",
  lapse: Number.POSITIVE_INFINITY,
  source: { page: "none: the pack has no disclosure rule", read: "2026-11-21" }
}

type Rules = Omit<View, "at">

/** The rules between two moments at which some begin or end. */
interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly rules: Rules
}

const spanAt = (pack: PolicyPack, now: Instant): Span => {
  const stands = standing(now)
  let from = Number.NEGATIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  for (const rule of [...pack.openers, ...pack.lanes, ...pack.disclosure, ...pack.retired]) {
    for (const change of [rule.from, rule.until]) {
      if (change === undefined) continue
      if (change <= now) from = Math.max(from, change)
      else until = Math.min(until, change)
    }
  }
  const rules: Rules = {
    name: pack.name,
    channel: pack.channel,
    openers: pack.openers.filter(stands),
    lanes: pack.lanes.filter(stands),
    disclosure: pack.disclosure.find(stands) ?? noLapse,
    retired: pack.retired.filter(stands)
  }
  return { from, until, rules }
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
  const { channel, disclosure, lanes, name, openers, retired } = span.rules
  return { name, channel, at: now, openers, lanes, disclosure, retired }
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
      promotional: true,
      source
    }],
    disclosure: [{ id: "open.disclosure", lapse: 86_400_000, source }],
    retired: []
  }
}

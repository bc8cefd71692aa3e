/**
 * What becomes of a person's permissions: an act grants one, a message uses it, the person or time ends it.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Address } from "../model/Address.ts"
import type { Event, Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Permission, PermissionKind } from "../model/Permission.ts"
import * as Jurisdiction from "./Jurisdiction.ts"
import type { PermissionRule, View } from "./PolicyPack.ts"

/** As many are kept for one person; past that the ended ones go first, then those that were granted first. */
export const most = 100

/**
 * Why a permission does not carry a message. `region`: its kind has ended where the person is; `none`: it is of no kind
 * that stands.
 */
export type Hindrance = "none" | "used" | "expired" | "tooSoon" | "stopped" | "region"

/**
 * `margin`: how long before its end a permission counts as over. `outbound`: what this message used itself does not
 * stand against it.
 */
export interface Options {
  readonly margin?: Millis
  readonly outbound?: string
}

const ruleFor = (
  permission: Pick<Permission, "kind" | "region">,
  view: View,
  now: Instant
): PermissionRule | "none" | "region" => {
  let missed: "none" | "region" = "none"
  for (const rule of view.permissions) {
    if (rule.kind !== permission.kind || now >= (rule.until ?? Number.POSITIVE_INFINITY)) continue
    if (rule.regions === undefined) return rule
    if (permission.region !== undefined && Jurisdiction.lies(permission.region, rule.regions)) return rule
    missed = "region"
  }
  return missed
}

/** Whether leave of a kind can be asked for: it has a rule, and that stands where the person is. */
export const isAskable = (asked: Pick<Permission, "kind" | "region">, view: View, now: Instant): boolean =>
  typeof ruleFor(asked, view, now) !== "string"

const end = (permission: Permission, rule: PermissionRule): Instant =>
  Math.min(
    permission.expiresAt ?? Number.POSITIVE_INFINITY,
    rule.lasts === undefined ? Number.POSITIVE_INFINITY : permission.grantedAt + rule.lasts
  )

const next = (permission: Permission, rule: PermissionRule, outbound: string | undefined): Instant => {
  const own = outbound !== undefined && permission.usedBy === outbound
  const last = own || permission.usedAt === undefined ? Number.NEGATIVE_INFINITY : permission.usedAt + (rule.every ?? 0)
  return Math.max(permission.nextAt ?? Number.NEGATIVE_INFINITY, last)
}

/**
 * The moment from which a permission is over, by its rule or the channel's own word; `undefined` when it has no end.
 */
export const endsAt = (permission: Permission, view: View, now: Instant): Instant | undefined => {
  const rule = ruleFor(permission, view, now)
  const at = typeof rule === "string" ? permission.expiresAt : end(permission, rule)
  return at === Number.POSITIVE_INFINITY ? undefined : at
}

/** The moment before which a series may not go on; `undefined` when it may at any time. */
export const nextAt = (permission: Permission, view: View, now: Instant): Instant | undefined => {
  const rule = ruleFor(permission, view, now)
  const at = typeof rule === "string" ? permission.nextAt : next(permission, rule, undefined)
  return at === Number.NEGATIVE_INFINITY ? undefined : at
}

/** Why a permission does not carry a message at `now`, or `undefined` when it does. Its end is outside. */
export const hindrance = (
  permission: Permission,
  view: View,
  now: Instant,
  options: Options = {}
): Hindrance | undefined => {
  const { margin = 0, outbound } = options
  if (permission.stoppedAt !== undefined) return "stopped"
  const rule = ruleFor(permission, view, now)
  if (typeof rule === "string") return rule
  const own = outbound !== undefined && permission.usedBy === outbound
  if (rule.uses === "one" && permission.usedBy !== undefined && !own) return "used"
  if (!(now < end(permission, rule) - (margin > 0 ? margin : 0))) return "expired"
  if (rule.uses === "series" && !(now >= next(permission, rule, outbound))) return "tooSoon"
  return undefined
}

/** The permissions that carry a message at `now`, in the order in which they came. */
export const live = (
  permissions: ReadonlyArray<Permission>,
  view: View,
  now: Instant,
  options: Options = {}
): ReadonlyArray<Permission> =>
  permissions.filter((permission) => hindrance(permission, view, now, options) === undefined)

const changed = (
  permissions: ReadonlyArray<Permission>,
  isMeant: (permission: Permission) => boolean,
  change: (permission: Permission) => Permission
): ReadonlyArray<Permission> =>
  permissions.some(isMeant) ? permissions.map((one) => (isMeant(one) ? change(one) : one)) : permissions

/** The permissions after a message used one. */
export const use = (
  permissions: ReadonlyArray<Permission>,
  id: string,
  outbound: string,
  at: Instant
): ReadonlyArray<Permission> =>
  changed(
    permissions,
    (one) => one.id === id && one.usedBy !== outbound,
    (one) => ({ ...one, usedBy: outbound, usedAt: at })
  )

/** The permissions after a message that was to use one turned out never to have been sent. */
export const giveBack = (permissions: ReadonlyArray<Permission>, outbound: string): ReadonlyArray<Permission> =>
  changed(permissions, (one) => one.usedBy === outbound, ({ usedAt: _at, usedBy: _by, ...rest }) => rest)

/** Which permissions are meant: those by this id, of this kind, on this topic; each that is absent means any. */
export interface Which {
  readonly id?: string
  readonly kind?: PermissionKind
  readonly topic?: string
}

/**
 * The permissions after the person wants no more: all that let us begin, or those that are meant. The answer to a
 * comment is none of these. A stop that is older than the leave itself changes nothing.
 */
export const stop = (
  permissions: ReadonlyArray<Permission>,
  at: Instant,
  which: Which = {}
): ReadonlyArray<Permission> =>
  changed(
    permissions,
    (one) =>
      one.kind !== "privateReply" && at >= one.grantedAt && at > (one.stoppedAt ?? Number.NEGATIVE_INFINITY)
      && (which.id === undefined || one.id === which.id)
      && (which.kind === undefined || one.kind === which.kind)
      && (which.topic === undefined || one.topic === which.topic),
    (one) => ({ ...one, stoppedAt: at })
  )

const trimmed = (permissions: ReadonlyArray<Permission>, view: View, now: Instant): ReadonlyArray<Permission> => {
  if (permissions.length <= most) return permissions
  const standing = permissions.filter((one) => hindrance(one, view, now) !== "expired")
  const last = new Set([...standing].sort((one, other) => other.grantedAt - one.grantedAt).slice(0, most))
  return standing.filter((one) => last.has(one))
}

// What an event leaves unsaid stays as it was known: a yes again need not repeat its topic.
const renewed = (known: Permission, fresh: Permission): Permission => {
  const isLater = fresh.grantedAt > known.grantedAt && known.kind !== "oneTime" && known.kind !== "privateReply"
  if (!isLater) return { ...fresh, ...known }
  const { stoppedAt, ...rest } = known
  const isStopped = stoppedAt !== undefined && stoppedAt >= fresh.grantedAt
  return { ...rest, ...fresh, ...(isStopped ? { stoppedAt } : {}) }
}

const granted = (permissions: ReadonlyArray<Permission>, fresh: Permission, view: View): ReadonlyArray<Permission> => {
  const isFresh = (one: Permission): boolean => one.id === fresh.id && one.kind === fresh.kind
  if (!permissions.some(isFresh)) return trimmed([...permissions, fresh], view, fresh.grantedAt)
  return permissions.map((one) => (isFresh(one) ? renewed(one, fresh) : one))
}

type OptIn = Extract<Event, { readonly _tag: "OptedIn" }>

const asked = (
  inbound: Inbound,
  event: OptIn,
  kind: NonNullable<OptIn["permission"]>,
  region: string | undefined
): Permission | undefined => {
  const address: Address | undefined = kind === "news"
    ? { _tag: "Scoped", id: inbound.conversation.person }
    : event.token === undefined
    ? undefined
    : { _tag: "Token", kind, token: event.token }
  if (address === undefined) return undefined
  const fresh: Types.Mutable<Permission> = {
    id: event.token ?? event.topic ?? kind,
    kind,
    address,
    grantedAt: inbound.at
  }
  if (event.topic !== undefined) fresh.topic = event.topic
  if (event.expiresAt !== undefined) fresh.expiresAt = event.expiresAt
  if (event.nextAt !== undefined) fresh.nextAt = event.nextAt
  if (region !== undefined) fresh.region = region
  return fresh
}

const optedIn = (
  permissions: ReadonlyArray<Permission>,
  inbound: Inbound,
  event: OptIn,
  view: View,
  region: string | undefined
): ReadonlyArray<Permission> => {
  const kind = event.permission
  if (kind === undefined || event.change === "declined") return permissions
  const fresh = asked(inbound, event, kind, region)
  if (event.change !== "stopped") return fresh === undefined ? permissions : granted(permissions, fresh, view)
  const id: Which = event.token === undefined ? {} : { id: event.token }
  const topic: Which = event.topic === undefined || event.token !== undefined ? {} : { topic: event.topic }
  const stopped = stop(permissions, inbound.at, { kind, ...id, ...topic })
  // A stop may arrive before the yes that it takes back: it is kept, so that the late yes grants nothing.
  return fresh === undefined || permissions.some((one) => one.id === fresh.id && one.kind === kind)
    ? stopped
    : granted(stopped, { ...fresh, stoppedAt: inbound.at }, view)
}

/**
 * The permissions after something happened. An opt-in grants or renews one, or takes it back; an act that a rule of the
 * view names (a comment, a visitor's post) grants one answer. The same thing reported twice, or late, changes nothing
 * more. `region` is where the person is, where that is known ("DE", "US-CA", "EU"): some rules stand only in some regions.
 */
export const note = (
  permissions: ReadonlyArray<Permission>,
  inbound: Inbound,
  view: View,
  region?: string
): ReadonlyArray<Permission> => {
  const { act, at, event } = inbound
  if (event._tag === "OptedIn") return optedIn(permissions, inbound, event, view, region)
  if (event._tag !== "Commented" || act === undefined) return permissions
  const rule = view.permissions.find((one) => one.acts?.includes(act) === true)
  const address: Address | undefined = event.comment !== undefined
    ? { _tag: "Comment", comment: event.comment }
    : event.post !== undefined
    ? { _tag: "Post", post: event.post }
    : undefined
  const id = event.comment ?? event.post
  return rule === undefined || address === undefined || id === undefined
    ? permissions
    : granted(permissions, { id, kind: rule.kind, address, grantedAt: at }, view)
}

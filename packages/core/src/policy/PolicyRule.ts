/**
 * What a rule is: an act that opens the window, a lane, a permission, a limit, a notice, each with its time and its source.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Instant, Millis } from "../model/Instant.ts"
import { LaneName } from "../model/LaneName.ts"
import { PermissionKind } from "../model/Permission.ts"
import { Purpose } from "../model/Purpose.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** Where a rule is written, and the day it was read (ISO date). */
export const Source = Schema.Struct({ page: Schema.NonEmptyString, read: Schema.NonEmptyString })
/** Where a rule is written, and the day it was read (ISO date). */
export interface Source extends Schema.Schema.Type<typeof Source> {}

const dated = { id: Schema.NonEmptyString, from: optional(Instant), until: optional(Instant), source: Source }

/** A rule stands from a moment until another (exclusive); an absent end is open. `id` names it in evidence and refusals. */
export const Dated = Schema.Struct(dated)
/** A rule with its time and its source. */
export interface Dated extends Schema.Schema.Type<typeof Dated> {}

/**
 * An act of the person that opens the window, and for how long in milliseconds: `[act, act + lasts)`. It counts acts from `from` until
 * `until`: a window that it opened before it ended runs to its own end.
 */
export const Opener = Schema.Struct({ ...dated, act: Schema.NonEmptyString, lasts: Millis })
/** An act of the person that opens the window. */
export interface Opener extends Schema.Schema.Type<typeof Opener> {}

/** A use that a page forbids by name; `row` is what a refusal cites. */
export const Forbidden = Schema.Struct({ purpose: Purpose, row: Schema.NonEmptyString })
/** A use that a page forbids by name. */
export interface Forbidden extends Schema.Schema.Type<typeof Forbidden> {}

/**
 * A lane: who may use it, for which purposes, within which time after the person's last act of one of `after` (`within` absent:
 * without limit; `after` alone: once in their life), with which content, and what the account must be approved for.
 *
 * `promotional`, `recurring` and `past` say whether the lane takes content that sells, that comes again and again, or that is
 * about an event that is over. `forbids` are the uses that the page names; a purpose that is in no list is refused too.
 * `permission` is the kind that one message under this lane uses. `wish` marks a lane that is taken only when the message asks for it.
 * `stage` is there for a lane that its page calls unfinished: the platform may not let every account have it.
 */
export const LaneRule = Schema.Struct({
  ...dated,
  lane: LaneName,
  tag: optional(Schema.NonEmptyString),
  author: Schema.Literal("bot", "human", "any"),
  window: Schema.Literal("open", "any"),
  purposes: Schema.Union(Schema.Literal("any"), Schema.Array(Purpose)),
  forbids: Schema.Array(Forbidden),
  promotional: Schema.Boolean,
  recurring: Schema.Boolean,
  past: Schema.Boolean,
  content: Schema.Literal("any", "template", "survey"),
  within: optional(Millis),
  after: optional(Schema.Array(Schema.NonEmptyString)),
  approval: optional(Schema.NonEmptyString),
  permission: optional(PermissionKind),
  wish: optional(Schema.Literal("sponsored")),
  stage: optional(Schema.Literal("under development"))
})
/** A lane and what it asks. */
export interface LaneRule extends Schema.Schema.Type<typeof LaneRule> {}

/**
 * How a permission comes about and how far it goes. `acts` are the acts that grant it where it is not an opt-in; `lasts` its life from
 * the act in milliseconds (the channel's own word on its end counts too, whichever is earlier); `uses` one message or a series;
 * `every` the least time between two of a series; `regions` where it still stands, everywhere unless given.
 */
export const PermissionRule = Schema.Struct({
  ...dated,
  kind: PermissionKind,
  uses: Schema.Literal("one", "series"),
  acts: optional(Schema.Array(Schema.NonEmptyString)),
  lasts: optional(Millis),
  every: optional(Millis),
  regions: optional(Schema.Array(Schema.NonEmptyString))
})
/** How a permission comes about and how far it goes. */
export interface PermissionRule extends Schema.Schema.Type<typeof PermissionRule> {}

/**
 * A number that the rules set: at most `most` of `what` within `per` milliseconds (absent: at any one time). With `asks` policy
 * keeps to it: it counts the requests for leave of a kind that one person got under the same title (`title`) or under any (`any`),
 * or the leave that stands under it (`leave`).
 */
export const LimitRule = Schema.Struct({
  ...dated,
  what: Schema.NonEmptyString,
  most: Schema.Number,
  per: optional(Millis),
  asks: optional(Schema.Struct({ kind: PermissionKind, of: Schema.Literal("title", "any", "leave") }))
})
/** A number that the rules set. */
export interface LimitRule extends Schema.Schema.Type<typeof LimitRule> {}

/** When the notice is due: at which moments, and after which silence in milliseconds. */
export const DisclosureRule = Schema.Struct({
  ...dated,
  lapse: Millis,
  moments: Schema.Array(Schema.Literal("start", "lapse", "fromHuman"))
})
/** When the notice is due. */
export interface DisclosureRule extends Schema.Schema.Type<typeof DisclosureRule> {}

/** A lane that some purposes had and lost; their refusals name it with what to use instead. */
export const Retired = Schema.Struct({
  ...dated,
  lane: LaneName,
  purposes: Schema.Union(Schema.Literal("any"), Schema.Array(Purpose)),
  tag: optional(Schema.NonEmptyString),
  instead: Schema.NonEmptyString
})
/** A lane that some purposes had and lost. */
export interface Retired extends Schema.Schema.Type<typeof Retired> {}

/** Where the sources contradict one another: what this pack follows, and the readings it does not. */
export const Choice = Schema.Struct({
  id: Schema.NonEmptyString,
  question: Schema.NonEmptyString,
  chosen: Schema.NonEmptyString,
  others: Schema.Array(Schema.NonEmptyString),
  source: Source
})
/** Where the sources contradict one another. */
export interface Choice extends Schema.Schema.Type<typeof Choice> {}

/** A channel's rules on one timeline, `from` the moment for which they were first read. */
export const PolicyPack = Schema.Struct({
  name: Schema.NonEmptyString,
  channel: Schema.NonEmptyString,
  from: optional(Instant),
  openers: Schema.Array(Opener),
  lanes: Schema.Array(LaneRule),
  permissions: Schema.Array(PermissionRule),
  limits: Schema.Array(LimitRule),
  disclosure: Schema.Array(DisclosureRule),
  retired: Schema.Array(Retired),
  choices: Schema.Array(Choice)
}).annotations({ identifier: "PolicyPack" })
/** A channel's rules on one timeline. */
export interface PolicyPack extends Schema.Schema.Type<typeof PolicyPack> {}

/** Every dated rule of a pack. */
export const rules = (
  pack: Pick<PolicyPack, "openers" | "lanes" | "permissions" | "limits" | "disclosure" | "retired">
): ReadonlyArray<Dated> => [
  ...pack.openers,
  ...pack.lanes,
  ...pack.permissions,
  ...pack.limits,
  ...pack.disclosure,
  ...pack.retired
]

/** Whether a rule stands at a moment: its first instant is inside, its end is not. */
export const stands = (rule: Dated, now: Instant): boolean =>
  (rule.from === undefined || rule.from <= now) && (rule.until === undefined || now < rule.until)

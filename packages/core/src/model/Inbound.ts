/**
 * What happened to a conversation: something a person did, something the channel reports, or a result of our own work.
 * Everything that can change a conversation is one of these and enters by one door.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { AccountEvent } from "./AccountEvent.ts"
import { ConversationId } from "./ConversationId.ts"
import { Deed } from "./Deed.ts"
import { Instant } from "./Instant.ts"
import { Json } from "./Json.ts"
import { Refusal } from "./LaneName.ts"
import { Message } from "./Message.ts"
import { Outbound } from "./Outbound.ts"
import { PublicEvent } from "./PublicEvent.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** Something a person sent besides words. */
export const Attachment = Schema.Struct({
  kind: Schema.String,
  url: optional(Schema.String),
  title: optional(Schema.String),
  raw: optional(Json)
}).annotations({ identifier: "Attachment" })
/** Something a person sent besides words; `kind` is the channel's word ("image", "audio", "sticker", "location"…). */
export interface Attachment extends Schema.Schema.Type<typeof Attachment> {}

/** A place that a person sent, in degrees. */
export const Location = Schema.Struct({ latitude: Schema.Number, longitude: Schema.Number })
/** A place that a person sent. */
export interface Location extends Schema.Schema.Type<typeof Location> {}

/**
 * Where a person came from: a link, an ad, a plugin, a product that they looked at. `source` is an open list ("SHORTLINK",
 * "ADS"…).
 */
export const Referral = Schema.Struct({
  ref: optional(Schema.String),
  source: optional(Schema.String),
  ad: optional(Schema.String),
  product: optional(Schema.String),
  raw: optional(Json)
}).annotations({ identifier: "Referral" })
/** Where a person came from. */
export interface Referral extends Schema.Schema.Type<typeof Referral> {}

/** A person wrote, tapped a quick reply (`choice` is its payload), or sent attachments. */
export const Said = Schema.TaggedStruct("Said", {
  mid: Schema.String,
  text: optional(Schema.String),
  choice: optional(Schema.String),
  attachments: optional(Schema.Array(Attachment)),
  location: optional(Location),
  replyTo: optional(Schema.String),
  referral: optional(Referral)
})
/** A person tapped a button that stays, a menu entry, or "Get started". */
export const Tapped = Schema.TaggedStruct("Tapped", {
  mid: optional(Schema.String),
  title: optional(Schema.String),
  payload: Schema.String,
  referral: optional(Referral)
})
/** A person came back through a link or an ad. */
export const Referred = Schema.TaggedStruct("Referred", { referral: Referral })
/**
 * A person gave leave to be written to, or took it back (`change`). `kind` is the channel's word; `topic` what it is about;
 * `token` by which to write; `nextAt` before which the series may not go on.
 */
export const OptedIn = Schema.TaggedStruct("OptedIn", {
  kind: Schema.String,
  permission: optional(Schema.Literal("oneTime", "recurring", "news")),
  change: optional(Schema.Literal("granted", "declined", "stopped", "resumed")),
  topic: optional(Schema.String),
  nextAt: optional(Instant),
  ref: optional(Schema.String),
  payload: optional(Schema.String),
  token: optional(Schema.String),
  expiresAt: optional(Instant),
  raw: optional(Json)
})
/**
 * An answer to one question of a survey: `score` where it asks for one (a whole number on the question's own scale), `words` where
 * it asks for them, `followUp` what the person added. `question` is the id that the survey gave it.
 */
export const Rating = Schema.Struct({
  question: Schema.String,
  score: optional(Schema.JsonNumber),
  words: optional(Schema.String),
  followUp: optional(Schema.String)
}).annotations({ identifier: "Rating" })
/** An answer to one question of a survey. */
export interface Rating extends Schema.Schema.Type<typeof Rating> {}

/** A person filled in a survey of ours. */
export const Rated = Schema.TaggedStruct("Rated", {
  mid: optional(Schema.String),
  answers: Schema.Array(Rating),
  raw: optional(Json)
})
/** A person wrote under a post of the business (`comment`), or put up a post on its page; either may be answered in private. */
export const Commented = Schema.TaggedStruct("Commented", {
  comment: optional(Schema.String),
  post: optional(Schema.String),
  text: optional(Schema.String),
  live: optional(Schema.Literal(true)),
  raw: optional(Json)
})
/** A person of the business wrote to the customer through the inbox bridge. `why` says why the matter needs a person. */
export const Written = Schema.TaggedStruct("Written", {
  by: Schema.String,
  message: Message,
  why: optional(Schema.String)
})
/** A person of the business gave the conversation back to the bot through the inbox bridge. */
export const HandedBack = Schema.TaggedStruct("HandedBack", { by: Schema.String })
/** The business takes back words that wait for the person: one outbound, or all that wait. */
export const Withdrawn = Schema.TaggedStruct("Withdrawn", { outbound: optional(Schema.String) })
/** A person reacted to a message, or took the reaction back. */
export const Reacted = Schema.TaggedStruct("Reacted", {
  mid: Schema.String,
  action: Schema.Literal("react", "unreact"),
  reaction: optional(Schema.String),
  emoji: optional(Schema.String)
})
/** A person changed the words of an earlier message. */
export const Edited = Schema.TaggedStruct("Edited", { mid: Schema.String, text: Schema.String, number: Schema.Number })
/** An earlier message was taken back, by the person or by the business. */
export const Deleted = Schema.TaggedStruct("Deleted", { mid: Schema.String })
/** Our messages up to `watermark` (or the one with `mid`) were read. */
export const Read = Schema.TaggedStruct("Read", { watermark: optional(Instant), mid: optional(Schema.String) })
/** Our messages up to `watermark` arrived. */
export const Delivered = Schema.TaggedStruct("Delivered", {
  watermark: optional(Instant),
  mids: optional(Schema.Array(Schema.String))
})
/** Whose app did something: ours, an inbox in which a person of the business answers, or another app. */
export const AppKind = Schema.Literal("us", "inbox", "app")
/** Whose app did something. */
export type AppKind = Schema.Schema.Type<typeof AppKind>

/**
 * The channel reports a message that the business sent. `outbound` is our own id when the message is ours (it travelled
 * in the metadata); otherwise a person or another app wrote it: `app` says which and `by` of what kind, when the channel
 * tells (`us`: our app sent it, and not this bot).
 */
export const Echoed = Schema.TaggedStruct("Echoed", {
  mid: Schema.String,
  outbound: optional(Schema.String),
  app: optional(Schema.String),
  by: optional(AppKind),
  text: optional(Schema.String),
  attachments: optional(Schema.Array(Attachment))
})
/**
 * The conversation changed hands, or someone asked for it. `toUs` says whether this app owns it now; `by` what kind of
 * app has it now (`to`), or asks for it (`from`, when it is `requested`).
 */
export const Routed = Schema.TaggedStruct("Routed", {
  change: Schema.Literal("passed", "taken", "requested", "released", "roles"),
  toUs: optional(Schema.Boolean),
  by: optional(AppKind),
  from: optional(Schema.String),
  to: optional(Schema.String),
  metadata: optional(Schema.String)
})
/** An event that we do not know, or could not read: kept as it came. */
export const Unknown = Schema.TaggedStruct("Unknown", { kind: Schema.String, why: optional(Schema.String), raw: Json })

/** Something from outside the channel: `bot.signal("shipped", …)`. The payload is encoded by the signal's schema. */
export const Signalled = Schema.TaggedStruct("Signalled", {
  signal: Schema.String,
  payload: Json,
  dialogue: optional(Schema.String)
})
/** A timer came due. It counts only while the conversation still holds it at this revision. */
export const TimerFired = Schema.TaggedStruct("TimerFired", { timer: Schema.String, revision: Schema.Number })
/** A task ended well. It counts only while the conversation still holds it at this revision. */
export const TaskSucceeded = Schema.TaggedStruct("TaskSucceeded", {
  task: Schema.String,
  revision: Schema.Number,
  output: optional(Json)
})
/** A task failed. `failure` is the tag of a declared failure; absent when it was a defect. */
export const TaskFailed = Schema.TaggedStruct("TaskFailed", {
  task: Schema.String,
  revision: Schema.Number,
  failure: optional(Schema.String),
  error: Json
})
/**
 * A message of ours arrived at its end: accepted by the channel, refused, failed, or given up as unknown. With `held` the
 * rules shut while it waited to be sent, and `waiting` is the message, to be said once the person writes again. `state` is the
 * dialogue's state that said it. `unreachable`: the channel says that this person cannot be written to; `stopped`: that they ended
 * the series which the message belongs to. `permission` is the one that the message was sent with. `answered`: the message answered the
 * person, in the turn of this number.
 */
export const Settled = Schema.TaggedStruct("Settled", {
  outbound: Schema.String,
  outcome: Schema.Literal("sent", "refused", "failed", "parked", "expired", "held"),
  waiting: optional(Outbound),
  state: optional(Schema.String),
  unreachable: optional(Schema.Literal(true)),
  stopped: optional(Schema.Literal(true)),
  permission: optional(Schema.String),
  answered: optional(Schema.Number),
  mid: optional(Schema.String),
  refusal: optional(Refusal),
  error: optional(Json)
})

/**
 * The channel tells who a person is that was known otherwise so far: their conversation goes on under the id `person`, and takes
 * `inbound` there, what they did, in its stored form.
 */
export const Became = Schema.TaggedStruct("Became", { person: Schema.String, inbound: optional(Json) })
/** A conversation that the person began when they were known otherwise, in its stored form. */
export const Inherited = Schema.TaggedStruct("Inherited", { conversation: Json })

/** What happened. */
export const Event = Schema.Union(
  Said,
  Tapped,
  Referred,
  OptedIn,
  Rated,
  Commented,
  Written,
  HandedBack,
  Withdrawn,
  Reacted,
  Edited,
  Deleted,
  Read,
  Delivered,
  Echoed,
  Routed,
  Deed,
  PublicEvent,
  AccountEvent,
  Unknown,
  Signalled,
  TimerFired,
  TaskSucceeded,
  TaskFailed,
  Settled,
  Became,
  Inherited
).annotations({ identifier: "InboundEvent" })
/** What happened. */
export type Event = Schema.Schema.Type<typeof Event>

/**
 * A person's act as policy counts it ("message", "postback", "referral", "adMessage", "reaction"…). The transport names
 * it; the policy pack says what it opens.
 */
export type Act = string

/**
 * One thing that happened.
 *
 * `id` is its identity: the same thing reported twice has the same id, and changes the conversation once. It starts with
 * channel, account and kind. `at` is the channel's own time, never later than `receivedAt`; `late` says that it came a minute or
 * more after it happened, as after an outage, or was heard after something that the person did later. `formerly` is the id under
 * which the person was known before. `raw` is all that the channel sent, where that is more than the event has a place for.
 */
export const Inbound = Schema.Struct({
  id: Schema.NonEmptyString,
  conversation: ConversationId,
  at: Instant,
  receivedAt: Instant,
  act: optional(Schema.String),
  standby: optional(Schema.Literal(true)),
  late: optional(Schema.Literal(true)),
  formerly: optional(Schema.String),
  raw: optional(Json),
  event: Event
}).annotations({ identifier: "Inbound" })
/** One thing that happened. */
export interface Inbound extends Schema.Schema.Type<typeof Inbound> {}

const persons: ReadonlySet<Event["_tag"]> = new Set([
  "Said",
  "Tapped",
  "TappedElsewhere",
  "Referred",
  "OptedIn",
  "Commented",
  "Reacted",
  "Edited",
  "Rated",
  "Judged",
  "Linked",
  "Submitted",
  "Ordered",
  "Played",
  "Revealed"
])

/** Whether the person themselves did this. */
export const isPersons = (event: Event): boolean => persons.has(event._tag)

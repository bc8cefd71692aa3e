/**
 * All that is known of one conversation between two turns. One plain record: a store writes it, a turn makes the next.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Address } from "./Address.ts"
import { ConversationId } from "./ConversationId.ts"
import { Inbound } from "./Inbound.ts"
import { Instant, Millis } from "./Instant.ts"
import { Json } from "./Json.ts"
import { Outbound } from "./Outbound.ts"
import { Permission } from "./Permission.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What a timer means after downtime. */
export const TimerMeaning = Schema.Literal("deadline", "remaining", "restart")
/**
 * What a timer means after downtime: the point in time stands (`deadline`), the time that was left when we went down is
 * left still (`remaining`), or the whole length begins anew (`restart`).
 */
export type TimerMeaning = Schema.Schema.Type<typeof TimerMeaning>

/** A timer that runs. `event` is given to the dialogue when it fires; `revision` is that of the turn that set it. */
export const Timer = Schema.Struct({
  id: Schema.String,
  revision: Schema.Number,
  setAt: Instant,
  after: Millis,
  due: Instant,
  meaning: TimerMeaning,
  event: Json
}).annotations({ identifier: "Timer" })
/** A timer that runs. */
export interface Timer extends Schema.Schema.Type<typeof Timer> {}

/** What becomes of a task that was running when the process died. */
export const TaskRecovery = Schema.Literal("rerun", "fail")
/** What becomes of a task that was running when the process died: it runs again, or it counts as failed. */
export type TaskRecovery = Schema.Schema.Type<typeof TaskRecovery>

/**
 * A task that was started and has not ended. `name` is the author's; `input` what it was given. `asked`: what the person did
 * started it, itself or by way of another task or of a refusal, so that what is said at its end answers them.
 */
export const Task = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  dialogue: Schema.String,
  revision: Schema.Number,
  startedAt: Instant,
  recovery: TaskRecovery,
  input: Json,
  asked: optional(Schema.Literal(true))
}).annotations({ identifier: "Task" })
/** A task that was started and has not ended. */
export interface Task extends Schema.Schema.Type<typeof Task> {}

/** Who may speak for the business now. */
export const Owner = Schema.Union(
  Schema.TaggedStruct("Bot", {}),
  Schema.TaggedStruct("Human", {
    since: Instant,
    app: optional(Schema.String),
    why: optional(Schema.String)
  }),
  Schema.TaggedStruct("App", { since: Instant, app: Schema.String })
).annotations({ identifier: "Owner" })
/**
 * Who may speak for the business now: this bot, a person (an inbox, the inbox bridge), or another app. `since` is when they
 * last did something; `why` why the matter needs a person, where that is known.
 */
export type Owner = Schema.Schema.Type<typeof Owner>

/**
 * The person wants no more messages that they did not ask for (`word`, `button`), or cannot be reached (`unreachable`: the
 * channel said so; it ends when they write). `revision` is that of the turn in which they asked for it.
 */
export const Stopped = Schema.Struct({
  at: Instant,
  why: Schema.Literal("word", "button", "unreachable"),
  revision: optional(Schema.Number)
}).annotations({ identifier: "Stopped" })
/** Why nothing may be said without being asked. */
export interface Stopped extends Schema.Schema.Type<typeof Stopped> {}

/**
 * Whether the person knows that they speak with a machine. `why` says which moment made it due; `outbound` is the notice that
 * did not arrive as far as is known, so that its late echo still counts.
 */
export const DisclosureState = Schema.Union(
  Schema.TaggedStruct("Due", {
    why: Schema.Literal("start", "lapse", "fromHuman", "undelivered"),
    outbound: optional(Schema.String)
  }),
  Schema.TaggedStruct("Pending", { outbound: Schema.String }),
  Schema.TaggedStruct("Told", { at: Instant })
).annotations({ identifier: "DisclosureState" })
/** Whether the person knows that they speak with a machine. */
export type DisclosureState = Schema.Schema.Type<typeof DisclosureState>

/**
 * What policy reads windows from: the last act of each kind, and an older one beside it while the window that it opened ends later.
 */
export const Act = Schema.Struct({ act: Schema.String, at: Instant, inbound: Schema.String })
/** An act of the person, of those that are kept. */
export interface Act extends Schema.Schema.Type<typeof Act> {}

/**
 * A request for leave that the person was shown, or that is on its way to them. `at` is when it was sent, or said while that is
 * not known; `outbound` its message.
 */
export const Requested = Schema.Struct({
  permission: Schema.Literal("oneTime", "recurring"),
  title: Schema.String,
  topic: Schema.String,
  at: Instant,
  outbound: Schema.String
}).annotations({ identifier: "Requested" })
/** A request for leave that the person was shown, or that is on its way to them. */
export interface Requested extends Schema.Schema.Type<typeof Requested> {}

/** The dialogue that is active, and where it stands: a snapshot that only the dialogue room reads. */
export const Active = Schema.Struct({ id: Schema.String, version: Schema.Number, snapshot: Json })
/** The dialogue that is active, and where it stands. */
export interface Active extends Schema.Schema.Type<typeof Active> {}

/**
 * A dialogue that has ended, and asked to be told should words of its last turn be refused. `awaits` are the ids of those words
 * whose outcome is open; the dialogue goes on from `dialogue` where one of them is refused.
 */
export const LastWords = Schema.Struct({ dialogue: Active, awaits: Schema.Array(Schema.String) })
/** A dialogue that has ended, and words of its last turn whose outcome is open. */
export interface LastWords extends Schema.Schema.Type<typeof LastWords> {}

/**
 * All that is known of one conversation. `revision` counts its turns and fences every commit; `order` is that of the last
 * outbound; `lastWords` is there while words of a dialogue that has ended may still be refused; `held` are messages that wait
 * for the person to write again; `person` is a record that outlives dialogues; `permissions` are what the person allowed,
 * `requests` what they were asked to allow, the last under each title; `deferred` are timers and task results that wait until
 * the bot has the conversation again; `movedTo` is the person under whose id the conversation goes on, once the channel told who they
 * are, and `formerly` as whom they were known before; `seenAt` is the latest moment at which a turn of it was taken: for policy, time never
 * runs back.
 */
export const Conversation = Schema.Struct({
  id: ConversationId,
  revision: Schema.Number,
  address: Address,
  dialogue: optional(Active),
  lastWords: optional(LastWords),
  timers: Schema.Array(Timer),
  tasks: Schema.Array(Task),
  acts: Schema.Array(Act),
  owner: Owner,
  disclosure: DisclosureState,
  lastHeardAt: optional(Instant),
  lastSaidAt: optional(Instant),
  locale: optional(Schema.String),
  order: Schema.Number,
  held: Schema.Array(Outbound),
  person: Schema.Record({ key: Schema.String, value: Json }),
  permissions: Schema.Array(Permission),
  requests: optional(Schema.Array(Requested)),
  deferred: Schema.Array(Inbound),
  stopped: optional(Stopped),
  movedTo: optional(Schema.String),
  formerly: optional(Schema.Array(Schema.String)),
  seenAt: optional(Instant)
}).annotations({ identifier: "Conversation" })
/** All that is known of one conversation. */
export interface Conversation extends Schema.Schema.Type<typeof Conversation> {}

/** A conversation before its first turn. */
export const empty = (id: ConversationId): Conversation => ({
  id,
  revision: 0,
  address: { _tag: "Scoped", id: id.person },
  timers: [],
  tasks: [],
  acts: [],
  owner: { _tag: "Bot" },
  disclosure: { _tag: "Due", why: "start" },
  order: 0,
  held: [],
  person: {},
  permissions: [],
  deferred: []
})

/**
 * What one turn did, so that it can be shown, explained and played again: replay is a fold over these.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { ConversationId } from "./ConversationId.ts"
import { Instant } from "./Instant.ts"
import { Inbound } from "./Inbound.ts"
import { Json } from "./Json.ts"
import { Lane, Refusal } from "./LaneName.ts"
import { Body } from "./Outbound.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What became of one thing that the turn said. */
export const Spoken = Schema.Struct({
  outbound: optional(Schema.String),
  body: Body,
  verdict: Schema.Literal("sent", "held", "dropped", "refused"),
  lane: optional(Lane),
  refusal: optional(Refusal),
  discloses: optional(Schema.Literal(true))
})
/** What became of one thing that the turn said. */
export interface Spoken extends Schema.Schema.Type<typeof Spoken> {}

/**
 * What one turn did. `format` is 1; `pack` is the name of the rules used, as they stood `at`, and `packVersion` which edition of
 * them, absent in what was stored before versions were kept; `state` where the dialogue stood after; `disclosure` whether the person
 * knew by then that they speak with a machine.
 */
export const JournalEntry = Schema.Struct({
  format: Schema.Literal(1),
  conversation: ConversationId,
  revision: Schema.Number,
  at: Instant,
  inbound: Inbound,
  locale: Schema.String,
  dialogue: optional(Schema.Struct({ id: Schema.String, version: Schema.Number })),
  state: optional(Json),
  outcome: Schema.Literal("transitioned", "ignored", "recorded", "parked", "quarantined"),
  pack: Schema.String,
  packVersion: optional(Schema.String),
  seed: Schema.Number,
  snapshotHash: Schema.Number,
  spoken: Schema.Array(Spoken),
  disclosure: optional(Schema.Literal("Due", "Pending", "Told")),
  timersSet: Schema.Array(Schema.String),
  timersCancelled: Schema.Array(Schema.String),
  tasksStarted: Schema.Array(Schema.String),
  tasksStopped: Schema.Array(Schema.String),
  error: optional(Schema.String)
}).annotations({ identifier: "JournalEntry" })
/** What one turn did. */
export interface JournalEntry extends Schema.Schema.Type<typeof JournalEntry> {}

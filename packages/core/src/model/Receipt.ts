/**
 * How the sending of one outbound ended.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"
import { Json } from "./Json.ts"
import { Lane, Refusal } from "./LaneName.ts"
import { Message } from "./Message.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/**
 * The channel took it. `mid` is the channel's id for it, where it gives one; `person` the scoped id it went to; `at` when it was
 * sent. `lane` and `message` are there when the rules had changed since it was said: the lane by which it went, and the
 * message that went in its stead.
 */
export const Sent = Schema.TaggedStruct("Sent", {
  mid: optional(Schema.String),
  person: optional(Schema.String),
  at: optional(Instant),
  lane: optional(Lane),
  message: optional(Message)
})
/** The rules did not allow it at the moment of sending. */
export const Refused = Schema.TaggedStruct("Refused", { refusal: Refusal })
/**
 * The channel said no, for good. `error` is the channel's error as data; `reason` a sentence with the cure.
 * `unreachable`: the person blocked the business, or cannot be written to until they write; `stopped`: they ended the
 * series that the message belonged to, and only that.
 */
export const Failed = Schema.TaggedStruct("Failed", {
  reason: Schema.String,
  error: Json,
  unreachable: optional(Schema.Literal(true)),
  stopped: optional(Schema.Literal(true))
})
/** The channel said no for now; the message stands and is tried again at `retryAt`. */
export const Postponed = Schema.TaggedStruct("Postponed", { reason: Schema.String, retryAt: Instant })
/**
 * It may or may not have been sent: the answer was lost. The echo decides, or the deadline. `at`, `lane` and `message` as in
 * `Sent`, should the echo come.
 */
export const Unknown = Schema.TaggedStruct("Unknown", {
  reason: Schema.String,
  deadline: Instant,
  at: optional(Instant),
  lane: optional(Lane),
  message: optional(Message)
})
/** Its outcome stayed unknown and its policy is `atMostOnce`: it is kept, and not sent again. The rest as in `Unknown`. */
export const Parked = Schema.TaggedStruct("Parked", {
  reason: Schema.String,
  at: optional(Instant),
  lane: optional(Lane),
  message: optional(Message)
})

/** How the sending of one outbound ended. */
export const Receipt = Schema.Union(Sent, Refused, Failed, Postponed, Unknown, Parked).annotations({
  identifier: "Receipt"
})
/** How the sending of one outbound ended. */
export type Receipt = Schema.Schema.Type<typeof Receipt>

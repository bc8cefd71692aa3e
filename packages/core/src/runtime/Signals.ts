/**
 * What comes from outside the channel: an order was shipped, a table is free. A signal is told to conversations, and the
 * caller hears what became of each message that was said because of it.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { ConversationId } from "../model/ConversationId.ts"
import type * as Duration from "effect/Duration"
import type { Query } from "./ConversationStore.ts"

/** No dialogue of this bot knows a signal of this name, or its payload does not fit. */
export class UnknownSignal extends Schema.TaggedError<UnknownSignal>()("UnknownSignal", {
  signal: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The signal "${this.signal}" cannot be sent: ${this.reason}`
  }
}

/**
 * Which signal, with which payload (as the dialogue's schema reads it), to whom. `deadline` bounds the wait for outcomes,
 * 30 seconds unless given. Two requests with one `id` count once.
 */
export interface Request {
  readonly name: string
  readonly payload: unknown
  readonly to: ConversationId | Query
  readonly deadline?: Duration.DurationInput
  readonly id?: string
}

/**
 * What became of one message that a signal caused. `unknown`: whether it arrived stayed unknown, and it is not repeated.
 * `queued`: not known by the deadline; it is in the outbox or the turn is still to come, and nothing is lost. `unhandled`: no
 * dialogue listened, so nothing was said. `reason` is a sentence for everything but `sent` and `queued`.
 */
export interface Outcome {
  readonly conversation: ConversationId
  readonly status: "sent" | "held" | "dropped" | "refused" | "failed" | "unknown" | "queued" | "unhandled"
  readonly words?: string
  readonly mid?: string
  readonly reason?: string
}

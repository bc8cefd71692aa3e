/**
 * The inbox bridge: a person of the business writes to a customer through the bot's own door, so that their words keep the
 * order, the rules and the record of all others. They go out as a reply while the window is open, and under the human agent's
 * rule for seven days; the bot is silent from then on, until the conversation is handed back.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Event } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Message } from "../model/Message.ts"
import * as Messages from "../model/Message.ts"
import type { StoreError } from "./ConversationStore.ts"
import type { Door } from "./Door.ts"
import type { Host } from "./Host.ts"
import * as Listing from "./Listing.ts"
import type { Outcome } from "./Signals.ts"
import * as Watching from "./Watching.ts"

/**
 * What a person of the business writes. `by` is their name, which the record keeps; `why` says why the matter needs a person, as
 * a review of the Human Agent feature asks. Two with one `id` count once. `deadline` bounds the wait for the outcome, 30
 * seconds unless given.
 */
export interface Letter {
  readonly to: ConversationId.ConversationId
  readonly by: string
  readonly message: string | Message
  readonly why?: string
  readonly id?: string
  readonly deadline?: Duration.DurationInput
}

/** A conversation that is not the bot's now. `app` is the inbox or app that has it, `since` when it took it. */
export interface Taken {
  readonly conversation: ConversationId.ConversationId
  readonly since: Instant
  readonly app?: string
  readonly why?: string
}

/** What people of the business can do. */
export interface InboxBridge {
  /** Writes to a customer. The message may be refused, never held: whoever wrote it is there to hear why. */
  readonly write: (letter: Letter) => Effect.Effect<ReadonlyArray<Outcome>, StoreError>
  /** Gives the conversation back to the bot, which says first that it is a machine. */
  readonly handBack: (to: ConversationId.ConversationId, by: string) => Effect.Effect<void, StoreError>
  /** The conversations that people or other apps have now. */
  readonly taken: Effect.Effect<ReadonlyArray<Taken>, StoreError>
}

const takenOf = ({ id, owner }: Conversation): ReadonlyArray<Taken> =>
  owner._tag === "Bot" ? [] : [{
    conversation: id,
    since: owner.since,
    ...(owner.app === undefined ? {} : { app: owner.app }),
    ...(owner._tag === "Human" && owner.why !== undefined ? { why: owner.why } : {})
  }]

const some = Effect.map(Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER), (number) => number.toString(36))

/** The bridge of a bot. */
export const make = (host: Host, door: Door): InboxBridge => {
  const inboundOf = (to: ConversationId.ConversationId, id: string, now: Instant, event: Event) => ({
    id: `bridge/${ConversationId.key(to)}/${id}`,
    conversation: to,
    at: now,
    receivedAt: now,
    event
  })

  return {
    write: ({ by, deadline, id, message, to, why }) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const whole = typeof message === "string" ? Messages.text(message) : message
        const event: Event = {
          _tag: "Written",
          by,
          message: { ...whole, purpose: "humanAnswer", otherwise: "refuse" },
          ...(why === undefined ? {} : { why })
        }
        const inbound = inboundOf(to, id ?? (yield* some), now, event)
        return yield* Watching.accept(host, door, inbound, Duration.decode(deadline ?? "30 seconds"))
      }),
    handBack: (to, by) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        yield* door.accept([inboundOf(to, yield* some, now, { _tag: "HandedBack", by })])
      }),
    taken: Listing.collect(host.store, {}, takenOf)
  }
}

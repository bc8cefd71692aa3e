/**
 * What those who look after a bot do with what it keeps, while it runs: read it, free what was set aside, forget a person, drop what
 * is old.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Stream from "effect/Stream"
import type { Conversation } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type * as ConversationStore from "./ConversationStore.ts"
import type { Host } from "./Host.ts"
import * as Listing from "./Listing.ts"
import type { Mailbox } from "./Mailbox.ts"
import type { Tasks } from "./Tasks.ts"

type StoreError = ConversationStore.StoreError

/** The keeping of a bot's records. */
export interface Keeping {
  /** The conversations that a query finds, in the order of their keys; all of them without one. */
  readonly list: (query?: ConversationStore.Query) => Stream.Stream<Conversation, StoreError>
  /** What happened in a conversation, turn by turn, from a revision on; from the first that is kept unless given. */
  readonly journal: (id: ConversationId, from?: number) => Effect.Effect<ReadonlyArray<JournalEntry>, StoreError>
  /** Sets a quarantined conversation free, and takes up what waited in its inbox, in order. */
  readonly reinstate: (id: ConversationId) => Effect.Effect<void, StoreError>
  /**
   * Forgets a person: record, inbox, outbox, timers, tasks, journal. Waits for a turn under way, and stops their tasks. Who writes again
   * is new to the bot.
   */
  readonly forget: (id: ConversationId) => Effect.Effect<void, StoreError>
  /**
   * Drops what is done and older than this: inbounds that had their turn, messages with a final outcome, journal entries. Gives the number
   * of rows. An event that the channel delivers again after that long counts as new.
   */
  readonly trim: (olderThan: Duration.DurationInput) => Effect.Effect<number, StoreError>
}

/** The keeping of what a host's store has. */
export const make = (host: Host, mailbox: Mailbox, tasks: Tasks): Keeping => ({
  list: (query = {}) => Listing.all(host.store, query),
  journal: (id, from = 0) => host.store.journal(id, from),
  reinstate: (id) => Effect.map(host.store.reinstate(id), () => mailbox.wake(id)),
  forget: (id) =>
    Effect.gen(function*() {
      yield* mailbox.rest(id)
      // A record that cannot be read is forgotten all the same.
      const loaded = yield* Effect.option(host.store.load(id))
      yield* host.store.forget(id)
      const forgotten = Option.isNone(loaded) ? undefined : loaded.value.conversation
      for (const task of forgotten?.tasks ?? []) tasks.stop(id, task.id)
      for (const person of forgotten?.formerly ?? []) yield* host.store.forget({ ...id, person })
    }),
  trim: (olderThan) => Effect.suspend(() => host.store.trim(host.now() - Duration.toMillis(olderThan)))
})

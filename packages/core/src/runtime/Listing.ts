/**
 * All conversations that a query finds, a page of the store after the other.
 *
 * @module
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Conversation } from "../model/Conversation.ts"
import type { Query, Service as Store, StoreError } from "./ConversationStore.ts"

/** The conversations in the order of their keys, those behind `cursor` when there is one. */
export const all = (store: Store, query: Query, cursor?: string): Stream.Stream<Conversation, StoreError> =>
  Stream.paginateChunkEffect(cursor, (from: string | undefined) =>
    Effect.map(
      store.list(query, from),
      (page) => [Chunk.unsafeFromArray(page.conversations), Option.fromNullable(page.cursor)]
    ))

/** What a function finds in each of them, together. */
export const collect = <A>(
  store: Store,
  query: Query,
  find: (conversation: Conversation) => ReadonlyArray<A>
): Effect.Effect<ReadonlyArray<A>, StoreError> =>
  Effect.map(Stream.runCollect(Stream.mapConcat(all(store, query), find)), Chunk.toReadonlyArray)

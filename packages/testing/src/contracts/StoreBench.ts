/**
 * What every test of a store stands on: a store of its own, and the steps that come up again and again.
 *
 * @module
 */
import { ConversationStore } from "@parley/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Sample from "./Sample.ts"

/** A store under test. */
export interface Subject {
  /**
   * A store in a new place. Building the layer that it gives twice, one after the other, opens the same place again if
   * the store is durable.
   */
  readonly fresh: () => Layer.Layer<ConversationStore.ConversationStore, unknown>
  /** Whether what is written outlives the layer. */
  readonly durable: boolean
}

/** A layer that opens one place. */
export type Place = Layer.Layer<ConversationStore.ConversationStore, unknown>

/** Runs a test against a place. */
export const within = <A>(
  place: Place,
  test: (store: ConversationStore.Service) => Effect.Effect<A, unknown>
): Promise<A> => Effect.runPromise(Effect.provide(Effect.flatMap(ConversationStore.ConversationStore, test), place))

/** Accepts an inbound of a person and takes its turn. */
export const take = (
  store: ConversationStore.Service,
  person: string,
  mid: string,
  changes: Sample.Changes = {}
): Effect.Effect<ConversationStore.Committed, unknown> =>
  Effect.gen(function*() {
    yield* store.accept([Sample.said(person, mid)])
    return yield* next(store, person, changes)
  })

/** Takes the next turn of a person. */
export const next = (
  store: ConversationStore.Service,
  person: string,
  changes: Sample.Changes = {}
): Effect.Effect<ConversationStore.Committed, unknown> =>
  Effect.gen(function*() {
    const loaded = yield* store.load(Sample.conversation(person))
    return yield* store.commit(Sample.turn(loaded, changes))
  })

/** The identities of what waits, taken one turn after the other until nothing does. */
export const drain = (
  store: ConversationStore.Service,
  person: string
): Effect.Effect<ReadonlyArray<string>, unknown> =>
  Effect.gen(function*() {
    const taken: Array<string> = []
    for (;;) {
      const loaded = yield* store.load(Sample.conversation(person))
      if (loaded.next === undefined) return taken
      taken.push(loaded.next.inbound.id)
      yield* store.commit(Sample.turn(loaded))
    }
  })

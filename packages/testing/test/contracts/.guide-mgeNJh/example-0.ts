import { ConversationStore, MemoryStore } from "@parley/core"
import { storeContract } from "@parley/testing/contracts"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"

const turns = Metric.counter("turns")

/** Here your own operations would stand: this one has those of another store, and counts its commits. */
const counted = Layer.effect(
  ConversationStore.ConversationStore,
  Effect.map(ConversationStore.ConversationStore, (inner) => ({
    ...inner,
    commit: (turn: ConversationStore.TurnCommit) => Effect.zipLeft(inner.commit(turn), Metric.increment(turns))
  }))
)

storeContract("the counting store", {
  fresh: () => Layer.provide(counted, Layer.fresh(MemoryStore.layer)),
  durable: false
})

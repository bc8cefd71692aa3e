/** A store that a conversation was put into as it stands, for tests of what a process finds. */
import * as Effect from "effect/Effect"
import type { Conversation } from "../../src/model/Conversation.ts"
import type { Service } from "../../src/runtime/ConversationStore.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"

/** A memory store that holds this conversation, with nothing under way. */
export const seeded = async (conversation: Conversation): Promise<Service> => {
  const store = MemoryStore.make()
  const inbound = { id: "seed", conversation: conversation.id, at: 0, receivedAt: 0, event: { _tag: "Read" } } as const
  await Effect.runPromise(store.accept([inbound]))
  const { next } = await Effect.runPromise(store.load(conversation.id))
  if (next === undefined) throw new Error("nothing waits")
  await Effect.runPromise(store.commit({
    conversation: { ...conversation, revision: 1 },
    expected: 0,
    inbox: { sequence: next.sequence, outcome: "done" },
    outbox: [],
    settled: [],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: [],
    inbounds: [],
    journal: {
      format: 1,
      conversation: conversation.id,
      revision: 1,
      at: 0,
      inbound,
      locale: "en",
      outcome: "recorded",
      pack: "none",
      seed: 0,
      snapshotHash: 0,
      spoken: [],
      timersSet: [],
      timersCancelled: [],
      tasksStarted: [],
      tasksStopped: []
    }
  }))
  return store
}

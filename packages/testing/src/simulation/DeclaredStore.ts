/**
 * A store of the reader's own within virtual time: whatever it does outside the process (a disk, a database) is waited for
 * exactly, and is over when it says so.
 *
 * @module
 */
import type { ConversationStore, VirtualTime } from "@parley/core"
import type * as Effect from "effect/Effect"

type Operation = (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, unknown>

/** The store, with each of its operations declared as work that may be away. */
export const make = (store: ConversationStore.Service, time: VirtualTime.Service): ConversationStore.Service => {
  // Each operation keeps its own parameters and its own result: only the waiting for it is added.
  const operations = Object.entries(store) as unknown as ReadonlyArray<readonly [string, Operation]>
  return Object.fromEntries(operations.map(([name, operation]) => {
    const declared = time.declare(`the store's ${name}`)
    const waitedFor: Operation = (...args) => declared(operation(...args))
    return [name, waitedFor]
  })) as unknown as ConversationStore.Service
}

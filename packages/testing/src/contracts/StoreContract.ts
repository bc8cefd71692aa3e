/**
 * What every store of conversations promises, as tests: written once, run on each implementation.
 *
 * @module
 */
import { describe } from "vitest"
import type { Subject } from "./StoreBench.ts"
import { storeInboxContract } from "./StoreInboxContract.ts"
import { storeKeepingContract } from "./StoreKeepingContract.ts"
import { storeOutboxContract } from "./StoreOutboxContract.ts"
import { storeTimeContract } from "./StoreTimeContract.ts"
import { storeTurnContract } from "./StoreTurnContract.ts"

/**
 * Declares the tests of a store, inside a vitest file.
 *
 * `fresh` gives a layer of a new, empty place each time; the test builds it, and builds it again to see what a `durable`
 * store has kept.
 *
 * @example
 * import { MemoryStore } from "@parley/core"
 * import { storeContract } from "@parley/testing/contracts"
 *
 * storeContract("the memory store", { fresh: () => MemoryStore.layer, durable: false })
 */
export const storeContract = (name: string, subject: Subject): void => {
  describe(name, () => {
    storeInboxContract(subject)
    storeTurnContract(subject)
    storeOutboxContract(subject)
    storeTimeContract(subject)
    storeKeepingContract(subject)
  })
}

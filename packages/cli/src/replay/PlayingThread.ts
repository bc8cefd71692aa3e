/**
 * A thread that helps to play many convos: it is told its files once, and tells how each of them ended.
 *
 * @module
 */
import { Suite } from "@parley/testing"
import * as Effect from "effect/Effect"
import { parentPort, workerData } from "node:worker_threads"
import * as TypeScript from "../command/TypeScript.ts"
import * as Playing from "./Playing.ts"
import type { Order, Told } from "./Threads.ts"

const { files, ...order } = workerData as Order // As `Playing` starts it.
const configurations = new Suite.Configurations()
Effect.runSync(TypeScript.read)
for (const file of files) {
  const told: Told = await Playing.one(file, configurations, order)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
  parentPort?.postMessage(told)
}

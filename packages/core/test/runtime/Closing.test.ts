import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo } from "./Bots.ts"
import { ana, rig, start } from "./Rig.ts"

it("a turn that the end of the process interrupts gives its lease back before the store closes", async () => {
  const memory = MemoryStore.make()
  const released: Array<string> = []
  const store = {
    ...memory,
    commit: () => Effect.never,
    release: (lease: Parameters<typeof memory.release>[0]) =>
      Effect.zipRight(
        Effect.promise(() => new Promise((resolve) => setImmediate(resolve))),
        Effect.sync(() => released.push(lease.conversation.person))
      )
  }
  const { bot, close, run } = await rig({ dialogues: [echo], store })
  const said = { _tag: "Said", mid: "1", text: "hi" } as const
  await run(bot.accept([{ id: "1", conversation: ana, at: start, receivedAt: start, act: "message", event: said }]))
  await new Promise((resolve) => setImmediate(resolve))

  await close()

  expect(released).toEqual(["ana"])
  expect(bot.busy()).toBe(0)
})

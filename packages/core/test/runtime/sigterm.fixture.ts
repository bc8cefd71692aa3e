import * as Effect from "effect/Effect"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { createBot } from "../../src/runtime/createBot.ts"
import { echo } from "./Bots.ts"
import { loopback } from "./Rig.ts"

const loop = loopback()
// Begun before the signal, ended after it.
let ended = 0
loop.answer = () =>
  Effect.map(Effect.sleep("300 millis"), () => {
    ended++
    return { _tag: "Sent" as const, mid: "slow" }
  })
const bot = createBot({
  dialogues: [echo],
  disclosure: false,
  typing: false,
  store: MemoryStore.layer,
  transports: [
    Effect.acquireRelease(
      Effect.succeed(loop),
      () => Effect.sync(() => process.stdout.write(`closed after ${ended} sent\n`))
    )
  ]
})
const { port } = await bot.listen({ port: 0, host: "127.0.0.1" })
process.stdout.write(`port ${port}\n`)

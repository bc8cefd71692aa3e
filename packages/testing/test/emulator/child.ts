/** An emulator in a process of its own: `child.ts STORAGE WEBHOOK_URL`; prints its URL. */
import * as Effect from "effect/Effect"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import { page } from "./world.ts"

const [storage = "", webhookUrl = ""] = process.argv.slice(2)

const program = Effect.gen(function*() {
  const emulator = yield* Emulator.make({
    pages: [{ ...page, webhookUrl }],
    storage,
    retry: { immediate: 0, pauses: [50] }
  })
  const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
  process.stdout.write(`${url}\n`)
  return yield* Effect.never
})

await Effect.runPromise(Effect.scoped(program))

/** A bot on a SQLite file that notes each message it has sent in another file, slowly; `port N` on its output when it listens. */
import * as Effect from "effect/Effect"
import { appendFileSync } from "node:fs"
import { createBot } from "../../src/runtime/createBot.ts"
import { sqlite } from "../../src/store/SqliteStore.ts"
import { echo } from "./Bots.ts"
import { loopback } from "./Rig.ts"

const [file = "", sent = ""] = process.argv.slice(2)
const loop = loopback({ echoes: false })
loop.answer = (outbound) =>
  Effect.map(Effect.sleep("20 millis"), () => {
    appendFileSync(sent, `${process.pid} ${outbound.id}\n`)
    return { _tag: "Sent" as const, mid: `mid-${outbound.id}` }
  })
const bot = createBot({
  dialogues: [echo],
  disclosure: false,
  typing: false,
  // A second process waits for the first to let go.
  store: sqlite(file, { waitFor: "30 seconds" }),
  transports: [Effect.succeed(loop)]
})
const { port } = await bot.listen({ port: 0, host: "127.0.0.1" })
process.stdout.write(`port ${port}\n`)

/* What it takes to start a bot: processor time and time since the process began, in milliseconds, once it listens. */
import { createBot, Dialogue } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { Schema } from "effect"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
const hello = d.make({ initial: "hello", starts: [/hi/i], states: { hello: d.end("Hello!") } })

const bot = createBot({
  dialogues: [hello],
  store: sqlite(process.argv[2]),
  transports: [messenger({
    accounts: [{ channel: "messenger", id: "1234567890", token: "EAAG0123", appSecret: "0123abcd" }],
    verifyToken: "a text of your choice"
  })]
})
await bot.listen({ port: 0, host: "127.0.0.1" })
const wall = performance.now()
const { system, user } = process.cpuUsage()
await bot.close()
process.stdout.write(`${JSON.stringify({ cpu: (user + system) / 1_000, wall })}\n`)

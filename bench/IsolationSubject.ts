/**
 * The process that is measured when one page's Graph API is slow to answer: a bot of two pages.
 *
 * @module
 */
import { createBot, Dialogue, MemoryStore } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import { Schema } from "effect"
import { pages } from "./Isolation.ts"
import { appSecret, token } from "./Sink.ts"

const [graphBaseUrl] = process.argv.slice(2)
if (graphBaseUrl === undefined) throw new Error("the subject needs the address of a Graph API")

const kit = Dialogue.setup({
  id: "listener",
  version: 1,
  context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["listen"]
})

const listener = kit.make({
  initial: "listen",
  starts: [/.*/],
  states: { listen: kit.ask("Go on.", { answer: Schema.String, save: (last) => ({ last }), to: "listen" }) }
})

const bot = createBot({
  dialogues: [listener],
  store: MemoryStore.layer,
  transports: [messenger({
    accounts: pages.map((id) => ({ channel: "messenger" as const, id, token, appSecret })),
    verifyToken: "bench",
    graphBaseUrl
  })],
  disclosure: false,
  typing: false
})
const { port } = await bot.listen({ port: 0 })
process.send?.(`http://127.0.0.1:${port}`)

/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { Orders } from "./orders.ts"
import { pizza } from "./pizza.ts"

const bot = createBot({
  dialogues: [pizza],
  // Give it your kitchen: a layer of your own beside this stand-in.
  services: Orders.layerMemory(),
  // An echo tells what was written; a message that never was is sent once more, as a question twice beats silence.
  delivery: "atLeastOnce",
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(process.env["PORT"] ?? "3000") })
console.log(`The pizzeria listens on port ${port}; its webhook is /webhook.`)

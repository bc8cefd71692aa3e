/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { hello } from "./hello.ts"
import { lost } from "./texts.ts"

const bot = createBot({
  name: "Café Luz",
  dialogues: [hello],
  fallback: lost,
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(process.env["PORT"] ?? "3000") })
console.log(`Café Luz listens on port ${port}; its webhook is /webhook.`)

/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { Park } from "./park.ts"
import { quiz } from "./quiz.ts"
import { lost } from "./texts.ts"

const bot = createBot({
  name: "Tierpark Nord",
  dialogues: [quiz],
  // Give it your till and your wall: a layer of your own beside this stand-in.
  services: Park.layerMemory(),
  fallback: lost,
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(process.env["PORT"] ?? "3000") })
console.log(`Tierpark Nord listens on port ${port}; its webhook is /webhook.`)

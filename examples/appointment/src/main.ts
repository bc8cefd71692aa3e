/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { appointment } from "./appointment.ts"
import { Calendar } from "./calendar.ts"
import { lost } from "./texts.ts"

const bot = createBot({
  name: "Plateau Dental",
  dialogues: [appointment],
  // Give it your calendar: a layer of your own beside this stand-in.
  services: Calendar.layerMemory,
  fallback: lost,
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(process.env["PORT"] ?? "3000") })
console.log(`Plateau Dental listens on port ${port}; its webhook is /webhook.`)

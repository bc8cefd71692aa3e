/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { Redacted } from "effect"
import { Customers } from "./customers.ts"
import { support } from "./support.ts"
import { lost } from "./texts.ts"

const { INBOX_TOKEN: token = "", PORT: wanted = "3000" } = process.env

const bot = createBot({
  name: "Nordnetz",
  dialogues: [support],
  services: Customers.layerProfiles,
  fallback: lost,
  // How long a person of the company has a conversation after their last word: as long as they may answer late.
  humanFor: "7 days",
  store: layerConfig,
  transports: [messenger()],
  // The help desk writes through the bot, below /inbox.
  ...(token === "" ? {} : { inbox: { token: Redacted.make(token) } })
})

const { port } = await bot.listen({ port: Number(wanted) })
console.log(`Nordnetz listens on port ${port}; its webhook is /webhook${token === "" ? "" : ", its desk /inbox"}.`)

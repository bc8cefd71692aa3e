/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { linkFor } from "./campaigns.ts"
import { lead } from "./lead.ts"
import { Leads } from "./leads.ts"
import { office } from "./office.ts"

const {
  OFFICE_HOST: host = "127.0.0.1",
  OFFICE_PORT: officePort = "3001",
  OFFICE_TOKEN: token = "",
  PARLEY_MESSENGER_PAGE_ID: page = "",
  PORT: wanted = "3000"
} = process.env

const bot = createBot({
  name: "Helio Solar",
  dialogues: [lead],
  // Give it your sales office: a layer of your own beside this stand-in.
  services: Leads.layerMemory(),
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(wanted) })
console.log(`Helio Solar listens on port ${port}; its webhook is /webhook.`)
console.log(`A link for a partner's page: ${linkFor(page, "tejados-ruiz", "es")}`)

if (token === "") {
  console.log("Set OFFICE_TOKEN, and the office can bring estimates.")
} else {
  // It does not keep the process alive, which ends with the bot.
  office(token, ({ estimate, lead, to }) => bot.signal("estimateReady", estimate, { to, id: `estimate/${lead}` }))
    .listen(Number(officePort), host).unref()
  console.log(`The office brings estimates to http://${host}:${officePort}/estimates.`)
}

/**
 * The bot on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { createServer } from "node:http"
import { door } from "./door.ts"
import { orderStatus } from "./order-status.ts"
import { Orders } from "./orders.ts"
import { lost } from "./texts.ts"

const { PORT: wanted = "3000", SHOP_HOST: host = "127.0.0.1", SHOP_PORT: shop = "3001", SHOP_TOKEN: token = "" } =
  process.env

const bot = createBot({
  name: "Fil & Lin",
  dialogues: [orderStatus],
  // Give it your shop's orders: a layer of your own beside this stand-in.
  services: Orders.layerMemory,
  fallback: lost,
  store: layerConfig,
  transports: [messenger()]
})

const { port } = await bot.listen({ port: Number(wanted) })
console.log(`Fil & Lin listens on port ${port}; its webhook is /webhook.`)

if (token === "") {
  console.log("Set SHOP_TOKEN, and the shop can tell of parcels.")
} else {
  const tell = door(token, ({ id, news, to }) => bot.signal("parcel", news, { to, id }))
  // It does not keep the process alive, which ends with the bot.
  createServer(tell).listen(Number(shop), host).unref()
  console.log(`The shop tells of parcels on http://${host}:${shop}/parcels.`)
}

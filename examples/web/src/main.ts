/**
 * The web service on a real page: `npm run build`, then `npm start`. `.env.example` lists what it reads.
 *
 * @module
 */
import { serve } from "@hono/node-server"
import { createBot } from "@parley/core"
import { layerConfig } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { app } from "./app.ts"
import { layerPostgres } from "./postgres.ts"
import { rent } from "./rent.ts"
import { lost } from "./texts.ts"

const { DATABASE_URL: database = "", PORT: port = "3000", STAFF_TOKEN: staffToken = "" } = process.env
if (database === "" || !/^[\w-]{16,}$/.test(staffToken)) {
  throw new Error(
    "Set DATABASE_URL (postgres://user:password@host/shop) and STAFF_TOKEN (16 or more letters and digits)."
  )
}

/** The bookings, built once: for the routes and for the bot's tasks. */
const bookings = ManagedRuntime.make(layerPostgres(Redacted.make(database)))

const bot = createBot({
  name: "Vélo Canal",
  dialogues: [rent],
  services: Layer.effectContext(Effect.map(bookings.runtimeEffect, ({ context }) => context)),
  fallback: lost,
  store: layerConfig,
  transports: [messenger()]
})

// Whatever cannot be built says so now, and not with the first customer.
await bookings.runtime()
await bot.tick()

const server = serve({ fetch: app({ bot, run: bookings.runPromise, staffToken }).fetch, port: Number(port) })
console.log(`Vélo Canal listens on port ${port}; its webhook is /webhook.`)

const stop = async () => {
  // The bot first: what is under way comes to its end, and new webhooks are told to come again.
  await bot.close()
  server.close()
  await bookings.dispose()
}
process.once("SIGTERM", () => void stop())
process.once("SIGINT", () => void stop())

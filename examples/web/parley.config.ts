import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Bookings, type Stock } from "./src/bookings.ts"
import { rent } from "./src/rent.ts"
import { lost } from "./src/texts.ts"

/** Convos have bookings in memory: what a database adds is tested with a database. */
const bot = (stock?: Stock) =>
  BotDefinition.make({
    name: "Vélo Canal",
    dialogues: [rent],
    services: Bookings.layerMemory(stock),
    fallback: lost
  })

/** The bots that convos can name, and the templates that the platform approved for the shop. */
export default defineConfig({
  bots: {
    web: bot(),
    /** One bike of one kind. */
    "web-small": bot({ city: 1, cargo: 0, child: 0 })
  },
  templates: [
    { name: "bike_ready", language: "en", body: "Booking {{number}}: your bike stands ready at dock {{dock}} now." },
    {
      name: "bike_ready",
      language: "fr",
      body: "Réservation {{number}} : votre vélo vous attend à la borne {{dock}} dès maintenant."
    }
  ]
})

import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Context, Effect, Layer } from "effect"
import { Orders } from "./src/orders.ts"
import { pizza } from "./src/pizza.ts"

/** A kitchen that takes each order at once, and needs a while to say so. */
const slow = (kitchen: Layer.Layer<Orders>) =>
  Layer.map(kitchen, (context) => {
    const { place } = Context.get(context, Orders)
    return Context.make(Orders, { place: (order, id) => Effect.zipLeft(place(order, id), Effect.sleep("20 seconds")) })
  })

const bot = (kitchen: Layer.Layer<Orders>) =>
  BotDefinition.make({
    dialogues: [pizza],
    services: kitchen,
    // An echo tells what was written; a message that never was is sent once more, as a question twice beats silence.
    delivery: "atLeastOnce"
  })

/** The bots that convos can name. */
export default defineConfig({
  bots: {
    pizza: bot(Orders.layerMemory()),
    "pizza-sold-out": bot(Orders.layerMemory(0)),
    /** It has dough for one pizza, so that an order that is placed twice is sold out. */
    "pizza-slow": bot(slow(Orders.layerMemory(1)))
  }
})

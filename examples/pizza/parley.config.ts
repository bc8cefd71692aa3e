import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Orders } from "./src/orders.ts"
import { pizza } from "./src/pizza.ts"

/** The bot with a kitchen that has dough for so many pizzas. */
const bot = (pizzas: number) => BotDefinition.make({ dialogues: [pizza], services: Orders.layerMemory(pizzas) })

/** The bots that convos can name. */
export default defineConfig({
  bots: {
    pizza: bot(1_000),
    "pizza-sold-out": bot(0)
  }
})

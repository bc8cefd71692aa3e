import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { offers } from "./src/offers.ts"
import { order } from "./src/order.ts"
import { paper } from "./src/paper.ts"
import { price } from "./src/price.ts"
import { restock } from "./src/restock.ts"
import { sale } from "./src/sale.ts"
import { visit } from "./src/visit.ts"

/** One small bot for each page on a lane. */
export default defineConfig({
  bots: {
    order: BotDefinition.make({ name: "La Huerta", dialogues: [order] }),
    visit: BotDefinition.make({ name: "La Huerta", dialogues: [visit] }),
    restock: BotDefinition.make({ name: "La Huerta", dialogues: [restock] }),
    offers: BotDefinition.make({ name: "La Huerta", dialogues: [offers] }),
    paper: BotDefinition.make({ name: "The Daily Plateau", dialogues: [paper] }),
    price: BotDefinition.make({ name: "La Huerta", dialogues: [price] }),
    sale: BotDefinition.make({ name: "La Huerta", dialogues: [sale] })
  },
  templates: [{ name: "order_left", language: "en", body: "Your order has left." }]
})

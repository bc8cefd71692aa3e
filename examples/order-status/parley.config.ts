import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { orderStatus } from "./src/order-status.ts"
import { Orders } from "./src/orders.ts"
import { lost } from "./src/texts.ts"

const template = (name: string, language: string, body: string) => ({ name, language, body })

/** The bots that convos can name, and the templates that the platform approved for the shop. */
export default defineConfig({
  bots: {
    "order-status": BotDefinition.make({
      name: "Fil & Lin",
      dialogues: [orderStatus],
      services: Orders.layerMemory,
      fallback: lost
    })
  },
  templates: [
    template("order_shipped", "en", "Your order {{number}} has left. It should be there on {{day}}."),
    template("order_shipped", "fr", "Votre commande {{number}} est partie. Arrivée prévue {{day}}."),
    template("order_delayed", "en", "Your order {{number}} is late. It should be there on {{day}}."),
    template("order_delayed", "fr", "Votre commande {{number}} a du retard. Arrivée prévue {{day}}."),
    template("order_delivered", "en", "Your order {{number}} was delivered on {{day}}."),
    template("order_delivered", "fr", "Votre commande {{number}} est arrivée {{day}}.")
  ]
})

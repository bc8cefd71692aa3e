import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Customers } from "./src/customers.ts"
import { support } from "./src/support.ts"
import { lost } from "./src/texts.ts"

/** The bots that convos can name. */
export default defineConfig({
  bots: {
    support: BotDefinition.make({
      name: "Nordnetz",
      dialogues: [support],
      services: Customers.layerMemory,
      fallback: lost,
      humanFor: "7 days"
    })
  },
  accounts: { support: [{ channel: "messenger", approvals: ["humanAgent"] }] }
})

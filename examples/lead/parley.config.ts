import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { lead } from "./src/lead.ts"
import { Leads } from "./src/leads.ts"

const bot = (known: ReadonlyArray<string>) =>
  BotDefinition.make({ name: "Helio Solar", dialogues: [lead], services: Leads.layerMemory(known) })

/** The bots that convos can name. */
export default defineConfig({
  bots: {
    lead: bot([]),
    /** The office is in touch with one number already. */
    "lead-known": bot(["+34600123456"])
  },
  profile: {
    getStarted: "GET_STARTED",
    greeting: {
      default: "Solar panels, worked out for your roof.",
      es_ES: "Placas solares, calculadas para su tejado."
    }
  }
})

import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({
  id: "parcel",
  version: 1,
  context: Schema.Struct({}),
  states: ["which", "tell", "over", "bye"]
})

const parcel = d.make({
  initial: "which",
  starts: ["parcel"],
  states: {
    which: d.menu("What is it?", { bye: { title: "Thanks", to: "bye" } }, {
      timeout: { after: "25 hours", to: "tell" }
    }),
    tell: d.notify("Your parcel left.", { purpose: "shipping", otherwise: "hold", to: "over" }),
    over: d.end(),
    bye: d.end("Bye!")
  }
})

/** What this bot says after a day depends on the rules. */
export default defineConfig({ bots: { parcel: BotDefinition.make({ dialogues: [parcel] }) } })

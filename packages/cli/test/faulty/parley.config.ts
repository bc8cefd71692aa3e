import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({
  id: "parcel",
  version: 1,
  context: Schema.Struct({}),
  signals: { arrived: Schema.Struct({}) },
  states: ["which", "quiet", "tell", "under", "sorry", "human", "bye"]
})

/** It ends without a word, and apologises plainly when the window is shut. */
const parcel = d.make({
  initial: "which",
  starts: ["parcel"],
  commands: { agent: "human" },
  states: {
    which: d.menu("What is it?", {
      done: { title: "Thanks", to: "quiet" },
      late: { title: "It is late", to: "bye" }
    }, { timeout: { after: "25 hours", to: "tell" } }),
    quiet: d.end(),
    tell: d.notify("Your parcel left.", { purpose: "shipping", otherwise: { refused: "sorry" }, to: "under" }),
    under: d.wait({ signal: "arrived", to: "quiet" }),
    sorry: d.end("I could not tell you in time."),
    human: d.handover("inbox", { say: "A colleague comes.", resume: "bye" }),
    bye: d.end("Bye!")
  }
})

const b = Dialogue.setup({ id: "bye", version: 1, context: Schema.Struct({}), states: ["bye"] })
const bye = b.make({ initial: "bye", starts: ["bye"], states: { bye: b.end("Bye!") } })

/** Bots of which only one is without fault. */
export default defineConfig({
  bots: {
    good: BotDefinition.make({ dialogues: [bye] }),
    parcel: BotDefinition.make({ name: "Parcels", dialogues: [parcel, bye] }),
    odd: BotDefinition.make({ dialogues: [bye, bye], fallback: { dialogue: "help" }, disclosure: false })
  }
})

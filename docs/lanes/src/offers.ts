/**
 * A series of messages that a person asked for.
 *
 * @module
 */
import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "offers",
  version: 1,
  context: Schema.Struct({}),
  signals: { offer: Schema.Struct({}) },
  states: ["know", "ask", "yes", "no", "waiting", "tell"]
})

/** Asks whether to write again and again. It knows where the person is: a series stands in five regions alone. */
export const offers = d.make({
  initial: "know",
  starts: [/offers|hi/i],
  states: {
    know: d.remember({ person: () => ({ region: "EU" }), to: "ask" }),
    ask: d.optIn("Offers of the week", { permission: "recurring", topic: "offers", to: "yes", declined: "no" }),
    yes: d.say("I write to you when there is an offer.", { to: "waiting" }),
    no: d.end("As you like."),
    waiting: d.wait({ signal: "offer", to: "tell" }),
    tell: d.notify("Half price this week.", { purpose: "promotion", topic: "offers", otherwise: "drop", to: "waiting" })
  }
})

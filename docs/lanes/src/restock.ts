/**
 * One message that a person asked for.
 *
 * @module
 */
import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "restock",
  version: 1,
  context: Schema.Struct({}),
  signals: { back: Schema.Struct({}) },
  states: ["ask", "yes", "no", "waiting", "tell"]
})

/** Asks whether to write once, when the chair is there again. */
export const restock = d.make({
  initial: "ask",
  starts: [/chair|hi/i],
  states: {
    ask: d.optIn("The red chair is back", {
      permission: "oneTime",
      topic: "red-chair",
      to: "yes",
      declined: "no"
    }),
    yes: d.say("I write to you once it is back.", { to: "waiting" }),
    no: d.end("As you like."),
    waiting: d.wait({ signal: "back", to: "tell" }),
    tell: d.notify("The red chair is back, and a tenth cheaper.", {
      purpose: "promotion",
      topic: "red-chair",
      otherwise: "drop",
      to: "waiting"
    })
  }
})

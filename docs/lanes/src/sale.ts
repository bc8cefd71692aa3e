/**
 * An advertisement inside the conversation.
 *
 * @module
 */
import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "sale",
  version: 1,
  context: Schema.Struct({}),
  signals: { sale: Schema.Struct({}) },
  states: ["hello", "waiting", "tell"]
})

/** Tells of a sale, long after the window, where the rules let a business pay for that. */
export const sale = d.make({
  initial: "hello",
  starts: [/hi/i],
  states: {
    hello: d.say("Hello.", { to: "waiting" }),
    waiting: d.wait({ signal: "sale", to: "tell" }),
    tell: d.notify("Half price today.", { purpose: "promotion", sponsored: true, otherwise: "drop", to: "waiting" })
  }
})

/**
 * The news of a publisher.
 *
 * @module
 */
import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "paper",
  version: 1,
  context: Schema.Struct({}),
  signals: { headline: Schema.Struct({}) },
  states: ["hello", "waiting", "tell"]
})

/** Tells those who subscribed what has happened. */
export const paper = d.make({
  initial: "hello",
  starts: [/news|hi/i],
  states: {
    hello: d.say("The Daily Plateau.", { to: "waiting" }),
    waiting: d.wait({ signal: "headline", to: "tell" }),
    tell: d.notify("The lake is frozen.", { purpose: "news", otherwise: "drop", to: "waiting" })
  }
})

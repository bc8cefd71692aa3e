/**
 * A survey after a visit.
 *
 * @module
 */
import { Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "visit",
  version: 1,
  context: Schema.Struct({}),
  signals: { over: Schema.Struct({}) },
  states: ["booked", "coming", "rate", "done"]
})

/** Books a visit, and asks how it was. */
export const visit = d.make({
  initial: "booked",
  starts: [/visit|hi/i],
  states: {
    booked: d.say("You are booked for Thursday.", { to: "coming" }),
    coming: d.wait({ signal: "over", to: "rate" }),
    rate: d.survey({
      title: "A question from our bot",
      question: { id: "visit", title: "How was your visit?", kind: "csat" },
      privacyUrl: "https://example.com/privacy"
    }, { purpose: "eventFeedback", otherwise: "drop", to: "done" }),
    done: d.end()
  }
})

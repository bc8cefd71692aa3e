/**
 * An order that leaves days later: an answer, a reminder, an update by an approved template, a person who takes over.
 *
 * @module
 */
import { Answer, Dialogue } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Schema.Struct({}),
  signals: { left: Schema.Struct({}) },
  states: ["where", "nudge", "thanks", "away", "told", "human"]
})

/** Takes an address, and writes once the order has left. */
export const order = d.make({
  initial: "where",
  starts: [/order|hi/i],
  commands: { agent: "human" },
  states: {
    where: d.ask("Where may we send it?", {
      answer: Answer.text,
      timeout: { after: "10 minutes", to: "nudge" },
      to: "thanks"
    }),
    nudge: d.say("Still there?", { to: "where" }),
    thanks: d.say("Thank you. I write when it leaves.", { to: "away" }),
    away: d.wait({ signal: "left", meanwhile: "It has not left yet.", to: "told" }),
    told: d.notify("Your order has left.", {
      purpose: "shipping",
      utility: { name: "order_left", language: "en", parameters: () => ({}) },
      otherwise: "hold",
      to: "away"
    }),
    human: d.handover("inbox", { say: "A colleague will answer here.", resume: "away" })
  }
})

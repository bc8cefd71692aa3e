/**
 * The answer to a comment.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"

const d = Dialogue.setup({ id: "price", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })

/** Answers who asks for the price under a post, in private. What they write back opens the window. */
export const price = d.make({
  initial: "tell",
  starts: [Start.comment(/price/i)],
  states: {
    tell: d.ask("It is 12 €. Shall I keep one for you? Write me your name.", { answer: Answer.text, to: "done" }),
    done: d.end("It is kept for you.")
  }
})

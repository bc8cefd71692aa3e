/**
 * An order in two questions, with a confirmation, and a way out at any moment.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"

/** What is known of an order. */
const Order = Schema.Struct({
  box: Schema.optionalWith(Schema.String, { default: () => "" }),
  address: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({ id: "order", version: 1, context: Order, states: ["box", "address", "sure", "done"] })

export const order = d.make({
  initial: "box",
  starts: [/order|hi|hello/i, Start.getStarted],
  repair: { cancelled: "The order is cancelled." },
  states: {
    box: d.choose("Which box of oranges?", {
      options: { small: "Small", large: "Large" },
      invalid: "Please choose a small or a large box.",
      save: ({ key }) => ({ box: key }),
      to: "address"
    }),
    address: d.ask("Where to?", { answer: Answer.text, save: (address) => ({ address }), to: "sure" }),
    sure: d.confirm(({ address, box }) => `A ${box} box to ${address}?`, {
      invalid: "Please say yes or no.",
      yes: "done",
      no: "address"
    }),
    done: d.end(({ address }) => `Thank you! Your oranges leave for ${address} tomorrow.`)
  }
})

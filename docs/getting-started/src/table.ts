import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"

/** What is known of a booking. */
const Booking = Schema.Struct({
  guests: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({ id: "table", version: 1, context: Booking, states: ["guests", "name", "sure", "done"] })

export const table = d.make({
  initial: "guests",
  starts: [/table|book|hi|hello/i, Start.getStarted],
  states: {
    guests: d.ask("For how many?", { answer: Answer.integer, save: (guests) => ({ guests }), to: "name" }),
    name: d.ask("Under which name?", { answer: Answer.text, save: (name) => ({ name }), to: "sure" }),
    sure: d.confirm(({ guests, name }) => `A table for ${guests}, ${name}?`, { yes: "done", no: "guests" }),
    done: d.end(({ name }) => `Booked. See you soon, ${name}!`)
  }
})

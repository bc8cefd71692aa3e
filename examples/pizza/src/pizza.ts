/**
 * A pizza, ordered in four lines, in English or in Spanish.
 *
 * @module
 */
import { Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Orders } from "./orders.ts"
import { texts, title } from "./texts.ts"

/** What is known of an order. */
export const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  address: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({
  id: "pizza",
  version: 1,
  context: Order,
  states: ["size", "address", "sure", "place", "nudge", "human", "done", "sorry", "help", "english", "spanish"]
})

/** Takes an order: the size, the address, a yes, and the oven. */
export const pizza = d.make({
  initial: "size",
  starts: [/\b(pizza|order|hungry|hi|hello|hey|hola|pedido)\b/i, Start.getStarted, Start.ref("menu")],
  commands: { help: "help", agent: "human", english: "english", español: "spanish" },
  states: {
    size: d.choose(texts.size, {
      options: { s: { title: title("s"), value: 26 }, l: { title: title("l"), value: 32 } },
      save: (choice) => ({ size: choice.value }),
      to: "address"
    }),
    address: d.ask(texts.address, {
      answer: Schema.NonEmptyTrimmedString,
      invalid: (_, order, turn) => texts.notAddress(order, turn),
      save: (address) => ({ address }),
      retries: { max: 3, to: "human" },
      timeout: { after: "10 minutes", to: "nudge" },
      to: "sure"
    }),
    sure: d.confirm(texts.sure, { yes: "place", no: "address" }),
    place: d.run("PlaceOrder", {
      run: (order, { id }) => Orders.place(order, id),
      // The kitchen knows an order by the task's id, so asking twice bakes one pizza.
      recovery: "rerun",
      timeout: "25 seconds",
      success: { to: "done" },
      failure: { SoldOut: "sorry", else: "human" }
    }),
    nudge: d.say(texts.nudge, { to: "address" }),
    human: d.handover("inbox", {
      say: texts.human,
      note: (order) => order.address === "" ? "Wants a pizza." : `Wants a pizza at ${order.address}.`,
      resume: "size",
      resumeAfter: "12 hours"
    }),
    done: d.end(texts.done),
    sorry: d.end(texts.sorry),
    help: d.say(texts.help, { to: d.back }),
    // Whoever asks for the other language is asked the open question again, in that language.
    english: d.remember({ locale: () => "en", to: d.back }),
    spanish: d.remember({ locale: () => "es", to: d.back })
  }
})

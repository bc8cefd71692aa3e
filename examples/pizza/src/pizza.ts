/**
 * A pizza, ordered in four lines.
 *
 * @module
 */
import { Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Orders } from "./orders.ts"

/** What is known of an order. */
export const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  address: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({
  id: "pizza",
  version: 1,
  context: Order,
  states: ["size", "address", "sure", "place", "nudge", "human", "done", "sorry", "help"]
})

/** Takes an order: the size, the address, a yes, and the oven. */
export const pizza = d.make({
  initial: "size",
  starts: [/\b(pizza|order|hungry|hi|hello|hey)\b/i, Start.getStarted, Start.ref("menu")],
  commands: { help: "help", agent: "human" },
  states: {
    size: d.choose("Which size?", {
      options: { s: { title: "Small", value: 26 }, l: { title: "Large", value: 32 } },
      save: (choice) => ({ size: choice.value }),
      to: "address"
    }),
    address: d.ask("Where to?", {
      answer: Schema.NonEmptyTrimmedString,
      invalid: "A street and a number, please.",
      save: (address) => ({ address }),
      retries: { max: 3, to: "human" },
      timeout: { after: "10 minutes", to: "nudge" },
      to: "sure"
    }),
    sure: d.confirm(({ address, size }) => `A pizza of ${size} cm to ${address}?`, { yes: "place", no: "address" }),
    place: d.run("PlaceOrder", {
      run: (order, { id }) => Orders.place(order, id),
      // The kitchen knows an order by the task's id, so asking twice bakes one pizza.
      recovery: "rerun",
      timeout: "25 seconds",
      success: { to: "done" },
      failure: { SoldOut: "sorry", else: "human" }
    }),
    nudge: d.say("Still there?", { to: "address" }),
    human: d.handover("inbox", {
      say: "One of us will be with you shortly.",
      note: (order) => order.address === "" ? "Wants a pizza." : `Wants a pizza at ${order.address}.`,
      resume: "size",
      resumeAfter: "12 hours"
    }),
    done: d.end(({ address }) => `Your pizza is on its way to ${address}. Enjoy!`),
    sorry: d.end("We are sold out for today. I am sorry!"),
    help: d.say("I take orders for pizza: tell me a size and an address. Say \"cancel\" to stop.", { to: d.back })
  }
})

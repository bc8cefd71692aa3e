/**
 * A pizza: the dialogue by which the words are shown.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  address: Schema.optionalWith(Schema.String, { default: () => "" })
})

class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", {}) {}

/** The kitchen. */
export class Orders extends Context.Tag("@parley/core/test/Orders")<Orders, {
  readonly place: (order: typeof Order.Type) => Effect.Effect<void, SoldOut>
}>() {
  /** Places an order. */
  static readonly place = (order: typeof Order.Type) => Effect.flatMap(Orders, (orders) => orders.place(order))
}

const d = Dialogue.setup({
  id: "pizza",
  version: 1,
  context: Order,
  states: ["size", "address", "sure", "place", "nudge", "human", "done", "sorry", "help"]
})

/** Takes an order. */
export const pizza = d.make({
  initial: "size",
  starts: [/pizza|order/i, Start.getStarted, Start.ref("menu")],
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
    sure: d.confirm(({ address }) => `To ${address}?`, { yes: "place", no: "address" }),
    place: d.run("PlaceOrder", {
      run: (order) => Orders.place(order),
      success: { to: "done" },
      failure: { SoldOut: "sorry", else: "human" }
    }),
    nudge: d.say("Still there?", { to: "address" }),
    human: d.handover("inbox", {
      note: (order) => `Order of ${order.address}`,
      resume: "size",
      resumeAfter: "12 hours"
    }),
    done: d.end("On its way!"),
    sorry: d.end("We are sold out."),
    help: d.say("A size and an address, please.", { to: d.back })
  }
})

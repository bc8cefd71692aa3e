import { BotDefinition, Dialogue, Message } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({
  id: "pizza",
  version: 1,
  context: Schema.Struct({ address: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["size", "address", "sure", "place", "done", "sorry"]
})

const pizza = d.make({
  initial: "size",
  starts: [/\b(pizza|hi)\b/],
  states: {
    size: d.choose("Which size?", { options: { s: "Small", l: "Large" }, to: "address" }),
    address: d.ask("Where to?", {
      answer: Schema.NonEmptyTrimmedString,
      save: (address) => ({ address }),
      to: "sure"
    }),
    sure: d.confirm(({ address }) => `A pizza to ${address}?`, { yes: "place", no: "address" }),
    place: d.run("PlaceOrder", {
      run: () => Effect.void,
      recovery: "rerun",
      timeout: "25 seconds",
      success: { to: "done" },
      failure: { else: "sorry" }
    }),
    done: d.end(({ address }) => `Your pizza is on its way to ${address}. Enjoy!`),
    sorry: d.end("We are sold out for today.")
  }
})

/** The bot that was talked to, and a later build of it that asks in other words. */
export default defineConfig({
  bots: {
    pizza: BotDefinition.make({ dialogues: [pizza] }),
    reworded: BotDefinition.make({
      dialogues: [pizza],
      middleware: [(said) =>
        said.map((body) =>
          body._tag === "Message" && Message.words(body.message) === "Where to?"
            ? { ...body, message: { ...body.message, content: { _tag: "Text", text: "Which street?" } } }
            : body
        )]
    })
  }
})

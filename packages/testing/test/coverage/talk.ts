/** A small dialogue that has everything coverage counts: guards, a timer, a task, a command, words for a purpose. */
import { BotDefinition, Dialogue } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({
  id: "shop",
  version: 1,
  context: Schema.Struct({ tries: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
  signals: { ready: Schema.Struct({}) },
  states: ["what", "count", "pay", "paid", "wait", "tell", "poor", "tired", "human", "done"]
})

class Empty extends Schema.TaggedError<Empty>()("Empty", {}) {}

/** Five wrong answers in the author's own counter make it tired. */
export const shop = d.make({
  initial: "what",
  starts: ["hi"],
  commands: { agent: "human" },
  states: {
    what: d.choose("What?", {
      options: { tea: "Tea", milk: "Milk" },
      timeout: { after: "10 minutes", to: "tired" },
      to: { tea: "pay", milk: "count" }
    }),
    count: d.remember({
      save: ({ tries }) => ({ tries: tries + 1 }),
      to: [{ when: ({ tries }) => tries >= 5, to: "tired" }, "what"]
    }),
    pay: d.run("Pay", {
      run: () => Effect.succeed({ paid: true }) as Effect.Effect<{ readonly paid: boolean }, Empty>,
      timeout: "10 seconds",
      success: { to: "paid" },
      failure: { Empty: "poor", else: "human" }
    }),
    paid: d.say("Paid.", { to: "wait" }),
    wait: d.wait({ signal: "ready", meanwhile: "Soon.", to: "tell" }),
    tell: d.notify("It is ready.", { purpose: "eventReminder", otherwise: "drop", to: "done" }),
    poor: d.end("No money."),
    tired: d.end("Enough."),
    human: d.handover("inbox", { say: "One moment.", resume: "what" }),
    done: d.end()
  }
})

/** A bot with nothing but the shop. */
export const bots = { shop: BotDefinition.make({ dialogues: [shop], name: "Shop" }) }

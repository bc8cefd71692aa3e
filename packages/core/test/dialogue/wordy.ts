/**
 * Dialogues that between them use every word with a machine behind it, for comparison with XState's own actor. No command
 * leaves: coming back is the step's own doing, and XState does not know it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Answer, Dialogue } from "@parley/core"

class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", {}) {}

const text = (fallback: string) => Schema.optionalWith(Schema.String, { default: () => fallback })

const part = Dialogue.setup({
  id: "part",
  version: 1,
  context: Schema.Struct({ said: text("") }),
  output: Schema.String,
  states: ["one", "two", "done"]
})
const called = part.make({
  initial: "one",
  states: {
    one: part.ask("One?", { answer: Answer.text, save: (said) => ({ said }), to: "two" }),
    two: part.choose("Two?", {
      options: { a: "A", b: { title: "B", value: 2 } },
      to: { a: "one", b: "done" },
      timeout: { after: "3 minutes", to: "one" }
    }),
    done: part.end("Done there.", { output: ({ said }) => said })
  }
})

const o = Dialogue.setup({
  id: "ordering",
  version: 1,
  context: Schema.Struct({
    size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
    name: text(""),
    got: text("")
  }),
  states: ["size", "name", "table", "sure", "place", "look", "part", "human", "sorry"]
})
/** Questions of every kind, tasks that succeed and fail, and a called dialogue, round and round. */
export const ordering = o.make({
  initial: "size",
  commands: { cancel: false },
  states: {
    size: o.choose(({ size }) => `Which size after ${size}?`, {
      options: ({ size }) => [{ key: "s", title: "a", value: size + 1 }, { key: "l", title: "b", value: size + 2 }],
      save: (choice) => ({ size: choice.value }),
      retries: { max: 3, to: "sorry" },
      to: [{ when: ({ size }) => size % 3 === 0, to: "table" }, "name"]
    }),
    name: o.ask("Name?", {
      answer: Schema.Literal("a", "b", "c"),
      save: (name) => ({ name }),
      invalid: (problem) => `Not ${problem.text}.`,
      retries: { max: 2, to: "sorry" },
      timeout: { after: "10 minutes", to: "sorry" },
      to: "sure"
    }),
    table: o.form({
      who: { text: "Who?", answer: Answer.text },
      where: { text: "Where?", options: { a: "A", b: "B" } }
    }, {
      save: ({ where, who }) => ({ name: `${who} ${where}` }),
      retries: { max: 3, to: "sorry" },
      timeout: { after: "5 minutes", to: "sorry" },
      to: "part"
    }),
    part: o.call(called, { save: (got) => ({ got }), to: "sure" }),
    sure: o.confirm(({ name }) => `${name}?`, { labels: ["a", () => "b"], yes: "place", no: "look" }),
    place: o.run("Place", {
      run: (): Effect.Effect<number, SoldOut> => Effect.fail(new SoldOut()),
      success: { save: (got) => ({ got: String(got) }), to: "size" },
      failure: { SoldOut: "table", else: "sorry" }
    }),
    look: o.run("Look", {
      run: (): Effect.Effect<number> => Effect.succeed(1),
      success: { to: [{ when: ({ size }) => size > 3, to: "human" }, "size"] },
      failure: { else: "place" }
    }),
    human: o.handover("inbox", { say: "A person comes.", resume: "size", resumeAfter: "2 hours" }),
    sorry: o.say(["Sorry.", ({ name }) => `Again, ${name}.`], { to: "size" })
  }
})

const s = Dialogue.setup({
  id: "shipping",
  version: 1,
  context: Schema.Struct({ number: text("") }),
  signals: { news: Schema.Struct({ number: Schema.String }), end: Schema.Struct({}) },
  states: ["wait", "tell", "shut", "ask", "keep", "last"]
})
/** What comes from outside: signals, refused messages, timers while nobody speaks. */
export const shipping = s.make({
  initial: "wait",
  commands: { cancel: false },
  states: {
    wait: s.wait({
      signal: "news",
      save: ({ number }) => ({ number }),
      meanwhile: ({ number }) => `Nothing after ${number}.`,
      timeout: { after: "30 hours", to: "keep" },
      to: "tell"
    }),
    tell: s.notify(({ number }) => `News: ${number}`, {
      purpose: "shipping",
      otherwise: { refused: "shut" },
      to: [{ when: ({ number }) => number.endsWith("3"), to: "last" }, "wait"]
    }),
    shut: s.notify("It could not be told.", { purpose: "applicationStatus", otherwise: "hold", to: "keep" }),
    ask: s.menu("What now?", { a: { title: "a", to: "wait" }, b: { title: "b", words: ["c"], to: "ask" } }, {
      timeout: { after: "1 hour", to: "ask", times: 2 }
    }),
    keep: s.remember({ save: ({ number }) => ({ number: `${number}x`.slice(-9) }), to: "last" }),
    last: s.state({
      on: { "in.message": "ask", "in.signal.end": "wait" },
      initial: "a",
      states: { a: { after: { 1000: "b" } }, b: {} }
    }, { leadsTo: ["ask", "wait"] })
  }
})

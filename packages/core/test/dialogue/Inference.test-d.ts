/**
 * Functions that are written in place know their context, wherever an option takes one.
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Order,
  signals: { shipped: Schema.Struct({ number: Schema.String }) },
  states: ["a", "b", "c"]
})

const timeout = {
  after: "10 minutes",
  to: [{ when: (context: typeof Order.Type) => context.size > 30, to: "a" }, "b"]
} as const

/** Every place in which a function of the context may stand. */
export const inferred = [
  d.ask("Name?", {
    answer: Answer.text,
    timeout: { after: (context) => Duration.hours(context.size), to: "b" },
    to: "c"
  }),
  d.ask("Name?", {
    answer: Answer.text,
    timeout: { after: "10 minutes", to: [{ when: (context) => context.size > 30, to: "a" }, "b"] },
    to: "c"
  }),
  d.ask("Name?", { answer: Answer.text, timeout, to: "c" }),
  d.choose("Which?", {
    options: { p: "P", q: { title: (context) => context.name } },
    timeout: { after: "10 minutes", to: [{ when: (context) => context.size > 30, to: "a" }, "b"] },
    to: { p: [{ when: (context) => context.size > 30, to: "a" }, "b"], q: "c" }
  }),
  d.choose("Which?", {
    options: (context) => [{ key: "p", title: context.name }],
    to: [{ when: (context) => context.size > 30, to: "a" }, "b"]
  }),
  d.confirm((context) => context.name, {
    yes: [{ when: (context) => context.size > 30, to: "a" }, "b"],
    no: "c",
    timeout: { after: (context) => Duration.minutes(context.size), to: "c" }
  }),
  d.confirm("Sure?", { labels: [(context) => context.name, (_, { locale }) => locale], yes: "a", no: "b" }),
  d.menu("Where?", { p: { title: (context) => context.name, to: "a" } }, {
    timeout: { after: "1 hour", to: [{ when: (context) => context.size > 30, to: "a" }, "b"] }
  }),
  d.wait({
    signal: "shipped",
    timeout: { after: (context) => Duration.minutes(context.size), to: "b" },
    to: "b"
  }),
  d.notify((context) => context.name, {
    purpose: "shipping",
    utility: { name: "shipped", language: "en", parameters: (context) => ({ name: context.name }) },
    otherwise: "hold",
    to: "c"
  }),
  d.handover("inbox", { say: (context) => context.name, note: (context) => context.name, resume: "a" }),
  d.handover("inbox", { resume: [{ when: (context) => context.size > 30, to: "a" }, "b"], resumeAfter: "12 hours" })
]

d.ask("Name?", {
  answer: Answer.text,
  // @ts-expect-error the length is made from a field that the context has not
  timeout: { after: (context) => Duration.hours(context.price), to: "b" },
  to: "c"
})
d.ask("Name?", {
  answer: Answer.text,
  // @ts-expect-error the guard of the timer asks for a field that the context has not
  timeout: { after: "1 hour", to: [{ when: (c) => c.price > 3, to: "a" }, "b"] },
  to: "c"
})
// @ts-expect-error the guard of one option asks for a field that the context has not
d.choose("Which?", { options: { p: "P" }, to: { p: [{ when: (context) => context.price > 3, to: "a" }, "b"] } })
// @ts-expect-error the words are made from a field that the context has not
d.handover("inbox", { say: (context) => context.price, resume: "a" })

d.make({
  initial: "a",
  states: {
    a: d.ask("Name?", {
      answer: Answer.text,
      timeout: { after: (context) => Duration.hours(context.size), to: "b" },
      to: "c"
    }),
    // @ts-expect-error a timer of unknown length leads to plain words
    b: d.say("Still there?", { to: "c" }),
    c: d.end()
  }
})
d.make({
  initial: "a",
  states: {
    a: d.ask("Name?", { answer: Answer.text, timeout: { after: "23 hours", to: "b" }, to: "c" }),
    b: d.say("Still there?", { to: "c" }),
    c: d.end()
  }
})
d.make({
  initial: "a",
  states: {
    a: d.handover("inbox", { resume: "b", resumeAfter: "2 days" }),
    // @ts-expect-error a timer of two days leads to plain words
    b: d.say("Back again.", { to: "c" }),
    c: d.end()
  }
})

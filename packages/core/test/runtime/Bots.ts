/** Small dialogues that the tests of the runtime share. */
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"

const nothing = Schema.Struct({})

/** Repeats what it is told, with a count. */
export const echo = (() => {
  const d = Dialogue.setup({
    id: "echo",
    version: 1,
    context: Schema.Struct({
      heard: Schema.optionalWith(Schema.String, { default: () => "" }),
      count: Schema.optionalWith(Schema.Number, { default: () => 0 })
    }),
    states: ["ask", "tell"]
  })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    commands: { help: false, cancel: false, back: false, repeat: false, agent: false },
    states: {
      ask: d.ask("Say something", {
        answer: Schema.String,
        save: (heard, context) => ({ heard, count: context.count + 1 }),
        to: "tell"
      }),
      tell: d.say(({ count, heard }) => `${count}: ${heard}`, { to: "ask" })
    }
  })
})()

/** Throws when it is told to. */
export const thrower = (() => {
  const d = Dialogue.setup({
    id: "thrower",
    version: 1,
    context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
    states: ["ask", "tell"]
  })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("Yes?", { answer: Schema.String, save: (last) => ({ last }), to: "tell" }),
      tell: d.say(({ last }) => {
        if (last === "boom") throw new Error("kaboom")
        return `you said ${last}`
      }, { to: "ask" })
    }
  })
})()

/** Asks, and nudges after ten minutes. */
export const nudger = (meaning: "deadline" | "remaining" | "restart") => {
  const d = Dialogue.setup({ id: "nudger", version: 1, context: nothing, states: ["ask", "nudge", "done"] })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("Where to?", {
        answer: Schema.String,
        save: () => ({}),
        timeout: { after: "10 minutes", to: "nudge", meaning },
        to: "done"
      }),
      nudge: d.say("Still there?", { to: "done" }),
      done: d.end("Bye")
    }
  })
}

/** Waits for a signal and then notifies. */
export const waiter = (() => {
  const d = Dialogue.setup({
    id: "waiter",
    version: 1,
    context: nothing,
    signals: { ready: Schema.Struct({ table: Schema.Number }) },
    states: ["hello", "wait", "tell", "done"]
  })
  return d.make({
    initial: "hello",
    starts: [Start.anything],
    states: {
      hello: d.say("I will tell you.", { to: "wait" }),
      wait: d.wait({ signal: "ready", to: "tell" }),
      tell: d.notify("It is ready.", { purpose: "bookingConfirmation", otherwise: "hold", to: "done" }),
      done: d.end()
    }
  })
})()

/** Says something by a template once it is told to. */
export const templated = (() => {
  const signals = { ready: Schema.Struct({}) }
  const d = Dialogue.setup({
    id: "templated",
    version: 1,
    context: nothing,
    signals,
    states: ["hello", "wait", "tell"]
  })
  return d.make({
    initial: "hello",
    starts: ["hi"],
    states: {
      hello: d.say("Hello.", { to: "wait" }),
      wait: d.wait({ signal: "ready", meanwhile: "No news.", to: "tell" }),
      tell: d.notify("It left.", {
        purpose: "receipt",
        utility: { name: "left", language: "en", parameters: () => ({}) },
        otherwise: "hold",
        to: "wait"
      })
    }
  })
})()

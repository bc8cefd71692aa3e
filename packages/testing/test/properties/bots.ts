/** Bots that each break one promise, and one that keeps them all. */
import { Answer, BotDefinition, Dialogue } from "@parley/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"

const Nothing = Schema.Struct({})

const table = (() => {
  const Guests = Schema.Struct({ guests: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
  const d = Dialogue.setup({ id: "table", version: 1, context: Guests, states: ["guests", "sure", "nudge", "done"] })
  return d.make({
    initial: "guests",
    starts: ["table", "hi"],
    states: {
      guests: d.ask("For how many?", {
        answer: Answer.integer,
        save: (guests) => ({ guests }),
        timeout: { after: "1 hour", to: "nudge" },
        to: "sure"
      }),
      sure: d.confirm(({ guests }) => `A table for ${guests}?`, { yes: "done", no: "guests" }),
      nudge: d.say("Still there?", { to: "guests" }),
      done: d.end("Booked.")
    }
  })
})()

/** Keeps every promise. */
export const good = BotDefinition.make({ dialogues: [table] })

/** Two menus that lead to one another. */
export const circle = (() => {
  const d = Dialogue.setup({ id: "circle", version: 1, context: Nothing, states: ["left", "right"] })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "left",
      starts: ["hi"],
      states: {
        left: d.choose("Left.", { options: { on: "On" }, to: "right" }),
        right: d.choose("Right.", { options: { on: "On" }, to: "left" })
      }
    })]
  })
})()

/** The same with a command of its own that leads to a person. */
export const escapable = (() => {
  const d = Dialogue.setup({ id: "escapable", version: 1, context: Nothing, states: ["left", "right", "human"] })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "left",
      starts: ["hi"],
      commands: { agent: "human" },
      states: {
        left: d.choose("Left. Say \"agent\" for a person.", { options: { on: "On" }, to: "right" }),
        right: d.choose("Right.", { options: { on: "On" }, to: "left" }),
        human: d.handover("inbox", { say: "A colleague comes.", resume: "left" })
      }
    })]
  })
})()

/** Breaks on every answer but a greeting. */
export const picky = (() => {
  const d = Dialogue.setup({
    id: "picky",
    version: 1,
    context: Schema.Struct({ number: Schema.optionalWith(Schema.String, { default: () => "" }) }),
    states: ["ask", "done"]
  })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "ask",
      starts: ["hi"],
      states: {
        ask: d.ask("Say something.", {
          answer: Schema.NonEmptyTrimmedString,
          save: (number) => ({ number }),
          to: "done"
        }),
        done: d.end(({ number }) => {
          if (number !== "hi") throw new Error(`${number} is too much`)
          return "Thank you."
        })
      }
    })]
  })
})()

/** Offers what is gone an hour later. */
export const hourly = (() => {
  const d = Dialogue.setup({ id: "hourly", version: 1, context: Nothing, states: ["which", "done"] })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "which",
      starts: ["hi"],
      states: {
        which: d.choose("Which?", {
          options: (_, turn) => {
            const hour = Math.floor(turn.at / 3_600_000) % 24
            return [{ key: `h${hour}`, title: `Hour ${hour}` }]
          },
          to: "done"
        }),
        done: d.end("Thank you.")
      }
    })]
  })
})()

/** Sends a template of which the platform knows nothing. */
export const untried = (() => {
  const d = Dialogue.setup({
    id: "untried",
    version: 1,
    context: Nothing,
    signals: { ready: Nothing },
    states: ["word", "wait", "news", "done"]
  })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "word",
      starts: ["hi"],
      states: {
        word: d.say("I will write.", { to: "wait" }),
        wait: d.wait({
          signal: "ready",
          meanwhile: "Not yet.",
          timeout: { after: "2 days", to: "news" },
          to: "news"
        }),
        news: d.notify("It is ready.", {
          purpose: "shipping",
          utility: { name: "ready", language: "en", parameters: () => ({}) },
          otherwise: "drop",
          to: "done"
        }),
        done: d.end()
      }
    })]
  })
})()

/** Numbers those who come, in the order in which they come. */
export class Queue extends Context.Tag("test/Queue")<Queue, { readonly next: Effect.Effect<number> }>() {}

const queue = Layer.effect(
  Queue,
  Effect.map(Ref.make(0), (count) => ({ next: Ref.updateAndGet(count, (before) => before + 1) }))
)

/** Tells each person how many came before them. */
export const numbered = (() => {
  const d = Dialogue.setup({
    id: "numbered",
    version: 1,
    context: Schema.Struct({ number: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
    states: ["draw", "done"]
  })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "draw",
      starts: ["hi"],
      states: {
        draw: d.run("Draw", {
          run: () => Effect.flatMap(Queue, ({ next }) => next),
          success: { save: (number) => ({ number }), to: "done" },
          failure: { else: "done" }
        }),
        done: d.end(({ number }) => `Your number is ${number}.`)
      }
    })],
    services: queue
  })
})()

/** Gives up a task that ran when the process ended. */
export const forgetful = (() => {
  const d = Dialogue.setup({ id: "forgetful", version: 1, context: Nothing, states: ["look", "found", "lost"] })
  return BotDefinition.make({
    dialogues: [d.make({
      initial: "look",
      starts: ["hi"],
      states: {
        look: d.run("Look", {
          run: () => Effect.sleep("1 minute"),
          recovery: "fail",
          success: { to: "found" },
          failure: { else: "lost" }
        }),
        found: d.end("Found."),
        lost: d.end("Lost.")
      }
    })]
  })
})()

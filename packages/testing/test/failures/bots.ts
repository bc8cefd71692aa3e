/**
 * Bots in which something can go wrong.
 */
import { BotDefinition, Dialogue } from "@parley/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

/** Books a table: a place that may be slow, may fail, and may never answer. */
class Book extends Context.Tag("Book")<Book, { readonly book: (guests: number) => Effect.Effect<void, Full> }>() {}
class Full extends Schema.TaggedError<Full>()("Full", { left: Schema.Number }) {}

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({ guests: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
  signals: { tableReady: Schema.Struct({ table: Schema.Number }) },
  states: [
    "guests",
    "seating",
    "inside",
    "garden",
    "book",
    "booked",
    "waiting",
    "ready",
    "over",
    "full",
    "nudge",
    "human"
  ]
})

const table = d.make({
  initial: "guests",
  starts: [/hi/],
  commands: { agent: "human" },
  states: {
    guests: d.ask("How many?", {
      answer: Schema.NumberFromString,
      save: (guests) => ({ guests }),
      timeout: { after: "10 minutes", to: "nudge" },
      to: "seating"
    }),
    seating: d.state({
      always: [{
        guard: function isLarge({ context }) {
          return context.data.guests > 6
        },
        target: "garden"
      }, { target: "inside" }]
    }, { leadsTo: ["garden", "inside"] }),
    inside: d.choose("Where?", { options: { window: "Window", bar: "Bar" }, to: "book" }),
    garden: d.say("Such a party sits in the garden.", { to: "book" }),
    book: d.run("Book", {
      run: ({ guests }) => Effect.flatMap(Book, ({ book }) => book(guests)),
      recovery: "rerun",
      success: { to: "booked" },
      failure: { Full: "full", else: "full" }
    }),
    booked: d.say("I will tell you.", { to: "waiting" }),
    waiting: d.wait({ signal: "tableReady", to: "ready" }),
    ready: d.notify("Your table is ready.", { purpose: "eventReminder", otherwise: "hold", to: "over" }),
    over: d.end(),
    full: d.end("We are full tonight."),
    nudge: d.end("Another time, then."),
    human: d.handover("inbox", { resume: "guests" })
  }
})

const g = Dialogue.setup({
  id: "gate",
  version: 1,
  context: Schema.Struct({ age: Schema.optionalWith(Schema.Number, { default: () => 17 }) }),
  states: ["closed", "open", "broken"]
})
const gate = g.make({
  initial: "closed",
  starts: [/knock/],
  states: {
    closed: g.state({
      on: {
        "in.message": [
          {
            guard: ({ context, event }) =>
              event.type === "in.message" && event.text === "sesame" && context.data.age >= 18,
            target: "open"
          },
          {
            guard: ({ event }) => {
              if (event.type === "in.message" && event.text === "boom") throw new Error("the hinge is off")
              return false
            },
            target: "broken"
          }
        ]
      }
    }, { leadsTo: ["open", "broken"] }),
    open: g.end("Come in."),
    broken: g.end("Oh.")
  }
})

const bot = (book: (guests: number) => Effect.Effect<void, Full>) =>
  BotDefinition.make({ dialogues: [table], disclosure: false, services: Layer.succeed(Book, { book }) })

export const bots = {
  table: bot(() => Effect.void),
  honest: BotDefinition.make({ dialogues: [table], services: Layer.succeed(Book, { book: () => Effect.void }) }),
  slow: bot(() => Effect.sleep("3 minutes")),
  full: bot(() => Effect.fail(new Full({ left: 2 }))),
  away: bot(() =>
    Effect.async<void>(() => {
      // Nobody calls back: the kitchen's line is dead.
    })
  ),
  gate: BotDefinition.make({ dialogues: [gate], disclosure: false })
}

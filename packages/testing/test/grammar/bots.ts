/**
 * The bots that the examples of `docs/convos.md` talk to.
 */
import { Answer, BotDefinition, Dialogue, Start } from "@parley/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

/** Books tables. */
class Book extends Context.Tag("Book")<Book, { readonly book: Effect.Effect<number, Full> }>() {}
class Full extends Schema.TaggedError<Full>()("Full", {}) {}

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({
    guests: Schema.optionalWith(Schema.Number, { default: () => 0 }),
    place: Schema.optionalWith(Schema.String, { default: () => "" }),
    number: Schema.optionalWith(Schema.Number, { default: () => 0 })
  }),
  signals: { tableReady: Schema.Struct({ table: Schema.Number }) },
  states: ["guests", "where", "book", "booked", "waiting", "ready", "thanks", "full", "nudge", "human"]
})

const table = d.make({
  initial: "guests",
  starts: [/table|hi/],
  commands: { agent: "human" },
  states: {
    guests: d.ask("For how many?", {
      answer: Schema.NumberFromString,
      save: (guests) => ({ guests }),
      timeout: { after: "10 minutes", to: "nudge" },
      to: "where"
    }),
    where: d.choose("Where?", {
      options: { window: { title: "Window", value: "window" }, bar: { title: "Bar", value: "bar" } },
      save: ({ value }) => ({ place: value }),
      to: "book"
    }),
    book: d.run("Book", {
      run: () => Effect.flatMap(Book, ({ book }) => book),
      recovery: "rerun",
      success: { save: (number) => ({ number }), to: "booked" },
      failure: { Full: "full", else: "full" }
    }),
    booked: d.say(({ number }) => `Booked: number ${number}.`, { to: "waiting" }),
    waiting: d.wait({ signal: "tableReady", to: "ready" }),
    ready: d.notify(({ number }) => `Number ${number}: your table is ready.`, {
      purpose: "eventReminder",
      otherwise: "hold",
      to: "thanks"
    }),
    thanks: d.end(),
    full: d.end("We are full tonight."),
    nudge: d.say("Still there?", { to: "guests" }),
    human: d.handover("inbox", { say: "A colleague will answer.", resume: "guests" })
  }
})

const m = Dialogue.setup({
  id: "menu",
  version: 1,
  context: Schema.Struct({}),
  states: ["picture", "card", "where", "done"]
})

const menu = m.make({
  initial: "picture",
  starts: [/menu/, Start.ref("spring"), Start.getStarted],
  states: {
    picture: m.say({ content: { _tag: "Media", kind: "image", url: "https://example.com/menu.png" } }, { to: "card" }),
    card: m.say({
      content: {
        _tag: "Cards",
        cards: [{
          title: "Soup",
          subtitle: "of the day",
          buttons: [{ _tag: "Postback", title: "Take it", payload: "SOUP" }]
        }]
      }
    }, { to: "where" }),
    where: m.ask("Where are you?", { answer: Schema.Union(Answer.location, Answer.text), to: "done" }),
    done: m.end("Thank you.\nSee you!")
  }
})

const bot = BotDefinition.make({
  dialogues: [table, menu],
  services: Layer.succeed(Book, { book: Effect.succeed(17) })
})

export const bots = { table: bot }

/** A journey that uses every word and option in which a mistake can be made. */
import { Answer, BotDefinition, Catalogue, Dialogue } from "@parley/core"
import { assign, emit } from "@parley/core/xstate"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const s = Dialogue.setup({
  id: "stars",
  version: 1,
  context: Schema.Struct({ stars: Schema.Number }),
  output: Schema.Number,
  begin: () => ({ stars: 0 }),
  states: ["stars", "over"]
})
const stars = s.make({
  initial: "stars",
  states: {
    stars: s.ask("How many stars?", { answer: Answer.integer, save: (stars) => ({ stars }), to: "over" }),
    over: s.end(undefined, { output: ({ stars }) => stars })
  }
})

const b = Dialogue.setup({
  id: "bill",
  version: 1,
  context: Schema.Struct({ nights: Schema.Number }),
  input: Schema.Struct({ nights: Schema.Number }),
  begin: (input) => ({ nights: input?.nights ?? 0 }),
  states: ["sum"]
})
const bill = b.make({ initial: "sum", states: { sum: b.end(({ nights }) => `That is ${nights * 50}.`) } })

class Full extends Schema.TaggedError<Full>()("Full", {}) {}

const texts = Catalogue.make({ en: { hello: "A journey?" }, es: { hello: "¿Un viaje?" } })

const Trip = Schema.Struct({
  nights: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  stars: Schema.optionalWith(Schema.Number, { default: () => 0 })
})

const d = Dialogue.setup({
  id: "trip",
  version: 1,
  context: Trip,
  signals: { late: Schema.Struct({}) },
  states: [
    "hello",
    "where",
    "nudge",
    "nights",
    "book",
    "full",
    "broken",
    "rate",
    "thanks",
    "raw",
    "wait",
    "tell",
    "over",
    "desk",
    "keep",
    "pay",
    "offers",
    "agent"
  ]
})

const trip = d.make({
  initial: "hello",
  starts: ["hi"],
  commands: { pay: "pay", desk: "keep", raw: "raw", rate: "rate", offers: "offers", agent: "agent" },
  states: {
    hello: d.say(texts.hello, { to: "where" }),
    where: d.choose("Where?", {
      options: { sea: { title: "Sea", words: ["beach"] }, hills: "Hills" },
      timeout: { after: "10 minutes", to: "nudge", times: 2, meaning: "remaining" },
      to: "nights"
    }),
    nudge: d.say("Still there?", { to: "where" }),
    nights: d.ask("How many nights?", {
      answer: Answer.integer,
      save: (nights) => ({ nights }),
      retries: { max: 2, to: "agent" },
      to: "book"
    }),
    book: d.run("Book", {
      run: ({ nights }) =>
        nights === 99
          ? Effect.die(new Error("no such hotel"))
          : nights > 9
          ? Effect.fail(new Full())
          : nights === 9
          ? Effect.delay(Effect.succeed(1), "5 minutes")
          : Effect.succeed(1),
      interruptible: true,
      success: { to: "wait" },
      failure: { Full: "full", else: "broken" }
    }),
    full: d.say("We are full.", { to: "nights" }),
    broken: d.end("Something broke."),
    wait: d.wait({ signal: "late", to: "tell" }),
    tell: d.notify("Your train is late.", {
      purpose: "unrelated",
      otherwise: { hold: "2 days" },
      to: "over"
    }),
    thanks: d.end("Have a good journey."),
    over: d.end(),
    rate: d.call(stars, { save: (stars) => ({ stars }), to: "pay" }),
    pay: d.goto(bill, { input: ({ nights, stars }) => ({ nights: nights + stars }) }),
    raw: d.state({
      entry: [
        assign({ data: ({ context }) => ({ ...context.data, nights: 7 }) }),
        emit({ type: "out.message", message: { content: { _tag: "Text", text: "Seven, then." } } })
      ],
      always: "pay"
    }, { leadsTo: ["pay"] }),
    keep: d.control("extend", { for: "2 hours", to: "desk" }),
    desk: d.control("pass", { app: "inbox", note: "A refund", to: "over" }),
    offers: d.optIn("Offers", { permission: "recurring", topic: "offers", to: "thanks" }),
    agent: d.handover("inbox", { say: "One moment.", note: "Somebody is lost", resume: "where" })
  }
})

/** The bot, which speaks Spanish unless it was told otherwise, and says all it says with a full stop at the least. */
export const bots = {
  trip: BotDefinition.make({
    dialogues: [trip, bill],
    name: "Trip",
    locale: "es",
    humanFor: "2 hours",
    disclosure: { wording: "assistant" },
    middleware: [(said) => said]
  })
}

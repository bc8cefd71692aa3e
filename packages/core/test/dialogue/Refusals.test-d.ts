/**
 * What must not compile in a dialogue, each with its reason; and what must.
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Catalogue from "../../src/dialogue/Catalogue.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false

class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", {}) {}
class Kitchen extends Context.Tag("test/Kitchen")<Kitchen, { readonly bake: Effect.Effect<number, SoldOut> }>() {}
class Courier extends Context.Tag("test/Courier")<Courier, { readonly send: Effect.Effect<void> }>() {}

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Order,
  signals: { shipped: Schema.Struct({ number: Schema.String }) },
  states: ["a", "b"]
})

// Targets

d.make({
  initial: "a",
  states: {
    b: d.end(),
    // @ts-expect-error "c" is not a state; the error stands at the literal
    a: d.say("Hello", { to: "c" })
  }
})
d.make({
  // @ts-expect-error "c" is not a state
  initial: "c",
  states: { a: d.say("Hello", { to: "b" }), b: d.end() }
})
// @ts-expect-error an option has no target
d.choose("Which?", { options: { p: "P", q: "Q" }, to: { p: "b" } })
// @ts-expect-error a target names an option that is not offered
d.choose("Which?", { options: { p: "P" }, to: { p: "b", q: "b" } })
// @ts-expect-error the target of an option is not a state
d.choose("Which?", { options: { p: "P" }, to: { p: "c" } })
// @ts-expect-error the state after too many wrong answers is not a state
d.ask("Name?", { answer: Answer.text, retries: { max: 3, to: "c" }, to: "b" })
// @ts-expect-error the target of the timer is not a state
d.ask("Name?", { answer: Answer.text, timeout: { after: "10 minutes", to: "c" }, to: "b" })
// @ts-expect-error the last case of a guarded target must hold always
d.say("Hello", { to: [{ when: () => true, to: "a" }] })
// @ts-expect-error a case leads to a state that is not there
d.say("Hello", { to: [{ when: () => true, to: "c" }, "b"] })
// @ts-expect-error the guard asks for a field that the context has not
d.say("Hello", { to: [{ when: (context) => context.price > 3, to: "a" }, "b"] })
// @ts-expect-error the target of "no" is not a state
d.confirm("Sure?", { yes: "a", no: "c" })
// @ts-expect-error an entry of the menu leads to a state that is not there
d.menu("Where to?", { m: { title: "M", to: "c" } })
// @ts-expect-error a form leads to a state that is not there
d.form({ n: { text: "N?", answer: Answer.text } }, { save: ({ n }) => ({ name: n }), to: "c" })
// @ts-expect-error a signal leads to a state that is not there
d.wait({ signal: "shipped", to: "c" })
// @ts-expect-error a person who takes over gives back to a state that is not there
d.handover("inbox", { resume: "c" })
// @ts-expect-error a refused message leads to a state that is not there
d.notify("Shipped", { purpose: "shipping", otherwise: { refused: "c" }, to: "a" })
// @ts-expect-error a result leads to a state that is not there
d.run("Bake", { run: () => Effect.succeed(1), success: { to: "c" }, failure: { else: "a" } })
// @ts-expect-error a raw node leads to a state that is not there
d.state({ on: { "in.message": "c" } }, { leadsTo: ["c"] })
// @ts-expect-error what is remembered leads to a state that is not there
d.remember({ person: () => ({ vip: true }), to: "c" })

// States

// @ts-expect-error the state b is declared and missing
d.make({ initial: "a", states: { a: d.end() } })
d.make({
  initial: "a",
  states: {
    a: d.say("Hello", { to: "b" }),
    b: d.end(),
    // @ts-expect-error the state c is not declared
    c: d.end()
  }
})
d.make({
  initial: "a",
  // @ts-expect-error the command leads to a state that is not there
  commands: { help: "c" },
  states: { a: d.say("Hello", { to: "b" }), b: d.end() }
})

// Saves

// @ts-expect-error size is a number, and the answer is a string
d.ask("Name?", { answer: Answer.text, save: (size) => ({ size }), to: "b" })
// @ts-expect-error the context has no field price
d.ask("Price?", { answer: Answer.number, save: (price) => ({ price }), to: "b" })
// @ts-expect-error the value of the option is a number, and name is a string
d.choose("Which?", { options: { s: { title: "S", value: 26 } }, save: (choice) => ({ name: choice.value }), to: "b" })
// @ts-expect-error a number has no length
d.form({ n: { text: "N?", answer: Answer.integer } }, { save: ({ n }) => ({ size: n.length }), to: "b" })
// @ts-expect-error the form has no slot m
d.form({ n: { text: "N?", answer: Answer.integer } }, { save: ({ m }) => ({ size: m }), to: "b" })

// Texts

// @ts-expect-error the context has no field price
d.say((context) => `${context.price}`, { to: "b" })
// @ts-expect-error a number is not a text
d.say(3, { to: "b" })

// Answers

// @ts-expect-error a person cannot send a number, only words that a schema reads as one
d.ask("How many?", { answer: Schema.Number, save: (size) => ({ size }), to: "b" })
// @ts-expect-error a person cannot send a record of one's own
d.ask("Who?", { answer: Schema.Struct({ name: Schema.String }), to: "b" })
// @ts-expect-error a person cannot send a number in a form either
d.form({ n: { text: "N?", answer: Schema.Number } }, { save: ({ n }) => ({ size: n }), to: "b" })

// Tasks

const kitchen = Effect.flatMap(Kitchen, (one) => one.bake)

// @ts-expect-error failures are not handled
d.run("Bake", { run: () => kitchen, success: { to: "b" } })
// @ts-expect-error what is left over when the named failures are handled has no target
d.run("Bake", { run: () => kitchen, success: { to: "b" }, failure: { SoldOut: "a" } })
// @ts-expect-error an async function may reject with anything
d.run("Bake", { run: async () => 3, success: { to: "b" }, failure: {} })
// @ts-expect-error a failure leads to a state that is not there
d.run("Bake", { run: () => kitchen, success: { to: "b" }, failure: { else: "c" } })
// @ts-expect-error name is a string, and the result is a number
d.run("Bake", { run: () => kitchen, success: { to: "b", save: (name) => ({ name }) }, failure: { else: "b" } })
d.make({
  initial: "a",
  states: {
    b: d.end(),
    // @ts-expect-error the task cannot fail with SoldOver
    a: d.run("Bake", { run: () => kitchen, success: { to: "b" }, failure: { SoldOver: "b", else: "b" } })
  }
})

// Signals, timers and the window

// @ts-expect-error the dialogue has no such signal
d.wait({ signal: "arrived", to: "b" })
// @ts-expect-error the payload has no weight
d.wait({ signal: "shipped", save: (shipment) => ({ name: shipment.weight }), to: "b" })
d.make({
  initial: "a",
  states: {
    a: d.wait({ signal: "shipped", to: "b" }),
    // @ts-expect-error a signal may come when the window is shut
    b: d.end("It is on its way.")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.ask("Name?", { answer: Answer.text, timeout: { after: "25 hours", to: "b" }, to: "b" }),
    // @ts-expect-error a timer of more than a day may fire when the window is shut
    b: d.end("Still there?")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.ask("Name?", { answer: Answer.text, timeout: { after: () => Duration.minutes(1), to: "b" }, to: "b" }),
    // @ts-expect-error a timer whose length is found while it runs is not provably under a day
    b: d.end("Still there?")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.handover("inbox", { resume: "b", resumeAfter: "2 days" }),
    // @ts-expect-error the window may be shut when the bot takes the conversation back
    b: d.end("I am back.")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.menu("Next?", { m: { title: "M", to: "a" } }, { timeout: { after: "2 days", to: "b" } }),
    // @ts-expect-error the timer of a menu may fire when the window is shut
    b: d.end("Still there?")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.form({ n: { text: "N?", answer: Answer.text } }, {
      save: ({ n }) => ({ name: n }),
      timeout: { after: "2 days", to: "b" },
      to: "a"
    }),
    // @ts-expect-error the timer of a form may fire when the window is shut
    b: d.end("Still there?")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.wait({ signal: "shipped", to: [{ when: () => true, to: "b" }, "b"] }),
    // @ts-expect-error a question is plain words, too, and a signal leads to it in one of its cases
    b: d.choose("Did it come?", { options: { y: "Yes" }, to: "a" })
  }
})
d.make({
  initial: "a",
  states: {
    a: d.ask("Name?", { answer: Answer.text, timeout: { after: 100_000_000, to: "b" }, to: "b" }),
    // @ts-expect-error a timer in milliseconds is not provably under a day
    b: d.end("Still there?")
  }
})
d.make({
  initial: "a",
  states: {
    a: d.wait({ signal: "shipped", to: "b" }),
    // @ts-expect-error a request for leave is shown inside the window alone
    b: d.optIn("Tell me", { permission: "oneTime", topic: "stock", to: "a" })
  }
})
d.make({
  initial: "a",
  states: {
    a: d.optIn("Tell me", { permission: "oneTime", topic: "stock", timeout: { after: "2 days", to: "b" }, to: "a" }),
    // @ts-expect-error the timer of a request may fire when the window is shut
    b: d.end("Still there?")
  }
})

d.make({
  initial: "a",
  states: {
    a: d.optIn("Tell me", {
      permission: "recurring",
      topic: "stock",
      imageUrl: "https://example.com/stock.png",
      imageShape: "horizontal",
      button: "frequency",
      timezone: "Europe/Madrid",
      renews: true,
      to: "b"
    }),
    b: d.end()
  }
})
// @ts-expect-error a request for one message has no picture
d.optIn("Tell me", { permission: "oneTime", topic: "stock", imageShape: "square", to: "a" })
// @ts-expect-error a request for one message has no button of its own
d.optIn("Tell me", { permission: "oneTime", topic: "stock", button: "allow", to: "a" })
// @ts-expect-error a request for one message has no time zone
d.optIn("Tell me", { permission: "oneTime", topic: "stock", timezone: "Europe/Madrid", to: "a" })
// @ts-expect-error a request for one message has no renewal
d.optIn("Tell me", { permission: "oneTime", topic: "stock", renews: true, to: "a" })
// @ts-expect-error no button says this
d.optIn("Tell me", { permission: "recurring", topic: "stock", button: "yes", to: "a" })

// Calls

const sub = Dialogue.setup({
  id: "sub",
  version: 1,
  context: Order,
  input: Schema.Struct({ size: Schema.Number }),
  output: Schema.Number,
  begin: ({ size }) => ({ size, name: "" }),
  states: ["x"]
})
const small = sub.make({ initial: "x", states: { x: sub.end("Bye", { output: ({ size }) => size }) } })
// @ts-expect-error the dialogue takes a size
d.call(small, { to: "b" })
// @ts-expect-error the size is a number
d.call(small, { input: () => ({ size: "3" }), to: "b" })
// @ts-expect-error what it gives is a number, and name is a string
d.call(small, { input: ({ size }) => ({ size }), save: (name) => ({ name }), to: "b" })
// @ts-expect-error the dialogue takes a size
d.goto(small)
// @ts-expect-error a dialogue with an output gives it in every end
sub.end("Bye")
// @ts-expect-error a dialogue without an output gives none
d.end("Bye", { output: () => 3 })
// @ts-expect-error nothing but begin can tell what a context without defaults begins with
Dialogue.setup({ id: "x", version: 1, context: Schema.Struct({ n: Schema.Number }), states: ["a"] })

// Catalogues

// @ts-expect-error Spanish lacks the text bye
Catalogue.make({ en: { hello: "Hello", bye: "Bye" }, es: { hello: "Hola" } })
const texts = Catalogue.make({
  en: { hello: "Hello", name: (order: typeof Order.Type) => order.name },
  es: { hello: "Hola", name: (order: typeof Order.Type) => order.name }
})
d.say(texts.name, { to: "b" })
// @ts-expect-error no language has this text
d.say(texts.bye, { to: "b" })

// What a bot must have

const needy = d.make({
  initial: "a",
  states: {
    a: d.run("Bake", {
      run: (order) => Effect.zipRight(Effect.flatMap(Courier, (one) => one.send), Effect.as(kitchen, order.size)),
      success: { to: "b", save: (size) => ({ size }) },
      failure: { SoldOut: { to: "b", save: (failure) => ({ name: failure._tag }) }, else: "b" }
    }),
    b: d.notify("Shipped", { purpose: "shipping", otherwise: "hold", to: d.back })
  }
})
export const services: Same<Dialogue.Services<typeof needy>, Kitchen | Courier> = true
export const purposes: Same<Dialogue.Needs<typeof needy>["purposes"], "shipping"> = true
export const context: Same<Dialogue.Context<typeof needy>, typeof Order.Type> = true

const bot = <const D extends Dialogue.Any, P extends string, C extends string>(_: {
  readonly offers: { readonly purposes: ReadonlyArray<P>; readonly capabilities: ReadonlyArray<C> }
  readonly dialogues: ReadonlyArray<D & Dialogue.Unmet<NoInfer<D>, { readonly purposes: P; readonly capabilities: C }>>
}): void => {}
bot({ offers: { purposes: ["shipping"], capabilities: [] }, dialogues: [needy, small] })
// @ts-expect-error no transport of the bot may send for shipping
bot({ offers: { purposes: ["news"], capabilities: [] }, dialogues: [needy] })

const desk = d.make({
  initial: "a",
  states: { a: d.handover("inbox", { resume: "b", resumeAfter: "23 hours" }), b: d.end("Back") }
})
bot({ offers: { purposes: [], capabilities: ["handover"] }, dialogues: [desk] })
// @ts-expect-error no transport of the bot can hand over
bot({ offers: { purposes: [], capabilities: [] }, dialogues: [desk] })

const given = <R>(
  _dialogue: Dialogue.Any & { readonly Types?: () => { readonly services: R } },
  _services: Context.Context<NoInfer<R>>
): void => {}
// @ts-expect-error the bot was given a kitchen and no courier
given(needy, Context.make(Kitchen, { bake: Effect.succeed(1) }))

// What must compile

d.make({
  initial: "a",
  states: {
    a: d.ask(({ name }, turn) => `${name} ${turn.locale}`, {
      answer: Schema.Union(Answer.text, Answer.location),
      save: (answer) => ({ name: typeof answer === "string" ? answer : String(answer.latitude) }),
      invalid: (problem) => problem.sentence ?? "What?",
      timeout: { after: "23 hours", to: "b" },
      to: [{ when: ({ size }) => size > 3, to: "a", label: "large" }, "b"]
    }),
    b: d.end(["One.", () => "Two."])
  }
})
d.make({
  initial: "a",
  states: {
    a: d.choose("Which?", {
      options: (order) => [{ key: "k", title: order.name, value: order.size }],
      save: (choice) => ({ size: choice.value }),
      to: "b"
    }),
    b: d.menu("Next?", { again: { title: "Again", to: "a" } })
  }
})

import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Catalogue from "../../src/dialogue/Catalogue.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { begin } from "./talk.ts"

const context = Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) })
const d = Dialogue.setup({ id: "talk", version: 1, context, states: ["one", "two", "info", "more", "done"] })
const states = {
  one: d.ask("One?", { answer: Answer.text, save: (name) => ({ name }), to: "two" }),
  two: d.ask("Two?", {
    answer: Answer.integer,
    retries: { max: 3, to: "done" },
    timeout: { after: "5 minutes", to: "done" },
    to: "done"
  }),
  info: d.menu("What about?", { more: { title: "More", to: "more" } }),
  more: d.say("More.", { to: d.back }),
  done: d.end("Done.")
} as const
const plain = d.make({ initial: "one", commands: { info: "info" }, states })

describe("the repair kit", () => {
  it("answers help and repeat where one stands, and touches neither timers nor counts", () => {
    const wrong = begin(plain).write("x").write("no number")

    const help = wrong.command("help")
    const again = help.command("repeat")

    expect(help.said).toEqual(["You can answer the question, or write \"back\", \"repeat\" or \"cancel\".", "Two?"])
    expect(again.said).toEqual(["Two?"])
    expect(again.timers).toEqual([])
    expect(again.sys.retries).toEqual({ two: 1 })
  })

  it("goes back to the question before, and says so when there is none", () => {
    const back = begin(plain).write("x").command("back")

    expect(back.said).toEqual(["One?"])
    expect(back.command("back").said).toEqual(["There is no question before this one.", "One?"])
  })

  it("calls the dialogue off", () => {
    const cancelled = begin(plain).command("cancel")

    expect(cancelled.said).toEqual(["All right, I have cancelled that."])
    expect(cancelled.status).toBe("done")
  })

  it("says that there is nobody when the author named no state for it", () => {
    expect(begin(plain).command("agent").said).toEqual(["I am sorry, there is nobody I could pass you to.", "One?"])
  })

  it("comes back from a command to the question that was open, with its count of wrong answers", () => {
    const away = begin(plain).write("x").write("no number").command("info")

    const back = away.tap("More")

    expect(away.said).toEqual(["What about?"])
    expect(back.said).toEqual(["More.", "Two?"])
    expect(back.sys.retries).toEqual({ two: 1 })
    expect(back.sys.trail).toEqual(["one", "two"])
    expect(back.sys.returning).toBeUndefined()
  })

  it("remembers where one came from when the command is said twice", () => {
    const back = begin(plain).write("x").command("info").command("info").tap("More")

    expect(back.state).toBe("two")
  })

  it("speaks the person's language", () => {
    expect(begin(plain, undefined, "es_MX").command("cancel").said).toEqual(["De acuerdo, lo he cancelado."])
    expect(begin(plain, undefined, "ja").command("cancel").said).toEqual(["All right, I have cancelled that."])
  })

  it("can be replaced part by part, and switched off", () => {
    const own = d.make({
      initial: "one",
      commands: { info: "info", cancel: false, back: false, help: { to: "more", words: ["sos"] } },
      states,
      repair: { notUnderstood: "Eh?", noAgent: (turn) => `Nobody (${turn.locale})` }
    })

    expect(begin(own).command("help").said).toEqual(["More.", "One?"])
    expect(begin(own).command("agent").said).toEqual(["Nobody (en)", "One?"])
    expect(begin(own).command("info").write("what?").said).toEqual(["Eh?", "What about?"])
    expect(own.commands.map((one) => one.name)).toEqual(["help", "repeat", "agent", "info"])
    expect(own.commands[0]).toEqual({ name: "help", words: ["sos"], leaves: true })
  })
})

describe("a catalogue", () => {
  const texts = Catalogue.make({
    en: { hello: "Hello", name: (order: { readonly name: string }) => `You are ${order.name}` },
    es: { hello: "Hola", name: (order: { readonly name: string }) => `Eres ${order.name}` },
    pt_BR: { hello: "Oi", name: (order: { readonly name: string }) => `Você é ${order.name}` }
  })
  const e = Dialogue.setup({ id: "tongues", version: 1, context, states: ["ask", "done"] })
  const dialogue = e.make({
    initial: "ask",
    states: {
      ask: e.ask(texts.hello, { answer: Answer.text, save: (name) => ({ name }), to: "done" }),
      done: e.end(texts.name)
    }
  })

  it("says each text in the language that fits the locale best, else in the first", () => {
    const hello = (locale: string) => begin(dialogue, undefined, locale).said[0]

    expect(["en_US", "es", "es_ES", "pt-BR", "pt_PT", "ja"].map(hello)).toEqual([
      "Hello",
      "Hola",
      "Hola",
      "Oi",
      "Oi",
      "Hello"
    ])
    expect(begin(dialogue, undefined, "es").write("Ana").said).toEqual(["Eres Ana"])
  })
})

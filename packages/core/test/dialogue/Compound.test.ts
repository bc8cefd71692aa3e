import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { begin } from "./talk.ts"

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({
    id: "order",
    version: 1,
    context: Order,
    states
  })

describe("form", () => {
  const d = setup("first", "details", "done", "info")
  const dialogue = d.make({
    initial: "first",
    commands: { info: "info" },
    states: {
      info: d.say("Info.", { to: d.back }),
      first: d.ask("First?", { answer: Answer.text, to: "details" }),
      details: d.form({
        name: { text: "Name?", answer: Answer.text },
        born: {
          text: "Born?",
          answer: Schema.DateFromString.pipe(Schema.validDate({ message: () => "A date, please." }))
        },
        size: { text: "Size?", options: { s: { title: "Small", value: 26 }, l: { title: "Large", value: 32 } } }
      }, {
        save: ({ born, name, size }) => ({ name: `${name} ${born.getUTCFullYear()}`, size }),
        to: "done"
      }),
      done: d.confirm(({ name, size }) => `${name}, ${size}?`, { yes: "first", no: "details" })
    }
  })

  it("asks slot by slot, keeps drafts as JSON, and saves all of them at the end", () => {
    const second = begin(dialogue).write("x").write("Ana")
    const third = second.write("1990-05-01")
    const done = third.write("2")

    expect(second.state).toEqual({ details: "born" })
    expect(JSON.parse(JSON.stringify(third.sys.drafts))).toEqual({
      details: { name: "Ana", born: third.sys.drafts["details"]?.["born"] }
    })
    expect(third.sys.drafts["details"]?.["born"]).toBeTypeOf("string")
    expect(done.said).toEqual(["Ana 1990, 32?"])
    expect(done.sys.drafts).toEqual({})
  })

  it("keeps what was answered when it was left in the middle and entered there again by going back", () => {
    const d = setup("table", "late", "done")
    const dialogue = d.make({
      initial: "table",
      states: {
        table: d.form({
          name: { text: "Name?", answer: Answer.text },
          size: { text: "Size?", answer: Answer.integer }
        }, { save: (values) => values, timeout: { after: "10 minutes", to: "late" }, to: "done" }),
        late: d.ask("Still there?", { answer: Answer.text, to: "table" }),
        done: d.confirm(({ name, size }) => `${name}, ${size}?`, { yes: "done", no: "table" })
      }
    })

    const talk = begin(dialogue).write("Ana").fire().command("back").write("32")

    expect(talk.said).toEqual(["Ana, 32?"])
  })

  it("goes back slot by slot without losing what was said, then out of the form", () => {
    const third = begin(dialogue).write("x").write("Ana").write("1990-05-01")
    const second = third.command("back")
    const first = second.command("back")
    const before = first.command("back")

    expect(second.said).toEqual(["Born?"])
    expect(second.sys.drafts["details"]?.["name"]).toBe("Ana")
    expect(first.said).toEqual(["Name?"])
    expect(before.said).toEqual(["First?"])
  })

  it("keeps its drafts when a command leaves and comes back", () => {
    const back = begin(dialogue).write("x").write("Ana").command("info")

    expect(back.said).toEqual(["Info.", "Born?"])
    expect(back.sys.drafts).toEqual({ details: { name: "Ana" } })
  })

  it("begins anew when one goes back into it from after it", () => {
    const done = begin(dialogue).write("x").write("Ana").write("1990-05-01").write("2")

    expect(done.command("back").said).toEqual(["Name?"])
  })
})

describe("call and goto", () => {
  const e = Dialogue.setup({
    id: "greeting",
    version: 3,
    context: Order,
    input: Schema.Struct({ name: Schema.String }),
    output: Schema.String,
    begin: ({ name }) => ({ size: 0, name }),
    states: ["ask", "sure", "done", "away"]
  })
  const other = Dialogue.setup({
    id: "other",
    version: 1,
    context: Order,
    input: Schema.Struct({ on: Schema.Date }),
    begin: () => ({ size: 0, name: "" }),
    states: ["x"]
  })
  const elsewhere = other.make({ initial: "x", states: { x: other.end("Elsewhere.") } })
  const greeting = e.make({
    initial: "ask",
    states: {
      ask: e.ask(({ name }) => `Not ${name}?`, { answer: Answer.text, save: (name) => ({ name }), to: "sure" }),
      sure: e.menu("Sure?", { yes: { title: "Yes", to: "done" }, away: { title: "Away", to: "away" } }),
      done: e.end("Thanks.", { output: ({ name }) => name }),
      away: e.goto(elsewhere, { input: () => ({ on: new Date(0) }) })
    }
  })
  const d = setup("before", "greet", "done", "info")
  const dialogue = d.make({
    initial: "before",
    commands: { info: "info" },
    states: {
      info: d.say("Info.", { to: d.back }),
      before: d.ask("Size?", { answer: Answer.integer, save: (size) => ({ size }), to: "greet" }),
      greet: d.call(greeting, { input: ({ size }) => ({ name: `N${size}` }), save: (name) => ({ name }), to: "done" }),
      done: d.confirm(({ name, size }) => `${name} ${size}?`, { yes: "before", no: "before" })
    }
  })

  it("gives the called dialogue its input, and goes on with its output", () => {
    const asked = begin(dialogue).write("3")
    const done = asked.write("Ana").tap("Yes")

    expect(asked.said).toEqual(["Not N3?"])
    expect(asked.state).toEqual({ greet: "ask" })
    expect(done.said).toEqual(["Thanks.", "Ana 3?"])
    expect(done.data).toEqual({ size: 3, name: "Ana" })
    expect(done.sys.calls).toEqual({})
  })

  it("tells the versions of what it inlines", () => {
    expect(dialogue.calls["greet"]).toMatchObject({ dialogue: "greeting", version: 3 })
  })

  it("goes back inside a call, out of it, and not into one that is done", () => {
    const sure = begin(dialogue).write("3").write("Ana")
    const done = sure.tap("Yes")

    expect(sure.command("back").said).toEqual(["Not Ana?"])
    expect(sure.command("back").command("back").said).toEqual(["Size?"])
    expect(done.command("back").said).toEqual(["Size?"])
  })

  it("keeps its context when a command leaves and comes back", () => {
    const back = begin(dialogue).write("3").write("Ana").command("info")

    expect(back.said).toEqual(["Info.", "Sure?"])
    expect(back.tap("Yes").said).toEqual(["Thanks.", "Ana 3?"])
  })

  it("gives its own output when it runs alone", () => {
    const done = begin(greeting, { name: "Ana" }).write("Eva").tap("Yes")

    expect(done.status).toBe("done")
    expect(done.output).toBe("Eva")
  })

  it("leaves the whole dialogue for another one, with encoded input", () => {
    const left = begin(dialogue).write("3").write("Ana").tap("Away")

    expect(left.status).toBe("done")
    expect(left.out).toEqual([{ type: "out.goto", dialogue: "other", input: { on: "1970-01-01T00:00:00.000Z" } }])
  })
})

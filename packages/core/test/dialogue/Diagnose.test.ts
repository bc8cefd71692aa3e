import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { log, sendTo } from "xstate"
import * as Answer from "../../src/dialogue/Answer.ts"
import { DialogueMistakes } from "../../src/dialogue/Diagnose.ts"
import type * as Definition from "../../src/dialogue/Definition.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"

const context = Schema.Struct({})

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({ id: "faulty", version: 1, context, signals: { news: Schema.String }, states })

/** The mistakes that making a dialogue throws, as `state: problem`. */
const mistakesOf = (make: () => unknown): ReadonlyArray<string> => {
  try {
    make()
  } catch (error) {
    if (error instanceof DialogueMistakes) return error.mistakes.map((one) => `${one.state}: ${one.problem}`)
    throw error
  }
  return []
}

describe("making a dialogue", () => {
  it("tells all mistakes at once, with the dialogue, the state, the cure and the place in the code", () => {
    const d = setup("a", "b", "lost")
    // The compiler would find it if it knew it.
    const long: string = "A title that is far too long"
    const make = () =>
      d.make({
        initial: "a",
        states: {
          a: d.choose("Which?", {
            options: { x: "The same", y: "thé SAME!", z: long },
            to: "b"
          }),
          b: d.end(" "),
          lost: d.say("Nobody comes here.", { to: "b" })
        }
      })

    expect(mistakesOf(make)).toEqual([
      "b: a text is empty",
      "a: the options x and y are both called \"thé SAME!\", case and accents aside",
      "a: the title \"A title that is far too long\" has 28 characters, and 20 are shown",
      "lost: no state leads here"
    ])
    expect(make).toThrow(
      /^The dialogue faulty has 4 mistakes \(made at .*Diagnose\.test\.ts:\d+:\d+\)?\):\n- b: .* Cure: /
    )
  })

  it("refuses a start with a signal that is declared nowhere, and takes one that a called dialogue declares", () => {
    const d = setup("a")
    const making = (signal: string) => () =>
      d.make({ initial: "a", starts: [Start.signal(signal)], states: { a: d.end() } })

    expect(mistakesOf(making("nope"))).toEqual([": it starts with the signal \"nope\", which it does not declare"])
    expect(mistakesOf(making("news"))).toEqual([])
    const inner = d.make({ initial: "a", states: { a: d.end() } })
    const e = Dialogue.setup({ id: "outer", version: 1, context, states: ["call", "end"] })
    expect(mistakesOf(() =>
      e.make({
        initial: "call",
        starts: [Start.signal("news")],
        states: { call: e.call(inner, { to: "end" }), end: e.end() }
      })
    )).toEqual([])
  })

  it("refuses migrations with a gap, and those of versions that are not older", () => {
    const making = (version: number, ...from: ReadonlyArray<number>) => () => {
      const d = Dialogue.setup({ id: "moved", version, context, states: ["a"] })
      const same = (stored: Definition.Stored) => stored
      return d.make({
        initial: "a",
        migrate: Object.fromEntries(from.map((one) => [one, same])),
        states: { a: d.end() }
      })
    }

    expect(mistakesOf(making(4, 1))).toEqual([
      ": there is a migrate[1], but no migrate[2]",
      ": there is a migrate[1], but no migrate[3]"
    ])
    expect(mistakesOf(making(2, 2))).toEqual([": migrate[2] reads no version that is older than 2"])
    expect([making(3), making(3, 2), making(3, 1, 2)].flatMap(mistakesOf)).toEqual([])
  })

  it("refuses more options than a message carries", () => {
    const d = setup("a", "b")
    const options = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`k${index}`, `Option ${index}`]))

    expect(
      mistakesOf(() => d.make({ initial: "a", states: { a: d.choose("Which?", { options, to: "b" }), b: d.end() } }))
    ).toEqual(["a: it offers 14 options, and a message can carry 13"])
  })

  it("refuses a state from which nothing leads on, and a circle that goes round by itself", () => {
    const d = setup("a", "b", "c")

    expect(mistakesOf(() =>
      d.make({
        initial: "c",
        states: {
          a: d.say("A", { to: "b" }),
          b: d.say("B", { to: "a" }),
          c: d.menu("Where?", { a: { title: "A", to: "a" } })
        }
      })
    )).toEqual(["a: it goes round for ever: a → b → a"])
    expect(mistakesOf(() =>
      d.make({
        initial: "a",
        states: { a: d.say("A", { to: "b" }), b: d.say("B", { to: "c" }), c: d.state({}) }
      })
    )).toEqual(["c: nothing leads on from here"])
  })

  it("finds plain words that a chain of timers reaches after a day, and writes how", () => {
    const d = setup("a", "b", "nudge", "done")
    const make = (hours: "11 hours" | "13 hours") => () =>
      d.make({
        initial: "a",
        states: {
          a: d.ask("A?", { answer: Answer.text, timeout: { after: hours, to: "nudge" }, to: "b" }),
          nudge: d.say("Still there?", { to: "b" }),
          b: d.ask("B?", { answer: Answer.text, timeout: { after: hours, to: "done" }, to: "done" }),
          done: d.end("Bye.")
        }
      })

    expect(mistakesOf(make("11 hours"))).toEqual([])
    expect(mistakesOf(make("13 hours"))).toEqual([
      "done: its words may come when the window is shut: = a  ~ 13h  = nudge  = b  ~ 13h  = done"
    ])
  })

  it("refuses three timers of ten hours in a row, each of which the compiler lets pass", () => {
    const d = setup("a", "b", "c", "done")
    const question = (to: "b" | "c" | "done") =>
      d.ask("Well?", { answer: Answer.text, timeout: { after: "10 hours", to }, to })
    const make = () =>
      d.make({
        initial: "a",
        states: { a: question("b"), b: question("c"), c: question("done"), done: d.end("Bye.") }
      })

    expect(mistakesOf(make)).toEqual([
      "done: its words may come when the window is shut: = a  ~ 10h  = b  ~ 10h  = c  ~ 10h  = done"
    ])
  })

  it("refuses a request for leave that a signal reaches through a silent state", () => {
    const d = setup("a", "b", "c", "done")
    const make = () =>
      d.make({
        initial: "a",
        states: {
          a: d.wait({ signal: "news", to: "b" }),
          b: d.remember({ to: "c" }),
          c: d.optIn("More of it?", { permission: "recurring", topic: "news", to: "done" }),
          done: d.end()
        }
      })

    expect(mistakesOf(make)).toEqual(["c: its words may come when the window is shut: = a  signal news  = b  = c"])
  })

  it("counts a reminder as often as it may come", () => {
    const d = setup("a", "nudge")
    const make = (times: number) => () =>
      d.make({
        initial: "a",
        states: {
          a: d.ask("A?", { answer: Answer.text, timeout: { after: "10 hours", to: "nudge", times }, to: "a" }),
          nudge: d.say("Still there?", { to: "a" })
        }
      })

    expect(mistakesOf(make(2))).toEqual([])
    expect(mistakesOf(make(3))).toHaveLength(2)
  })

  it("finds plain words behind a signal, through states that go on by themselves", () => {
    const d = setup("a", "b", "c")
    const make = () =>
      d.make({
        initial: "a",
        states: {
          a: d.wait({ signal: "news", to: "b" }),
          b: d.run("Look", { run: async () => 1, success: { to: "c" }, failure: { else: "c" } }),
          c: d.end("News!")
        }
      })

    expect(mistakesOf(make)).toEqual(["c: its words may come when the window is shut: = a  signal news  = b  = c"])
  })

  it("finds plain words at the start of a dialogue that a signal starts", () => {
    const d = setup("a")

    expect(mistakesOf(() => d.make({ initial: "a", starts: [Start.signal("news")], states: { a: d.end("News!") } })))
      .toEqual(["a: its words may come when the window is shut: a signal starts it  = a"])
  })

  it("names the dialogues that call each other in a circle", () => {
    const e = Dialogue.setup({ id: "inner", version: 1, context, states: ["x", "z"] })
    const f = Dialogue.setup({ id: "faulty", version: 1, context, states: ["y"] })
    const d = setup("a", "b")
    const inner = f.make({ initial: "y", states: { y: f.end() } })
    const middle = e.make({ initial: "x", states: { x: e.call(() => inner, { to: "z" }), z: e.end() } })

    expect(mistakesOf(() => d.make({ initial: "a", states: { a: d.call(middle, { to: "b" }), b: d.end() } })))
      .toContain(
        "a.x: dialogues call each other in a circle: faulty → inner → faulty"
      )
  })

  it("names a call of a dialogue that is not made yet", () => {
    const d = setup("a", "b")

    const made = mistakesOf(() => {
      const own: Dialogue.Any & { readonly Takes?: (_: void) => void } = d.make({
        initial: "a",
        states: { a: d.call(() => own, { to: "b" }), b: d.end() }
      })
      return own
    })

    expect(made).toContain("a: faulty → …: the dialogue that is called is not made yet")
  })

  it("refuses actions and actors in a raw node by name", () => {
    const d = setup("a", "b")
    const node = {
      entry: [log("x"), sendTo("other", { type: "hello" }), function shout() {}],
      invoke: { src: "clock" },
      on: { "in.message": { target: "b", guard: "isLate" }, "*": "b" }
    }

    expect(mistakesOf(() =>
      // The types refuse some of it already; what comes from plain JavaScript is refused here.
      d.make({ initial: "a", states: { a: d.state(node as never), b: d.end() } })
    )).toEqual([
      "a: invoke starts an actor",
      "a: the action xstate.log is not one that a pure step can run",
      "a: the action xstate.sendTo is not one that a pure step can run",
      "a: the action shout is not one that a pure step can run",
      "a: the event \"*\" also takes XState's own events",
      "a: the guard isLate is a name that nothing stands for"
    ])
  })

  it("refuses a state inside a raw node that nothing leads to, at any depth", () => {
    const d = setup("a", "b")
    const raw = d.state({
      initial: "one",
      states: {
        one: { on: { "in.message": "two" } },
        two: {
          id: "second",
          type: "parallel",
          states: {
            left: { initial: "x", states: { x: { after: { 1000: { target: "#third" } } }, lost: {} } },
            right: {}
          }
        },
        three: { id: "third", initial: "y", states: { y: { always: ".z" }, z: {}, before: { type: "history" } } },
        astray: { on: { "in.message": "one" }, initial: "inner", states: { inner: {} } }
      },
      on: { "in.released": "b" }
    })

    expect(mistakesOf(() => d.make({ initial: "a", states: { a: raw, b: d.end() } }))).toEqual([
      "a.two.left.lost: no state leads here",
      "a.astray: no state leads here"
    ])
  })

  it("refuses names that cannot stand in paths and payloads", () => {
    const d = Dialogue.setup({ id: "a.b", version: 0, context, states: ["x y"] })

    expect(mistakesOf(() => d.make({ initial: "x y", states: { "x y": d.end() } }))).toEqual([
      ": the id \"a.b\" cannot stand in a payload",
      ": the version is 0",
      "x y: the name cannot stand in a path"
    ])
  })
})

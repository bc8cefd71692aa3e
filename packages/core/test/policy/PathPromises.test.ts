import { Answer, Dialogue, type Paths } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { pizza } from "../dialogue/pizza.ts"
import * as wordy from "../dialogue/wordy.ts"
import { done, drawn, explore, found, scriptTo, timer, to } from "./charts.ts"

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({ id: "d", version: 1, context: Schema.Struct({}), signals: { news: Schema.Struct({}) }, states })

describe("disclosed", () => {
  const dialogue = drawn({ a: { word: "ask", plain: true, edges: [to("answer", "z")] }, z: done })

  test("with the notice off, the first words are a finding; there is one for the dialogue", () => {
    expect(found(dialogue, { discloses: false })).toEqual(["disclosed a"])
    expect(scriptTo(dialogue, "a", { discloses: false })).toEqual(["> hi", "< ..."])
  })

  test("words in answer to a person who writes while a task runs count too", () => {
    const busy = drawn({ work: { word: "run", edges: [to("result", "z")] }, z: { word: "end", ends: true } })

    expect(found(busy, { discloses: false })).toContain("disclosed work")
  })

  test("with the notice on, it comes first in the script, and again when a person of the business gave the talk back", () => {
    const desk = drawn({
      human: { word: "handover", plain: true, edges: [to("released", "back")] },
      back: { word: "ask", plain: true, edges: [timer(25, "z")] },
      z: done
    })

    expect(scriptTo(desk, "z")?.slice(0, 7)).toEqual([
      "> hi",
      "< ...   #disclosure",
      "< ...",
      "= human",
      "@ agent returns",
      "< ...   #disclosure",
      "< ..."
    ])
  })
})

describe("a request to another app for the conversation", () => {
  const desk = drawn({
    pass: { word: "control", edges: [to("auto", "ask")] },
    ask: { word: "control", edges: [to("released", "hello"), timer(25, "late")] },
    hello: done,
    late: done
  })

  test("is a rest, left by that app or by time; any other change of hands leads on at once", () => {
    expect(found(desk)).toEqual(["deliverable late"])
    expect(scriptTo(desk, "late")).toEqual([
      "> hi",
      "= ask",
      "~ 25h",
      "# the words of late wait until the person writes"
    ])
    expect(scriptTo(desk, "hello", { discloses: false })).toEqual(["> hi", "= ask", "@ agent returns", "< ..."])
  })
})

describe("the notice in a script", () => {
  test("comes again after a day of silence", () => {
    const slow = drawn({
      a: { word: "ask", plain: true, edges: [timer(25, "b")] },
      b: { word: "wait", edges: [to("answer", "c")] },
      c: { word: "ask", plain: true, edges: [timer(25, "late")] },
      late: done
    })

    expect(scriptTo(slow, "late")?.slice(3)).toEqual([
      "= a",
      "~ 25h",
      "= b",
      "> ...",
      "< ...   #disclosure",
      "< ...",
      "= c",
      "~ 25h",
      "# the words of late wait until the person writes"
    ])
  })
})

describe("silent under a person", () => {
  const asks = drawn({
    a: { word: "wait", edges: [timer(1, "b"), to("signal", "told")] },
    b: done,
    told: { word: "notify", edges: [to("auto", "c")] },
    c: { word: "end", ends: true }
  })

  test("timers wait until the conversation comes back; one that acts at once brings plain words", () => {
    expect(found(asks)).toEqual(["answered a"])
    expect(found({ ...asks, deferrals: { a: "drop" } })).toEqual(["answered a"])
    expect(found({ ...asks, deferrals: { a: "act" } })).toEqual(["silent b", "answered a"])
    expect(scriptTo({ ...asks, deferrals: { a: "act" } }, "b")).toEqual(["> hi", "= a", "@ agent takes", "~ 1h"])
  })

  test("a handover whose timer takes the conversation back speaks as the bot", () => {
    const d = setup("human", "done")
    const desk = d.make({
      initial: "human",
      states: {
        human: d.handover("inbox", { say: "A colleague comes.", resume: "done", resumeAfter: "12 hours" }),
        done: d.end("I am back.")
      }
    })

    expect(desk.deferrals).toEqual({ human: "act" })
    expect(found(desk)).toEqual([])
  })
})

describe("silent under a person, in a handover", () => {
  test("a handover takes the conversation back before its timer leads on", () => {
    const taken = drawn({
      a: { word: "wait", edges: [to("signal", "human")] },
      human: { word: "handover", edges: [timer(12, "z")] },
      z: done
    }, { deferrals: { human: "act" }, starts: [{ _tag: "Signal", signal: "news" }] })

    expect(found(taken)).toEqual(["deliverable z"])
  })
})

describe("answered", () => {
  test("an answer that ends, or waits, without a word is found; with words on the way it is not", () => {
    const d = setup("ask", "quiet", "thanks", "keep", "wait", "done")
    const states = {
      ask: d.choose("Which?", {
        options: { x: "One", y: { title: "Two" }, z: "Three" },
        to: { x: "quiet", y: "thanks", z: "keep" }
      }),
      quiet: d.end(),
      thanks: d.say("Thanks.", { to: "done" }),
      keep: d.remember({ to: "wait" }),
      wait: d.wait({ signal: "news", to: "done" }),
      done: d.end()
    } as const
    const dialogue = d.make({ initial: "ask", starts: ["hi"], states })

    expect(found(dialogue)).toEqual(["answered quiet", "answered wait"])
    expect(scriptTo(dialogue, "quiet")?.slice(-3)).toEqual(["= ask", "> [One]", "= (none)"])
    expect(scriptTo(dialogue, "wait")?.slice(-2)).toEqual(["> [Three]", "= wait"])
  })

  test("a task owes the answer until it ends, and the script names how it ended", () => {
    const d = setup("ask", "work", "ok", "quiet")
    const dialogue = d.make({
      initial: "ask",
      states: {
        ask: d.ask("Which?", { answer: Answer.text, to: "work" }),
        work: d.run("Work", {
          run: () => Effect.void,
          timeout: "10 seconds",
          success: { to: "ok" },
          failure: { else: "quiet" }
        }),
        ok: d.end("Done."),
        quiet: d.end()
      }
    })

    expect(found(dialogue)).toEqual(["answered quiet"])
    expect(scriptTo(dialogue, "quiet")?.slice(-4)).toEqual([
      "> ...",
      "= work",
      "# the task of work ends: else",
      "= (none)"
    ])
  })

  test("a person of the business answers for the bot, and another dialogue for this one", () => {
    const quiet = drawn({
      a: { word: "menu", edges: [to("answer", "human"), to("answer", "other")], plain: true },
      human: { word: "handover", edges: [to("released", "over")] },
      over: { word: "end", ends: true },
      other: { word: "goto", ends: true }
    })

    expect(found(quiet)).toEqual([])
  })
})

describe("heard", () => {
  const e = setup("other")
  const other = e.make({ initial: "other", states: { other: e.end() } })
  const d = setup("ask", "tell", "call", "thanks", "done")
  const told = (after: "12 hours" | "25 hours", isLeft: boolean) =>
    d.make({
      initial: "ask",
      starts: ["hi"],
      commands: { agent: "call" },
      states: {
        ask: d.ask("Which?", { answer: Answer.text, timeout: { after, to: "tell" }, to: "thanks" }),
        tell: d.notify("It left.", { purpose: "shipping", otherwise: { refused: "call" }, to: "done" }),
        call: d.handover("inbox", { resume: "thanks", resumeAfter: "2 hours" }),
        thanks: d.end(),
        done: isLeft ? d.goto({ ...other, id: "other" }) : d.end()
      }
    })

  test("a dialogue that leaves for another in the turn of its words never hears that they were refused", () => {
    expect(found(told("25 hours", true))).toContain("heard tell")
    expect(scriptTo(told("25 hours", true), "tell")?.slice(-2)).toEqual([
      "~ 25h",
      "# policy sends, keeps or drops the words of tell"
    ])
  })

  test("one that has ended hears it, and what it says then is looked at", () => {
    const sorry = drawn({
      ask: { word: "ask", plain: true, edges: [timer(25, "tell")] },
      tell: { word: "notify", edges: [to("auto", "end"), to("refused", "sorry")] },
      end: { word: "end", ends: true },
      sorry: done
    })

    expect(found(told("25 hours", false)).filter((one) => one.startsWith("heard"))).toEqual([])
    expect(found(sorry)).toEqual(["deliverable sorry"])
    expect(scriptTo(sorry, "sorry")?.slice(-3)).toEqual([
      "# policy sends, keeps or drops the words of tell",
      "# the words of tell are refused",
      "# the words of sorry wait until the person writes"
    ])
  })

  test("inside the window nothing is refused", () => {
    expect(found(told("12 hours", true)).filter((one) => one.startsWith("heard"))).toEqual([])
  })
})

describe("a way out", () => {
  const circle = drawn({
    a: { word: "wait", edges: [to("signal", "b")] },
    b: { word: "notify", edges: [to("auto", "a")] }
  }, { starts: [{ _tag: "Signal", signal: "news" }] })

  test("a circle without end, question or person has none; a command that leaves is one", () => {
    expect(found(circle)).toEqual(["wayOut a", "wayOut b"])
    expect(found({ ...circle, commands: [{ name: "cancel", words: ["cancel"], leaves: true }] })).toEqual([])
    expect(found({ ...circle, commands: [{ name: "help", words: ["help"], leaves: false }] })).toHaveLength(2)
  })

  test("a handover that only people can end is advice, not a finding", () => {
    const d = setup("human", "done")
    const desk = d.make({
      initial: "human",
      states: { human: d.handover("inbox", { say: "A colleague comes.", resume: "done" }), done: d.end("Back.") }
    })

    const report = explore(desk)

    expect(report.findings).toEqual([])
    expect(report.advice).toEqual([{ state: "human", advice: expect.stringContaining("`resumeAfter` ends it") }])
  })
})

describe("the search", () => {
  test("finds nothing in dialogues that keep their promises", () => {
    const { tasks: _, ...untimed } = pizza

    expect(found(untimed)).toEqual([])
    expect(found(wordy.ordering).filter((one) => one.startsWith("deliverable"))).toEqual([])
  })

  test("looks at nothing where there is no chart, and says that this is not all", () => {
    const { chart: _, ...byHand } = pizza

    expect(explore(byHand)).toEqual({ findings: [], advice: [], looked: 0, isWhole: false })
  })

  test("ends at its bound and says that it was not whole; at exactly its size it was", () => {
    const { looked } = explore(pizza)

    expect(explore(pizza, { most: 5 })).toMatchObject({ looked: 5, isWhole: false })
    expect(explore(pizza, { most: looked })).toMatchObject({ looked, isWhole: true })
    expect(explore(pizza, { most: looked - 1 })).toMatchObject({ looked: looked - 1, isWhole: false })
  })

  test("goes through all of sixty states with reminders, commands and tasks in less than a second", () => {
    const names = Array.from({ length: 20 }, (_, index) => index)
    const last = names.length - 1
    const big = drawn({
      ...Object.fromEntries(names.flatMap((index) => [
        [`q${index}`, {
          word: "ask",
          plain: true,
          edges: [to("answer", `t${index}`), to("answer", "human"), timer(1, `n${index}`, 3)]
        }],
        [`n${index}`, { word: "say", plain: true, edges: [to("auto", `q${index}`)] }],
        [`t${index}`, {
          word: "run",
          edges: [to("result", index === last ? "z" : `q${index + 1}`), to("result", `q${Math.max(0, index - 1)}`)]
        }]
      ])),
      human: { word: "handover", plain: true, edges: [to("released", "q0"), timer(12, "q0")] },
      help: { word: "say", plain: true, edges: [to("auto", "$return")] },
      z: done
    })
    const dialogue: Paths.Charted = big.chart === undefined ? big : {
      ...big,
      commands: [{ name: "help", words: ["help"], leaves: true }],
      chart: { ...big.chart, entrances: [to("command", "help"), to("command", "human")] }
    }

    const began = performance.now()
    const report = explore(dialogue)

    expect(performance.now() - began).toBeLessThan(1_000)
    expect(report).toMatchObject({ findings: [], isWhole: true })
    expect(report.looked).toBeGreaterThan(500)
  })
})

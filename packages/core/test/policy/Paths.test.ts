import { Answer, Dialogue, type Paths, Start } from "@parley/core"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { done, drawn, found, hour, scriptTo, timer, to } from "./charts.ts"

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({ id: "d", version: 1, context: Schema.Struct({}), signals: { news: Schema.Struct({}) }, states })

describe("deliverable", () => {
  test("three timers of ten hours lead to plain words after the window, with the script; two do not", () => {
    const chain = (last: number) =>
      drawn({
        a: { word: "ask", plain: true, edges: [to("answer", "z"), timer(10, "b")] },
        b: { word: "ask", plain: true, edges: [to("answer", "z"), timer(10, "c")] },
        c: { word: "wait", edges: [timer(last, "z")] },
        z: done
      })

    expect(found(chain(10))).toEqual(["deliverable z"])
    expect(scriptTo(chain(10), "z")).toEqual([
      "> hi",
      "< ...   #disclosure",
      "< ...",
      "= a",
      "~ 10h",
      "< ...",
      "= b",
      "~ 10h",
      "= c",
      "~ 10h",
      "# the words of z wait until the person writes"
    ])
    expect(found(chain(3))).toEqual([])
  })

  test("the window is open for its last millisecond and shut at its end", () => {
    const after = (millis: number) =>
      drawn({
        a: { word: "ask", plain: true, edges: [to("timer", "z", { after: millis }), to("answer", "z")] },
        z: done
      })

    expect(found(after(24 * hour - 1))).toEqual([])
    expect(found(after(24 * hour))).toEqual(["deliverable z"])
    expect(found(after(2 * hour), { window: 2 * hour })).toEqual(["deliverable z"])
  })

  test("a reminder counts as often as it may lead on, and begins anew when a task leads back to it", () => {
    const reminder = (times: number) =>
      drawn({
        a: { word: "ask", plain: true, edges: [to("answer", "z"), timer(8, "again", times)] },
        again: { word: "say", plain: true, edges: [to("auto", "a")] },
        z: done
      })
    const through = drawn({
      a: { word: "ask", plain: true, edges: [to("answer", "z"), timer(8, "look")] },
      look: { word: "run", edges: [to("result", "a")] },
      z: done
    })

    expect(found(reminder(2))).toEqual([])
    expect(found(reminder(3))).toEqual(["deliverable again", "deliverable a"])
    expect(found(through)).toEqual(["deliverable a"])
  })

  test("whatever the person says opens the window again, and lets a reminder count from nought", () => {
    const patient = drawn({
      a: { word: "ask", plain: true, edges: [to("answer", "b"), timer(20, "b")] },
      b: { word: "ask", plain: true, edges: [to("answer", "z"), timer(3, "z")] },
      z: done
    })
    const later = drawn({
      a: { word: "ask", plain: true, edges: [to("answer", "b")] },
      b: { word: "ask", plain: true, edges: [to("answer", "a"), timer(23, "a")] }
    })

    expect(found(patient)).toEqual([])
    expect(found(later)).toEqual([])
  })

  test("a signal, a timer of unknown length and a signal that starts it come when the window is shut", () => {
    const told = drawn({ a: { word: "wait", edges: [to("signal", "z", { label: "news" })] }, z: done }, {
      starts: [{ _tag: "GetStarted" }]
    })
    const unknown = drawn({
      a: { word: "ask", plain: true, edges: [to("answer", "z"), to("timer", "z", { after: "dynamic" })] },
      z: done
    })

    expect(scriptTo(told, "z")).toEqual([
      "> (get started)",
      "= a",
      "~ 24h",
      "signal news",
      "# the words of z wait until the person writes"
    ])
    expect(scriptTo(unknown, "z")?.at(-2)).toBe("~ 24h")
    expect(found(drawn({ z: done }, { starts: [{ _tag: "Signal", signal: "news" }] }))).toEqual(["deliverable z"])
  })

  test("words for a purpose may come at any time, and the state that hears of their refusal may not be plain", () => {
    const d = setup("wait", "tell", "later", "sorry", "call", "done")
    const told = (refused: "sorry" | "call") =>
      d.make({
        initial: "wait",
        starts: ["parcel"],
        commands: { sorry: "sorry", call: "call" },
        states: {
          wait: d.ask("Which?", { answer: Answer.text, timeout: { after: "25 hours", to: "tell" }, to: "sorry" }),
          tell: d.notify("It left.", { purpose: "shipping", otherwise: { refused }, to: "later" }),
          later: d.wait({ signal: "news", to: "done" }),
          sorry: d.end("I could not tell you."),
          call: d.handover("inbox", { resume: "done", resumeAfter: "2 hours" }),
          done: d.end()
        }
      })

    expect(found(told("call"))).toEqual([])
    expect(scriptTo(told("sorry"), "sorry")?.slice(-4)).toEqual([
      "~ 25h",
      "# policy sends, keeps or drops the words of tell",
      "# the words of tell are refused",
      "# the words of sorry wait until the person writes"
    ])
  })

  test("the dialogue's own state for refusals is led to by the words that ask for it, when the window is shut", () => {
    const late = (refusing: ReadonlyArray<string>): Paths.Charted => {
      const base = drawn({
        a: { word: "ask", plain: true, edges: [to("answer", "z"), timer(25, "tell")] },
        tell: { word: "notify", edges: [to("auto", "later")] },
        later: { word: "wait", edges: [to("signal", "end")] },
        end: { word: "end", ends: true },
        sorry: done,
        z: done
      })
      if (base.chart === undefined) return base
      return { ...base, chart: { ...base.chart, refusing, entrances: [to("refused", "sorry")] } }
    }

    expect(found(late(["tell"]))).toEqual(["deliverable sorry"])
    expect(found(late([]))).toEqual([])
  })

  test("a command comes back to the question it was said at, however late", () => {
    const base = drawn({
      first: { word: "ask", plain: true, edges: [to("answer", "a")] },
      a: { word: "ask", plain: true, edges: [to("answer", "z")] },
      look: { word: "wait", edges: [timer(25, "$return")] },
      z: done
    })
    const help: Paths.Charted = base.chart === undefined ? base : {
      ...base,
      commands: [{ name: "look", words: [/l/, "look around"], leaves: true }],
      chart: { ...base.chart, entrances: [to("command", "look", { label: "look" })] }
    }

    expect(found(help)).toEqual(["deliverable first", "deliverable a", "answered look"])
    expect(scriptTo(help, "a")?.slice(-4)).toEqual([
      "> look around",
      "= look",
      "~ 25h",
      "# the words of a wait until the person writes"
    ])
  })

  test("a comment has one private reply: more words wait for the person, who may then write as they like", () => {
    const d = setup("hello", "which", "done")
    const states = {
      hello: d.say("Hello!", { to: "which" as const }),
      which: d.ask("Which?", { answer: Answer.text, to: "done" }),
      done: d.end("Bye.")
    }
    const two = d.make({ initial: "hello", starts: [Start.comment(/price/)], states })
    const typed = d.make({ initial: "hello", starts: ["price"], states })

    expect(found(typed)).toEqual([])
    expect(found(two)).toEqual(["deliverable which"])
    expect(scriptTo(two, "which")).toEqual([
      "> (comment ...)",
      "< ...",
      "# the words of which are refused"
    ])
  })
})

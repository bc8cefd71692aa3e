import { Dialogue, type Paths, Start } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import { done, drawn, explore, found, scriptTo, to } from "./charts.ts"

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({ id: "d", version: 1, context: Schema.Struct({}), signals: { news: Schema.Struct({}) }, states })

const d = setup("ask", "said", "work", "next", "done")

/** A question, then a task, then words; `said` are words before the task. */
const working = (timeout?: string, isSaid = false, start: Start.Like = "go"): Paths.Charted =>
  d.make({
    initial: "ask",
    starts: [start],
    commands: { said: "said" },
    states: {
      ask: d.menu("Which?", { one: { title: "One", to: isSaid ? "said" : "work" } }),
      said: d.say("One moment.", { to: "work" }),
      work: d.run("Work", {
        run: () => Effect.void,
        ...(timeout === undefined ? {} : { timeout: timeout as "1 second" }),
        success: { to: "next" },
        failure: { else: "next" }
      }),
      next: d.remember({ to: "done" }),
      done: d.end("Done.")
    }
  })

const timed = (seconds: number, target: string) => to("timer", target, { after: seconds * 1000, times: 1 })

describe("an answer within 30 seconds", () => {
  test("a task without a timeout may keep the person waiting, and words before it do not let it", () => {
    expect(found(working())).toEqual(["answered work"])
    expect(found(working(undefined, true))).toEqual([])
  })

  test("a task that ends sooner is in time, and one that may end at 30 seconds is not", () => {
    expect(found(working("29999 millis"))).toEqual([])
    expect(found(working("30 seconds"))).toEqual(["answered work"])
    expect(found(working("30 seconds"), { answerWithin: 31_000 })).toEqual([])
  })

  test("the finding has its cure, and a script that holds while the task runs", () => {
    const [finding] = explore(working()).findings

    expect(finding).toMatchObject({
      problem: "the person may wait for a word for 30 seconds and longer while its task runs without a timeout",
      cure: expect.stringContaining("say something before it, or give it a `timeout`")
    })
    expect(finding?.script.slice(-4)).toEqual(["> [One]", "= work", "~ 30s", "! no send"])
  })

  test("waits and timers add up with tasks until somebody speaks", () => {
    const chain = (last: number) =>
      drawn({
        ask: { word: "ask", plain: true, edges: [to("answer", "a")] },
        a: { word: "wait", edges: [timed(15, "b"), to("signal", "z")] },
        b: { word: "wait", edges: [timed(last, "z")] },
        z: { ...done, plain: true }
      }, {})

    expect(found(chain(14)).filter((one) => one.startsWith("answered"))).toEqual([])
    expect(found(chain(15)).filter((one) => one.startsWith("answered"))).toEqual(["answered b"])
    expect(scriptTo(chain(15), "b")?.slice(-5)).toEqual(["= a", "~ 15s", "= b", "~ 15s", "! no send"])
  })

  test("two short tasks in a row may take too long together; it is said once, where it comes to be too long", () => {
    const e = setup("ask", "one", "two", "three", "done")
    const task = <const T extends string>(to: T) =>
      ({ run: () => Effect.void, timeout: "20 seconds", success: { to }, failure: { else: to } }) as const
    const twice = e.make({
      initial: "ask",
      starts: ["go"],
      states: {
        ask: e.menu("Which?", { one: { title: "One", to: "one" } }),
        one: e.run("One", task("two")),
        two: e.run("Two", task("three")),
        three: e.run("Three", task("done")),
        done: e.end("Done.")
      }
    })

    expect(found(twice)).toEqual(["answered two"])
  })

  test("a \"Get started\" and a comment have no such time, and the silence after the next act counts again", () => {
    const begun = (start: Start.Like) => {
      const e = setup("work", "ask", "again", "done")
      return e.make({
        initial: "work",
        starts: [start],
        states: {
          work: e.run("Work", { run: () => Effect.void, success: { to: "ask" }, failure: { else: "ask" } }),
          ask: e.menu("Which?", { one: { title: "One", to: "again" } }),
          again: e.run("Again", { run: () => Effect.void, success: { to: "done" }, failure: { else: "done" } }),
          done: e.end("Done.")
        }
      })
    }

    expect(found(begun(Start.getStarted))).toEqual(["answered again"])
    expect(found(begun(Start.comment()))).toEqual(["answered again"])
    expect(found(begun("go"))).toEqual(["answered work", "answered again"])
  })

  test("nobody waits for the bot while a person of the business has the conversation, or for what a signal began", () => {
    const e = setup("work", "done")
    const signalled = e.make({
      initial: "work",
      starts: [Start.signal("news")],
      states: {
        work: e.run("Work", { run: () => Effect.void, success: { to: "done" }, failure: { else: "done" } }),
        done: e.end()
      }
    })
    const human = drawn({
      ask: { word: "ask", plain: true, edges: [to("answer", "human")] },
      human: { word: "handover", edges: [to("released", "work")] },
      work: { word: "run", edges: [to("result", "over")] },
      over: { word: "end", ends: true }
    }, { tasks: {} })

    expect(found(signalled)).toEqual([])
    expect(found(human)).toEqual([])
  })
})

/** Dialogues made with the words, driven by the step alone. */
import { Dialogue, Payload, Start, Step } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { envelope, talk, words } from "./raw.ts"

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Schema.Struct({ size: Schema.optional(Schema.String), day: Schema.optional(Schema.Date) }),
  states: ["size", "day", "place", "assist", "done", "sorry"]
})

const order = d.make({
  initial: "size",
  commands: { help: "assist" },
  states: {
    size: d.choose("Which size?", {
      options: { s: { title: "Small", value: "S" }, l: { title: "Large", value: "L" } },
      save: (choice) => ({ size: choice.value }),
      to: "day"
    }),
    day: d.ask("Which day?", {
      answer: Schema.Date,
      save: (day) => ({ day }),
      retries: { max: 3, to: "sorry" },
      timeout: { after: "10 minutes", to: "sorry" },
      to: "place"
    }),
    place: d.run("PlaceOrder", {
      run: () => Effect.succeed(7),
      success: { to: "done" },
      failure: { else: "sorry" }
    }),
    assist: d.ask("What would you like to know?", { answer: Schema.String, to: d.back }),
    done: d.end("Ordered."),
    sorry: d.end("Sorry.")
  }
})

const minute = 60_000

describe("a dialogue made with the words", () => {
  it("is a whole conversation, one step after another", () => {
    const ordering = talk(order)
    expect(words(ordering.start())).toEqual(["Which size?"])
    expect(words(ordering.text("large"))).toEqual(["Which day?"])
    const placing = ordering.text("2026-03-02")
    expect(placing.tasksStarted).toEqual([{
      id: "place",
      name: "PlaceOrder",
      recovery: "fail",
      input: { size: "L", day: "2026-03-02T00:00:00.000Z" }
    }])
    const done = ordering.succeed("place", 7)
    expect(words(done)).toEqual(["Ordered."])
    expect(done.status).toBe("done")
    expect(ordering.text("hello?").outcome).toBe("ignored")
  })

  it("hears a tap on its own button, and answers one on an old button without losing its place", () => {
    const ordering = talk(order)
    ordering.start()
    const tap = (state: string, version = 1) =>
      ordering.take({ type: "message", choice: Payload.encode({ dialogue: "order", version, state, key: "s" }) })
    expect(words(tap("gone")).at(-1)).toBe("Which size?")
    expect(words(tap("size", 9)).at(-1)).toBe("Which size?")
    expect(ordering.stored()["retries"]).toBeUndefined()
    expect(words(tap("size"))).toEqual(["Which day?"])
  })

  it("comes back from help with the same count and the same deadline", () => {
    const ordering = talk(order)
    ordering.start()
    ordering.text("small")
    ordering.text("someday")
    ordering.text("no idea")
    ordering.wait(3 * minute)
    expect(words(ordering.command("help"))).toEqual(["What would you like to know?"])
    ordering.wait(minute)
    const back = ordering.text("opening hours")
    expect(words(back)).toEqual(["Which day?"])
    expect(back.timersSet.map((timer) => timer.after)).toEqual([6 * minute])
    expect(words(ordering.text("never"))).toEqual(["Sorry."])
  })

  it("places one order, though help is asked while it is placed", () => {
    const ordering = talk(order)
    ordering.start()
    ordering.text("small")
    const placing = ordering.text("2026-03-02")
    const asked = ordering.command("help")
    expect(placing.tasksStarted).toHaveLength(1)
    expect([...asked.tasksStarted, ...asked.tasksStopped]).toEqual([])
    expect(asked.state).toBe("place")
  })

  it("goes to its failure state when the task breaks", () => {
    const ordering = talk(order)
    ordering.start()
    ordering.text("small")
    ordering.text("2026-03-02")
    expect(words(ordering.take({ type: "taskFailed", id: "place", error: "no line" }))).toEqual(["Sorry."])
  })
})

it("what opened a dialogue is known to its beginning, and not afterwards", () => {
  const e = Dialogue.setup({
    id: "comment",
    version: 1,
    context: Schema.Struct({ text: Schema.String }),
    begin: (_, turn) => ({ text: turn.opening?.text ?? turn.opening?.referral?.ref ?? "nothing" }),
    states: ["echo", "more"]
  })
  const comment = e.make({
    initial: "echo",
    starts: [Start.comment()],
    states: {
      echo: e.say(({ text }) => `You wrote: ${text}`, { to: "more" }),
      more: e.ask((_, turn) => `More? (${turn.opening?.text ?? "no words"})`, { answer: Schema.String, to: "more" })
    }
  })

  const opened = Either.getOrThrow(Step.take(comment, undefined, envelope({ type: "start", text: "price?" })))
  const later = Either.getOrThrow(Step.take(comment, opened.snapshot, envelope({ type: "message", text: "yes" })))
  const byLink = Either.getOrThrow(Step.take(comment, undefined, envelope({ type: "start", referral: { ref: "ad" } })))

  expect(words(opened)).toEqual(["You wrote: price?", "More? (price?)"])
  expect(words(later)).toEqual(["More? (no words)"])
  expect(words(byLink)).toEqual(["You wrote: ad", "More? (no words)"])
})

it("a dialogue that has ended hears the refusal of its last words, and nothing else", () => {
  const e = Dialogue.setup({
    id: "news",
    version: 1,
    context: Schema.Struct({}),
    signals: { again: Schema.Struct({}) },
    states: ["tell", "done", "lost"]
  })
  const states = {
    tell: e.notify("It left.", { purpose: "shipping", otherwise: { refused: "lost" }, to: "done" }),
    done: e.end(),
    lost: e.ask("How else may I reach you?", { answer: Schema.String, to: "done" })
  } as const
  const news = e.make({ initial: "tell", states })
  const refusal = { rule: "window.shut", reason: "it is shut", waysOut: [] }
  const ended = Either.getOrThrow(Step.take(news, undefined, envelope({ type: "start" })))

  const elsewhere = Step.take(news, ended.snapshot, envelope({ type: "refused", refusal, state: "other" }))
  const spoken = Step.take(news, ended.snapshot, envelope({ type: "message", text: "hello?" }))
  const told = Step.take(news, ended.snapshot, envelope({ type: "refused", refusal, state: "tell" }))

  expect(ended.status).toBe("done")
  expect([elsewhere, spoken].map((one) => Either.getOrThrow(one))).toMatchObject([
    { outcome: "ignored", status: "done", snapshot: ended.snapshot },
    { outcome: "ignored", status: "done", snapshot: ended.snapshot }
  ])
  expect(Either.getOrThrow(told)).toMatchObject({ outcome: "transitioned", status: "active", state: "lost" })
  expect(words(Either.getOrThrow(told))).toEqual(["How else may I reach you?"])
})

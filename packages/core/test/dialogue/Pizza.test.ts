import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import type { DialogueEvent, Envelope } from "../../src/dialogue/Envelope.ts"
import type { Result } from "../../src/dialogue/Outcome.ts"
import * as Step from "../../src/dialogue/Step.ts"
import type { Json } from "../../src/model/Json.ts"
import * as Message from "../../src/model/Message.ts"
import { pizza } from "./pizza.ts"

const minute = 60_000

/** What each event of a conversation gives, one minute apart. */
const conversation = (...events: ReadonlyArray<DialogueEvent>): ReadonlyArray<Result> => {
  let stored: Json | undefined
  return events.map((event, index) => {
    const envelope: Envelope = { event, at: index * minute, locale: "en", channel: "test", person: {} }
    const result = Either.getOrThrow(Step.take(pizza, stored, envelope))
    // What is kept between two turns must survive a store.
    stored = JSON.parse(JSON.stringify(result.snapshot)) as Json
    return result
  })
}

const said = (result: Result | undefined): ReadonlyArray<string> =>
  (result?.said ?? []).map((body) => body._tag === "Message" ? Message.words(body.message) : body.control._tag)

const start: DialogueEvent = { type: "start" }
const write = (text: string): DialogueEvent => ({ type: "message", text })
const command = (name: string): DialogueEvent => ({ type: "command", name })

describe("a dialogue, step by step through stored snapshots", () => {
  it("takes an order from the first question to the oven", () => {
    const turns = conversation(
      start,
      write("Large"),
      write("12 Main Street"),
      write("yes"),
      { type: "taskSucceeded", id: "place" }
    )

    expect(turns.map(said)).toEqual([
      ["Which size?"],
      ["Where to?"],
      ["To 12 Main Street?"],
      [],
      ["On its way!"]
    ])
    expect(turns[3]?.tasksStarted).toEqual([
      { id: "place", name: "PlaceOrder", recovery: "fail", input: { size: 32, address: "12 Main Street" } }
    ])
    expect(turns[4]?.status).toBe("done")
  })

  it("answers help in its own state, and comes back to the question with its timer's time", () => {
    const turns = conversation(start, write("1"), command("help"))

    expect(said(turns[2])).toEqual(["A size and an address, please.", "Where to?"])
    expect(turns[1]?.timersSet.map((timer) => timer.after)).toEqual([10 * minute])
    // Whether it is set again with what is left, or left alone, it is due when it was due.
    expect(turns[2]?.timersSet.map((timer) => timer.after) ?? []).toEqual(
      turns[2]?.timersCancelled.length === 0 ? [] : [9 * minute]
    )
  })

  it("places one order, though the person asks for help while it is placed", () => {
    const turns = conversation(
      start,
      write("Large"),
      write("12 Main Street"),
      write("yes"),
      command("help"),
      { type: "taskSucceeded", id: "place" }
    )

    expect(turns.flatMap((turn) => turn.tasksStarted)).toHaveLength(1)
    expect(turns.flatMap((turn) => turn.tasksStopped)).toEqual([])
    expect(said(turns[5])).toContain("On its way!")
  })

  it("says that it is sold out, and finds a person for everything else", () => {
    const placed = [start, write("Large"), write("12 Main Street"), write("yes")]

    expect(said(conversation(...placed, { type: "taskFailed", id: "place", failure: "SoldOut", error: {} }).at(-1)))
      .toEqual(["We are sold out."])
    expect(said(conversation(...placed, { type: "taskFailed", id: "place", error: "boom" }).at(-1)))
      .toEqual(["Pass"])
  })
})

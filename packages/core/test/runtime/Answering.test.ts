import { describe, expect, it } from "vitest"
import * as Conversation from "../../src/model/Conversation.ts"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"
import * as Answering from "../../src/runtime/Answering.ts"
import { ana, day, windowed } from "./Rig.ts"

const task: Conversation.Task = {
  id: "look",
  name: "LookUp",
  dialogue: "lookup",
  revision: 4,
  startedAt: 0,
  recovery: "fail",
  input: null,
  asked: true
}
const { asked: _, ...unasked } = task
const ended = { _tag: "TaskSucceeded", task: "look", revision: 4 } as const

const isAwaited = (given: Partial<Conversation.Conversation> = {}, now = 0, event: Answering.Facts["event"] = ended) =>
  Answering.isAwaited({
    before: {
      ...Conversation.empty(ana),
      acts: [{ act: "message", at: 0, inbound: "m1" }],
      tasks: [task],
      ...given
    },
    event,
    view: PolicyPack.on(windowed, now),
    now,
    margin: 0
  })

describe("what comes of an act of the person", () => {
  it("answers them at the end of a task that the act started, whether it ended well or not", () => {
    expect(isAwaited()).toBe(true)
    expect(isAwaited({}, 0, { _tag: "TaskFailed", task: "look", revision: 4, error: null })).toBe(true)
  })

  it("answers nobody when a timer, a signal or another task started it, or when it is not the one that is waited for", () => {
    expect(isAwaited({ tasks: [unasked] })).toBe(false)
    expect(isAwaited({ tasks: [{ ...task, revision: 5 }] })).toBe(false)
    expect(isAwaited({}, 0, { _tag: "TimerFired", timer: "look", revision: 4 })).toBe(false)
  })

  it("answers as long as the window is open that the person opened, to the millisecond", () => {
    expect(isAwaited({}, day - 1)).toBe(true)
    expect(isAwaited({}, day)).toBe(false)
  })

  it("does so by way of the refusal of words that answered them, and not of other words or another outcome", () => {
    const refused = { _tag: "Settled", outbound: "o1", outcome: "refused" } as const

    expect(isAwaited({}, 0, { ...refused, answered: 4 })).toBe(true)
    expect(isAwaited({}, day, { ...refused, answered: 4 })).toBe(false)
    expect(isAwaited({}, 0, refused)).toBe(false)
    expect(isAwaited({}, 0, { ...refused, outcome: "failed", answered: 4 })).toBe(false)
    expect(isAwaited({ stopped: { at: 0, why: "word", revision: 4 } }, 0, { ...refused, answered: 4 })).toBe(true)
    expect(isAwaited({ stopped: { at: 0, why: "word", revision: 5 } }, 0, { ...refused, answered: 4 })).toBe(false)
  })

  it("answers who asked for silence before they asked, and not who did so after", () => {
    expect(isAwaited({ stopped: { at: 0, why: "word", revision: 3 } })).toBe(true)
    expect(isAwaited({ stopped: { at: 0, why: "word", revision: 5 } })).toBe(false)
  })
})

import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { TimerMeaning } from "../../src/model/Conversation.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { afterDowntime } from "../../src/runtime/Timers.ts"
import { nudger } from "./Bots.ts"
import { ana, rig } from "./Rig.ts"

const minute = 60_000
const bot = { typing: false } as const

/** Asks again whatever the answer, and nudges ten minutes after it asked last. */
const patient = (() => {
  const d = Dialogue.setup({
    id: "patient",
    version: 1,
    context: Schema.Struct({}),
    states: ["ask", "again", "nudge", "done"]
  })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("Where to?", {
        answer: Schema.String,
        save: () => ({}),
        timeout: { after: "10 minutes", to: "nudge" },
        to: "again"
      }),
      again: d.say("Hm.", { to: "ask" }),
      nudge: d.say("Still there?", { to: "done" }),
      done: d.end("Bye")
    }
  })
})()

describe("a timer", () => {
  it("fires once at its time, and not when the answer came before", async () => {
    const { advance, bot: running, said, say } = await rig({ dialogues: [nudger("deadline")], bot })
    await say("hi")
    await advance(10 * minute - 1)
    expect(said()).toEqual(["Where to?"])
    await advance(1)
    expect(said()).toEqual(["Where to?", "Still there?", "Bye"])
    await advance(60 * minute)
    await say("hi")
    await say("12 Main Street")
    await advance(60 * minute)
    expect(said().slice(3)).toEqual(["Where to?", "Bye"])
    expect(running.busy()).toBe(0)
  })

  it("that fired for an earlier visit to its state counts for nothing, and the one that runs keeps its time", async () => {
    const { advance, conversation, offer, said, say } = await rig({ dialogues: [patient], bot })
    await say("hi")
    const [first] = (await conversation()).timers
    await say("12 Main Street")
    const [second] = (await conversation()).timers
    expect(second?.id).toBe(first?.id)
    expect([first?.revision, second?.revision]).toEqual([1, 2])
    await advance(9 * minute)
    const before = await conversation()
    await offer({ _tag: "TimerFired", timer: first?.id ?? "", revision: first?.revision ?? 0 })
    expect(said()).toEqual(["Where to?", "Hm.", "Where to?"])
    expect((await conversation()).timers).toEqual(before.timers)
    expect((await conversation()).dialogue).toEqual(before.dialogue)
    await advance(minute)
    expect(said().slice(3)).toEqual(["Still there?", "Bye"])
  })

  it("of one conversation does not wait for that of another", async () => {
    const { advance, said, say } = await rig({ dialogues: [nudger("deadline")], bot })
    await say("hi")
    await advance(5 * minute)
    await say("hi", { ...ana, person: "ben" })
    await advance(5 * minute)
    expect(said()).toEqual(["Where to?", "Where to?", "Still there?", "Bye"])
    await advance(5 * minute)
    expect(said().slice(4)).toEqual(["Still there?", "Bye"])
  })
})

/** A bot that goes down four minutes after it asked, for twenty minutes; when does it nudge after that? */
const afterCrash = async (meaning: TimerMeaning): Promise<number> => {
  const store = MemoryStore.make()
  const first = await rig({ dialogues: [nudger(meaning)], store, bot: { ...bot, heartbeat: false } })
  await first.say("hi")
  await first.advance(4 * minute)
  await first.close()
  await first.advance(20 * minute)
  const second = await rig({ dialogues: [nudger(meaning)], store, bot: { ...bot, heartbeat: false }, time: first.time })
  for (let minutes = 0; minutes <= 20; minutes++) {
    if (second.said().length > 0) return minutes
    await second.advance(minute)
  }
  return -1
}

describe("after downtime a timer", () => {
  it("that means a deadline fires at once when its time has passed", async () => {
    expect(await afterCrash("deadline")).toBe(0)
  })

  it("that means what remained has that much left", async () => {
    expect(await afterCrash("remaining")).toBe(6)
  })

  it("that begins anew has its whole length again", async () => {
    expect(await afterCrash("restart")).toBe(10)
  })

  it("that was due before the process went down stays due", () => {
    const timer = { id: "t", revision: 1, setAt: 0, after: 10, due: 10, meaning: "restart" as const, event: null }
    expect(afterDowntime([{ conversation: ana, timer }], 20, 100)).toEqual([])
  })

  it("that was set after the last sign of life reckons from when it was set", () => {
    const timer = { id: "t", revision: 1, setAt: 50, after: 100, due: 150, meaning: "remaining" as const, event: null }
    expect(afterDowntime([{ conversation: ana, timer }], 20, 1_000)[0]?.timer.due).toBe(1_100)
  })
})

describe("the sign of life", () => {
  it("is given every few seconds exactly when a timer reckons from it", async () => {
    const beats = async (meaning: TimerMeaning) => {
      const store = MemoryStore.make()
      const { advance, run, time } = await rig({ dialogues: [nudger(meaning)], store, bot })
      await advance(minute)
      const { lastAliveAt } = await run(store.recover(time.now()))
      return time.now() - (lastAliveAt ?? 0)
    }
    expect(await beats("remaining")).toBeLessThanOrEqual(5_000)
    expect(await beats("deadline")).toBe(minute)
  })
})

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { day, hour, loopback, rig, windowed } from "./Rig.ts"
import type { Rig } from "./Rig.ts"

const second = 1_000

/** Works for a while as soon as someone writes. */
const worker = (length: number) => {
  const d = Dialogue.setup({ id: "worker", version: 1, context: Schema.Struct({}), states: ["work", "done", "failed"] })
  return d.make({
    initial: "work",
    starts: ["hi"],
    states: {
      work: d.run("Work", {
        run: () => Effect.sleep(length),
        recovery: "rerun",
        success: { to: "done" },
        failure: { else: "failed" }
      }),
      done: d.end("Done."),
      failed: d.end("That failed.")
    }
  })
}

const typed = ({ loop }: Rig): number => loop.acts.filter((act) => act === "typingOn").length

describe("while a task runs", () => {
  it("typing is shown again every 15 seconds, until the task has ended", async () => {
    const one = await rig({ dialogues: [worker(50 * second)] })
    await one.say("hi")
    const counts = [typed(one)]
    for (let quarter = 1; quarter <= 3; quarter++) {
      await one.advance(15 * second - 1)
      counts.push(typed(one))
      await one.advance(1)
      counts.push(typed(one))
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4])
    expect(one.bot.busy()).toBe(1)
    await one.advance(5 * second)
    expect(one.said()).toEqual(["Done."])
    expect(one.bot.busy()).toBe(0)
    const before = [...one.loop.acts]
    await one.advance(hour)
    expect(one.loop.acts).toEqual(before)
  })

  it("typing ends with a task after which nothing is said", async () => {
    const d = Dialogue.setup({
      id: "silent",
      version: 1,
      context: Schema.Struct({}),
      signals: { over: Schema.Struct({}) },
      states: ["work", "wait", "end"]
    })
    const silent = d.make({
      initial: "work",
      starts: ["hi"],
      states: {
        work: d.run("Work", {
          run: () => Effect.sleep(5 * second),
          success: { to: "wait" },
          failure: { else: "wait" }
        }),
        wait: d.wait({ signal: "over", to: "end" }),
        end: d.end()
      }
    })
    const one = await rig({ dialogues: [silent] })

    await one.say("hi")
    await one.advance(6 * second)

    expect(one.loop.acts).toEqual(["markSeen", "typingOn", "typingOff"])
  })

  it("that a process before this one left and that runs again, it is shown too", async () => {
    const store = MemoryStore.make()
    const first = await rig({ dialogues: [worker(hour)], store })
    await first.say("hi")
    await first.close()
    const later = await rig({ dialogues: [worker(hour)], store, time: first.time })
    await later.advance(31 * second)
    expect(later.loop.acts).toEqual(["typingOn", "typingOn"])
    expect(typed(first)).toBe(1)
  })

  it("nothing is shown once a person of the business has the conversation", async () => {
    const one = await rig({ dialogues: [worker(hour)] })
    await one.say("hi")
    await one.advance(20 * second)
    expect(typed(one)).toBe(2)
    await one.offer({ _tag: "Echoed", mid: "inbox-1" })
    expect((await one.conversation()).owner._tag).toBe("Human")
    await one.advance(60 * second)
    expect(typed(one)).toBe(2)
    await one.offer({ _tag: "Routed", change: "released" })
    await one.advance(15 * second)
    expect(typed(one)).toBe(3)
  })

  it("nothing is shown once the window has shut", async () => {
    const one = await rig({ dialogues: [worker(hour)], loop: loopback({ pack: windowed }) })
    const at = one.time.now() - day + 40 * second
    await one.offer({ _tag: "Said", mid: "late", text: "hi" }, { act: "message", at })
    await one.advance(39 * second)
    expect(typed(one)).toBe(3)
    await one.advance(60 * second)
    expect(typed(one)).toBe(3)
  })

  it("nothing more is shown after ten minutes, and the task goes on", async () => {
    const one = await rig({ dialogues: [worker(hour)] })
    await one.say("hi")
    await one.advance(hour - second)
    expect(typed(one)).toBe(1 + 10 * 60 / 15)
    await one.advance(second)
    expect(one.said()).toEqual(["Done."])
  })

  it("nothing is shown where typing is off, or to someone without a scoped id", async () => {
    const off = await rig({ dialogues: [worker(hour)], bot: { typing: false } })
    await off.say("hi")
    await off.advance(60 * second)
    expect(off.loop.acts).toEqual([])
    const store = MemoryStore.make()
    const load: typeof store.load = (id) =>
      Effect.map(store.load(id), (loaded) => ({
        ...loaded,
        conversation: { ...loaded.conversation, address: { _tag: "Comment", comment: "c-1" } }
      }))
    const comment = await rig({ dialogues: [worker(hour)], store: { ...store, load } })
    await comment.say("hi")
    await comment.advance(60 * second)
    expect((await comment.conversation()).tasks).toHaveLength(1)
    expect(comment.loop.acts).toEqual([])
  })
})

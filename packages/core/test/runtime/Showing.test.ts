import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import * as VirtualTime from "../../src/runtime/VirtualTime.ts"
import { echo, templated, waiter } from "./Bots.ts"
import { ana, hour, loopback, rig, ruled, start, windowed } from "./Rig.ts"

const nothing = Schema.Struct({})

/** Says ten long messages in one turn. */
const talker = (() => {
  const d = Dialogue.setup({ id: "talker", version: 1, context: nothing, states: ["talk", "done"] })
  return d.make({
    initial: "talk",
    starts: ["hi"],
    states: {
      talk: d.say(Array.from({ length: 10 }, (_, index) => `${index} ${"long ".repeat(80)}`), { to: "done" }),
      done: d.end()
    }
  })
})()

describe("the pauses of typing", () => {
  it("add no more to a turn than the bound on latency, however much it says", async () => {
    const pauses = async (latency?: number) => {
      const { bot, loop, run, said, time } = await rig({
        dialogues: [talker],
        bot: { typing: { jitter: 0, ...(latency === undefined ? {} : { latency }) } }
      })
      const before = time.now()
      const at = before
      await run(bot.accept([{
        id: "i1",
        conversation: ana,
        at,
        receivedAt: at,
        act: "message",
        event: { _tag: "Said", mid: "m", text: "hi" }
      }]))
      await Effect.runPromise(time.settle)
      expect(said()).toHaveLength(10)
      expect(loop.acts.filter((act) => act === "typingOn")).toHaveLength(10)
      return time.now() - before
    }

    expect(await pauses()).toBe(20_000)
    expect(await pauses(5_000)).toBe(5_000)
  })

  it("vary with the seed of the random source, and are the same for the same seed", async () => {
    const pauses = async (seed: number) => {
      const time = VirtualTime.make({ start, seed })
      const { run, bot } = await rig({ dialogues: [talker], time, bot: { typing: { most: 60_000, latency: 600_000 } } })
      const at = time.now()
      const event = { _tag: "Said", mid: "m", text: "hi" } as const
      await run(bot.accept([{ id: "i1", conversation: ana, at, receivedAt: at, act: "message", event }]))
      await Effect.runPromise(time.settle)
      return time.now() - at
    }

    const [first, second, other] = [await pauses(1), await pauses(1), await pauses(2)]

    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  it("are left out while the person writes on: nobody waits to watch the bot type", async () => {
    const { bot, run, said, time } = await rig({ dialogues: [echo], bot: { typing: { jitter: 0 } } })
    const before = time.now()
    await run(bot.accept(["hi", "a", "b"].map((text) => ({
      id: text,
      conversation: ana,
      at: before,
      receivedAt: before,
      act: "message",
      event: { _tag: "Said", mid: text, text }
    }))))
    await Effect.runPromise(time.settle)

    // Only the last answer, of two messages, is typed.
    expect(said()).toHaveLength(5)
    expect(time.now() - before).toBe(1_200)
  })

  it("never change the order of messages: a short one waits behind a long one, and the next turn's behind both", async () => {
    const d = Dialogue.setup({ id: "order", version: 1, context: nothing, states: ["talk", "ask"] })
    const long = "long ".repeat(80)
    const order = d.make({
      initial: "talk",
      starts: ["hi"],
      states: {
        talk: d.say([long, "Short.", "Also short."], { to: "ask" }),
        ask: d.ask("Well?", { answer: Schema.String, to: "ask" })
      }
    })
    const { advance, bot, run, said, time } = await rig({ dialogues: [order], bot: { typing: { jitter: 0 } } })
    const tell = (text: string) => {
      const at = time.now()
      const event = { _tag: "Said", mid: text, text } as const
      return run(bot.accept([{ id: text, conversation: ana, at, receivedAt: at, act: "message", event }]))
    }

    await tell("hi")
    await advance(1_000)
    await tell("yes")
    await Effect.runPromise(time.settle)

    expect(said()).toEqual([long, "Short.", "Also short.", "Well?", "Well?"])
  })

  it("do not change what the store knows: the turn is stored before the first of them", async () => {
    const { bot, conversation } = await rig({
      dialogues: [echo],
      pace: { wait: () => Effect.never, work: () => (effect) => effect }
    }).then(async (made) => {
      await made.say("hi")
      return made
    })

    expect((await conversation()).revision).toBe(1)
    expect(bot.busy()).toBe(1)
  })
})

describe("the sign of typing", () => {
  it("ends when the words are held at the send, and when they fail", async () => {
    const loop = loopback({ pack: windowed })
    const { say } = await rig({ dialogues: [echo], loop })
    const refused: Receipt = { _tag: "Refused", refusal: { rule: "platform.window", reason: "shut", waysOut: [] } }
    loop.answer = () => Effect.succeed(refused)
    await say("hi")
    expect(loop.acts).toEqual(["markSeen", "typingOn", "typingOff"])
    loop.acts.length = 0
    loop.answer = () => Effect.succeed({ _tag: "Failed", reason: "no", error: null })

    await say("x")

    expect(loop.acts).toEqual(["markSeen", "typingOn", "typingOff", "typingOn", "typingOff"])
  })

  it("is not shown outside the window, where the channel takes none", async () => {
    const loop = loopback({ pack: ruled, approvals: ["utility"] })
    const { advance, bot, run, said, say } = await rig({ dialogues: [templated], loop })
    await say("hi")
    await advance(30 * hour)
    loop.acts.length = 0

    const [outcome] = await run(bot.signal({ name: "ready", payload: {}, to: ana }))

    expect(outcome?.status).toBe("sent")
    expect(said()).toEqual(["Hello.", "It left."])
    expect(loop.acts).toEqual([])
  })

  it("is not shown while a person of the business writes, nor are messages marked as seen", async () => {
    const loop = loopback({ pack: ruled })
    const { bot, run, say } = await rig({ dialogues: [waiter], loop })
    await say("hi")
    loop.acts.length = 0

    await run(bot.inbox.write({ to: ana, by: "Eva", message: "Eva here." }))
    await say("thanks")

    expect(loop.acts).toEqual([])
  })
})

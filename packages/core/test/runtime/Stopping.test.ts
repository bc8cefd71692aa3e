import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Repair from "../../src/dialogue/Repair.ts"
import type { Event } from "../../src/model/Inbound.ts"
import { echo, waiter } from "./Bots.ts"
import { ana, hour, loopback, rig, windowed } from "./Rig.ts"

const quiet = { typing: false } as const
const taken: Event = { _tag: "Routed", change: "taken", toUs: false, to: "inbox" }

const promise = "All right, I will only answer you from now on. Write \"start again\" if you want my messages back."

describe("a person who wants no more messages", () => {
  it("says so by a word: the bot answers, and says nothing of its own accord", async () => {
    const { bot, conversation, run, said, say } = await rig({ dialogues: [waiter], bot: quiet })
    await say("hi")
    await say("Stop!")
    expect((await conversation()).stopped).toMatchObject({ why: "word" })

    const [outcome] = await run(bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))
    await say("hello?")

    expect(outcome).toMatchObject({ status: "refused" })
    expect(outcome?.reason).toContain("asked at")
    expect(said().slice(0, 2)).toEqual(["I will tell you.", promise])
    expect(said()).toHaveLength(3)
  })

  it("says so by a button, and gets messages again by a word", async () => {
    const { bot, conversation, offer, run, said, say } = await rig({ dialogues: [waiter], bot: quiet })
    await say("hi")
    await offer({ _tag: "Tapped", payload: Repair.payloads.stop }, { act: "postback" })
    expect((await conversation()).stopped).toMatchObject({ why: "button" })
    await say("start again")
    expect((await conversation()).stopped).toBeUndefined()

    const [outcome] = await run(bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))

    expect(outcome?.status).toBe("sent")
    expect(said()).toEqual([
      "I will tell you.",
      promise,
      "Thank you, I will write to you again when there is something.",
      "It is ready."
    ])
  })

  it("is not told, by the very word, what waited for them to write", async () => {
    const { advance, bot, conversation, run, said, say, store } = await rig({
      dialogues: [waiter],
      bot: quiet,
      loop: loopback({ pack: windowed })
    })
    await say("hi")
    await advance(25 * hour)
    await run(bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))

    await say("stop")

    expect(said()).toEqual(["I will tell you.", promise])
    expect((await conversation()).held).toEqual([])
    const journal = await run(store.journal(ana, 0))
    expect(journal.at(-1)?.spoken[0]).toMatchObject({ verdict: "dropped", refusal: { rule: "person.stopped" } })
  })

  it("is heard, too, when the same words give the bot its conversation back", async () => {
    const { advance, conversation, offer, said, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")
    await offer(taken)
    await advance(25 * hour)

    await say("stop")

    expect((await conversation()).stopped).toMatchObject({ why: "word" })
    expect(said()[1]).toBe(promise)
  })

  it("is not meant by the word when the question offers it as an answer", async () => {
    const d = Dialogue.setup({ id: "tour", version: 1, context: Schema.Struct({}), states: ["ask", "over"] })
    const tour = d.make({
      initial: "ask",
      starts: ["hi"],
      states: {
        ask: d.choose("Go on?", { options: { on: "Go on", stop: "Stop" }, to: { on: "ask", stop: "over" } }),
        over: d.end("The tour is over.")
      }
    })
    const { conversation, said, say } = await rig({ dialogues: [tour], bot: quiet })
    await say("hi")

    await say("stop")

    expect(said()).toEqual(["Go on?", "The tour is over."])
    expect((await conversation()).stopped).toBeUndefined()
  })
})

describe("a person who cannot be reached", () => {
  const unreachable = () =>
    Effect.succeed({ _tag: "Failed", reason: "blocked", error: null, unreachable: true } as const)

  it("is written to no more of the bot's own accord until they write; what waited comes then", async () => {
    const loop = loopback({ pack: windowed })
    const { bot, conversation, run, said, say } = await rig({ dialogues: [waiter], bot: quiet, loop })
    loop.answer = unreachable
    await say("hi")
    expect((await conversation()).stopped).toMatchObject({ why: "unreachable" })
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    const [outcome] = await run(bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))
    expect(outcome?.status).toBe("held")
    expect(said()).toEqual(["I will tell you."])

    await say("hello?")

    expect(said()).toEqual(["I will tell you.", "It is ready.", "I will tell you."])
    expect((await conversation()).stopped).toBeUndefined()
  })

  it("keeps the wish for silence that was known before", async () => {
    const loop = loopback()
    const { conversation, say } = await rig({ dialogues: [echo], bot: quiet, loop })
    await say("hi")
    await say("stop")
    loop.answer = unreachable
    await say("x")

    expect((await conversation()).stopped).toMatchObject({ why: "word" })
  })
})

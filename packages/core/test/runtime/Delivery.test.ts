import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { Receipt } from "../../src/model/Receipt.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo, waiter } from "./Bots.ts"
import { ana, day, hour, loopback, rig, start, windowed } from "./Rig.ts"

const quiet = { typing: false } as const

describe("a message without an open window", () => {
  it("is held, and said before the answer once the person writes again", async () => {
    const { advance, bot, conversation, loop, run, said, say, time } = await rig({
      dialogues: [waiter],
      loop: loopback({ pack: windowed }),
      bot: quiet
    })
    await say("hi")
    await advance(25 * hour)
    const outcomes = await run(bot.signal({ name: "ready", payload: { table: 7 }, to: ana }))
    expect(outcomes.map((one) => one.status)).toEqual(["held"])
    expect((await conversation()).held).toHaveLength(1)
    expect(said()).toEqual(["I will tell you."])
    await say("And?")
    expect(said()).toEqual(["I will tell you.", "It is ready.", "I will tell you."])
    expect((await conversation()).held).toEqual([])
    expect(new Set(loop.sent.map((one) => one.id)).size).toBe(3)
    expect(time.now()).toBeGreaterThan(0)
  })

  it("expires, and is then never said", async () => {
    const { advance, bot, conversation, run, said, say } = await rig({
      dialogues: [waiter],
      loop: loopback({ pack: windowed }),
      bot: quiet
    })
    await say("hi")
    await advance(25 * hour)
    await run(bot.signal({ name: "ready", payload: { table: 7 }, to: ana }))
    await advance(8 * day)
    await say("And?")
    expect(said()).toEqual(["I will tell you.", "I will tell you."])
    expect((await conversation()).held).toEqual([])
  })

  it("is judged again when it is sent: one whose window shut while it waited is held and not sent", async () => {
    const loop = loopback({ pack: windowed })
    const { advance, conversation, said, say, store, run } = await rig({ dialogues: [echo], loop, bot: quiet })
    loop.answer = () =>
      Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "busy", retryAt: Date.UTC(2026, 2, 3, 10) }))
    await say("hi")
    expect(said()).toEqual(["Say something"])
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await advance(26 * hour)
    expect(said()).toEqual(["Say something"])
    expect((await conversation()).held).toHaveLength(1)
    expect((await run(store.outbox(ana))).map((row) => row.state)).toEqual(["refused"])
    await say("hello?")
    // The question that waited is asked anew by the answer's own turn, and not twice.
    expect(said()).toEqual(["Say something", "1: hello?", "Say something"])
  })
})

describe("the notice that one speaks with a machine", () => {
  const bot = { typing: false, disclosure: { text: "I am a bot." } } as const

  it("comes first, and counts as told only when it was sent", async () => {
    const loop = loopback()
    const told: Array<string> = []
    const { conversation, said, say } = await rig({ dialogues: [echo], loop, bot })
    loop.answer = () =>
      Effect.sync((): Receipt => {
        told.push("sending")
        return { _tag: "Sent", mid: "m" }
      })
    expect((await conversation()).disclosure._tag).toBe("Due")
    await say("hi")
    expect(said()).toEqual(["I am a bot.", "Say something"])
    expect((await conversation()).disclosure._tag).toBe("Told")
    await say("x")
    expect(said()).toEqual(["I am a bot.", "Say something", "1: x", "Say something"])
  })

  it("is due again when it could not be sent", async () => {
    const loop = loopback()
    const { conversation, said, say } = await rig({ dialogues: [echo], loop, bot })
    loop.answer = () => Effect.succeed({ _tag: "Failed", reason: "no", error: null })
    await say("hi")
    expect((await conversation()).disclosure).toMatchObject({ _tag: "Due", why: "undelivered" })
    // Words without their notice are not even tried.
    expect(said()).toEqual(["I am a bot."])
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await say("x")
    expect(said().slice(1)).toEqual(["I am a bot.", "1: x", "Say something"])
  })

  it("is said again after a silence of a day, and after a person of the business had the conversation", async () => {
    const { advance, offer, said, say } = await rig({ dialogues: [echo], bot })
    await say("hi")
    await advance(23 * hour)
    await say("a")
    await advance(25 * hour)
    await say("b")
    await offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    await offer({ _tag: "Routed", change: "passed", toUs: true })
    await say("c")
    expect(said()).toEqual([
      "I am a bot.",
      "Say something",
      "1: a",
      "Say something",
      "I am a bot.",
      "2: b",
      "Say something",
      "I am a bot.",
      "3: c",
      "Say something"
    ])
  })
})

const unknown = (): Effect.Effect<Receipt> => Effect.succeed({ _tag: "Unknown", reason: "socket closed", deadline: 0 })

describe("a send whose outcome is unknown", () => {
  it("holds back what comes after it, and is settled by its echo", async () => {
    const loop = loopback()
    const { offer, said, say, store, run } = await rig({ dialogues: [echo], loop, bot: quiet })
    loop.answer = (_, attempt) => attempt === 1 && loop.sent.length === 1 ? unknown() : Effect.succeed({ _tag: "Sent" })
    await say("hi")
    await say("x")
    expect(said()).toEqual(["Say something"])
    await offer({ _tag: "Echoed", mid: "m9", outbound: loop.sent[0]?.id ?? "" })
    expect(said()).toEqual(["Say something", "1: x", "Say something"])
    const [first] = await run(store.outbox(ana))
    expect(first?.state).toBe("sent")
    expect(first?.receipt).toEqual({ _tag: "Sent", mid: "m9", at: start })
  })

  it("is parked at the deadline when it may be sent at most once, and the rest goes on", async () => {
    const loop = loopback()
    const { advance, said, say, store, run } = await rig({ dialogues: [echo], loop, bot: quiet })
    loop.answer = () => loop.sent.length === 1 ? unknown() : Effect.succeed({ _tag: "Sent" })
    await say("hi")
    await say("x")
    await advance(19_000)
    expect(said()).toEqual(["Say something"])
    await advance(2_000)
    expect(said()).toEqual(["Say something", "1: x", "Say something"])
    expect((await run(store.outbox(ana))).map((row) => row.state)).toEqual(["parked", "sent", "sent"])
  })

  it("is sent once more at the deadline when it may be sent at least once, and then parked", async () => {
    const loop = loopback()
    const { advance, said, say, store, run } = await rig({
      dialogues: [echo],
      loop,
      bot: { ...quiet, delivery: "atLeastOnce", echoDeadline: "5 seconds" }
    })
    loop.answer = unknown
    await say("hi")
    await advance(6_000)
    expect(said()).toEqual(["Say something", "Say something"])
    expect(loop.sent[0]?.id).toBe(loop.sent[1]?.id)
    await advance(60_000)
    expect(said()).toHaveLength(2)
    expect((await run(store.outbox(ana))).map((row) => row.state)).toEqual(["parked"])
  })

  it("is sent once more at the deadline also after the channel had said no for a while", async () => {
    const loop = loopback()
    const made = await rig({
      dialogues: [echo],
      loop,
      bot: { ...quiet, delivery: "atLeastOnce", echoDeadline: "5 seconds" }
    })
    const retryAt = made.time.now() + 1_000
    const busy: Effect.Effect<Receipt> = Effect.succeed({ _tag: "Postponed", reason: "busy", retryAt })
    loop.answer = (_, attempt) => attempt === 1 ? busy : unknown()

    await made.say("hi")
    await made.advance(10_000)

    expect(made.said()).toEqual(["Say something", "Say something", "Say something"])
  })

  it("waits for no echo on a channel that has none", async () => {
    const loop = loopback({ echoes: false })
    const { say, store, run } = await rig({ dialogues: [echo], loop, bot: quiet })
    loop.answer = unknown
    await say("hi")
    expect((await run(store.outbox(ana))).map((row) => row.state)).toEqual(["parked"])
  })
})

describe("what a process left behind", () => {
  it("is sent by the next one when it was not begun, even if the first was typing", async () => {
    const store = MemoryStore.make()
    const first = await rig({
      dialogues: [echo],
      store,
      pace: { wait: () => Effect.never, work: () => (effect) => effect }
    })
    await first.say("hi")
    expect(first.loop.acts).toEqual(["markSeen", "typingOn"])
    expect(first.bot.busy()).toBe(1)
    await first.close()
    const second = await rig({ dialogues: [echo], store, bot: quiet })
    expect([...first.said(), ...second.said()]).toEqual(["Say something"])
  })
})

describe("while a person of the business has the conversation", () => {
  it("the bot hears, says nothing, shows nothing, and speaks again when it is given back", async () => {
    const { conversation, loop, offer, said, say } = await rig({ dialogues: [echo] })
    await say("hi")
    await offer({ _tag: "Echoed", mid: "h1", app: "inbox", text: "I take over" })
    loop.acts.length = 0
    await say("are you there?")
    expect(said()).toEqual(["Say something"])
    expect(loop.acts).toEqual([])
    expect((await conversation()).owner._tag).toBe("Human")
    await offer({ _tag: "Routed", change: "released" })
    await say("x")
    expect(said()).toEqual(["Say something", "1: x", "Say something"])
  })

  it("a signal still moves the dialogue, and its words wait for the bot's turn", async () => {
    const { bot, offer, run, said, say } = await rig({ dialogues: [waiter], bot: quiet })
    await say("hi")
    await offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    const [outcome] = await run(bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))
    expect(outcome?.status).toBe("held")
    await offer({ _tag: "Routed", change: "passed", toUs: true })
    expect(said()).toEqual(["I will tell you.", "It is ready."])
  })

  it("its silence of a day gives the conversation back to the bot", async () => {
    const { advance, offer, said, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")
    await offer({ _tag: "Echoed", mid: "h1", text: "I take over" })
    await advance(25 * hour)
    await say("hello?")
    expect(said()).toEqual(["Say something", "1: hello?", "Say something"])
  })
})

describe("typing", () => {
  it("shows that the message was seen, and types before each one for as long as it deserves", async () => {
    const { happenings, loop, offer, said, time } = await rig({ dialogues: [echo] })
    const begun = time.now()
    await offer({ _tag: "Said", mid: "t", text: "hi" }, { act: "message" })
    expect(loop.acts).toEqual(["markSeen", "typingOn"])
    expect(said()).toEqual(["Say something"])
    expect(time.now() - begun).toBeGreaterThanOrEqual(500)
    const shown = happenings.flatMap((one) => one._tag === "Shown" ? [one.action] : [])
    expect(shown).toEqual(["markSeen", "typingOn"])
  })

  it("ends when the message could not be sent", async () => {
    const loop = loopback()
    const { say } = await rig({ dialogues: [echo], loop })
    loop.answer = () => Effect.succeed({ _tag: "Failed", reason: "no", error: null })
    await say("hi")
    expect(loop.acts).toEqual(["markSeen", "typingOn", "typingOff"])
  })
})

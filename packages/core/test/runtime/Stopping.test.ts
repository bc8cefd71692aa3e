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

/** Looks something up for whoever asks, and again when a signal comes. */
const lookup = (() => {
  const d = Dialogue.setup({
    id: "lookup",
    version: 1,
    context: Schema.Struct({}),
    signals: { again: Schema.Struct({}) },
    states: ["ask", "look", "tell", "wait"]
  })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("Which order?", { answer: Schema.String, to: "look" }),
      look: d.run("LookUp", {
        run: () => Effect.sleep("10 minutes"),
        success: { to: "tell" },
        failure: { else: "tell" }
      }),
      tell: d.notify("It is on its way.", { purpose: "shipping", otherwise: "drop", to: "wait" }),
      wait: d.wait({ signal: "again", to: "look" })
    }
  })
})()

/** Two tasks before the word that answers. */
const twice = (() => {
  const d = Dialogue.setup({
    id: "twice",
    version: 1,
    context: Schema.Struct({}),
    states: ["first", "second", "tell", "wait"]
  })
  const run = () => Effect.sleep("10 minutes")
  return d.make({
    initial: "first",
    starts: ["hi"],
    states: {
      first: d.run("First", { run, success: { to: "second" }, failure: { else: "second" } }),
      second: d.run("Second", { run, success: { to: "tell" }, failure: { else: "tell" } }),
      tell: d.notify("Done.", { purpose: "shipping", otherwise: "drop", to: "wait" }),
      wait: d.ask("Again?", { answer: Schema.String, to: "first" })
    }
  })
})()

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

  it("is answered when the answer takes a task, and is told nothing by one that a signal started", async () => {
    const { advance, offer, said, say } = await rig({ dialogues: [lookup], bot: quiet })
    await say("stop")
    await say("hi")
    await say("4711")

    await advance(hour)
    await offer({ _tag: "Signalled", signal: "again", payload: {} })
    await advance(hour)

    expect(said()).toEqual([promise, "Which order?", "It is on its way."])
  })

  it("is answered when the answer takes one task after another, and is told nothing when they ask for silence between", async () => {
    const { advance, said, say } = await rig({ dialogues: [twice], bot: quiet })
    await say("stop")
    await say("hi")
    await advance(hour)
    await say("go on")
    await advance(hour / 4)
    await say("start again")
    await say("stop")

    await advance(hour)

    expect(said().filter((words) => words === "Done.")).toHaveLength(1)
  })

  it("is told nothing by a task that they asked for before they asked for silence", async () => {
    const { advance, said, say } = await rig({ dialogues: [lookup], bot: quiet })
    await say("hi")
    await say("4711")
    await say("stop")

    await advance(hour)

    expect(said()).toEqual(["Which order?", promise])
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

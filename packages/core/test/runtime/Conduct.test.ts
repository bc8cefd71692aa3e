import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Repair from "../../src/dialogue/Repair.ts"
import * as Conversation from "../../src/model/Conversation.ts"
import type { Event, Inbound } from "../../src/model/Inbound.ts"
import * as Conduct from "../../src/runtime/Conduct.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo, nudger, waiter } from "./Bots.ts"
import { ana, ben, hour, loopback, rig, ruled, windowed } from "./Rig.ts"
import { seeded } from "./seeded.ts"

const quiet = { typing: false } as const
const taken: Event = { _tag: "Routed", change: "taken", toUs: false, to: "inbox" }
const back: Event = { _tag: "Routed", change: "passed", toUs: true }
const minute = 60_000

const patient = (whileHuman: "wait" | "drop") => {
  const d = Dialogue.setup({ id: "patient", version: 1, context: Schema.Struct({}), states: ["ask", "nudge"] })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("Where to?", {
        answer: Schema.String,
        timeout: { after: "10 minutes", to: "nudge", whileHuman },
        to: "ask"
      }),
      nudge: d.say("Still there?", { to: "ask" })
    }
  })
}

/** Looks something up for two minutes. */
const looker = (whileHuman: "wait" | "drop") => {
  const d = Dialogue.setup({ id: "looker", version: 1, context: Schema.Struct({}), states: ["look", "found", "lost"] })
  return d.make({
    initial: "look",
    starts: ["hi"],
    states: {
      look: d.run("Look", {
        run: () => Effect.sleep("2 minutes"),
        whileHuman,
        success: { to: "found" },
        failure: { else: "lost" }
      }),
      found: d.end("Found it."),
      lost: d.end("I lost it.")
    }
  })
}

describe("a timer that comes due while a person of the business has the conversation", () => {
  it("waits, and is heard once the bot has it again", async () => {
    const { advance, conversation, offer, said, say } = await rig({ dialogues: [patient("wait")], bot: quiet })
    await say("hi")
    await offer(taken)
    await advance(11 * minute)
    expect((await conversation()).deferred.map(({ event }) => event._tag)).toEqual(["TimerFired"])
    expect(said()).toEqual(["Where to?"])

    await offer(back)

    expect(said()).toEqual(["Where to?", "Still there?", "Where to?"])
    expect((await conversation()).deferred).toEqual([])
  })

  it("is dropped where the dialogue says so", async () => {
    const { advance, conversation, offer, said, say } = await rig({ dialogues: [patient("drop")], bot: quiet })
    await say("hi")
    await offer(taken)
    await advance(11 * minute)
    const { deferred, timers } = await conversation()

    await offer(back)

    expect([deferred, timers]).toEqual([[], []])
    expect(said()).toEqual(["Where to?"])
  })

  it("is heard once by the process after a restart, too", async () => {
    const store = MemoryStore.make()
    const first = await rig({ dialogues: [patient("wait")], bot: quiet, store })
    await first.say("hi")
    await first.offer(taken)
    await first.advance(11 * minute)
    await first.close()
    const second = await rig({ dialogues: [patient("wait")], bot: quiet, store, time: first.time })

    await second.offer(back)
    await second.advance(5 * minute)

    expect(second.said()).toEqual(["Still there?", "Where to?"])
  })

  it("means nothing any more when the dialogue has gone on meanwhile", async () => {
    const { advance, offer, said, say } = await rig({
      dialogues: [nudger("deadline")],
      bot: { ...quiet, humanFor: "12 minutes" }
    })
    await say("hi")
    await offer(taken)
    await advance(13 * minute)

    await say("Madrid")

    expect(said()).toEqual(["Where to?", "Bye"])
  })

  it("acts when their time was over by then", async () => {
    const { advance, offer, said, say } = await rig({
      dialogues: [nudger("deadline")],
      bot: { ...quiet, humanFor: "5 minutes" }
    })
    await say("hi")
    await offer(taken)

    await advance(11 * minute)

    expect(said()).toEqual(["Where to?", "Still there?", "Bye"])
  })
})

describe("a task that ends while a person of the business has the conversation", () => {
  it("is heard once the bot has it again", async () => {
    const { advance, offer, said, say } = await rig({ dialogues: [looker("wait")], bot: quiet })
    await say("hi")
    await offer(taken)
    await advance(3 * minute)
    expect(said()).toEqual([])

    await offer(back)

    expect(said()).toEqual(["Found it."])
  })

  it("counts as failed where its result is to be dropped", async () => {
    const { advance, offer, said, say } = await rig({ dialogues: [looker("drop")], bot: quiet })
    await say("hi")
    await offer(taken)
    await advance(3 * minute)

    await offer(back)

    expect(said()).toEqual(["I lost it."])
  })
})

describe("events that waited", () => {
  it("come in again in the order in which they happened, under ids of their own", () => {
    const waited = ["t1", "t2", "t3"].map((id): Inbound => ({
      id,
      conversation: ana,
      at: 1,
      receivedAt: 1,
      event: { _tag: "TimerFired", timer: id, revision: 1 }
    }))

    const resumed = Conduct.resumed({ ...Conversation.empty(ana), deferred: waited }, 7)

    expect(resumed.map(({ id }) => id)).toEqual(["deferred/7/t1", "deferred/7/t2", "deferred/7/t3"])
    expect(resumed.map(({ event }) => event)).toEqual(waited.map(({ event }) => event))
  })
})

describe("who has the conversation", () => {
  it("stays the bot when its own app wrote by another road", async () => {
    const { conversation, offer, said, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")

    await offer({ _tag: "Echoed", mid: "e1", by: "us", text: "from the shop's own script" })
    await say("x")

    expect((await conversation()).owner._tag).toBe("Bot")
    expect(said()).toEqual(["Say something", "1: x", "Say something"])
  })

  it("is another app once one wrote, and a person of the business once an inbox did", async () => {
    const { conversation, offer, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")
    await say("hi", ben)

    await offer({ _tag: "Echoed", mid: "e1", app: "77", by: "app", text: "Buy!" })
    await offer({ _tag: "Echoed", mid: "e2", app: "88", by: "inbox", text: "Hello" }, { conversation: ben })

    expect((await conversation()).owner).toMatchObject({ _tag: "App", app: "77" })
    expect((await conversation(ben)).owner).toMatchObject({ _tag: "Human", app: "88" })
  })

  it("is somebody else when the person's words come by standby", async () => {
    const { conversation, offer, said, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")

    await offer({ _tag: "Said", mid: "s1", text: "x" }, { act: "message", standby: true })

    expect((await conversation()).owner._tag).toBe("Human")
    expect(said()).toEqual(["Say something"])
  })

  it("stays who it is when the person comments in public, soon after they wrote to the inbox", async () => {
    const { advance, conversation, offer, said, say } = await rig({
      dialogues: [echo],
      bot: { ...quiet, humanFor: "2 hours" }
    })
    await say("hi")
    await offer(taken)
    await advance(hour)
    await offer({ _tag: "Said", mid: "s1", text: "hello?" }, { act: "message", standby: true })
    await advance(hour)

    await offer({ _tag: "Commented", comment: "c1", text: "hello?" }, { act: "comment" })

    expect((await conversation()).owner._tag).toBe("Human")
    expect(said()).toEqual(["Say something"])
  })

  it("has to be taken from whoever let the person's words come by standby, known or not", async () => {
    const { bot, conversation, offer, run, said, say, time } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")
    await offer({ _tag: "Said", mid: "s1", text: "x" }, { act: "message", standby: true })

    await run(bot.inbox.handBack(ana, "Eva"))
    await Effect.runPromise(time.settle)

    expect(said()).toEqual(["Say something", "Take"])
    expect((await conversation()).owner._tag).toBe("Bot")
  })

  it("is the bot again when the person writes after the silence of the business, and not before", async () => {
    const { advance, conversation, offer, said, say } = await rig({
      dialogues: [echo],
      bot: { ...quiet, humanFor: "2 hours" }
    })
    await say("hi")
    await offer(taken)
    await advance(2 * hour - 1)
    await say("still there?")
    expect((await conversation()).owner._tag).toBe("Human")
    await advance(1)

    await say("hello?")

    expect((await conversation()).owner._tag).toBe("Bot")
    expect(said()).toEqual(["Say something", "1: hello?", "Say something"])
  })
})

describe("a person who wants the bot back", () => {
  it("gets it by a word: the control is taken, and the bot says so behind its notice", async () => {
    const { conversation, offer, said, say } = await rig({
      dialogues: [echo],
      bot: { ...quiet, disclosure: { text: "I am a bot." } }
    })
    await say("hi")
    await offer(taken)

    await say("talk to the bot")

    expect(said().slice(2)).toEqual(["Take", "I am a bot.", "I am back. What can I do for you?"])
    expect((await conversation()).owner._tag).toBe("Bot")
  })

  it("gets it by the button, and by a word that came by standby", async () => {
    const { offer, said, say } = await rig({ dialogues: [echo], bot: quiet })
    await say("hi")
    await say("hi", ben)
    await offer(taken)
    await offer(taken, { conversation: ben })

    await offer({ _tag: "Tapped", payload: Repair.payloads.bot }, { act: "postback" })
    await offer({ _tag: "Said", mid: "w", text: "bot" }, { act: "message", standby: true, conversation: ben })

    expect(said().slice(2)).toEqual([
      "Take",
      "I am back. What can I do for you?",
      "Take",
      "I am back. What can I do for you?"
    ])
  })

  it("gets it without a control when nobody else holds it on the channel", async () => {
    const { bot, conversation, run, said, say } = await rig({
      dialogues: [patient("wait")],
      bot: quiet,
      loop: loopback({ pack: ruled })
    })
    await say("hi")
    await run(bot.inbox.write({ to: ana, by: "Eva", message: "Eva here." }))

    await say("bot")

    expect(said()).toEqual(["Where to?", "Eva here.", "I am back. What can I do for you?"])
    expect((await conversation()).owner._tag).toBe("Bot")
  })
})

describe("a clock that is set back", () => {
  it("opens no window that was found shut", async () => {
    const { advance, conversation, loop, offer, said, say, time } = await rig({
      dialogues: [waiter],
      bot: quiet,
      loop: loopback({ pack: windowed })
    })
    await say("hi")
    await advance(30 * hour)
    await offer({ _tag: "Read" })
    expect((await conversation()).seenAt).toBe(time.now())
    const late = await rig({
      dialogues: [waiter],
      bot: quiet,
      loop,
      store: await seeded(await conversation())
    })

    const [outcome] = await late.run(late.bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))

    expect(late.time.now()).toBeLessThan(time.now())
    expect(outcome?.status).toBe("held")
    expect(said()).toEqual(["I will tell you."])
  })
})

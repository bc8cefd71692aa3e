import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Logger from "effect/Logger"
import { describe, expect, it } from "vitest"
import type { Inbound } from "../../src/model/Inbound.ts"
import type { Body } from "../../src/model/Outbound.ts"
import { CorruptConversation, StoreError } from "../../src/runtime/ConversationStore.ts"
import type { Service as Store } from "../../src/runtime/ConversationStore.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo, thrower } from "./Bots.ts"
import { ana, ben, rig, start, words } from "./Rig.ts"
import type { RigOptions } from "./Rig.ts"

const message = (text: string, mid: string, who = ana) => ({
  id: `loop/1/message/${mid}`,
  conversation: who,
  at: start,
  receivedAt: start,
  act: "message",
  event: { _tag: "Said" as const, mid, text }
})

describe("the turns of a conversation", () => {
  it("are taken in the order in which they were accepted, however many come at once", async () => {
    const { bot, loop, run } = await rig({ dialogues: [echo], bot: { typing: false } })
    const burst = Array.from({ length: 30 }, (_, index) => message(index === 0 ? "hi" : `m${index}`, `b${index}`))
    await run(bot.accept(burst))
    await run(bot.idle)
    const told = loop.sent.map(words).filter((text) => text !== "Say something")
    expect(told).toEqual(Array.from({ length: 29 }, (_, index) => `${index + 1}: m${index + 1}`))
  })

  it("run beside those of others, each as it would alone", async () => {
    const { bot, loop, run } = await rig({ dialogues: [echo], bot: { typing: false } })
    await run(bot.accept([
      message("hi", "1", ana),
      message("hi", "2", ben),
      message("from ben", "3", ben),
      message("from ana", "4", ana)
    ]))
    await run(bot.idle)
    const of = (person: string) => loop.sent.filter((one) => one.conversation.person === person).map(words)
    expect(of("ana")).toEqual(["Say something", "1: from ana", "Say something"])
    expect(of("ben")).toEqual(["Say something", "1: from ben", "Say something"])
  })

  it("do not wait until what an earlier one said is sent", async () => {
    const { advance, bot, conversation, loop, run } = await rig({ dialogues: [echo], bot: { typing: false } })
    loop.answer = (outbound) => Effect.delay(Effect.succeed({ _tag: "Sent", mid: outbound.id }), "1 minute")

    await run(bot.accept([message("hi", "1")]))
    await advance(1_000)
    await run(bot.accept([message("again", "2")]))
    await advance(1_000)

    expect((await conversation()).revision).toBe(2)
    expect(loop.sent.map(words)).toEqual(["Say something"])
    await advance(180_000)
    expect(loop.sent.map(words)).toEqual(["Say something", "1: again", "Say something"])
  })

  it("happen once for an inbound that is reported twice", async () => {
    const { bot, conversation, loop, run } = await rig({ dialogues: [echo], bot: { typing: false } })
    const acceptances = await run(bot.accept([message("hi", "1"), message("hi", "1"), message("again", "2")]))
    await run(bot.accept([message("again", "2")]))
    await run(bot.idle)
    expect(acceptances.map((one) => one._tag)).toEqual(["Accepted", "Duplicate", "Accepted"])
    expect(loop.sent.map(words)).toEqual(["Say something", "1: again", "Say something"])
    expect((await conversation()).revision).toBe(2)
  })

  it("leave nothing in memory and nothing under way once they are done", async () => {
    const { bot, say } = await rig({ dialogues: [echo] })
    await say("hi")
    expect(bot.busy()).toBe(0)
  })
})

describe("a dialogue that throws", () => {
  it("parks the inbound, apologises, stays where it was, and says why with dialogue and event", async () => {
    const { conversation, happenings, said, say, store, run } = await rig({
      dialogues: [thrower],
      bot: { typing: false, apology: "Sorry!" }
    })
    await say("hi")
    const before = (await conversation()).dialogue
    await say("boom")
    expect(said()).toEqual(["Yes?", "Sorry!"])
    expect((await conversation()).dialogue).toEqual(before)
    const journal = await run(store.journal(ana, 2))
    expect(journal[0]?.outcome).toBe("parked")
    expect(journal[0]?.error).toContain("kaboom")
    expect(journal[0]?.error).toContain("thrower")
    expect(happenings.filter((one) => one._tag === "Failed")).toHaveLength(1)
  })

  /** What the log says at the level of an error, with its annotations. */
  const errorsOf = async (options: RigOptions, texts: ReadonlyArray<string>) => {
    const errors: Array<{ readonly message: string; readonly about: { readonly [key: string]: unknown } }> = []
    const listening = Logger.make(({ annotations, logLevel, message }) => {
      if (logLevel._tag === "Error") {
        errors.push({ message: String(message), about: Object.fromEntries(HashMap.toEntries(annotations)) })
      }
    })
    const { say } = await rig({ ...options, runtime: Logger.replace(Logger.defaultLogger, listening) })
    for (const text of texts) await say(text)
    return errors
  }

  it("is reported with conversation, inbound, dialogue, version, state and event", async () => {
    const errors = await errorsOf({ dialogues: [thrower], bot: { typing: false } }, ["hi", "boom"])
    expect(errors).toHaveLength(1)
    expect(errors[0]?.about).toEqual({
      conversation: "loop/1/ana",
      inbound: expect.stringContaining("loop/1/message/"),
      event: "Said",
      dialogue: "thrower",
      version: 1,
      state: "ask"
    })
    expect(errors[0]?.message).toContain("kaboom")
  })

  it("is reported in the same way when it is a middleware that throws", async () => {
    const middleware = [(list: ReadonlyArray<Body>, { inbound }: { readonly inbound: Inbound }) => {
      if (inbound.event._tag === "Said" && inbound.event.text === "boom") throw new Error("middle")
      return list
    }]
    const errors = await errorsOf({ dialogues: [echo], bot: { typing: false, middleware } }, ["hi", "boom"])
    expect(errors).toHaveLength(1)
    expect(errors[0]?.about).toMatchObject({ dialogue: "echo", version: 1, state: "ask", event: "Said" })
    expect(errors[0]?.message).toContain(
      "the turn of Said in state \"ask\" of dialogue \"echo\" (version 1) threw: middle"
    )
  })

  it("goes on with the next message, and leaves other conversations alone", async () => {
    const { said, say } = await rig({ dialogues: [thrower], bot: { typing: false, apology: false } })
    await say("hi")
    await say("boom")
    await say("fine")
    await say("hi", ben)
    expect(said()).toEqual(["Yes?", "you said fine", "Yes?", "Yes?"])
  })

  it("has the same effect when it is a middleware or the words of the notice", async () => {
    const bad = await rig({
      dialogues: [echo],
      bot: {
        typing: false,
        apology: "Sorry!",
        middleware: [() => {
          throw new Error("middle")
        }]
      }
    })
    await bad.say("hi")
    expect(bad.said()).toEqual(["Sorry!"])
    let isWell = true
    const notice = await rig({
      dialogues: [echo],
      bot: {
        typing: false,
        disclosure: {
          text: () => {
            if (isWell) return "I am a bot."
            throw new Error("no words")
          }
        }
      }
    })
    // A bot whose notice throws at its start does not start.
    isWell = false
    await notice.say("hi")
    expect(notice.said()).toEqual([])
    expect((await notice.run(notice.store.journal(ana, 1)))[0]?.error).toContain("no words")
  })
})

describe("middleware", () => {
  it("changes what is said, and cannot take the notice away", async () => {
    const { said, say } = await rig({
      dialogues: [echo],
      bot: { typing: false, disclosure: { text: "I am a bot." }, middleware: [(list) => list.slice(1), (list) => list] }
    })
    await say("hi")
    await say("x")
    expect(said()).toEqual(["I am a bot.", "Say something"])
  })
})

const wrapped = (change: (store: Store) => Partial<Store>): Store => {
  const store = MemoryStore.make()
  return { ...store, ...change(store) }
}

describe("a store that is not well", () => {
  it("that reports a conflict has the turn taken again from what it holds now", async () => {
    let conflicts = 2
    const store = wrapped((inner) => ({
      commit: (turn) => conflicts-- > 0 ? Effect.succeed({ _tag: "Conflict", revision: 0 }) : inner.commit(turn)
    }))
    const { conversation, said, say } = await rig({ dialogues: [echo], store, bot: { typing: false } })
    await say("hi")
    expect(said()).toEqual(["Say something"])
    expect((await conversation()).revision).toBe(1)
  })

  it("that fails for a while has the turn taken when it is back, and loses nothing", async () => {
    let broken = true
    const failure = Effect.fail(new StoreError({ operation: "commit a turn", reason: "disk full" }))
    const store = wrapped((inner) => ({
      commit: (turn) => Effect.suspend(() => broken ? failure : inner.commit(turn))
    }))
    const { advance, happenings, said, say } = await rig({ dialogues: [echo], store, bot: { typing: false } })
    await say("hi")
    await advance(3_000)
    expect(said()).toEqual([])
    expect(happenings.some((one) => one._tag === "Failed" && one.what === "store")).toBe(true)
    broken = false
    await advance(10_000)
    expect(said()).toEqual(["Say something"])
  })

  it("whose record of one conversation is corrupt sets that one aside, and serves the others", async () => {
    const aside: Array<string> = []
    const store = wrapped((inner) => ({
      load: (id) =>
        id.person === "ana"
          ? Effect.fail(new CorruptConversation({ conversation: "loop/1/ana", reason: "not JSON" }))
          : inner.load(id),
      quarantine: (id, reason) => {
        aside.push(`${id.person}: ${reason.reason}`)
        return inner.quarantine(id, reason)
      }
    }))
    const { bot, said, say } = await rig({ dialogues: [echo], store, bot: { typing: false } })
    await say("hi")
    await say("hi", ben)
    expect(aside).toHaveLength(1)
    expect(aside[0]).toContain("not JSON")
    expect(said()).toEqual(["Say something"])
    expect(bot.busy()).toBe(0)
  })
})

describe("a conversation in a dialogue that the bot no longer has", () => {
  it("is quarantined with the dialogue's name, and is taken up again once it is reinstated", async () => {
    const store = MemoryStore.make()
    const first = await rig({ dialogues: [thrower], store, bot: { typing: false } })
    await first.say("hi")
    await first.close()
    const second = await rig({ dialogues: [echo], store, bot: { typing: false, apology: false } })
    await second.say("x")
    const journal = await second.run(store.journal(ana, 2))
    expect(journal[0]?.outcome).toBe("quarantined")
    expect(journal[0]?.error).toContain("\"thrower\"")
    await second.say("y")
    expect(second.said()).toEqual([])
    await second.close()
    await second.run(store.reinstate(ana))
    const third = await rig({ dialogues: [thrower], store, bot: { typing: false } })
    expect(third.said()).toEqual(["you said x", "Yes?", "you said y", "Yes?"])
  })
})

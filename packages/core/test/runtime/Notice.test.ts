import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Context from "effect/Context"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import type { Receipt } from "../../src/model/Receipt.ts"
import { ConversationStore } from "../../src/runtime/ConversationStore.ts"
import type { Service as Store } from "../../src/runtime/ConversationStore.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import { echo, templated, waiter } from "./Bots.ts"
import { ana, hour, loopback, rig, ruled, windowed, words } from "./Rig.ts"

const bot = { typing: false, disclosure: { text: "I am a bot." } } as const
const sent: Receipt = { _tag: "Sent" }
const failed: Receipt = { _tag: "Failed", reason: "no", error: null }

let files = 0
const folder = mkdtempSync(join(tmpdir(), "parley-notice-"))
const scope = Effect.runSync(Scope.make())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stores: ReadonlyArray<readonly [string, () => Promise<Store>]> = [
  ["memory", async () => MemoryStore.make()],
  ["SQLite", async () => {
    const built = Layer.buildWithScope(SqliteStore.layer(join(folder, `${++files}.db`), { group: "none" }), scope)
    return Context.get(await Effect.runPromise(built), ConversationStore)
  }]
]

describe("a notice that did not arrive", () => {
  for (const [name, make] of stores) {
    it(`keeps the words behind it until it comes with them, over a restart of the process, too (${name})`, async () => {
      const store = await make()
      const loop = loopback({ pack: windowed })
      const first = await rig({ dialogues: [echo], store, loop, bot })
      loop.answer = (outbound) => Effect.succeed(outbound.discloses === true ? failed : sent)
      await first.say("hi")
      expect(loop.sent.map(words)).toEqual(["I am a bot."])
      expect((await first.conversation()).held).toHaveLength(1)
      await first.close()
      const second = await rig({ dialogues: [echo], store, bot, time: first.time, loop: loopback({ pack: windowed }) })

      await second.say("x")

      expect(second.said()).toEqual(["I am a bot.", "1: x", "Say something"])
      expect((await second.conversation()).held).toEqual([])
    })

    it(`keeps back words that the next process finds in the outbox behind it (${name})`, async () => {
      const store = await make()
      const loop = loopback({ pack: windowed })
      const first = await rig({ dialogues: [waiter], store, loop, bot })
      // The process ends between the notice and the words behind it.
      loop.answer = (outbound) =>
        outbound.discloses === true
          ? Effect.as(Effect.ignore(first.bot.drain), failed)
          : Effect.succeed(sent)
      await first.say("hi")
      await first.close()
      const loop2 = loopback({ pack: windowed })
      const second = await rig({ dialogues: [waiter], store, bot, time: first.time, loop: loop2 })
      await Effect.runPromise(second.time.settle)
      expect([...loop.sent, ...loop2.sent].map(words)).toEqual(["I am a bot."])

      await second.say("hello?")

      expect(loop2.sent.map(words).slice(0, 2)).toEqual(["I am a bot.", "I will tell you."])
      expect(loop2.sent).toHaveLength(3)
    })
  }
})

describe("words that were on their way when the notice became due again", () => {
  it("wait, when a person of the business had the conversation in between, and come behind a notice", async () => {
    const loop = loopback({ pack: windowed })
    const { advance, bot: running, offer, run, said, say, time } = await rig({ dialogues: [waiter], loop, bot })
    await say("hi")
    const retryAt = time.now() + hour
    loop.answer = () => Effect.succeed({ _tag: "Postponed", reason: "busy", retryAt })
    await offer({ _tag: "Signalled", signal: "ready", payload: { table: 1 } })
    loop.answer = () => Effect.succeed(sent)
    await run(running.inbox.handBack(ana, "Eva"))
    await offer({ _tag: "Echoed", mid: "h1", by: "inbox", text: "Eva here." })
    await run(running.inbox.handBack(ana, "Eva"))
    await advance(2 * hour)
    expect(said().slice(2)).toEqual(["It is ready."])

    await say("thanks")

    expect(said().slice(2)).toEqual(["It is ready.", "I am a bot.", "It is ready.", "I will tell you."])
    expect(loop.sent.filter((one) => words(one) === "It is ready.").map(({ id }) => id)).toHaveLength(2)
  })
})

describe("a message that was to travel as a template, and goes in the window after all", () => {
  it("is free words then, and waits for its notice like any other", async () => {
    const loop = loopback({ pack: ruled, approvals: ["utility"] })
    const { advance, offer, said, say, time } = await rig({ dialogues: [templated], loop, bot })
    await say("hi")
    await advance(30 * hour)
    loop.answer = () => Effect.succeed({ _tag: "Postponed", reason: "busy", retryAt: time.now() + 60_000 })
    await offer({ _tag: "Signalled", signal: "ready", payload: {} })
    expect(loop.sent.at(-1)?.lane?.lane).toBe("utility")
    await say("hello?")
    loop.answer = () => Effect.succeed(sent)
    await advance(hour)
    expect(said().slice(3)).toEqual(["I am a bot.", "No news."])

    await say("and?")

    expect(said().slice(5)).toEqual(["It left.", "No news."])
  })
})

describe("a burst", () => {
  it("gets one notice, however many messages come before it was sent", async () => {
    const loop = loopback()
    const { bot: running, run, said, time } = await rig({ dialogues: [echo], loop, bot })
    const inbounds = ["hi", "a", "b"].map((text) => ({
      id: `loop/1/message/${text}`,
      conversation: ana,
      at: time.now(),
      receivedAt: time.now(),
      act: "message",
      event: { _tag: "Said", mid: text, text } as const
    }))

    await run(running.accept(inbounds))
    await Effect.runPromise(time.settle)

    expect(said()).toEqual(["I am a bot.", "Say something", "1: a", "Say something", "2: b", "Say something"])
  })
})

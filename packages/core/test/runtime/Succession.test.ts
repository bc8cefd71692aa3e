import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import { afterAll, describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"
import type { ConversationId } from "../../src/model/ConversationId.ts"
import type { Inbound } from "../../src/model/Inbound.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import { ana, hour, loopback, rig, type RigOptions, ruled } from "./Rig.ts"

const d = Dialogue.setup({
  id: "offer",
  version: 1,
  context: Schema.Struct({ size: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["size", "look", "done", "nudge", "sorry"]
})

const offer = d.make({
  initial: "size",
  starts: ["hi"],
  states: {
    size: d.ask("Which size?", {
      answer: Schema.String,
      save: (size) => ({ size }),
      timeout: { after: "2 hours", to: "nudge" },
      to: "look"
    }),
    look: d.run("Look", {
      run: () => Effect.as(Effect.sleep("1 hour"), "found"),
      success: { to: "done" },
      failure: { else: "sorry" }
    }),
    nudge: d.say("Still there?", { to: "size" }),
    done: d.end(({ size }) => `Here it is, in ${size}.`),
    sorry: d.end("Sorry.")
  }
})

const guest: ConversationId = { ...ana, person: "user_ref:abc" }
const bot = { typing: false } as const

const make = (more: Partial<RigOptions> = {}) => rig({ dialogues: [offer], bot, ...more })

const scope = Effect.runSync(Scope.make())
afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

const stores = {
  "in memory": () => Promise.resolve(MemoryStore.make()),
  "on SQLite": () => Effect.runPromise(Scope.extend(SqliteStore.make(":memory:", { group: "none" }), scope))
}

const first = (text: string): Partial<Inbound> => ({
  id: `loop/1/message/first-${text}`,
  act: "message",
  formerly: "user_ref:abc"
})

describe.each(Object.entries(stores))("a conversation that a guest of a web page began, %s,", (_name, store) => {
  const make = async (more: Partial<RigOptions> = {}) => rig({ dialogues: [offer], bot, store: await store(), ...more })

  it("goes on under the person's own id with the first message that they write", async () => {
    const { conversation, loop, offer: take, said, say } = await make()
    await say("hi", guest)

    await take({ _tag: "Said", mid: "m1", text: "large" }, first("large"))

    expect((await conversation()).dialogue?.id).toBe("offer")
    expect((await conversation(guest)).movedTo).toBe("ana")
    expect((await conversation(guest)).dialogue).toBeUndefined()
    await take({ _tag: "Said", mid: "m2", text: "hello?" }, { act: "message" })
    expect(said().slice(0, 1)).toEqual(["Which size?"])
    expect(loop.sent.slice(1).every(({ address }) => address._tag === "Scoped" && address.id === "ana")).toBe(true)
  })

  it("knows what was answered: the task that the answer started ends it", async () => {
    const { advance, offer: take, said, say } = await make()
    await say("hi", guest)
    await take({ _tag: "Said", mid: "m1", text: "large" }, first("large"))

    await advance(hour)

    expect(said()).toEqual(["Which size?", "Here it is, in large."])
  })

  it("keeps its timers: what was due to the guest comes to the person", async () => {
    const { advance, loop, offer: take, said, say } = await make()
    await say("hi", guest)
    await take({ _tag: "Read" })
    await take({ _tag: "Read" })
    await take({ _tag: "Read" }, { formerly: "user_ref:abc" })

    await advance(2 * hour)

    expect(said()).toEqual(["Which size?", "Still there?", "Which size?"])
    expect(loop.sent.slice(1).map(({ conversation }) => conversation.person)).toEqual(["ana", "ana"])
  })

  it("keeps the task that runs: its end is told to the person, and it runs once", async () => {
    let runs = 0
    const look = Dialogue.setup({
      id: "look",
      version: 1,
      context: Schema.Struct({}),
      states: ["look", "done", "sorry"]
    })
    const counted = look.make({
      initial: "look",
      starts: ["hi"],
      states: {
        look: look.run("Look", {
          run: () => Effect.zipRight(Effect.sync(() => (runs += 1)), Effect.sleep("1 hour")),
          success: { to: "done" },
          failure: { else: "sorry" }
        }),
        done: look.end("Done."),
        sorry: look.end("Sorry.")
      }
    })
    const { advance, loop, offer: take, say } = await make({ dialogues: [counted] })
    await say("hi", guest)
    await take({ _tag: "Read" }, { formerly: "user_ref:abc" })

    await advance(hour)

    expect(runs).toBe(1)
    expect(loop.sent.map(({ conversation }) => conversation.person)).toEqual(["ana"])
  })

  it("is handed on once, however often the channel delivers the message", async () => {
    const { conversation, offer: take, said, say } = await make()
    await say("hi", guest)
    await take({ _tag: "Said", mid: "m1", text: "large" }, first("large"))
    const { revision } = await conversation()

    await take({ _tag: "Said", mid: "m1", text: "large" }, first("large"))

    expect((await conversation()).revision).toBe(revision)
    expect(said()).toEqual(["Which size?"])
  })

  it("does not take the place of what the person has begun under their own id", async () => {
    const { advance, conversation, offer: take, said, say } = await make()
    await say("hi", guest)
    await say("hi")
    await say("medium")

    await take({ _tag: "Read" }, { formerly: "user_ref:abc" })
    await advance(hour)

    expect((await conversation()).formerly).toEqual(["user_ref:abc"])
    expect(said()).toEqual(["Which size?", "Which size?", "Here it is, in medium."])
  })

  it("that nobody began is no trouble: the message is taken as any first one", async () => {
    const { offer: take, said } = await make()

    await take({ _tag: "Said", mid: "m1", text: "hi" }, first("hi"))

    expect(said()).toEqual(["Which size?"])
  })

  it("is forgotten with the person", async () => {
    const { bot: running, conversation, offer: take, run, say, store } = await make()
    await say("hi", guest)
    await take({ _tag: "Said", mid: "m1", text: "large" }, first("large"))

    await run(running.forget(ana))

    expect((await conversation(guest)).revision).toBe(0)
    expect(await run(store.journal(guest, 0))).toEqual([])
  })
})

const shop = (() => {
  const setup = Dialogue.setup({ id: "shop", version: 1, context: Schema.Struct({}), states: ["ask", "done"] })
  return setup.make({
    initial: "ask",
    starts: [Start.comment()],
    states: {
      ask: setup.ask("Which one?", { answer: Schema.String, to: "done" }),
      done: setup.end("Thank you.")
    }
  })
})()

describe("a conversation that a comment began", () => {
  const commenter: ConversationId = { ...ana, person: "commenter-9" }
  const commented: Partial<Inbound> = { conversation: commenter, act: "comment", id: "comment/c1" }

  it("goes on under the id that the channel's answer to the private reply names, once the person writes", async () => {
    const loop = loopback({ pack: ruled })
    loop.answer = ({ address }) =>
      Effect.succeed({ _tag: "Sent", mid: "m", person: address._tag === "Scoped" ? address.id : "ana" })
    const { conversation, offer: take, said, say } = await make({ dialogues: [shop], loop })
    await take({ _tag: "Commented", comment: "c1", text: "how much?" }, commented)
    expect((await conversation(commenter)).movedTo).toBe("ana")

    await say("the red one")

    expect(said()).toEqual(["Which one?", "Thank you."])
    expect(loop.sent.map(({ address }) => address)).toEqual([
      { _tag: "Comment", comment: "c1" },
      { _tag: "Scoped", id: "ana" }
    ])
  })

  it("stays where it is where the channel names nobody", async () => {
    const loop = loopback({ pack: ruled })
    const { conversation, offer: take } = await make({ dialogues: [shop], loop })

    await take({ _tag: "Commented", comment: "c1", text: "how much?" }, commented)

    expect(loop.sent).toHaveLength(1)
    expect((await conversation(commenter)).movedTo).toBeUndefined()
  })
})

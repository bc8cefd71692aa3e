import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { Bot } from "../../src/runtime/Bot.ts"
import * as BotDefinition from "../../src/runtime/BotDefinition.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { Transports } from "../../src/runtime/Transport.ts"
import { echo, waiter } from "./Bots.ts"
import { ana, ben, loopback, rig } from "./Rig.ts"

const bot = { typing: false } as const

describe("a bot whose parts do not fit", () => {
  const problemsOf = (
    dialogues: BotDefinition.Any["dialogues"],
    transports: ReadonlyArray<ReturnType<typeof loopback>>,
    fallback?: { readonly dialogue: string }
  ) => {
    const definition = BotDefinition.make({ dialogues, ...(fallback === undefined ? {} : { fallback }) })
    const parts = Layer.merge(MemoryStore.layer, Layer.succeed(Transports, transports))
    return Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(Layer.provide(Bot.layer(definition), parts)))))
  }

  it("says everything that is wrong at once, each with its cure", async () => {
    const { message } = await problemsOf([], [], { dialogue: "ghost" })
    expect(message).toContain("give it one in `dialogues`")
    expect(message).toContain("give it one in `transports`")
    expect(message).toContain("\"ghost\"")
  })

  it("is refused when a dialogue leads to one that it does not have, from however deep", async () => {
    const d = Dialogue.setup({ id: "desk", version: 1, context: Schema.Struct({}), states: ["leave", "stay", "go"] })
    const desk = d.make({
      initial: "leave",
      starts: ["desk"],
      states: { leave: d.confirm("Leave?", { yes: "go", no: "stay" }), stay: d.end("Good."), go: d.goto(echo) }
    })
    const h = Dialogue.setup({ id: "hall", version: 1, context: Schema.Struct({}), states: ["in", "out"] })
    const hall = h.make({
      initial: "in",
      starts: ["hall"],
      states: { in: h.call(desk, { to: "out" }), out: h.end("Bye.") }
    })
    const { message } = await problemsOf([desk, hall], [loopback()])
    expect(message.split("\n- ").slice(1)).toEqual([
      "state \"go\" of dialogue \"desk\" leads to dialogue \"echo\", which it does not have; add it to `dialogues`",
      "state \"in.go\" of dialogue \"hall\" leads to dialogue \"echo\", which it does not have; add it to `dialogues`"
    ])
    const whole = await rig({ dialogues: [desk, echo], bot })
    await whole.say("desk")
    await whole.say("yes")
    expect(whole.said()).toEqual(["Leave?", "Say something"])
  })

  it("is refused when two dialogues have one id, or two transports one path", async () => {
    const { message } = await problemsOf([echo, echo], [loopback(), loopback()])
    expect(message).toContain("echo")
    expect(message).toContain("/loop")
    expect(message).toContain("loop/1 is served twice")
  })
})

describe("a signal", () => {
  it("resolves with one outcome for each message, once it is settled", async () => {
    const { bot: running, run, say } = await rig({ dialogues: [waiter], bot })
    await say("hi")
    const outcomes = await run(running.signal({ name: "ready", payload: { table: 7 }, to: ana }))
    expect(outcomes).toEqual([{ conversation: ana, status: "sent", words: "It is ready.", mid: "mid-2" }])
  })

  it("reaches all conversations that a query finds", async () => {
    const { bot: running, run, said, say } = await rig({ dialogues: [waiter], bot })
    await say("hi")
    await say("hi", ben)
    const outcomes = await run(running.signal({ name: "ready", payload: { table: 7 }, to: { dialogue: "waiter" } }))
    expect(outcomes.map((one) => one.conversation.person)).toEqual(["ana", "ben"])
    expect(said()).toHaveLength(4)
  })

  it("that no dialogue waits for is told as unhandled; one that none knows is refused with what is known", async () => {
    const { bot: running, run } = await rig({ dialogues: [waiter], bot })
    const outcomes = await run(running.signal({ name: "ready", payload: { table: 7 }, to: ben }))
    expect(outcomes.map((one) => one.status)).toEqual(["unhandled"])
    const error = await run(Effect.flip(running.signal({ name: "shipped", payload: {}, to: ben })))
    expect(error.message).toContain("\"ready\"")
    const misfit = await run(Effect.flip(running.signal({ name: "ready", payload: { table: "x" }, to: ben })))
    expect(misfit.message).toContain("does not fit")
  })

  it("that was given twice under one id counts once", async () => {
    const { bot: running, run, said, say } = await rig({ dialogues: [waiter], bot })
    await say("hi")
    const request = { name: "ready", payload: { table: 7 }, to: ana, id: "order-1" }
    await run(running.signal(request))
    await run(running.signal(request))
    expect(said()).toEqual(["I will tell you.", "It is ready."])
  })

  it("gives `queued` at the deadline when the send is not settled by then", async () => {
    const loop = loopback()
    const { bot: running, run, say, time } = await rig({ dialogues: [waiter], loop, bot })
    await say("hi")
    loop.answer = () => Effect.succeed({ _tag: "Postponed", reason: "later", retryAt: time.now() + 600_000 })
    const waiting: Array<string> = []
    const asked = running.signal({ name: "ready", payload: { table: 7 }, to: ana, deadline: "10 seconds" })
    await run(Effect.forkDaemon(Effect.map(asked, (outcomes) => waiting.push(...outcomes.map((one) => one.status)))))
    await Effect.runPromise(time.advance(9_000))
    expect(waiting).toEqual([])
    await Effect.runPromise(time.advance(2_000))
    expect(waiting).toEqual(["queued"])
  })
})

describe("a word that no dialogue takes", () => {
  it("gets the bot's fallback, or a sentence from the repair kit", async () => {
    const own = await rig({ dialogues: [echo], bot: { ...bot, fallback: "Say hi." } })
    await own.say("qwerty")
    expect(own.said()).toEqual(["Say hi."])
    const kit = await rig({ dialogues: [echo], bot })
    await kit.say("qwerty")
    expect(kit.said()).toHaveLength(1)
    const dialogue = await rig({ dialogues: [echo], bot: { ...bot, fallback: { dialogue: "echo" } } })
    await dialogue.say("qwerty")
    expect(dialogue.said()).toEqual(["Say something"])
  })
})

describe("a tick", () => {
  it("takes up what is due and what was left, and ends when that is done", async () => {
    const store = MemoryStore.make()
    const { bot: running, loop, run, time } = await rig({ dialogues: [echo], store, bot })
    await run(store.accept([{
      id: "left",
      conversation: ana,
      at: time.now(),
      receivedAt: time.now(),
      act: "message",
      event: { _tag: "Said", mid: "l", text: "hi" }
    }]))
    await run(running.tick)
    expect(loop.sent).toHaveLength(1)
  })
})

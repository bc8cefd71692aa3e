import {
  Bot,
  BotDefinition,
  ConversationStore,
  Dialogue,
  MemoryStore,
  Pace,
  Start,
  Transport,
  VirtualTime
} from "@parley/core"
import { GraphHttp, messenger } from "@parley/messenger-adapter"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import { afterEach, describe, expect, it } from "vitest"
import * as Emulator from "../../src/emulator/Emulator.ts"

const d = Dialogue.setup({
  id: "offer",
  version: 1,
  context: Schema.Struct({ size: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["size", "done"]
})

const offer = d.make({
  initial: "size",
  starts: [Start.ref("offer"), Start.comment()],
  states: {
    size: d.ask("Which size?", { answer: Schema.String, save: (size) => ({ size }), to: "done" }),
    done: d.end(({ size }) => `In ${size}, then.`)
  }
})

const page = { id: "1112223334445556", appId: "4242", token: "PAGE-TOKEN", appSecret: "app-secret" }

let close = () => Promise.resolve()
afterEach(() => close())

/** A bot behind the adapter, and the emulator before it, under one time. */
const world = async () => {
  const time = VirtualTime.make({ start: Date.UTC(2026, 10, 2, 9) })
  const run = <A, E>(effect: Effect.Effect<A, E>) => Effect.runPromise(time.run(effect))
  const scope = Effect.runSync(Scope.make())
  close = () => run(Scope.close(scope, Exit.void))
  const within = <A, E>(effect: Effect.Effect<A, E, Scope.Scope>) => run(Scope.extend(effect, scope))
  let deliver: Emulator.Deliver = () => Effect.succeed({ status: 503 })
  const emulator = await within(Emulator.make({
    pages: [{ ...page, channel: "messenger" }],
    deliver: (request, to) => deliver(request, to)
  }))
  const http: GraphHttp.Service = {
    request: (request) => Effect.mapError(emulator.graph(request), () => new GraphHttp.Unanswered({ reason: "cut" }))
  }
  const transport = await within(messenger({ accounts: [{ channel: "messenger", ...page }], http }))
  const parts = Layer.mergeAll(
    Layer.succeed(ConversationStore.ConversationStore, MemoryStore.make()),
    Layer.succeed(Transport.Transports, [transport]),
    Pace.Pace.layer({ wait: time.pace, work: time.declare })
  )
  const definition = BotDefinition.make({ dialogues: [offer], disclosure: false, typing: false })
  const context = await run(Layer.buildWithScope(Layer.provide(Bot.Bot.layer(definition), parts), scope))
  const bot = Context.get(context, Bot.Bot)
  deliver = (request) => bot.handle(request)
  const ana = await run(emulator.person({ name: "Ana" }))
  const does = async (act: Effect.Effect<unknown, unknown>) => {
    await run(act)
    await Effect.runPromise(time.settle)
  }
  return { ana, does }
}

describe("a conversation that began before the person was known", () => {
  it("under a checkbox's reference goes on with the person once they write", async () => {
    const { ana, does } = await world()

    await does(ana.ticksCheckbox("offer", "ref-7"))
    await does(ana.says("large"))

    expect(ana.transcript.map(({ from, text }) => [from, text])).toEqual([
      ["page", "Which size?"],
      ["person", "large"],
      ["page", "In large, then."]
    ])
  })

  it("under a comment goes on with the person once they answer the private reply", async () => {
    const { ana, does } = await world()

    await does(ana.comments("how much?"))
    await does(ana.says("small"))

    expect(ana.transcript.filter(({ from }) => from === "page").map(({ text }) => text)).toEqual([
      "Which size?",
      "In small, then."
    ])
  })
})

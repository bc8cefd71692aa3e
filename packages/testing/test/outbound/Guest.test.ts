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
import { createHmac } from "node:crypto"
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
  starts: [Start.ref("offer"), Start.comment(), Start.post()],
  states: {
    size: d.ask("Which size?", { answer: Schema.String, save: (size) => ({ size }), to: "done" }),
    done: d.end(({ size }) => `In ${size}, then.`)
  }
})

const page = { id: "1112223334445556", appId: "4242", token: "PAGE-TOKEN", appSecret: "app-secret" }

let close = () => Promise.resolve()
afterEach(() => close())

/** The request with another name for who wrote in public, signed anew. */
const writtenAs = (request: Emulator.WebhookRequest, author: string): Emulator.WebhookRequest => {
  const text = Buffer.from(request.body).toString("utf8").replace(/"from":\{"id":"\d+"/, `"from":{"id":"${author}"`)
  const body = Buffer.from(text)
  const signature = createHmac("sha256", page.appSecret).update(body).digest("hex")
  return { ...request, body, headers: { ...request.headers, "x-hub-signature-256": `sha256=${signature}` } }
}

/** A bot behind the adapter, and the emulator before it, under one time. `author`: as whom people write in public. */
const world = async ({ author }: { readonly author?: string } = {}) => {
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
  const store = MemoryStore.make()
  const calls: Array<{ readonly [key: string]: unknown }> = []
  const http: GraphHttp.Service = {
    request: (request) => {
      if (typeof request.body === "string") calls.push(JSON.parse(request.body))
      return Effect.mapError(emulator.graph(request), () => new GraphHttp.Unanswered({ reason: "cut" }))
    }
  }
  const transport = await within(messenger({ accounts: [{ channel: "messenger", ...page }], verifyToken: "v", http }))
  const parts = Layer.mergeAll(
    Layer.succeed(ConversationStore.ConversationStore, store),
    Layer.succeed(Transport.Transports, [transport]),
    Pace.Pace.layer({ wait: time.pace, work: time.declare })
  )
  const definition = BotDefinition.make({ dialogues: [offer], disclosure: false, typing: false })
  const context = await run(Layer.buildWithScope(Layer.provide(Bot.Bot.layer(definition), parts), scope))
  const bot = Context.get(context, Bot.Bot)
  deliver = (request) => bot.handle(author === undefined ? request : writtenAs(request, author))
  const ana = await run(emulator.person({ name: "Ana" }))
  const does = async (act: Effect.Effect<unknown, unknown>) => {
    await run(act)
    await Effect.runPromise(time.settle)
  }
  const standing = (person: string) => {
    const id = { channel: "messenger", account: page.id, person }
    return run(Effect.map(store.load(id), ({ conversation }) => ({
      dialogue: conversation.dialogue?.id,
      movedTo: conversation.movedTo,
      formerly: conversation.formerly
    })))
  }
  return { ana, does, standing, calls }
}

/** What the bot said, by whom it named. */
const named = (calls: ReadonlyArray<{ readonly [key: string]: unknown }>): ReadonlyArray<unknown> =>
  calls.flatMap(({ message, recipient }) => message === undefined ? [] : [recipient])

describe("a conversation that began before the person was known", () => {
  it("under a checkbox's reference goes on with the person once they write", async () => {
    const { ana, calls, does, standing } = await world()

    await does(ana.ticksCheckbox("offer", "ref-7"))
    await does(ana.says("large"))

    expect(ana.transcript.map(({ from, text }) => [from, text])).toEqual([
      ["page", "Which size?"],
      ["person", "large"],
      ["page", "In large, then."]
    ])
    expect(named(calls)).toEqual([{ user_ref: "ref-7" }, { id: ana.psid }])
    expect(await standing("user_ref:ref-7")).toMatchObject({ movedTo: ana.psid })
    expect(await standing(ana.psid)).toMatchObject({ formerly: ["user_ref:ref-7"] })
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

  it("under a visitor's post is answered in private once, and goes on with the person once they write", async () => {
    const { ana, calls, does, standing } = await world()

    await does(ana.posts("do you deliver?"))
    const asked = await standing(ana.psid)
    await does(ana.says("medium"))

    expect(ana.transcript.map(({ from, text }) => [from, text])).toEqual([
      ["page", "Which size?"],
      ["person", "medium"],
      ["page", "In medium, then."]
    ])
    expect(named(calls)).toEqual([{ post_id: expect.stringMatching(/^\d+_\d+$/) }, { id: ana.psid }])
    expect(asked).toMatchObject({ dialogue: "offer" })
    expect(await standing(ana.psid)).toMatchObject({ dialogue: undefined })
  })

  it("under a post of somebody whom the feed calls otherwise is handed on to the id that the answer names", async () => {
    const { ana, calls, does, standing } = await world({ author: "900017" })

    await does(ana.posts("do you deliver?"))
    const [before, after] = [await standing("900017"), await standing(ana.psid)]
    await does(ana.says("medium"))

    expect(before).toMatchObject({ dialogue: undefined, movedTo: ana.psid })
    expect(after).toMatchObject({ dialogue: "offer", formerly: ["900017"] })
    expect(ana.transcript.at(-1)?.text).toBe("In medium, then.")
    expect(named(calls)).toEqual([{ post_id: expect.any(String) }, { id: ana.psid }])
  })

  it("under a post keeps its place while the person writes nothing: a second post is not answered in private", async () => {
    const { ana, calls, does, standing } = await world()

    await does(ana.posts("do you deliver?"))
    await does(ana.posts("nobody there?"))

    expect(named(calls)).toHaveLength(1)
    expect(await standing(ana.psid)).toMatchObject({ dialogue: "offer" })
  })
})

/** A bot on a loopback channel under virtual time: everything is real but the network. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import type { Definition } from "../../src/dialogue/Definition.ts"
import type { Conversation } from "../../src/model/Conversation.ts"
import type { ConversationId } from "../../src/model/ConversationId.ts"
import type { Event, Inbound } from "../../src/model/Inbound.ts"
import * as Message from "../../src/model/Message.ts"
import type { Outbound } from "../../src/model/Outbound.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"
import type * as Templates from "../../src/policy/Templates.ts"
import { Bot } from "../../src/runtime/Bot.ts"
import type { Service as BotService } from "../../src/runtime/Bot.ts"
import * as BotDefinition from "../../src/runtime/BotDefinition.ts"
import * as ConversationStore from "../../src/runtime/ConversationStore.ts"
import type { Happening } from "../../src/runtime/Happening.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { Pace } from "../../src/runtime/Pace.ts"
import type { Service as PaceService } from "../../src/runtime/Pace.ts"
import * as Transport from "../../src/runtime/Transport.ts"
import * as VirtualTime from "../../src/runtime/VirtualTime.ts"
import * as Rulebook from "../policy/rulebook.ts"

export const hour = 3_600_000
export const day = 24 * hour
export const start = Date.UTC(2026, 2, 2, 9)

const source = { page: "a test", read: "2026-11-21" }

/** A channel whose only opener is a message, for a day. */
export const windowed: PolicyPack.PolicyPack = {
  ...PolicyPack.open("loop"),
  name: "loop-windowed",
  openers: [{ id: "loop.message", act: "message", lasts: day, source }],
  lanes: [{
    id: "loop.reply",
    lane: "reply",
    author: "any",
    window: "open",
    purposes: "any",
    forbids: [],
    promotional: true,
    recurring: true,
    past: true,
    content: "any",
    source
  }]
}

/** A channel with a rule of each sort: windows of a day, a human agent's week, tags, templates, leaves of every kind. */
export const ruled: PolicyPack.PolicyPack = {
  ...Rulebook.pack,
  name: "loop-ruled",
  channel: "loop",
  openers: Rulebook.pack.openers.map(({ from: _from, ...opener }) => opener),
  permissions: Rulebook.pack.permissions.map((rule) => ({ ...rule, id: `leave.${rule.id}` }))
}

export const ana: ConversationId = { channel: "loop", account: "1", person: "ana" }
export const ben: ConversationId = { ...ana, person: "ben" }

export const words = (outbound: Outbound): string =>
  outbound.body._tag === "Message" ? Message.words(outbound.body.message) : outbound.body.control._tag

/** A channel in memory. `answer` decides what becomes of a send; `acts` are the sender actions. */
export interface Loopback extends Transport.Service {
  readonly sent: Array<Outbound>
  readonly acts: Array<Transport.SenderAction>
  answer: (outbound: Outbound, attempt: number) => Effect.Effect<Receipt>
}

export const loopback = (
  options: {
    readonly pack?: PolicyPack.PolicyPack
    readonly echoes?: boolean
    readonly approvals?: ReadonlyArray<string>
    readonly templates?: ReadonlyArray<Templates.Declared>
  } = {}
): Loopback => {
  const attempts = new Map<string, number>()
  const transport: Loopback = {
    channel: "loop",
    accounts: [{
      channel: "loop",
      account: "1",
      approvals: options.approvals ?? [],
      ...(options.templates === undefined ? {} : { templates: options.templates })
    }],
    pack: options.pack ?? PolicyPack.open("loop"),
    capabilities: {
      textLength: { max: 2_000, unit: "characters" },
      quickReplies: { max: 13, titleLength: 20, under: "any", asks: [] },
      buttons: { max: 3, titleLength: 20, textLength: 640, kinds: ["Postback", "Link"] },
      cards: { max: 10, subtitleLength: 80 },
      media: [],
      pictures: { max: 1 },
      reactions: false,
      native: [],
      senderActions: true,
      echoes: options.echoes ?? true,
      handover: true
    },
    path: "/loop",
    bodyLimit: 1_000,
    sent: [],
    acts: [],
    answer: (outbound) => Effect.succeed({ _tag: "Sent", mid: `mid-${outbound.order}` }),
    handle: (request, accept) => {
      const inbounds: ReadonlyArray<Inbound> = JSON.parse(Buffer.from(request.body).toString())
      return Effect.match(accept(inbounds), {
        onSuccess: () => ({ status: 200, body: "ok" }),
        onFailure: () => ({ status: 503 })
      })
    },
    send: (outbound) =>
      Effect.suspend(() => {
        transport.sent.push(outbound)
        const attempt = (attempts.get(outbound.id) ?? 0) + 1
        attempts.set(outbound.id, attempt)
        return transport.answer(outbound, attempt)
      }),
    act: (_conversation, _address, action) =>
      Effect.sync(() => {
        transport.acts.push(action)
      })
  }
  return transport
}

export interface RigOptions {
  readonly dialogues: ReadonlyArray<Definition>
  readonly bot?: Omit<BotDefinition.Options<ReadonlyArray<Definition>>, "dialogues">
  readonly loop?: Loopback
  readonly store?: ConversationStore.Service
  readonly time?: VirtualTime.Service
  readonly services?: Layer.Layer<never>
  readonly pace?: PaceService
  /** What the bot runs in, such as a logger of the test's own. */
  readonly runtime?: Layer.Layer<never>
}

let mids = 0

/** A bot that runs; `say` and the others settle before they resolve. */
export interface Rig {
  readonly time: VirtualTime.Service
  readonly loop: Loopback
  readonly store: ConversationStore.Service
  readonly bot: BotService
  readonly happenings: Array<Happening>
  readonly run: <A, E>(effect: Effect.Effect<A, E>) => Promise<A>
  readonly offer: (event: Event, options?: Partial<Inbound>) => Promise<void>
  readonly say: (text: string, who?: ConversationId) => Promise<void>
  readonly advance: (millis: number) => Promise<void>
  readonly conversation: (who?: ConversationId) => Promise<Conversation>
  /** What was said, in order. */
  readonly said: () => ReadonlyArray<string>
  readonly close: () => Promise<void>
}

export const rig = async (options: RigOptions): Promise<Rig> => {
  const time = options.time ?? VirtualTime.make({ start })
  const loop = options.loop ?? loopback()
  const store = options.store ?? MemoryStore.make()
  const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(time.run(effect))
  const definition = BotDefinition.make({
    disclosure: false,
    grace: 0,
    ...options.bot,
    dialogues: options.dialogues,
    services: options.services ?? Layer.empty
  })
  const scope = Effect.runSync(Scope.make())
  const parts = Layer.mergeAll(
    Layer.succeed(ConversationStore.ConversationStore, store),
    Layer.succeed(Transport.Transports, [loop]),
    Pace.layer(options.pace ?? { wait: time.pace, work: time.declare })
  )
  const layer = Layer.provide(Layer.provide(Bot.layer(definition), parts), options.runtime ?? Layer.empty)
  const context = await run(Layer.buildWithScope(layer, scope))
  const bot = Context.get(context, Bot)
  const happenings: Array<Happening> = []
  bot.observe((happening) => happenings.push(happening))
  const settle = () => Effect.runPromise(time.settle)
  const offer: Rig["offer"] = async (event, more = {}) => {
    const now = time.now()
    const inbound: Inbound = { id: `in-${++mids}`, conversation: ana, at: now, receivedAt: now, event, ...more }
    await run(bot.accept([inbound]))
    await settle()
  }
  await settle()
  return {
    time,
    loop,
    store,
    bot,
    happenings,
    run,
    offer,
    say: (text, who = ana) => {
      const mid = `m-${++mids}`
      return offer({ _tag: "Said", mid, text }, { id: `loop/1/message/${mid}`, conversation: who, act: "message" })
    },
    advance: (millis) => Effect.runPromise(time.advance(millis)),
    conversation: (who = ana) => run(bot.conversation(who)),
    said: () => loop.sent.map(words),
    close: () => run(Scope.close(scope, Exit.void))
  }
}

/**
 * The Promise face: one function that makes a bot of its parts.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { fileURLToPath } from "node:url"
import type { Definition } from "../dialogue/Definition.ts"
import type * as Dialogue from "../dialogue/Dialogue.ts"
import type { Conversation } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Row } from "../policy/MessageLedger.ts"
import type { Service as BotService } from "./Bot.ts"
import { Bot } from "./Bot.ts"
import type { Options as BotOptions, Services } from "./BotDefinition.ts"
import * as BotDefinition from "./BotDefinition.ts"
import type { Request as BroadcastRequest } from "./Broadcast.ts"
import type { ConversationStore, Query } from "./ConversationStore.ts"
import type { Listener } from "./Happening.ts"
import type { Letter, Taken } from "./InboxBridge.ts"
import * as NodeServer from "./NodeServer.ts"
import * as Rejection from "./Rejection.ts"
import type { Outcome, Request as SignalRequest } from "./Signals.ts"
import type { Service as Transport } from "./Transport.ts"
import type * as Transports from "./Transport.ts"
import { Transports as TransportsTag } from "./Transport.ts"
import * as WebEdge from "./WebEdge.ts"

/** The layer that gives the tasks what they need: required exactly when a dialogue needs services. */
export type ServicesOption<R> = [R] extends [never] ? { readonly services?: Layer.Layer<never, unknown> }
  : { readonly services: Layer.Layer<R, unknown> }

/** A transport in the making, as `messenger(…)` gives it. */
export type TransportSource = Effect.Effect<Transport, unknown, Scope.Scope>

type OfferOf<Source> = Source extends Effect.Effect<infer Made, unknown, Scope.Scope> ? Transports.OfferOf<Made> : never

/** Refuses dialogues that need a purpose or a capability which no transport offers, with a sentence that names it. */
export type CheckOffer<Dialogues extends ReadonlyArray<Definition>, Sources extends ReadonlyArray<TransportSource>> =
  unknown extends Dialogue.Unmet<Dialogues[number], OfferOf<Sources[number]>> ? unknown
    : { readonly dialogues: Dialogue.Unmet<Dialogues[number], OfferOf<Sources[number]>> }

/** The parts of a bot that runs: what it is (`BotDefinition.Options`), where it keeps conversations, how it is reached. */
export type CreateBotOptions<
  Dialogues extends ReadonlyArray<Definition>,
  Sources extends ReadonlyArray<TransportSource> = ReadonlyArray<TransportSource>
> =
  & BotOptions<Dialogues>
  & {
    readonly store: Layer.Layer<ConversationStore, unknown>
    readonly transports: Sources
    readonly clock?: Clock.Clock
  }
  & ServicesOption<Services<Dialogues[number]>>

type Payloads<D> = D extends unknown ? Dialogue.Signals<D> : never
type SignalNames<S> = S extends unknown ? keyof S & string : never
type PayloadOf<S, Name extends string> = S extends { readonly [Key in Name]: infer Payload } ? Payload : never

/** Where to listen. `signals`: whether SIGTERM and SIGINT close the bot; they do unless `false`. */
export interface ListenOptions {
  readonly port: number
  readonly host?: string
  readonly signals?: false
}

/** A bot behind promises. `Signals` are those of its dialogues, by name, with their payloads. */
export interface RunningBot<in Signals = never> {
  /** Serves requests on a port (0 takes a free one) until the bot closes. */
  readonly listen: (options: ListenOptions) => Promise<{ readonly port: number; readonly host: string }>
  /** Answers one web-standard request, for hosts that bring their own server. What follows from it goes on afterwards. */
  readonly fetch: (request: globalThis.Request) => Promise<globalThis.Response>
  /** Tells conversations of something outside; resolves with one outcome for each message once it is settled. */
  readonly signal: <Name extends SignalNames<Signals>>(
    name: Name,
    payload: PayloadOf<Signals, Name>,
    options: Omit<SignalRequest, "name" | "payload">
  ) => Promise<ReadonlyArray<Outcome>>
  /** Tells everyone whom a query finds, at a pace; called again with its `id` it goes on where it was. */
  readonly broadcast: <Name extends SignalNames<Signals>>(
    name: Name,
    payload: PayloadOf<Signals, Name>,
    options: Omit<BroadcastRequest, "name" | "payload">
  ) => AsyncIterable<Outcome>
  /** Takes back words that wait for the person to write: one outbound, or all of the conversation. */
  readonly withdraw: (id: ConversationId, outbound?: string) => Promise<void>
  /** What people of the business can do. The outcome of `write` says in which way it went, or why it could not. */
  readonly inbox: {
    readonly write: (letter: Letter) => Promise<ReadonlyArray<Outcome>>
    readonly handBack: (to: ConversationId, by: string) => Promise<void>
    readonly taken: () => Promise<ReadonlyArray<Taken>>
  }
  /** Every message of a conversation with its lane, rule and evidence, oldest first. */
  readonly ledger: (id: ConversationId) => Promise<ReadonlyArray<Row>>
  /** Takes up what is due or left over, and resolves when it is done. */
  readonly tick: () => Promise<void>
  /** Stops taking requests, finishes or parks what is under way, gives the store back. Closing twice is once. */
  readonly close: () => Promise<void>
  /** The record of a conversation as it stands. */
  readonly conversation: (id: ConversationId) => Promise<Conversation>
  /** Calls for what the bot does from now on: turns, sends, failures. It must be quick and not throw. Gives back how to stop. */
  readonly observe: (listener: Listener) => () => void
  /** The conversations that a query finds, in the order of their keys; all of them without one. */
  readonly list: (query?: Query) => AsyncIterable<Conversation>
  /** What happened in a conversation, turn by turn, from a revision on; from the first that is kept unless given. */
  readonly journal: (id: ConversationId, from?: number) => Promise<ReadonlyArray<JournalEntry>>
  /** Sets a quarantined conversation free; what waited in its inbox gets its turns, in order. */
  readonly reinstate: (id: ConversationId) => Promise<void>
  /** Forgets a person: record, inbox, outbox, timers, tasks, journal. */
  readonly forget: (id: ConversationId) => Promise<void>
  /** Drops what is done and older than this ("90 days"); resolves with the number of rows. */
  readonly trim: (olderThan: Duration.DurationInput) => Promise<number>
}

/** All but the types: what the runtime needs of the options. */
interface Parts extends BotOptions<ReadonlyArray<Definition>> {
  readonly store: Layer.Layer<ConversationStore, unknown>
  readonly transports: ReadonlyArray<Effect.Effect<Transport, unknown, Scope.Scope>>
  readonly clock?: Clock.Clock
  readonly services?: Layer.Layer<never, unknown>
}

const layerOf = (parts: Parts): Layer.Layer<Bot, unknown> => {
  const { services = Layer.empty, ...options } = parts
  const transports = Layer.scoped(TransportsTag, Effect.all(parts.transports))
  const bot = Bot.layer(BotDefinition.make({ ...options, services }))
  const whole = Layer.provide(bot, Layer.merge(parts.store, transports))
  return parts.clock === undefined ? whole : Layer.provide(whole, Layer.setClock(parts.clock))
}

/** Closes the bot at the first signal of the process to end; gives back how to stop listening for it. */
const onSignals = (close: () => Promise<void>): () => void => {
  const end = (): void => {
    stop()
    // The process ends by itself once nothing is open any more.
    void close()
  }
  const stop = (): void => {
    process.off("SIGTERM", end)
    process.off("SIGINT", end)
  }
  process.once("SIGTERM", end)
  process.once("SIGINT", end)
  return stop
}

/** The frames of this file, as a stack has them with source maps and without. */
const own = [import.meta.url, fileURLToPath(import.meta.url)]

const make = <S>(parts: Parts): RunningBot<S> => {
  const early = new Set<(bot: BotService) => void>()
  let begun: BotService | undefined
  const watched = Layer.tap(layerOf(parts), (context) =>
    Effect.sync(() => {
      const bot = Context.get(context, Bot)
      begun = bot
      early.forEach((watch) => watch(bot))
    }))
  const runtime = ManagedRuntime.make(watched)
  const servers = Effect.runSync(Scope.make())
  let stopSignals: () => void = () => undefined
  let closing: Promise<void> | undefined

  const run = async <A>(use: (bot: BotService) => Effect.Effect<A, unknown>): Promise<A> => {
    const exit = await runtime.runPromiseExit(Effect.flatMap(Bot, use))
    if (Exit.isSuccess(exit)) return exit.value
    throw Rejection.of(exit.cause, own)
  }

  const each = <A>(use: (bot: BotService) => Stream.Stream<A, unknown>): AsyncIterable<A> => ({
    async *[Symbol.asyncIterator]() {
      const found = await run((bot) => Effect.succeed(use(bot)))
      yield* Stream.toAsyncIterable(Stream.catchAllCause(found, (cause) => Stream.die(Cause.squash(cause))))
    }
  })

  const close = (): Promise<void> => {
    stopSignals()
    if (begun !== undefined) Effect.runSync(begun.drain)
    closing ??= Effect.runPromise(Scope.close(servers, Exit.void)).then(() => runtime.dispose())
    return closing
  }

  return {
    listen: async (options) => {
      const address = await run((bot) => Scope.extend(NodeServer.make(bot, options), servers))
      if (options.signals !== false) {
        stopSignals()
        stopSignals = onSignals(close)
      }
      return address
    },
    fetch: (request) => run((bot) => WebEdge.answer(bot, request)),
    signal: (name, payload, options) => run((bot) => bot.signal({ ...options, name, payload })),
    broadcast: (name, payload, options) => each((bot) => bot.broadcast({ ...options, name, payload })),
    withdraw: (id, outbound) => run((bot) => bot.withdraw(id, outbound)),
    inbox: {
      write: (letter) => run((bot) => bot.inbox.write(letter)),
      handBack: (to, by) => run((bot) => bot.inbox.handBack(to, by)),
      taken: () => run((bot) => bot.inbox.taken)
    },
    ledger: (id) => run((bot) => bot.ledger(id)),
    tick: () => run((bot) => bot.tick),
    close,
    conversation: (id) => run((bot) => bot.conversation(id)),
    observe: (listener) => {
      // A function of its own for each call: one that watches twice is told twice, and stops once.
      const watch = (bot: BotService): void => {
        stop = bot.observe((happening) => listener(happening))
      }
      let stop = (): void => void early.delete(watch)
      if (begun === undefined) early.add(watch)
      else watch(begun)
      return () => stop()
    },
    list: (query) => each((bot) => bot.list(query)),
    journal: (id, from) => run((bot) => bot.journal(id, from)),
    reinstate: (id) => run((bot) => bot.reinstate(id)),
    forget: (id) => run((bot) => bot.forget(id)),
    trim: (olderThan) => run((bot) => bot.trim(olderThan))
  }
}

/**
 * Makes a bot. Its parts are built at the first use; a part that cannot be built rejects that call with the reason.
 */
export const createBot = <
  const Dialogues extends ReadonlyArray<Definition>,
  const Sources extends ReadonlyArray<TransportSource>
>(
  options: CreateBotOptions<Dialogues, Sources> & CheckOffer<NoInfer<Dialogues>, NoInfer<Sources>>
): RunningBot<Payloads<Dialogues[number]>> => make(options)

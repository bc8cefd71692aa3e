/**
 * The Promise face: one function that makes a bot of its parts.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { Definition } from "../dialogue/Definition.ts"
import type * as Dialogue from "../dialogue/Dialogue.ts"
import type { Conversation } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Row } from "../policy/MessageLedger.ts"
import type { Service as BotService } from "./Bot.ts"
import { Bot } from "./Bot.ts"
import type { Options as BotOptions, Services } from "./BotDefinition.ts"
import * as BotDefinition from "./BotDefinition.ts"
import type { Request as BroadcastRequest } from "./Broadcast.ts"
import type { ConversationStore } from "./ConversationStore.ts"
import type { Letter, Taken } from "./InboxBridge.ts"
import * as NodeServer from "./NodeServer.ts"
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

const make = <S>(parts: Parts): RunningBot<S> => {
  const runtime = ManagedRuntime.make(layerOf(parts))
  const servers = Effect.runSync(Scope.make())
  let begun: BotService | undefined
  let stopSignals: () => void = () => undefined
  let closing: Promise<void> | undefined

  // A failure reaches the caller as the error itself, and not inside one of Effect's.
  const run = async <A>(use: (bot: BotService) => Effect.Effect<A, unknown>): Promise<A> => {
    const exit = await runtime.runPromiseExit(Effect.flatMap(Bot, (bot) => {
      begun = bot
      return use(bot)
    }))
    if (Exit.isSuccess(exit)) return exit.value
    throw Cause.squash(exit.cause)
  }

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
    broadcast: (name, payload, options) => ({
      async *[Symbol.asyncIterator]() {
        const told = await run((bot) => Effect.succeed(bot.broadcast({ ...options, name, payload })))
        yield* Stream.toAsyncIterable(Stream.catchAllCause(told, (cause) => Stream.die(Cause.squash(cause))))
      }
    }),
    withdraw: (id, outbound) => run((bot) => bot.withdraw(id, outbound)),
    inbox: {
      write: (letter) => run((bot) => bot.inbox.write(letter)),
      handBack: (to, by) => run((bot) => bot.inbox.handBack(to, by)),
      taken: () => run((bot) => bot.inbox.taken)
    },
    ledger: (id) => run((bot) => bot.ledger(id)),
    tick: () => run((bot) => bot.tick),
    close,
    conversation: (id) => run((bot) => bot.conversation(id))
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

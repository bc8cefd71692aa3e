/**
 * The bot that runs at present behind one webhook: another build of it can take its place, on the same store.
 *
 * @module
 */
import type { BotDefinition, BotProblem, Happening, VirtualTime } from "@parley/core"
import { Bot, ConversationStore, type NodeServer, Pace, Transport } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ExecutionStrategy from "effect/ExecutionStrategy"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"

/** What a bot needs that outlives its builds. */
export interface Parts<E, T> {
  readonly definition: BotDefinition.BotDefinition
  readonly store: Layer.Layer<ConversationStore.ConversationStore, E>
  readonly transports: ReadonlyArray<Effect.Effect<Transport.Service, T, Scope.Scope>>
  readonly time: VirtualTime.Service
}

type Failure<T> = BotProblem.BotProblem | ConversationStore.StoreError | T

/** The bot that runs. It answers requests itself, whichever build of it runs. */
export interface Running<T> extends NodeServer.Served {
  readonly bot: () => Bot.Service
  readonly store: ConversationStore.Service
  readonly busy: () => number
  readonly observe: (listener: Happening.Listener) => () => void
  /** Puts another build in its place. When that cannot start, the one before starts again, and the failure is the answer. */
  readonly replace: (definition: BotDefinition.BotDefinition) => Effect.Effect<void, Failure<T>>
}

/** How long a change of builds waits for what is under way, in real milliseconds. */
const patience = 2_000

const real = Clock.make()

const down: Transport.Response = { status: 503, headers: { "retry-after": "1" }, body: "The bot is being reloaded." }

/** Runs a bot until the scope closes. */
export const make = <E, T>(
  { definition, store, time, transports }: Parts<E, T>
): Effect.Effect<Running<T>, Failure<T> | E, Scope.Scope> =>
  Effect.gen(function*() {
    const outer = yield* Effect.scope
    const kept = Context.get(yield* Layer.build(store), ConversationStore.ConversationStore)
    const listeners = new Set<Happening.Listener>()

    const start = (one: BotDefinition.BotDefinition) =>
      Effect.gen(function*() {
        const scope = yield* Scope.fork(outer, ExecutionStrategy.sequential)
        const needs = Layer.mergeAll(
          Layer.succeed(ConversationStore.ConversationStore, kept),
          Layer.scoped(Transport.Transports, Effect.all(transports))
        )
        // What is under way was waited for before, as far as it ends by itself.
        const layer = Layer.provide(Bot.Bot.layer({ ...one, grace: 0 }), needs).pipe(
          Layer.provide(Pace.Pace.layer({ wait: time.pace, work: time.declare }))
        )
        const parts = yield* Layer.buildWithScope(layer, scope).pipe(
          Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
        )
        const bot = Context.get(parts, Bot.Bot)
        for (const listener of listeners) bot.observe(listener)
        return { bot, definition: one, scope }
      })

    let now = yield* start(definition)
    let isDown = false
    const replace = (next: BotDefinition.BotDefinition): Effect.Effect<void, Failure<T>> =>
      Effect.gen(function*() {
        yield* Effect.raceFirst(Effect.ignore(time.settle), real.sleep(Duration.millis(patience)))
        const before = now
        isDown = true
        yield* Scope.close(before.scope, Exit.void)
        const exit = yield* Effect.exit(start(next))
        // The one before has run on this store: it does again.
        now = Exit.isSuccess(exit) ? exit.value : yield* start(before.definition)
        isDown = false
        return yield* Effect.asVoid(exit)
      })

    return {
      bot: () => now.bot,
      store: kept,
      busy: () => now.bot.busy(),
      bodyLimit: (url) => now.bot.bodyLimit(url),
      handle: (request) => Effect.suspend(() => isDown ? Effect.succeed(down) : now.bot.handle(request)),
      observe: (listener) => {
        // Each listener hears every build; a build that has ended tells nothing any more.
        let isHeard = true
        const guarded: Happening.Listener = (happening) => {
          if (isHeard) listener(happening)
        }
        listeners.add(guarded)
        now.bot.observe(guarded)
        return () => {
          isHeard = false
          listeners.delete(guarded)
        }
      },
      replace
    }
  })

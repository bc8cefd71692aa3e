/**
 * What the parts of a running bot share: the store, the transports, the time, how work is begun and counted, who watches.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Runtime from "effect/Runtime"
import * as ConversationId from "../model/ConversationId.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import * as Busy from "./Busy.ts"
import * as Chain from "./Chain.ts"
import type { Service as Store, StoreError } from "./ConversationStore.ts"
import type { Dialogues } from "./Dialogues.ts"
import type { Happening, Listener } from "./Happening.ts"
import type { Service as Pace } from "./Pace.ts"
import type { Account, Service as Transport } from "./Transport.ts"

/** The transport of a conversation, with the account that it belongs to. */
export interface Line {
  readonly transport: Transport
  readonly account: Account
}

/** Told how work ended. It may give something that is still to be done, which must not fail. */
export type Leave = (exit: Exit.Exit<unknown, unknown>) => Effect.Effect<void> | undefined

/** Work that is about to begin: whoever has it runs it, and tells `leave` how it ended. */
export interface Begun {
  readonly work: Effect.Effect<void, StoreError>
  readonly leave: Leave
}

/** What the parts share. */
export interface Host {
  readonly definition: BotDefinition<unknown>
  readonly dialogues: Dialogues
  readonly store: Store
  readonly pace: Pace
  readonly busy: Busy.Busy
  readonly now: () => Instant
  /** A number of the random source, drawn when the bot was started: what varies by chance varies with it. */
  readonly seed: number
  readonly line: (id: ConversationId.ConversationId) => Line | undefined
  /**
   * Begins counted work. It is interrupted when the host stops; what it dies of is logged, and a failure is passed over.
   * `leave` is told of its end before it no longer counts; what `leave` gives is done first, and is not interrupted.
   */
  readonly fork: <E>(work: Effect.Effect<unknown, E>, leave?: Leave) => Fiber.RuntimeFiber<unknown, E> | undefined
  /** Begins counted work on the caller's stack, for what is short and fails in no way; no turn of the scheduler is spent on it. */
  readonly forkNow: (work: Effect.Effect<unknown>) => void
  /** Begins work that only waits, and does not count. */
  readonly forkWaiting: (work: Effect.Effect<unknown>) => Fiber.RuntimeFiber<unknown> | undefined
  /** Repeats an operation of the store until it succeeds, ever more slowly; gives up only when the host is closing. */
  readonly patiently: <A, E>(
    operation: Effect.Effect<A, E | StoreError>,
    about?: ConversationId.ConversationId
  ) => Effect.Effect<A, E | StoreError>
  readonly tell: (happening: Happening) => void
  readonly observe: (listener: Listener) => () => void
  readonly isWatched: () => boolean
  readonly isClosing: () => boolean
  /** No new work from now on. */
  readonly close: () => void
  /** Interrupts what is still under way, and waits for its end. */
  readonly stop: Effect.Effect<void>
}

/** What a host is made of. */
export interface Parts {
  readonly definition: BotDefinition<unknown>
  readonly dialogues: Dialogues
  readonly store: Store
  readonly transports: ReadonlyArray<Transport>
  readonly pace: Pace
  readonly clock: Clock.Clock
  readonly seed: number
  readonly runtime: Runtime.Runtime<never>
}

const slowest: Millis = 5_000

const later = { immediate: false }

/** Makes a host. */
export const make = (parts: Parts): Host => {
  const { clock, definition, dialogues, pace, runtime, seed, store, transports } = parts
  const busy = Busy.make()
  const fibers = Chain.make<Fiber.RuntimeFiber<unknown, unknown>>()
  const listeners = new Set<Listener>()
  const run = Runtime.runFork(runtime)
  const lines = new Map<string, Map<string, Line>>()
  for (const transport of transports) {
    for (const account of transport.accounts) {
      const ofChannel = lines.get(account.channel) ?? new Map<string, Line>()
      lines.set(account.channel, ofChannel.set(account.account, { transport, account }))
    }
  }
  let closing = false
  let stopped = false

  const now = (): Instant => clock.unsafeCurrentTimeMillis()

  const tell = (happening: Happening): void => {
    for (const listener of listeners) listener(happening)
  }

  const watch = <A, E>(fiber: Fiber.RuntimeFiber<A, E>, onEnd: (exit: Exit.Exit<A, E>) => void) => {
    const link = Chain.add(fibers, fiber)
    fiber.addObserver((exit) => {
      Chain.remove(link)
      onEnd(exit)
      if (Exit.isSuccess(exit) || !Cause.isDie(exit.cause)) return
      run(Effect.logError("Work of the bot died", exit.cause))
    })
    return fiber
  }

  const start = <E>(work: Effect.Effect<unknown, E>, onEnd: (exit: Exit.Exit<unknown, E>) => void) =>
    // Begun by the scheduler and not on this stack, so that whoever brought the work is answered first.
    stopped ? undefined : watch(run(work, later), onEnd)

  const patiently: Host["patiently"] = (operation, about) => {
    const attempt = (delay: Millis): typeof operation =>
      Effect.catchAll(operation, (error) => {
        if (!isStoreError(error) || closing) return Effect.fail(error)
        const conversation = about === undefined ? undefined : ConversationId.key(about)
        tell({ _tag: "Failed", at: now(), conversation: about, what: "store", reason: error.message })
        return Effect.logWarning(`${error.message}. It is tried again.`).pipe(
          Effect.annotateLogs(conversation === undefined ? {} : { conversation }),
          Effect.zipRight(Effect.sleep(Duration.millis(delay))),
          Effect.zipRight(Effect.suspend(() => attempt(Math.min(delay * 2, slowest))))
        )
      })
    return attempt(100)
  }

  return {
    definition,
    dialogues,
    store,
    pace,
    busy,
    now,
    seed,
    line: (id) => lines.get(id.channel)?.get(id.account),
    fork: (work, leave) => {
      if (stopped) return undefined
      busy.begin()
      return start(work, (exit) => {
        const last = leave?.(exit)
        if (last === undefined) busy.end()
        else watch(run(Effect.uninterruptible(last)), busy.end)
      })
    },
    forkNow: (work) => {
      if (stopped) return
      busy.begin()
      const fiber = run(work)
      if (fiber.unsafePoll() === null) watch(fiber, busy.end)
      else busy.end()
    },
    forkWaiting: (work) => start(work, () => undefined),
    patiently,
    tell,
    observe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    isWatched: () => listeners.size > 0,
    isClosing: () => closing,
    close: () => {
      closing = true
    },
    stop: Effect.suspend(() => {
      closing = true
      stopped = true
      // What is interrupted may leave a last thing to do, which is waited for.
      return Effect.zipRight(
        Fiber.interruptAll(Chain.all(fibers)),
        Effect.suspend(() => Fiber.interruptAll(Chain.all(fibers)))
      )
    })
  }
}

const isStoreError = (error: unknown): error is StoreError =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "StoreError"

/**
 * Time that is held in the hand: one clock, one random source, one source of ids and one scheduler, so that days of a
 * conversation pass in milliseconds and always in the same way.
 *
 * Under the `manual` flow nothing moves by itself: `settle` runs everything that can run, and `advance` walks what is due
 * one by one, settling between. Under the `real` flow time passes as usual, and `advance` pushes it forward through what
 * is due, so that a terminal can wait a day at once.
 *
 * Real asynchrony (a promise of a user's service) is declared with `declare` or `declarePromise`, and awaited exactly.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { RuntimeFiber } from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Runtime from "effect/Runtime"
import * as RuntimeFlags from "effect/RuntimeFlags"
import * as Schema from "effect/Schema"
import * as Schedulers from "effect/Scheduler"
import type { Instant, Millis } from "../model/Instant.ts"
import { Pace } from "./Pace.ts"
import { VirtualClock } from "./VirtualClock.ts"
import { VirtualProcess } from "./VirtualProcess.ts"
import type { Outside } from "./VirtualOutside.ts"
import type { Kind } from "./VirtualQueue.ts"
import { VirtualScheduler } from "./VirtualScheduler.ts"
import type { Work } from "./VirtualWork.ts"
import { VirtualWork } from "./VirtualWork.ts"

export type { Outside } from "./VirtualOutside.ts"

/**
 * Work went where virtual time cannot follow: it did not come back within the guard, came back unasked, or was begun and left
 * open with nobody who waits for it. `origins` say where it was begun, as far as that is known.
 */
export class LeftSimulation extends Schema.TaggedError<LeftSimulation>()("LeftSimulation", {
  origins: Schema.Array(Schema.String),
  guard: Schema.Number,
  why: Schema.Literal("noAnswer", "unasked", "open")
}) {
  override get message() {
    const origins = this.origins.join("; ")
    switch (this.why) {
      case "noAnswer":
        return `Work left the simulation and did not come back within ${this.guard} ms: ${origins}. `
          + "Give the bot a service that answers at once, or raise the guard."
      case "unasked":
        return `Work that no task had declared came back from outside the simulation: ${origins}. `
          + "Do it in a task, give the bot a service without it, or wrap it in VirtualTime.declare."
      case "open":
        return `Work left the simulation, and nothing waits for it: ${origins}. `
          + "Have its task wait for it, or give the bot a service that works on the Clock alone."
    }
  }
}

/** Fibers keep one another running without an end. */
export class NeverSettles extends Schema.TaggedError<NeverSettles>()("NeverSettles", { steps: Schema.Number }) {
  override get message() {
    return `Nothing came to rest within ${this.steps} steps. Look for a loop that yields or sleeps for no time.`
  }
}

/** Why time could not be brought to rest. */
export type Unsettled = LeftSimulation | NeverSettles

/** How time is made. */
export interface Options {
  /** Whether time moves only when told to, or with the real clock. `manual` unless given. */
  readonly flow?: "manual" | "real"
  /** Where time begins; 2026-01-01T00:00Z under `manual`, now under `real`. */
  readonly start?: Instant
  /** The seed of the random source; 1 unless given. */
  readonly seed?: number
  /** How long declared work may stay away, in real milliseconds; 5,000 unless given. */
  readonly guard?: Millis
  /** Watches what leaves the simulation under the manual flow; nobody unless given. */
  readonly outside?: Outside
  /** The clock that the real flow keeps step with; the machine's unless given. One that stands still makes time stand. */
  readonly follow?: Clock.Clock
}

/** Something that waits for time to pass. */
export interface Waiting {
  readonly due: Instant
  readonly kind: Kind
}

/** What virtual time can do. */
export interface Service {
  readonly flow: "manual" | "real"
  readonly clock: Clock.Clock
  readonly random: Random.Random
  /** The time now, in milliseconds since the epoch. */
  readonly now: () => Instant
  /** The next id with a prefix: "m1", "m2"… */
  readonly nextId: (prefix: string) => string
  /** Waits as typing does: `settle` passes through such waits. */
  readonly pace: (length: Millis) => Effect.Effect<void>
  /** Marks an effect as work that may do something real; `settle` waits for it while it does not sleep on this clock. */
  readonly declare: (origin: string) => <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** The same for a promise, which is over when the process that waits for it is killed. */
  readonly declarePromise: <A>(origin: string, work: () => PromiseLike<A>, process?: VirtualProcess) => Promise<A>
  /** Under the real flow, a count of work in flight to be waited for; gives back how to stop watching. */
  readonly watch: (origin: string, busy: () => number) => () => void
  /** Runs everything that can run, and passes through the waits of typing, until nothing is left to do now. */
  readonly settle: Effect.Effect<void, Unsettled>
  /** As `settle`, after the event loop had a turn of its own: fails if something came back that nobody had declared. */
  readonly lookOutside: Effect.Effect<void, Unsettled>
  /** Moves time forward, stopping at everything that is due on the way, in order; then settles. */
  readonly advance: (length: Duration.DurationInput) => Effect.Effect<void, Unsettled>
  /** Runs an effect under this time until it ends. It may not wait for time to pass beyond typing. */
  readonly run: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | Unsettled>
  /** Calls a function and runs all that follows from it, as `settle` does. Gives what the function gave. */
  readonly act: <A>(body: () => A) => Effect.Effect<A, Unsettled>
  /** Gives an effect this clock, random source, pace and scheduler. */
  readonly provide: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** A process of its own within this time, which can be killed. */
  readonly process: () => VirtualProcess
  /** What waits for time to pass, earliest first. */
  readonly waiting: () => ReadonlyArray<Waiting>
  /** Stops the real timer of the real flow. */
  readonly close: () => void
}

const nameOf = (fiber: RuntimeFiber<unknown, unknown> | undefined): string =>
  fiber === undefined ? "a fiber" : `fiber #${fiber.id().id}`

/** The declared work that a fiber belongs to. */
const currentWork = FiberRef.unsafeMake<Work | undefined>(undefined)

const defaultStart = 1_767_225_600_000
const stepLimit = 1_000_000
const none: ReadonlyArray<string> = []

/** Makes a time of its own. Costs some microseconds; close it when its flow is real. */
export const make = (options: Options = {}): Service => {
  const flow = options.flow ?? "manual"
  const guard = options.guard ?? 5_000
  const live = Clock.make()
  const followed = options.follow ?? live
  const seed = options.seed ?? 1
  const work = new VirtualWork()
  const clock = new VirtualClock({
    start: options.start ?? (flow === "real" ? followed.unsafeCurrentTimeMillis() : defaultStart),
    real: flow === "real" ? followed : undefined,
    watch: { asleep: (fiber) => work.asleep(fiber.getFiberRef(currentWork)) }
  })
  const scheduler = flow === "manual" ? new VirtualScheduler(options.outside) : undefined
  const random = Random.make(seed)
  let ids = 0
  let strays: Array<string> = []
  const openOutside = options.outside?.open ?? (() => none)

  const pace = (length: Millis) => clock.wait(length, "pacing")

  // Work of a process that is killed does not end; it is over with the process.
  const ending = (entry: Work, process: VirtualProcess | undefined): () => void => {
    const forget = process?.onDeath(() => work.end(entry))
    return () => {
      forget?.()
      work.end(entry)
    }
  }

  const declare = (origin: string) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withFiberRuntime((fiber) => {
      const process = fiber.currentScheduler
      const entry = work.begin(origin)
      const end = ending(entry, process instanceof VirtualProcess ? process : undefined)
      return Effect.onExit(Effect.locally(effect, currentWork, entry), () => Effect.sync(end))
    })

  const paced = { wait: pace, work: declare }
  const provide = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const timed = effect.pipe(
      Effect.withClock(clock),
      Effect.withRandom(random),
      Effect.provideService(Pace, paced)
    )
    return scheduler === undefined ? timed : Effect.withScheduler(timed, scheduler)
  }
  // The same for fibers of `run`, put together by hand: to have `provide` do it would cost more than a turn.
  const services = DefaultServices.liveServices.pipe(
    Context.add(Clock.Clock, clock),
    Context.add(Random.Random, random)
  )
  const runtime = Runtime.make({
    context: Context.make(Pace, paced),
    // Counting fibers for a metrics exporter, by the real clock, would cost more than many of them do.
    runtimeFlags: RuntimeFlags.disable(Runtime.defaultRuntimeFlags, RuntimeFlags.RuntimeMetrics),
    fiberRefs: FiberRefs.empty().pipe(
      FiberRefs.updateAs({
        fiberId: FiberId.none,
        fiberRef: DefaultServices.currentServices,
        value: services
      }),
      FiberRefs.updateAs({
        fiberId: FiberId.none,
        fiberRef: FiberRef.currentScheduler,
        value: scheduler ?? Schedulers.defaultScheduler
      })
    )
  })

  const arrived: VirtualScheduler["onArrival"] = (fiber) => {
    if (work.isEmpty) strays.push(options.outside?.returning() ?? nameOf(fiber))
    work.wake()
  }
  if (scheduler !== undefined) scheduler.onArrival = arrived

  /** Waits for something real: a declared work that ends or comes back, or a fiber that becomes runnable. */
  const realAnswer: Effect.Effect<void, LeftSimulation> = Effect.suspend(() =>
    Effect.async<void>((resume) => {
      const awake = () => resume(Effect.void)
      return Effect.sync(work.onWake(
        // What wakes us is a step of the simulation, and we are none.
        options.outside === undefined ? awake : () => options.outside?.without(awake),
        () => scheduler?.isRunnable === true
      ))
    }).pipe(
      Effect.timeoutFail({
        duration: guard,
        onTimeout: () => new LeftSimulation({ origins: [...work.awake(), ...openOutside()], guard, why: "noAnswer" })
      }),
      Effect.withClock(live),
      // Finalizers run uninterruptibly, and there the wait would outlast its guard.
      Effect.interruptible
    )
  )

  /** Runs what can run now and awaits what is away, without moving time. */
  const rest: Effect.Effect<void, Unsettled> = Effect.suspend((): Effect.Effect<void, Unsettled> => {
    if (scheduler === undefined) return realRest
    if (scheduler.drain(stepLimit) >= stepLimit) return Effect.fail(new NeverSettles({ steps: stepLimit }))
    if (strays.length > 0) {
      const origins = strays
      strays = []
      return Effect.fail(new LeftSimulation({ origins, guard, why: "unasked" }))
    }
    if (work.hasAwake) return Effect.zipRight(realAnswer, rest)
    if (!work.isEmpty) {
      return Effect.zipRight(
        besideSleep(guard),
        Effect.suspend(() => scheduler.isRunnable ? rest : Effect.void)
      )
    }
    const origins = openOutside()
    return origins.length === 0 ? Effect.void : Effect.fail(new LeftSimulation({ origins, guard, why: "open" }))
  })

  // Work that sleeps may have something real beside its sleep (a timeout, for one). What settles at once is let in, and what is
  // known to be open is waited for.
  const besideSleep = (left: Millis): Effect.Effect<void, LeftSimulation> =>
    Effect.flatMap(live.sleep(Duration.zero), () => {
      const origins = scheduler?.isRunnable === true ? none : openOutside()
      if (origins.length === 0) return Effect.void
      return left > 0 ? besideSleep(left - 1) : Effect.fail(new LeftSimulation({ origins, guard, why: "noAnswer" }))
    })

  /** Under the real flow fibers run by themselves: we look until all that is in flight has come to rest. */
  const realRest: Effect.Effect<void, LeftSimulation> = Effect.suspend(() => {
    const deadline = live.unsafeCurrentTimeMillis() + guard
    const look: Effect.Effect<void, LeftSimulation> = Effect.suspend(() => {
      if (clock.queue.hasPacing || work.inFlight === 0) return Effect.void
      if (live.unsafeCurrentTimeMillis() > deadline) {
        return Effect.fail(new LeftSimulation({ origins: work.awake(), guard, why: "noAnswer" }))
      }
      return Effect.zipRight(live.sleep(Duration.millis(1)), look)
    })
    return Effect.zipRight(live.sleep(Duration.millis(1)), look)
  })

  const release = (until: Instant): boolean => {
    const entry = clock.queue.peek()
    if (entry === undefined || entry.due > until) return false
    clock.moveTo(entry.due)
    const taken = clock.queue.take(entry.due)
    if (taken === undefined) return true
    if (scheduler === undefined) taken.release()
    else scheduler.within(taken.release)
    return true
  }

  /** Whether what can run came to rest and nothing is away. All else is left to `rest`, which waits for it or fails. */
  const restsAtOnce = (): boolean =>
    scheduler !== undefined && scheduler.drain(stepLimit) < stepLimit && strays.length === 0 && work.isEmpty
    && openOutside().length === 0

  /** Releases what is due one by one while `more` says so, at rest between any two. */
  const walk = (until: Instant, more: () => boolean): Effect.Effect<void, Unsettled> => {
    let steps = 0
    const next: Effect.Effect<void, Unsettled> = Effect.suspend(() => {
      // On this stack as long as nothing real has to be waited for: a week has thousands of steps.
      for (;;) {
        if (!more() || !release(until)) return Effect.void
        if (++steps > stepLimit) return Effect.fail(new NeverSettles({ steps: stepLimit }))
        if (!restsAtOnce()) return Effect.zipRight(rest, next)
      }
    })
    return Effect.suspend(() => restsAtOnce() ? next : Effect.zipRight(rest, next))
  }

  const settle = Effect.suspend(() => walk(Number.POSITIVE_INFINITY, () => clock.queue.hasPacing))

  const eventLoop = Effect.async<void>((resume) => {
    setImmediate(() => resume(Effect.void))
  })

  const advance = (length: Duration.DurationInput): Effect.Effect<void, Unsettled> =>
    Effect.suspend(() => {
      const until = clock.unsafeCurrentTimeMillis() + Duration.toMillis(length)
      return walk(until, () => true).pipe(
        Effect.zipRight(Effect.sync(() => clock.moveTo(until))),
        Effect.zipRight(settle)
      )
    })

  const run = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E | Unsettled> =>
    Effect.suspend(() => {
      const entry = work.begin("the effect that was run")
      const updateRefs = (refs: FiberRefs.FiberRefs, fiberId: FiberId.Runtime) =>
        FiberRefs.updateAs(refs, { fiberId, fiberRef: currentWork, value: entry })
      const fork = () => {
        const forked = Runtime.runFork(runtime)(effect, { updateRefs })
        forked.addObserver(() => work.end(entry))
        return forked
      }
      const fiber = scheduler === undefined ? fork() : scheduler.within(fork)
      const outcome = (): Effect.Effect<A, E | Unsettled> => {
        const exit = fiber.unsafePoll()
        if (exit !== null) return exit
        return Effect.fail(new LeftSimulation({ origins: [`fiber #${fiber.id().id}`], guard, why: "noAnswer" }))
      }
      if (scheduler === undefined) {
        return Effect.zipRight(settle, Effect.suspend(() => fiber.await)).pipe(Effect.flatten)
      }
      return restsAtOnce() && !clock.queue.hasPacing
        ? outcome()
        : Effect.zipRight(settle, Effect.suspend(outcome))
    })

  const act = <A>(body: () => A): Effect.Effect<A, Unsettled> =>
    Effect.suspend(() => {
      const value = scheduler === undefined ? body() : scheduler.within(body)
      return restsAtOnce() && !clock.queue.hasPacing ? Effect.succeed(value) : Effect.as(settle, value)
    })

  return {
    flow,
    clock,
    random,
    now: () => clock.unsafeCurrentTimeMillis(),
    nextId: (prefix) => `${prefix}${++ids}`,
    pace,
    declare,
    declarePromise: (origin, start, process) => {
      const entry = work.begin(origin)
      return work.promise(start, ending(entry, process))
    },
    watch: (origin, busy) => work.watch(origin, busy),
    settle,
    lookOutside: Effect.zipRight(eventLoop, settle),
    advance,
    run,
    act,
    provide,
    process: () => new VirtualProcess(scheduler),
    waiting: () => clock.queue.list().map(({ due, kind }) => ({ due, kind })),
    close: () => clock.close()
  }
}

/** Virtual time as a service. */
export class VirtualTime extends Context.Tag("@parley/core/VirtualTime")<VirtualTime, Service>() {
  /** A time of its own, with its clock, random source and pace set for everything below. */
  static readonly layer = (options: Options = {}): Layer.Layer<VirtualTime> =>
    Layer.unwrapScoped(
      Effect.map(
        Effect.acquireRelease(Effect.sync(() => make(options)), (time) => Effect.sync(() => time.close())),
        (time) =>
          Layer.mergeAll(
            Layer.succeed(this, time),
            Layer.setClock(time.clock),
            Layer.setRandom(time.random),
            Pace.layer({ wait: time.pace, work: time.declare })
          )
      )
    )
}

/**
 * A clock whose sleeps are entries of a queue. It moves only when told to (`manual`), or keeps step with the real clock at
 * an offset that can be pushed forward (`real`).
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { RuntimeFiber } from "effect/Fiber"
import * as Runtime from "effect/Runtime"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Entry, Kind } from "./VirtualQueue.ts"
import { VirtualQueue } from "./VirtualQueue.ts"

/** The longest delay that a real timer takes; a longer one is set again when it ends. */
const longestTimer = 2_147_483_647

/** What a fiber's sleep tells to whoever counts work: it sleeps, and it is awake again. */
export interface SleepWatch {
  readonly asleep: (fiber: RuntimeFiber<unknown, unknown>) => () => void
}

/** A clock whose time is an entry point of its own. */
export class VirtualClock implements Clock.Clock {
  readonly [Clock.ClockTypeId]: Clock.ClockTypeId = Clock.ClockTypeId
  readonly queue = new VirtualQueue()
  readonly currentTimeMillis: Effect.Effect<number> = Effect.sync(() => this.unsafeCurrentTimeMillis())
  readonly currentTimeNanos: Effect.Effect<bigint> = Effect.sync(() => this.unsafeCurrentTimeNanos())
  private readonly real: Clock.Clock | undefined
  private readonly watch: SleepWatch
  private reading: Instant
  private stopTimer: (() => void) | undefined = undefined
  private timerDue = Number.POSITIVE_INFINITY
  private closed = false

  constructor(
    options: { readonly start: Instant; readonly real: Clock.Clock | undefined; readonly watch: SleepWatch }
  ) {
    this.real = options.real
    this.watch = options.watch
    // With a real clock the reading is an offset to it, otherwise the time itself.
    this.reading = options.real === undefined ? options.start : options.start - options.real.unsafeCurrentTimeMillis()
  }

  unsafeCurrentTimeMillis(): number {
    return this.real === undefined ? this.reading : this.real.unsafeCurrentTimeMillis() + this.reading
  }

  unsafeCurrentTimeNanos(): bigint {
    return BigInt(Math.round(this.unsafeCurrentTimeMillis())) * 1_000_000n
  }

  sleep(duration: Duration.Duration): Effect.Effect<void> {
    return this.wait(Duration.toMillis(duration), "sleep")
  }

  /** Waits in the queue. A wait without length still takes its place behind what is due at the same instant. */
  wait(length: Millis, kind: Kind): Effect.Effect<void> {
    return Effect.withFiberRuntime((fiber) =>
      Effect.async<void>((resume) => {
        const awake = this.watch.asleep(fiber)
        const entry = this.at(this.unsafeCurrentTimeMillis() + Math.max(0, length), kind, () => {
          awake()
          resume(Effect.void)
        })
        return Effect.sync(() => {
          if (entry.cancelled) return
          awake()
          this.queue.cancel(entry)
        })
      })
    )
  }

  /** Has `release` called when an instant has come. */
  at(due: Instant, kind: Kind, release: () => void): Entry {
    const entry = this.queue.add(due, kind, release)
    this.arm()
    return entry
  }

  /** Moves time forward to an instant; what is due by then is left to be released. Never moves back. */
  moveTo(instant: Instant): void {
    const ahead = instant - this.unsafeCurrentTimeMillis()
    if (ahead <= 0) return
    this.reading += ahead
    this.arm()
  }

  /** Stops the real timer, if there is one. */
  close(): void {
    this.closed = true
    this.stopTimer?.()
  }

  /** Under a real clock: one real timer, for whatever is due first. */
  private arm(): void {
    if (this.real === undefined || this.closed) return
    const first = this.queue.peek()
    if (first === undefined) return
    const after = Math.max(0, first.due - this.unsafeCurrentTimeMillis())
    const due = this.real.unsafeCurrentTimeMillis() + after
    if (due >= this.timerDue) return
    this.stopTimer?.()
    this.timerDue = due
    const { real } = this
    this.stopTimer = undefined
    const stop = Runtime.runCallback(Runtime.defaultRuntime)(
      real.sleep(Duration.millis(Math.min(Math.ceil(after), longestTimer))),
      { onExit: (exit) => exit._tag === "Success" && this.ring() }
    )
    // A clock may end a sleep of no length at once: then the timer of what comes next is armed already.
    if (this.timerDue === due) this.stopTimer ??= stop
  }

  private ring(): void {
    this.timerDue = Number.POSITIVE_INFINITY
    this.stopTimer = undefined
    const now = this.unsafeCurrentTimeMillis()
    for (let entry = this.queue.take(now); entry !== undefined; entry = this.queue.take(now)) entry.release()
    this.arm()
  }
}

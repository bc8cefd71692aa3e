/**
 * A process within virtual time: fibers that can be ended all at once, as `kill -9` would, without a finalizer running.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { RuntimeFiber } from "effect/Fiber"
import * as Runtime from "effect/Runtime"
import type { Scheduler, Task } from "effect/Scheduler"
import * as Schedulers from "effect/Scheduler"
import { shouldYield } from "./VirtualScheduler.ts"

/** A group of fibers that live and die together. */
export class VirtualProcess implements Scheduler {
  readonly shouldYield = shouldYield
  private readonly scheduler: Scheduler
  private alive = true
  private readonly mourners = new Set<() => void>()

  constructor(scheduler: Scheduler | undefined) {
    this.scheduler = scheduler ?? Schedulers.defaultScheduler
  }

  /** A fiber of a dead process never runs again, whoever wakes it. */
  scheduleTask(task: Task, priority: number, fiber?: RuntimeFiber<unknown, unknown>): void {
    this.scheduler.scheduleTask(
      () => {
        if (this.alive) task()
      },
      priority,
      fiber
    )
  }

  /** Whether it was not killed. */
  get isAlive(): boolean {
    return this.alive
  }

  /** Has an effect, and every fiber it forks, run within the process. */
  provide<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.withScheduler(effect, this)
  }

  /** Runs an effect within the process for a fiber outside of it, which hears `onDeath` when the process is killed first. */
  call<A, E, E2>(effect: Effect.Effect<A, E>, onDeath: Effect.Effect<A, E2>): Effect.Effect<A, E | E2> {
    return Effect.flatMap(Effect.runtime<never>(), (runtime): Effect.Effect<A, E | E2> => {
      if (!this.alive) return onDeath
      const fiber = Runtime.runFork(runtime, effect, { scheduler: this })
      // Most calls are over by now: the caller goes on at once, and nobody has to be told.
      const exit = fiber.unsafePoll()
      if (exit !== null) return exit
      return Effect.async<A, E | E2>((resume) => {
        if (!this.alive) return resume(onDeath)
        const forget = this.onDeath(() => resume(onDeath))
        fiber.addObserver((exit) => {
          forget()
          resume(exit)
        })
      })
    })
  }

  /** Has `mourner` called when the process is killed; gives back how to forget it. */
  onDeath(mourner: () => void): () => void {
    this.mourners.add(mourner)
    return () => {
      this.mourners.delete(mourner)
    }
  }

  /** Ends every fiber where it stands. */
  kill(): void {
    this.alive = false
    for (const mourner of this.mourners) mourner()
    this.mourners.clear()
  }
}

/**
 * An Effect scheduler that runs nothing by itself: fibers that can run wait in a queue until someone drains it, at once and
 * on the current stack. What a drain starts belongs to the same drain.
 *
 * @module
 */
import type { RuntimeFiber } from "effect/Fiber"
import type { Scheduler, Task } from "effect/Scheduler"
import * as Schedulers from "effect/Scheduler"
import type { Outside } from "./VirtualOutside.ts"

/** Effect's own number of steps between two looks at whether a fiber should give way. */
const stepsBetween = 2_048

/** Whether a fiber should give way to others: as Effect asks it, but without two look-ups at every single step. */
export const shouldYield = (fiber: RuntimeFiber<unknown, unknown>): number | false =>
  fiber.currentOpCount > stepsBetween ? Schedulers.defaultShouldYield(fiber) : false

/** Runs fibers only when asked to. */
export class VirtualScheduler implements Scheduler {
  /** Called when a fiber becomes runnable while nobody drains: something real has come back. */
  onArrival: ((fiber: RuntimeFiber<unknown, unknown> | undefined) => void) | undefined = undefined
  readonly shouldYield = shouldYield
  private readonly tasks = new Schedulers.PriorityBuckets()
  private readonly outside: Outside | undefined
  private draining = 0

  constructor(outside?: Outside) {
    this.outside = outside
  }

  scheduleTask(task: Task, priority: number, fiber?: RuntimeFiber<unknown, unknown>): void {
    this.tasks.scheduleTask(task, priority)
    if (this.draining === 0) this.onArrival?.(fiber)
  }

  /** Whether a fiber can run. */
  get isRunnable(): boolean {
    return this.tasks.buckets.length > 0
  }

  /** Runs `body`, during which arrivals are our own doing. */
  within<A>(body: () => A): A {
    const isOutermost = this.draining++ === 0
    try {
      return isOutermost && this.outside !== undefined ? this.outside.within(body) : body()
    } finally {
      this.draining--
    }
  }

  /** Runs every fiber that can run, until none can, or until `limit` tasks have run. Gives how many ran. */
  drain(limit: number): number {
    return this.within(() => {
      let ran = 0
      while (this.tasks.buckets.length > 0 && ran < limit) {
        const buckets = this.tasks.buckets
        this.tasks.buckets = []
        for (const [, tasks] of buckets) {
          for (const task of tasks) {
            task()
            ran++
          }
        }
      }
      return ran
    })
  }
}

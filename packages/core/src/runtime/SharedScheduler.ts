/**
 * The scheduler of a running bot: one queue for all of its fibers, run through in a microtask.
 *
 * Effect's own keeps a queue for each fiber in a weak map. A bot has several short fibers in every turn, and to collect
 * so many weak entries took the garbage collector as long as a turn's own work.
 *
 * @module
 */
import type { RuntimeFiber } from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import * as RuntimeFlags from "effect/RuntimeFlags"
import type { Scheduler, Task } from "effect/Scheduler"
import * as Schedulers from "effect/Scheduler"
import { shouldYield } from "./VirtualScheduler.ts"

/** Rounds in a row after which the event loop has its turn: fibers that yield for ever shall not keep requests out. */
const roundsAtOnce = 64

/** Runs fibers in the order in which they became runnable; of Effect's priorities the lower numbers first. */
export class SharedScheduler implements Scheduler {
  readonly shouldYield: (fiber: RuntimeFiber<unknown, unknown>) => number | false = shouldYield
  private readonly tasks = new Schedulers.PriorityBuckets()
  private isScheduled = false
  private rounds = 0

  scheduleTask(task: Task, priority: number): void {
    this.tasks.scheduleTask(task, priority)
    if (this.isScheduled) return
    this.isScheduled = true
    this.rounds = 0
    queueMicrotask(this.run)
  }

  private readonly run = (): void => {
    const { buckets } = this.tasks
    this.tasks.buckets = []
    for (const [, tasks] of buckets) for (const task of tasks) attempt(task)
    this.isScheduled = this.tasks.buckets.length > 0
    if (!this.isScheduled) return
    if (++this.rounds < roundsAtOnce) return queueMicrotask(this.run)
    this.rounds = 0
    setImmediate(this.run)
  }
}

/** A task that throws is a bug of whoever watches its fiber. It is reported as one, and the other fibers go on. */
const attempt = (task: Task): void => {
  try {
    task()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** Whether Effect chose it: its default, or the one with which a `ManagedRuntime` builds its layers. */
const isEffects = (scheduler: Scheduler | undefined): boolean =>
  scheduler === undefined || scheduler === Schedulers.defaultScheduler || scheduler instanceof Schedulers.SyncScheduler

/** Without what every fiber has anyway, and without the past of the rest: all of it is copied for each fiber. */
const bare = (refs: FiberRefs.FiberRefs): FiberRefs.FiberRefs => {
  const none = FiberRefs.empty()
  let own = none
  for (const fiberRef of FiberRefs.fiberRefs(refs)) {
    const value: unknown = FiberRefs.getOrDefault(refs, fiberRef)
    // The runtime has its context beside the rest.
    if (fiberRef === FiberRef.currentContext || value === FiberRefs.getOrDefault(none, fiberRef)) continue
    own = FiberRefs.updateAs(own, { fiberId: FiberId.none, fiberRef, value })
  }
  return own
}

/**
 * The runtime with a scheduler of its own, for many short fibers; one that was given another scheduler than Effect's keeps that.
 * Effect's own counts of fibers (`effect_fiber_started` and its like) leave them out.
 */
export const on = <R>(runtime: Runtime.Runtime<R>): Runtime.Runtime<R> => {
  const { context, fiberRefs, runtimeFlags } = runtime
  // Each would be counted four times and its life measured by the real clock, which costs as much as a short one does.
  const flags = RuntimeFlags.disable(runtimeFlags, RuntimeFlags.RuntimeMetrics)
  const own = Runtime.make({ context, runtimeFlags: flags, fiberRefs: bare(fiberRefs) })
  return isEffects(Option.getOrUndefined(FiberRefs.get(fiberRefs, FiberRef.currentScheduler)))
    ? Runtime.setFiberRef(own, FiberRef.currentScheduler, new SharedScheduler())
    : own
}

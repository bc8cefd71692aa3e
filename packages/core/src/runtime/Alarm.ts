/**
 * One sleeper for everything that has to be looked at later: due timers, sends to be tried again, echoes that stay away.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { Instant } from "../model/Instant.ts"
import * as DueQueue from "./DueQueue.ts"
import type { Host } from "./Host.ts"

/** Calls at given moments. What is called must be quick: it begins work elsewhere. */
export interface Alarm {
  readonly at: (due: Instant, call: () => void) => DueQueue.Ticket<() => void>
  readonly cancel: (ticket: DueQueue.Ticket<() => void>) => void
  /** Makes all calls that are due now. */
  readonly ring: () => void
}

// Node's timers cannot wait for more than 24.8 days.
const longest = 20 * 86_400_000

/** An alarm without calls. */
export const make = (host: Host): Alarm => {
  const queue = DueQueue.make<() => void>()
  let sleeper: { readonly fiber: Fiber.RuntimeFiber<unknown> | undefined; readonly until: Instant } | undefined

  const arm = (): void => {
    const due = queue.peek()?.due
    if (due === undefined || (sleeper !== undefined && sleeper.until <= due)) return
    const now = host.now()
    const until = Math.min(due, now + longest)
    const earlier = sleeper?.fiber
    const fiber = host.forkWaiting(Effect.zipRight(
      Effect.sleep(Duration.millis(Math.max(0, until - now))),
      Effect.sync(() => {
        if (sleeper?.until === until) sleeper = undefined
        ring()
      })
    ))
    sleeper = { fiber, until }
    if (earlier !== undefined) earlier.unsafeInterruptAsFork(earlier.id())
  }

  const ring = (): void => {
    const now = host.now()
    for (let next = queue.peek(); next !== undefined && next.due <= now; next = queue.peek()) {
      queue.cancel(next)
      next.value()
    }
    arm()
  }

  return {
    at: (due, call) => {
      const ticket = queue.add(due, call)
      arm()
      return ticket
    },
    cancel: queue.cancel,
    ring
  }
}

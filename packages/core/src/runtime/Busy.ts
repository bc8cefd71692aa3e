/**
 * A count of what is under way, exact at every moment, with a way to wait for nothing.
 *
 * @module
 */
import * as Effect from "effect/Effect"

/** How much is under way. */
export interface Busy {
  readonly begin: () => void
  readonly end: () => void
  readonly count: () => number
  /** Waits until the count is nothing; at once when it is. */
  readonly idle: Effect.Effect<void>
}

/** A count that begins at nothing. */
export const make = (): Busy => {
  let count = 0
  let waiting: Array<() => void> = []
  return {
    begin: () => {
      count++
    },
    end: () => {
      count--
      if (count > 0 || waiting.length === 0) return
      const ready = waiting
      waiting = []
      for (const resume of ready) resume()
    },
    count: () => count,
    idle: Effect.async<void>((resume) => {
      if (count === 0) return resume(Effect.void)
      const wake = () => resume(Effect.void)
      waiting.push(wake)
      return Effect.sync(() => {
        waiting = waiting.filter((one) => one !== wake)
      })
    })
  }
}

/**
 * How long to wait before a message is tried again: up to twice as long each time, by chance, and counted for each message.
 *
 * @module
 */
import type { Instant } from "@parley/core"

/** The memory of one transport. It starts anew with the process, as the waiting may. */
export interface Backoff {
  /** Counts one more attempt of an outbound and says how many there were. */
  readonly count: (outbound: string) => number
  /** Forgets an outbound that came to its end. */
  readonly forget: (outbound: string) => void
}

/** Outbounds remembered at most; the oldest is forgotten first and starts again at the shortest wait. */
const capacity = 10_000

/** A new memory. */
export const make = (): Backoff => {
  const attempts = new Map<string, number>()
  return {
    count: (outbound) => {
      const count = (attempts.get(outbound) ?? 0) + 1
      attempts.delete(outbound)
      attempts.set(outbound, count)
      if (attempts.size > capacity) {
        const oldest = attempts.keys().next()
        if (oldest.done !== true) attempts.delete(oldest.value)
      }
      return count
    },
    forget: (outbound) => {
      if (attempts.size > 0) attempts.delete(outbound)
    }
  }
}

const longest = 300_000

/**
 * The moment of the next attempt: by chance (`random`, from 0 to below 1) between now and a bound that begins at `first` milliseconds
 * and doubles with each attempt, up to five minutes. What failed together does not come again together.
 */
export const retryAt = (
  attempt: number,
  { first, now, random }: { readonly first: number; readonly now: Instant.Instant; readonly random: number }
): Instant.Instant => now + Math.round(Math.min(first * 2 ** (attempt - 1), longest) * random)

/**
 * How long to wait before a message is tried again: twice as long each time, spread, and remembered for each message.
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

/** Between 0.8 and 1.2, and always the same for one text: waits of many messages do not fall on one instant. */
const spread = (text: string): number => {
  let hash = 2166136261
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619)
  return 0.8 + ((hash >>> 0) % 401) / 1000
}

/** The moment of the next attempt: `first` milliseconds after the first one, doubling up to five minutes. */
export const retryAt = (
  outbound: string,
  attempt: number,
  { first, now }: { readonly first: number; readonly now: Instant.Instant }
): Instant.Instant => now + Math.round(Math.min(first * 2 ** (attempt - 1), longest) * spread(outbound))

/**
 * Which comments stand under a live broadcast: private replies to them have a limit of their own ("Messenger Platform rate limits",
 * 23 March 2026).
 *
 * @module
 */
import type { Inbound } from "@parley/core"

/** The memory of one transport. It starts anew with the process: such a reply follows its comment within minutes, or not at all. */
export interface LiveComments {
  /** Takes up the comments among what came in. */
  readonly heed: (inbounds: ReadonlyArray<Inbound.Inbound>) => void
  readonly has: (comment: string) => boolean
}

/** Comments remembered at most; the oldest is forgotten first, and counts as any other then. */
const capacity = 10_000

/** A new memory. */
export const make = (): LiveComments => {
  const known = new Set<string>()
  return {
    has: (comment) => known.size > 0 && known.has(comment),
    heed: (inbounds) => {
      for (const { event } of inbounds) {
        if (event._tag !== "Commented" || event.live !== true || event.comment === undefined) continue
        known.add(event.comment)
        const [oldest] = known
        if (known.size > capacity && oldest !== undefined) known.delete(oldest)
      }
    }
  }
}

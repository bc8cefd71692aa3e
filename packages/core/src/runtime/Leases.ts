/**
 * Leases for a store that one process has to itself: they live in its memory, and end with it.
 *
 * @module
 */
import * as ConversationId from "../model/ConversationId.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lease } from "./ConversationStore.ts"

/** No leases yet. */
export const make = () => {
  const held = new Map<
    ConversationId.Key,
    { readonly worker: string; readonly token: number; readonly until: Instant }
  >()
  let token = 0
  return {
    claim: (
      id: ConversationId.ConversationId,
      { leaseFor, now, worker }: { readonly worker: string; readonly now: Instant; readonly leaseFor: Millis }
    ): Lease | undefined => {
      const key = ConversationId.key(id)
      const known = held.get(key)
      const standing = known !== undefined && known.until > now ? known : undefined
      if (standing !== undefined && standing.worker !== worker) return undefined
      const lease = { worker, token: standing?.token ?? ++token, until: now + leaseFor }
      held.set(key, lease)
      return { conversation: id, token: lease.token, until: lease.until }
    },
    release: (lease: Lease): void => {
      const key = ConversationId.key(lease.conversation)
      if (held.get(key)?.token === lease.token) held.delete(key)
    },
    forget: (key: ConversationId.Key): void => {
      held.delete(key)
    }
  }
}

/** Leases of one process. */
export type Leases = ReturnType<typeof make>

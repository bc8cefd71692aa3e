/**
 * Leases for a store that one process has to itself: they live in its memory, and end with it.
 *
 * @module
 */
import type { ConversationId } from "../model/ConversationId.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import * as ByConversation from "./ByConversation.ts"
import type { Lease } from "./ConversationStore.ts"

/** No leases yet. */
export const make = () => {
  const held = ByConversation.make<{ readonly worker: string; readonly token: number; readonly until: Instant }>()
  let token = 0
  return {
    claim: (
      id: ConversationId,
      { leaseFor, now, worker }: { readonly worker: string; readonly now: Instant; readonly leaseFor: Millis }
    ): Lease | undefined => {
      const known = held.get(id)
      const standing = known !== undefined && known.until > now ? known : undefined
      if (standing !== undefined && standing.worker !== worker) return undefined
      const lease = { worker, token: standing?.token ?? ++token, until: now + leaseFor }
      held.set(id, lease)
      return { conversation: id, token: lease.token, until: lease.until }
    },
    release: (lease: Lease): void => {
      if (held.get(lease.conversation)?.token === lease.token) held.delete(lease.conversation)
    },
    forget: (id: ConversationId): void => {
      held.delete(id)
    }
  }
}

/** Leases of one process. */
export type Leases = ReturnType<typeof make>

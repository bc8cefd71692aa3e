/**
 * The one door in: what is let in is durable before anyone says so, and its turns follow.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Inbound } from "../model/Inbound.ts"
import type { Acceptance, StoreError } from "./ConversationStore.ts"
import type { Host } from "./Host.ts"
import type { Mailbox } from "./Mailbox.ts"
import * as Succession from "./Succession.ts"

/** Stores inbounds and wakes their conversations. */
export interface Door {
  readonly accept: (batch: ReadonlyArray<Inbound>) => Effect.Effect<ReadonlyArray<Acceptance>, StoreError>
}

/** The door before a bot's mailboxes. */
export const make = (host: Host, mailbox: Mailbox): Door => ({
  accept: (given) => {
    const batch = given.some(({ formerly }) => formerly !== undefined) ? given.map(Succession.routed) : given
    return Effect.map(host.store.accept(batch), (acceptances) => {
      for (let index = 0; index < batch.length; index++) {
        const inbound = batch[index]
        if (inbound !== undefined && acceptances[index]?._tag === "Accepted") mailbox.wake(inbound.conversation)
      }
      return acceptances
    })
  }
})

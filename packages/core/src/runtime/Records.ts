/**
 * What the store knows of what was said, for people who have to answer for it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as DisclosureReport from "../policy/DisclosureReport.ts"
import * as MessageLedger from "../policy/MessageLedger.ts"
import type { OutboxRow, Query, Service as Store, StoreError } from "./ConversationStore.ts"
import * as Listing from "./Listing.ts"

/** How each sending ended, by the id of its outbound. */
const outcomesOf = (outbox: ReadonlyArray<OutboxRow>): MessageLedger.Outcomes =>
  new Map(
    outbox.flatMap(({ outbound, receipt }): ReadonlyArray<readonly [string, Receipt]> =>
      receipt === undefined ? [] : [[outbound.id, receipt]]
    )
  )

/** Every message of a conversation, oldest first, as far back as the store keeps the journal. */
export const ledger = (store: Store, id: ConversationId): Effect.Effect<ReadonlyArray<MessageLedger.Row>, StoreError> =>
  Effect.zipWith(
    store.journal(id, 0),
    store.outbox(id),
    (entries, outbox) => MessageLedger.rows(entries, outcomesOf(outbox))
  )

/** The ids of all conversations that a query finds. */
export const conversations = (store: Store, query: Query): Effect.Effect<ReadonlyArray<ConversationId>, StoreError> =>
  Listing.collect(store, query, ({ id }) => [id])

/** When the people of all conversations were told that they speak with a machine; one journal is in memory at a time. */
export const disclosures = (
  store: Store,
  period: DisclosureReport.Period
): Effect.Effect<DisclosureReport.Report, StoreError> =>
  Effect.map(
    Effect.flatMap(conversations(store, {}), (ids) =>
      Effect.forEach(ids, (id) =>
        Effect.zipWith(store.journal(id, 0), store.outbox(id), (entries, outbox) =>
          DisclosureReport.of(entries, { ...period, outcomes: outcomesOf(outbox) }).conversations))),
    (accounts) => ({ from: period.from, until: period.until, conversations: accounts.flat() })
  )

/** The words of all conversations that wait for the person to write, those of one conversation oldest first. */
export const held = (store: Store): Effect.Effect<ReadonlyArray<Outbound>, StoreError> =>
  Listing.collect(store, {}, (conversation) => conversation.held)

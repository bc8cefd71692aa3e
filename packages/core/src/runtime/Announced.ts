/**
 * Whether the notice that one speaks with a machine arrived, for the words that wait behind it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { StoreError } from "./ConversationStore.ts"
import type { Host } from "./Host.ts"
import * as OutboxState from "./OutboxState.ts"

/** What a delivery knows of the notices that it sent, by their ids. Most send none, and keep no map. */
export interface Announced {
  readonly id: ConversationId
  notices: Map<string, boolean> | undefined
}

/** Notes how a notice ended. */
export const note = (announced: Announced, notice: Outbound, arrived: boolean): void => {
  announced.notices ??= new Map()
  announced.notices.set(notice.id, arrived)
}

/** Whether the notice that was to come before a message arrived. What another process sent is looked up. */
export const isBefore = (
  host: Host,
  { id, notices }: Announced,
  { behind }: Outbound
): boolean | Effect.Effect<boolean, StoreError> => {
  const known = behind === undefined ? true : notices?.get(behind)
  if (known !== undefined) return known
  return Effect.map(
    host.patiently(host.store.outbox(id), id),
    (rows) => {
      const state = rows.find(({ outbound }) => outbound.id === behind)?.state
      return state === undefined || state === "sent" || !OutboxState.isSettled(state)
    }
  )
}

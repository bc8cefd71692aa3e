/**
 * How an outbox row moves from one state to the next: the rule that every store keeps.
 *
 * @module
 */
import type { Instant } from "../model/Instant.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { OutboxState } from "./ConversationStore.ts"

/** Whether a row in this state has its final outcome, and so holds nothing back. */
export const isSettled = (state: OutboxState): boolean =>
  state === "sent" || state === "refused" || state === "failed" || state === "parked"

/** The state that a receipt stands for. */
export const fromReceipt = (receipt: Receipt): OutboxState => {
  switch (receipt._tag) {
    case "Sent":
      return "sent"
    case "Refused":
      return "refused"
    case "Failed":
      return "failed"
    case "Postponed":
      return "pending"
    case "Unknown":
      return "unknown"
    case "Parked":
      return "parked"
  }
}

/** How a message went whose answer was lost: what the echo, which tells that it went, cannot know. */
const ofLost = (known: Receipt | undefined) => {
  if (known?._tag !== "Unknown" && known?._tag !== "Parked") return {}
  const { at, lane, message } = known
  return {
    ...(at === undefined ? {} : { at }),
    ...(lane === undefined ? {} : { lane }),
    ...(message === undefined ? {} : { message })
  }
}

/**
 * The receipt to keep: a second "sent" adds what it knows, and takes nothing away; what was known of a message whose answer was lost
 * stays known when it is given up, and when its echo comes.
 */
const merged = (known: Receipt | undefined, receipt: Receipt): Receipt => {
  if (receipt._tag === "Sent" && known?._tag === "Sent") return { ...known, ...receipt }
  return receipt._tag === "Sent" || receipt._tag === "Parked" ? { ...ofLost(known), ...receipt } : receipt
}

/** What a receipt makes of a row. */
export interface Settled {
  readonly state: OutboxState
  readonly receipt: Receipt
  /** What is added to its attempts: one less after a receipt which says that nothing was sent. */
  readonly counted: number
}

/**
 * A row after a receipt, or `undefined` when the receipt comes too late to be believed: what is sent stays sent, and what has another
 * final outcome changes only to sent. A lost answer that comes after its echo adds how the message went, which no echo tells.
 */
export const settled = (
  { receipt: known, state }: { readonly state: OutboxState; readonly receipt?: Receipt },
  receipt: Receipt
): Settled | undefined => {
  const next = fromReceipt(receipt)
  if (isSettled(state) && next !== "sent") {
    const explains = known?._tag === "Sent" && receipt._tag === "Unknown"
    return explains ? { state, receipt: { ...ofLost(receipt), ...known }, counted: 0 } : undefined
  }
  const counted = state === "sending" && receipt._tag === "Postponed" ? -1 : 0
  return { state: next, receipt: merged(known, receipt), counted }
}

/**
 * What the echo of a message that is known to be sent adds to its receipt: the `mid`, where the answer to the sending did
 * not tell it. Such an echo says nothing that a turn would have to hear.
 */
export const confirmed = (known: Receipt | undefined, mid: string): Receipt | undefined =>
  known?._tag === "Sent" && known.mid === undefined ? { ...known, mid } : undefined

/** The earliest moment at which a pending row may be claimed, or an unknown one given up; `undefined` means at once. */
export const waitsUntil = (receipt: Receipt | undefined): Instant | undefined =>
  receipt?._tag === "Postponed" ? receipt.retryAt : receipt?._tag === "Unknown" ? receipt.deadline : undefined

/** The receipt of a row that was being sent when its process died. */
export const interrupted = (deadline: Instant): Extract<Receipt, { readonly _tag: "Unknown" }> => ({
  _tag: "Unknown",
  reason: "The process ended while the message was being sent.",
  deadline
})

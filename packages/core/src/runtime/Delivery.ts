/**
 * What was said goes out, in order for each conversation. Each message is judged again at the moment of its sending, typed
 * as a person would, sent once, and settled with what became of it.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as Lane from "../policy/Lane.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import * as Typing from "../policy/Typing.ts"
import type { Alarm } from "./Alarm.ts"
import type { OutboxRow, StoreError } from "./ConversationStore.ts"
import type { Host, Line } from "./Host.ts"
import type { Mailbox } from "./Mailbox.ts"
import * as Seed from "./Seed.ts"
import * as Settling from "./Settling.ts"
import type { SenderAction } from "./Transport.ts"

/** The deliveries of a bot. */
export interface Delivery {
  /** Sees to it that what a conversation has in its outbox is sent. `fresh` are rows that were just committed. */
  readonly wake: (
    id: ConversationId.ConversationId,
    conversation?: Conversation,
    fresh?: ReadonlyArray<Outbound>
  ) => void
  /** Lets a delivery that is under way know how the conversation stands now. */
  readonly note: (conversation: Conversation) => void
  /** Shows a sender action as best it can, where it may be shown. */
  readonly show: (conversation: Conversation, action: SenderAction) => void
}

interface Slot {
  readonly id: ConversationId.ConversationId
  readonly key: ConversationId.Key
  asked: boolean
  /** As the last turn of this process left it. */
  conversation: Conversation | undefined
  /** Rows that are known to wait: for these the bot types. Rows that a process before us left are sent at once. */
  known: Array<Outbound>
  paced: string | undefined
}

const afterBug: Millis = 5_000

/** Deliveries without work. */
export const make = (host: Host, alarm: Alarm, mailbox: Mailbox): Delivery => {
  const { definition, store } = host
  const slots = new Map<ConversationId.Key, Slot>()

  const mayShow = (conversation: Conversation): Line | undefined => {
    if (definition.typing === false || host.isClosing()) return undefined
    if (conversation.owner._tag !== "Bot" || conversation.address._tag !== "Scoped") return undefined
    const line = host.line(conversation.id)
    return line?.transport.capabilities.senderActions === true ? line : undefined
  }

  const show = (conversation: Conversation, action: SenderAction): void => {
    const line = mayShow(conversation)
    if (line === undefined) return
    if (host.isWatched()) host.tell({ _tag: "Shown", at: host.now(), conversation: conversation.id, action })
    host.fork(Effect.catchAllCause(
      line.transport.act(conversation.id, conversation.address, action),
      (cause) => Effect.logDebug("A sender action failed", cause)
    ))
  }

  /** Types for as long as the next message deserves. Nothing is claimed yet, so that an end of the process loses nothing. */
  const pause = (slot: Slot): Effect.Effect<void> | undefined => {
    const head = slot.known[0]
    if (head === undefined || head.body._tag !== "Message" || slot.paced === head.id) return undefined
    if (slot.conversation === undefined || mayShow(slot.conversation) === undefined) return undefined
    if (definition.typing === false) return undefined
    slot.paced = head.id
    show(slot.conversation, "typingOn")
    const length = Typing.plan(head.body.message, Seed.fromText(head.id), definition.typing)
    return length > 0 ? host.pace.wait(length) : undefined
  }

  /** The conversation of a slot that does not know it: rows that a process before us left. */
  const look = (slot: Slot): Effect.Effect<Conversation | undefined, StoreError> => {
    const loaded = Effect.map(store.load(slot.id), ({ conversation }): Conversation | undefined => conversation)
    return Effect.tap(
      host.patiently(Effect.catchTag(loaded, "CorruptConversation", () => Effect.succeed(undefined)), slot.id),
      (conversation) => {
        slot.conversation = conversation
      }
    )
  }

  const settle = (
    slot: Slot,
    outbound: Outbound,
    receipt: Receipt,
    inbounds: ReadonlyArray<Inbound>
  ): Effect.Effect<void, StoreError> =>
    Effect.map(
      host.patiently(store.settle([{ outbound: outbound.id, receipt, inbounds }]), slot.id),
      () => {
        if (host.isWatched()) host.tell({ _tag: "Sent", at: host.now(), outbound, receipt })
        if (inbounds.length > 0) mailbox.wake(slot.id)
      }
    )

  const complain = (slot: Slot, outbound: Outbound, reason: string): Effect.Effect<void> => {
    host.tell({ _tag: "Failed", at: host.now(), conversation: slot.id, what: "send", reason })
    return Effect.logWarning(`Not sent: ${reason}`).pipe(
      Effect.annotateLogs({ conversation: slot.key, outbound: outbound.id })
    )
  }

  const judge = (outbound: Outbound, conversation: Conversation, line: Line, now: Instant): Lane.Verdict | undefined =>
    outbound.body._tag === "Control" ? undefined : Lane.resolve({
      message: outbound.body.message,
      author: outbound.author,
      cause: outbound.lane?.lane === "update" ? "initiative" : "answer",
      conversation,
      approvals: line.account.approvals,
      view: PolicyPack.on(line.transport.pack, now),
      now
    })

  /** A sending whose outcome stayed unknown: kept and not repeated, or repeated once, as its message wants. */
  const giveUp = (slot: Slot, row: OutboxRow): Effect.Effect<void, StoreError> => {
    const { outbound } = row
    const wanted = outbound.body._tag === "Message"
      ? outbound.body.message.delivery ?? definition.delivery
      : "atMostOnce"
    if (wanted === "atLeastOnce" && row.attempts < 2) {
      const receipt: Receipt = { _tag: "Postponed", reason: "No echo came; it is sent once more.", retryAt: host.now() }
      return settle(slot, outbound, receipt, [])
    }
    const reason = "its sending was never confirmed, and it may be sent at most once"
    const receipt: Receipt = { _tag: "Parked", reason }
    return Effect.zipRight(
      complain(slot, outbound, reason),
      settle(slot, outbound, receipt, Settling.inbounds(outbound, receipt, host.now()))
    )
  }

  const conclude = (
    slot: Slot,
    row: OutboxRow,
    outbound: Outbound,
    receipt: Receipt,
    line: Line | undefined
  ): Effect.Effect<void, StoreError> => {
    const now = host.now()
    if (receipt._tag === "Unknown") {
      // A control is never echoed, and some channels echo nothing.
      return line?.transport.capabilities.echoes !== true || outbound.body._tag === "Control"
        ? giveUp(slot, row)
        : settle(slot, outbound, { ...receipt, deadline: now + definition.echoDeadline }, [])
    }
    const settled = settle(slot, outbound, receipt, Settling.inbounds(outbound, receipt, now))
    if (receipt._tag === "Sent") {
      // Words behind a change of hands are judged by who owns the conversation after it.
      return outbound.body._tag === "Control" ? Effect.zipRight(settled, mailbox.rest(slot.id)) : settled
    }
    return Effect.flatMap(settled, () => {
      if (slot.conversation !== undefined && outbound.body._tag === "Message") show(slot.conversation, "typingOff")
      if (receipt._tag === "Failed") return complain(slot, outbound, receipt.reason)
      return receipt._tag === "Refused" ? complain(slot, outbound, receipt.refusal.reason) : Effect.void
    })
  }

  const lost = (cause: Cause.Cause<never>): Effect.Effect<Receipt> =>
    Cause.isInterrupted(cause)
      ? Effect.failCause(cause)
      : Effect.succeed({
        _tag: "Unknown",
        reason: String(Cause.squash(cause)),
        deadline: host.now() + definition.echoDeadline
      })

  const traced = (outbound: Outbound, sending: Effect.Effect<Receipt>): Effect.Effect<Receipt> =>
    definition.tracing
      ? Effect.withSpan(sending, "Transport.send", {
        attributes: { outbound: outbound.id },
        captureStackTrace: false
      })
      : sending

  const send = (
    slot: Slot,
    row: OutboxRow,
    conversation: Conversation | undefined
  ): Effect.Effect<void, StoreError> => {
    const { outbound } = row
    const now = host.now()
    const line = host.line(slot.id)
    if (line === undefined || conversation === undefined) {
      const reason = line === undefined
        ? `no transport serves account ${slot.id.account} on ${slot.id.channel}; give the bot one that does`
        : "the record of the conversation cannot be read"
      return conclude(slot, row, outbound, { _tag: "Failed", reason, error: null }, undefined)
    }
    const verdict = judge(outbound, conversation, line, now)
    if (verdict !== undefined && verdict._tag !== "Allowed") {
      const receipt: Receipt = { _tag: "Refused", refusal: verdict.refusal }
      const inbounds = verdict._tag === "Held"
        ? [Settling.held(outbound, verdict.until, now)]
        : Settling.inbounds(outbound, receipt, now)
      return settle(slot, outbound, receipt, inbounds)
    }
    const judged = verdict === undefined ? outbound : { ...outbound, lane: verdict.lane }
    const sending = Effect.catchAllCause(line.transport.send(judged), lost)
    return Effect.flatMap(traced(judged, sending), (receipt) => conclude(slot, row, judged, receipt, line))
  }

  const sent = (slot: Slot, outbound: string): void => {
    const index = slot.known.findIndex((one) => one.id === outbound)
    if (index >= 0) slot.known.splice(0, index + 1)
  }

  // No generator, as every step of one would be paid for by every message.

  /** Sends what waits, one after the other, until nothing may be sent now. */
  const deliver = (slot: Slot): Effect.Effect<void, StoreError> => {
    if (host.isClosing()) return Effect.void
    const pausing = pause(slot)
    if (pausing !== undefined) return Effect.flatMap(pausing, () => deliver(slot))
    slot.asked = false
    const claiming = host.patiently(store.claimOutbox(slot.id, host.now()), slot.id)
    return Effect.flatMap(claiming, (claim) => {
      const on = () => deliver(slot)
      switch (claim._tag) {
        case "Claimed": {
          const { row } = claim
          sent(slot, row.outbound.id)
          return slot.conversation === undefined
            ? Effect.flatMap(look(slot), (conversation) => Effect.flatMap(send(slot, row, conversation), on))
            : Effect.flatMap(send(slot, row, slot.conversation), on)
        }
        case "NotYet":
          alarm.at(claim.until, () => wake(slot.id))
          return Effect.void
        case "AwaitingEcho":
          sent(slot, claim.row.outbound.id)
          if (claim.until <= host.now()) return Effect.flatMap(giveUp(slot, claim.row), on)
          alarm.at(claim.until, () => wake(slot.id))
          return Effect.void
        case "Empty":
          return slot.asked ? deliver(slot) : Effect.void
      }
    })
  }

  const leave = (slot: Slot, exit: Exit.Exit<unknown, unknown>): undefined => {
    slots.delete(slot.key)
    if (host.isClosing()) return
    // After a bug of ours it is tried again later, so that it cannot take all the time there is.
    if (Exit.isFailure(exit)) alarm.at(host.now() + afterBug, () => wake(slot.id))
    else if (slot.asked) wake(slot.id, slot.conversation, slot.known)
  }

  const begin = (slot: Slot): void => {
    slots.set(slot.key, slot)
    host.fork(Effect.suspend(() => deliver(slot)), (exit) => leave(slot, exit))
  }

  const wake: Delivery["wake"] = (id, conversation, fresh = []) => {
    if (host.isClosing()) return
    const key = ConversationId.key(id)
    const slot = slots.get(key)
    if (slot === undefined) {
      begin({ id, key, asked: true, conversation, known: [...fresh], paced: undefined })
      return
    }
    slot.asked = true
    if (conversation !== undefined) slot.conversation = conversation
    slot.known.push(...fresh)
  }

  const note: Delivery["note"] = (conversation) => {
    const slot = slots.get(ConversationId.key(conversation.id))
    if (slot !== undefined) slot.conversation = conversation
  }

  return { wake, note, show }
}

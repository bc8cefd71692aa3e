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
import * as Disclosure from "../policy/Disclosure.ts"
import type * as Lane from "../policy/Lane.ts"
import type { Alarm } from "./Alarm.ts"
import * as Announced from "./Announced.ts"
import * as ByConversation from "./ByConversation.ts"
import type { OutboxClaim, OutboxRow, StoreError } from "./ConversationStore.ts"
import type { Begun, Host, Line } from "./Host.ts"
import type { Mailbox } from "./Mailbox.ts"
import * as Judging from "./Judging.ts"
import * as OutboxState from "./OutboxState.ts"
import * as Settling from "./Settling.ts"
import type { Showing } from "./Showing.ts"

/** The deliveries of a bot. */
export interface Delivery {
  /**
   * As `wake`, for a fiber that has nothing else to do: where a delivery begins, it is the caller's to run. Nothing begins
   * where one is at work already.
   */
  readonly begin: (
    id: ConversationId.ConversationId,
    conversation: Conversation,
    fresh: ReadonlyArray<Outbound>
  ) => Begun | undefined
  /** Sees to it that what a conversation has in its outbox is sent. `fresh` are rows that were just committed. */
  readonly wake: (
    id: ConversationId.ConversationId,
    conversation?: Conversation,
    fresh?: ReadonlyArray<Outbound>
  ) => void
  /** Lets a delivery that is under way know how the conversation stands now. */
  readonly note: (conversation: Conversation) => void
}

interface Slot extends Announced.Announced {
  asked: boolean
  /** As the last turn of this process left it. */
  conversation: Conversation | undefined
  /** Rows that are known to wait: for these the bot types. Rows that a process before us left are sent at once. */
  known: Array<Outbound>
  paced: string | undefined
}

/** What is to be sent next, where it was claimed already. */
type Next = OutboxClaim | undefined

const unclaimed = (): Next => undefined

/** What becomes of a message that is kept back and of which no dialogue is told. */
type Kept = "held" | "dropped" | undefined

const keptAs = ({ _tag }: Lane.Verdict): Kept => _tag === "Held" ? "held" : _tag === "Dropped" ? "dropped" : undefined

const afterBug: Millis = 5_000

/** Deliveries without work. */
export const make = (host: Host, alarm: Alarm, mailbox: Mailbox, showing: Showing): Delivery => {
  const { definition, store } = host
  const slots = ByConversation.make<Slot>()

  /** Types for as long as the next message deserves. Nothing is claimed yet, so that an end of the process loses nothing. */
  const pause = (slot: Slot): Effect.Effect<void> | undefined => {
    const [head, ...waiting] = slot.known
    if (head === undefined || slot.conversation === undefined || slot.paced === head.id) return undefined
    slot.paced = head.id
    const length = showing.type(slot.conversation, head, waiting)
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
    inbounds: ReadonlyArray<Inbound>,
    kept?: Kept
  ): Effect.Effect<void, StoreError> =>
    Effect.map(
      host.patiently(store.settle([{ outbound: outbound.id, receipt, inbounds }]), slot.id),
      () => settled(slot, outbound, receipt, inbounds, kept)
    )

  const settled = (
    slot: Slot,
    outbound: Outbound,
    receipt: Receipt,
    inbounds: ReadonlyArray<Inbound>,
    kept?: Kept
  ): void => {
    if (host.isWatched()) {
      host.tell({ _tag: "Sent", at: host.now(), outbound, receipt, ...(kept === undefined ? {} : { kept }) })
    }
    if (inbounds.length > 0) mailbox.wake(slot.id)
  }

  /** Settles what was sent, and takes what is next with it: one visit to the store instead of two. */
  const settleAndClaim = (
    slot: Slot,
    outbound: Outbound,
    receipt: Receipt,
    now: Instant
  ): Effect.Effect<Next, StoreError> => {
    const inbounds = Settling.inbounds(outbound, receipt, now)
    // Nothing is claimed for which the bot types first, nor by a bot that closes.
    const next = slot.known.length > 0 && definition.typing !== false || host.isClosing()
      ? undefined
      : { conversation: slot.id, now }
    if (next !== undefined) slot.asked = false
    return Effect.map(
      host.patiently(store.settle([{ outbound: outbound.id, receipt, inbounds }], next), slot.id),
      (claim) => {
        settled(slot, outbound, receipt, inbounds)
        return claim
      }
    )
  }

  const complain = (slot: Slot, outbound: Outbound, reason: string): Effect.Effect<void> => {
    host.tell({ _tag: "Failed", at: host.now(), conversation: slot.id, what: "send", reason })
    return Effect.logWarning(`Not sent: ${reason}`).pipe(
      Effect.annotateLogs({ conversation: ConversationId.key(slot.id), outbound: outbound.id })
    )
  }

  /** A message that may not travel now waits, is let go, or is told of, as it asked. */
  const keepBack = (
    slot: Slot,
    outbound: Outbound,
    verdict: Lane.Verdict,
    now: Instant
  ): Effect.Effect<void, StoreError> => {
    if (verdict._tag === "Allowed") return Effect.void
    const receipt: Receipt = { _tag: "Refused", refusal: verdict.refusal }
    const conversation = slot.conversation
    const notice = definition.disclosure === false
      ? undefined
      : Disclosure.text(definition.disclosure, conversation?.locale ?? definition.locale)
    const inbounds = verdict._tag === "Held"
      ? [Settling.held(outbound, verdict.until, now, notice)]
      : Settling.inbounds(outbound, receipt, now)
    if (outbound.discloses === true) Announced.note(slot, outbound, false)
    return Effect.map(settle(slot, outbound, receipt, inbounds, keptAs(verdict)), () => {
      if (conversation !== undefined) showing.show(conversation, "typingOff")
    })
  }

  /** A sending whose outcome stayed unknown: kept and not repeated, or repeated once, as its message wants. */
  const giveUp = (slot: Slot, row: OutboxRow, used: ReadonlyArray<Inbound> = []): Effect.Effect<void, StoreError> => {
    const { outbound } = row
    const wanted = outbound.body._tag === "Message"
      ? outbound.body.message.delivery ?? definition.delivery
      : "atMostOnce"
    if (wanted === "atLeastOnce" && row.attempts < 2) {
      const receipt: Receipt = { _tag: "Postponed", reason: "No echo came; it is sent once more.", retryAt: host.now() }
      return settle(slot, outbound, receipt, used)
    }
    const reason = "its sending was never confirmed, and it may be sent at most once"
    const receipt: Receipt = { _tag: "Parked", reason }
    if (outbound.discloses === true) Announced.note(slot, outbound, false)
    return Effect.zipRight(
      complain(slot, outbound, reason),
      settle(slot, outbound, receipt, [...used, ...Settling.inbounds(outbound, receipt, host.now())])
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
      const used = Settling.used(outbound, row.outbound, now)
      // A control is never echoed, and some channels echo nothing.
      return line?.transport.capabilities.echoes !== true || outbound.body._tag === "Control"
        ? giveUp(slot, row, used)
        : settle(slot, outbound, { ...receipt, deadline: now + definition.echoDeadline }, used)
    }
    if (outbound.discloses === true && receipt._tag !== "Postponed") {
      Announced.note(slot, outbound, receipt._tag === "Sent")
    }
    const refusal = Judging.refusalOf(outbound, receipt, now)
    if (refusal !== undefined) return keepBack(slot, outbound, Judging.kept(outbound, refusal, now), now)
    const settling = settle(slot, outbound, receipt, Settling.inbounds(outbound, receipt, now, row.outbound))
    // Words behind a change of hands are judged by who owns the conversation after it.
    if (receipt._tag === "Sent") return Effect.zipRight(settling, mailbox.rest(slot.id))
    return Effect.flatMap(settling, () => {
      if (slot.conversation !== undefined && outbound.body._tag === "Message") {
        showing.show(slot.conversation, "typingOff")
      }
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
  ): Effect.Effect<Next, StoreError> => {
    const { outbound } = row
    const now = host.now()
    const line = host.line(slot.id)
    if (line === undefined || conversation === undefined) {
      const reason = line === undefined
        ? `no transport serves account ${slot.id.account} on ${slot.id.channel}; give the bot one that does`
        : "the record of the conversation cannot be read"
      return Effect.map(conclude(slot, row, outbound, { _tag: "Failed", reason, error: null }, undefined), unclaimed)
    }
    const facts = { conversation, line, now, margin: definition.margin }
    const onward = (isFree: boolean): Effect.Effect<Next, StoreError> => {
      const verdict = Judging.judge(outbound, facts)
      if (verdict !== undefined && verdict._tag !== "Allowed") {
        return Effect.map(keepBack(slot, outbound, verdict, now), unclaimed)
      }
      // By its lane of now: what was to travel as a template, and goes in the window after all, is free words.
      const judged = verdict === undefined ? outbound : Judging.judged(outbound, verdict, conversation)
      return isFree && !Judging.isUnannounced(judged, outbound, facts, definition.disclosure)
        ? dispatch(slot, row, judged, line)
        : Effect.map(keepBack(slot, outbound, Judging.unannounced(outbound, now), now), unclaimed)
    }
    const isFree = Announced.isBefore(host, slot, outbound)
    return typeof isFree === "boolean" ? onward(isFree) : Effect.flatMap(isFree, onward)
  }

  /** Writes down by which lane a message goes, where it is not the one it was said with: should the process end now, no echo tells it. */
  const foretell = (slot: Slot, said: Outbound, judged: Outbound): Effect.Effect<unknown, StoreError> | undefined => {
    const now = host.now()
    const receipt = Judging.travelled(OutboxState.interrupted(now + definition.echoDeadline), judged, said, now)
    if (receipt.lane === undefined && receipt.message === undefined) return undefined
    return host.patiently(store.settle([{ outbound: said.id, receipt, inbounds: [] }]), slot.id)
  }

  const dispatch = (slot: Slot, row: OutboxRow, judged: Outbound, line: Line): Effect.Effect<Next, StoreError> => {
    const told = foretell(slot, row.outbound, judged)
    const sending = Effect.catchAllCause(line.transport.send(judged), lost)
    // What the conversation has to hear of first is settled by the long road.
    const isPlain = judged.body._tag === "Message" && judged.lane?.permission === row.outbound.lane?.permission
    const gone = traced(judged, sending)
    return Effect.flatMap(
      told === undefined ? gone : Effect.zipRight(told, gone),
      (receipt) => {
        if (receipt._tag !== "Sent" || !isPlain) {
          const isGone = receipt._tag === "Sent" || receipt._tag === "Unknown"
          const known = isGone ? Judging.travelled(receipt, judged, row.outbound, host.now()) : receipt
          return Effect.map(conclude(slot, row, judged, known, line), unclaimed)
        }
        if (judged.discloses === true) Announced.note(slot, judged, true)
        const now = host.now()
        return settleAndClaim(slot, judged, Judging.travelled(receipt, judged, row.outbound, now), now)
      }
    )
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
    return Effect.flatMap(claiming, (claim) => follow(slot, claim))
  }

  /** Does what a claim asks for, and goes on. */
  const follow = (slot: Slot, claim: OutboxClaim): Effect.Effect<void, StoreError> => {
    switch (claim._tag) {
      case "Claimed": {
        const { row } = claim
        sent(slot, row.outbound.id)
        const on = (next: Next) => next === undefined ? deliver(slot) : follow(slot, next)
        return slot.conversation === undefined
          ? Effect.flatMap(look(slot), (conversation) => Effect.flatMap(send(slot, row, conversation), on))
          : Effect.flatMap(send(slot, row, slot.conversation), on)
      }
      case "NotYet":
        alarm.at(claim.until, () => wake(slot.id))
        return Effect.void
      case "AwaitingEcho":
        sent(slot, claim.row.outbound.id)
        if (claim.until <= host.now()) return Effect.flatMap(giveUp(slot, claim.row), () => deliver(slot))
        alarm.at(claim.until, () => wake(slot.id))
        return Effect.void
      case "Empty":
        return slot.asked ? deliver(slot) : Effect.void
    }
  }

  const leave = (slot: Slot, exit: Exit.Exit<unknown, unknown>): undefined => {
    slots.delete(slot.id)
    if (host.isClosing()) return
    // After a bug of ours it is tried again later, so that it cannot take all the time there is.
    if (Exit.isFailure(exit)) alarm.at(host.now() + afterBug, () => wake(slot.id))
    else if (slot.asked) wake(slot.id, slot.conversation, slot.known)
  }

  /** The slot of a delivery that begins now; where one is at work, it learns what there is to know. */
  const enter = (
    id: ConversationId.ConversationId,
    conversation: Conversation | undefined,
    fresh: ReadonlyArray<Outbound>
  ): Slot | undefined => {
    if (host.isClosing()) return undefined
    const slot = slots.get(id)
    if (slot === undefined) {
      const entered: Slot = {
        id,
        asked: true,
        conversation,
        known: [...fresh],
        paced: undefined,
        notices: undefined
      }
      slots.set(id, entered)
      return entered
    }
    slot.asked = true
    if (conversation !== undefined) slot.conversation = conversation
    slot.known.push(...fresh)
    return undefined
  }

  const begin: Delivery["begin"] = (id, conversation, fresh) => {
    const slot = enter(id, conversation, fresh)
    if (slot === undefined) return undefined
    return { work: Effect.suspend(() => deliver(slot)), leave: (exit) => leave(slot, exit) }
  }

  const wake: Delivery["wake"] = (id, conversation, fresh = []) => {
    const slot = enter(id, conversation, fresh)
    if (slot !== undefined) host.fork(Effect.suspend(() => deliver(slot)), (exit) => leave(slot, exit))
  }

  const note: Delivery["note"] = (conversation) => {
    const slot = slots.get(conversation.id)
    if (slot !== undefined) slot.conversation = conversation
  }

  return { begin, wake, note }
}

/**
 * What the conversation is told about the end of a send: as an inbound, by the one door.
 *
 * @module
 */
import type { Event, Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Control, Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as Disclosure from "../policy/Disclosure.ts"

const own = (id: string, outbound: Outbound, event: Event, now: Instant): Inbound => ({
  id,
  conversation: outbound.conversation,
  at: now,
  receivedAt: now,
  event
})

/** A control that the channel took, alone or with last words, changes who owns the conversation. */
const changeOfHands = (outbound: Outbound, now: Instant): ReadonlyArray<Inbound> => {
  const { body } = outbound
  const control: Control | undefined = body._tag === "Control" ? body.control : body.message.control
  if (control === undefined) return []
  const id = `routed/${outbound.id}`
  switch (control._tag) {
    case "Pass": {
      const metadata = control.note === undefined ? {} : { metadata: control.note }
      return [own(id, outbound, { _tag: "Routed", change: "passed", toUs: false, to: control.to, ...metadata }, now)]
    }
    case "Take":
      return [own(id, outbound, { _tag: "Routed", change: "taken", toUs: true }, now)]
    case "Release":
      return [own(id, outbound, { _tag: "Routed", change: "released", toUs: false }, now)]
    case "Request":
    case "Extend":
      return []
  }
}

const stateOf = ({ body }: Outbound): { readonly state?: string } => {
  const state = body._tag === "Message" ? body.message.origin?.state : undefined
  return state === undefined ? {} : { state }
}

const settled = (outbound: Outbound, receipt: Receipt): Event | undefined => {
  // The copy comes after the tag: a property that is new behind a leading spread is a new class to V8 each time.
  const base = { outbound: outbound.id, ...stateOf(outbound) }
  const answered = outbound.answered === undefined ? {} : { answered: outbound.answered }
  switch (receipt._tag) {
    case "Sent":
      return {
        _tag: "Settled",
        outcome: "sent",
        ...base,
        ...(receipt.mid === undefined ? {} : { mid: receipt.mid }),
        ...(outbound.lane?.permission === undefined ? {} : { permission: outbound.lane.permission })
      }
    case "Refused":
      return { _tag: "Settled", outcome: "refused", ...base, refusal: receipt.refusal, ...answered }
    case "Failed":
      return {
        _tag: "Settled",
        outcome: "failed",
        ...base,
        error: receipt.error,
        ...(receipt.unreachable === undefined ? {} : { unreachable: receipt.unreachable }),
        ...(receipt.stopped === undefined ? {} : { stopped: receipt.stopped })
      }
    case "Parked":
      return { _tag: "Settled", outcome: "parked", ...base }
    case "Postponed":
    case "Unknown":
      return undefined
  }
}

/** Whether a message came to use another permission at its sending than it was said with, or none. */
const isOtherLeave = (outbound: Outbound, said: Outbound): boolean =>
  outbound.lane?.permission !== said.lane?.permission

/** Whether a message asks for leave: when it went out counts for the next one. */
const isRequest = ({ body }: Outbound): boolean => body._tag === "Message" && body.message.content._tag === "Request"

/** Whether the conversation changes by how a sending ended. */
const matters = (outbound: Outbound, receipt: Receipt): boolean => {
  if (outbound.discloses === true || outbound.reports === true || isRequest(outbound)) return true
  if (receipt._tag === "Sent") return false
  const isTold = receipt._tag === "Failed" && (receipt.unreachable === true || receipt.stopped === true)
  return isTold || outbound.lane?.permission !== undefined
}

/** A handle was written to, and the channel tells whose it is: the person is known from now on. */
const known = (
  outbound: Outbound,
  { person }: Extract<Receipt, { readonly _tag: "Sent" }>,
  now: Instant
): ReadonlyArray<Inbound> => {
  const { address, conversation } = outbound
  if (person === undefined || person === conversation.person) return []
  if (address._tag === "Scoped" || address._tag === "Token") return []
  return [own(`became/${outbound.id}`, outbound, { _tag: "Became", person }, now)]
}

/**
 * The inbounds that tell of a receipt, for outbounds of which the conversation wants to know. `said` is the outbound as it was
 * said, where its lane changed at the sending.
 */
export const inbounds = (
  outbound: Outbound,
  receipt: Receipt,
  now: Instant,
  said: Outbound = outbound
): ReadonlyArray<Inbound> => {
  const hands = receipt._tag === "Sent" ? [...changeOfHands(outbound, now), ...known(outbound, receipt, now)] : []
  if (outbound.body._tag === "Control") return hands
  if (!matters(outbound, receipt) && (receipt._tag !== "Sent" || !isOtherLeave(outbound, said))) return hands
  const event = settled(outbound, receipt)
  return event === undefined ? hands : [own(`settled/${outbound.id}/${receipt._tag}`, outbound, event, now), ...hands]
}

/** Tells of a permission that a message came to use at its sending, whose outcome is not known: it may have been used up. */
export const used = (outbound: Outbound, said: Outbound, now: Instant): ReadonlyArray<Inbound> => {
  const permission = outbound.lane?.permission
  return permission === undefined || !isOtherLeave(outbound, said) ? [] : [
    own(`used/${outbound.id}`, outbound, { _tag: "Settled", outbound: outbound.id, outcome: "parked", permission }, now)
  ]
}

/**
 * The rules shut while a message waited to be sent: the conversation keeps it until the person writes again. A notice of
 * its own is not kept: it is due again, and said anew; `notice` is its words, to be taken out of a message that says both.
 */
export const held = (outbound: Outbound, until: Instant, now: Instant, notice: string | undefined): Inbound => {
  const { behind: _behind, discloses, lane: _lane, ...rest } = outbound
  const event: Event = { _tag: "Settled", outbound: outbound.id, outcome: "held" }
  const id = `settled/${outbound.id}/Held`
  if (Disclosure.isNotice(outbound)) return own(id, outbound, event, now)
  const body = discloses === true && notice !== undefined && rest.body._tag === "Message"
    ? { ...rest.body, message: Disclosure.unmerge(rest.body.message, notice) }
    : rest.body
  const waiting: Outbound = {
    ...rest,
    body,
    address: { _tag: "Scoped", id: rest.conversation.person },
    expiresAt: until
  }
  return own(id, outbound, { ...event, waiting }, now)
}

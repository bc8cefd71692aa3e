/**
 * What the conversation is told about the end of a send: as an inbound, by the one door.
 *
 * @module
 */
import type { Event, Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"

const own = (id: string, outbound: Outbound, event: Event, now: Instant): Inbound => ({
  id,
  conversation: outbound.conversation,
  at: now,
  receivedAt: now,
  event
})

/** A control that the channel took changes who owns the conversation. */
const changeOfHands = (outbound: Outbound, now: Instant): ReadonlyArray<Inbound> => {
  if (outbound.body._tag !== "Control") return []
  const id = `routed/${outbound.id}`
  const { control } = outbound.body
  switch (control._tag) {
    case "Pass":
      return [own(id, outbound, { _tag: "Routed", change: "passed", toUs: false, to: control.to }, now)]
    case "Take":
      return [own(id, outbound, { _tag: "Routed", change: "taken", toUs: true }, now)]
    case "Release":
    case "Request":
    case "Extend":
      return []
  }
}

const settled = (outbound: Outbound, receipt: Receipt): Event | undefined => {
  const base = { _tag: "Settled", outbound: outbound.id } as const
  switch (receipt._tag) {
    case "Sent":
      return { ...base, outcome: "sent", ...(receipt.mid === undefined ? {} : { mid: receipt.mid }) }
    case "Refused":
      return { ...base, outcome: "refused", refusal: receipt.refusal }
    case "Failed":
      return { ...base, outcome: "failed", error: receipt.error }
    case "Parked":
      return { ...base, outcome: "parked" }
    case "Postponed":
    case "Unknown":
      return undefined
  }
}

/** The inbounds that tell of a receipt, for outbounds of which the conversation wants to know. */
export const inbounds = (outbound: Outbound, receipt: Receipt, now: Instant): ReadonlyArray<Inbound> => {
  if (outbound.body._tag === "Control") return receipt._tag === "Sent" ? changeOfHands(outbound, now) : []
  if (outbound.discloses !== true && outbound.reports !== true) return []
  const event = settled(outbound, receipt)
  return event === undefined ? [] : [own(`settled/${outbound.id}/${receipt._tag}`, outbound, event, now)]
}

/**
 * The rules shut while a message waited to be sent: the conversation keeps it until the person writes again. A notice of
 * its own is not kept: it is due again, and said anew.
 */
export const held = (outbound: Outbound, until: Instant, now: Instant): Inbound => {
  const { discloses, lane, ...rest } = outbound
  const isNotice = discloses === true && lane?.lane !== "privateReply" && lane?.lane !== "oneTime"
  const event: Event = { _tag: "Settled", outbound: outbound.id, outcome: "held" }
  const waiting: Outbound = { ...rest, expiresAt: until }
  return own(`settled/${outbound.id}/Held`, outbound, isNotice ? event : { ...event, waiting }, now)
}

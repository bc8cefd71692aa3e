/**
 * The second look at a message, at the moment of its sending: the rules may have shut while it waited, a person may have
 * taken the conversation, and the notice that was to come before it may not have arrived.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Conversation } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane as LaneChoice, Refusal } from "../model/LaneName.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as Lane from "../policy/Lane.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import type { Line } from "./Host.ts"

const noNotice: Refusal = {
  rule: "disclosure.first",
  reason: "the notice that one speaks with a machine was to come first, and it did not arrive",
  waysOut: ["it is said again, with the notice before it, once the person writes"]
}

/** What is known when a message is about to be sent. `margin` as in `Lane.Request`. */
export interface Facts {
  readonly conversation: Conversation
  readonly line: Line
  readonly now: Instant
  readonly margin: Millis
}

/** The verdict on a message that may not travel now for this reason: it does what it asked for. */
export const kept = (outbound: Outbound, refusal: Refusal, now: Instant): Lane.Verdict => {
  const message = outbound.body._tag === "Message" ? outbound.body.message : undefined
  const { holdFor, otherwise } = message === undefined
    ? { holdFor: 0, otherwise: "refuse" }
    : Lane.fallback(message)
  if (otherwise === "refuse") return { _tag: "Refused", refusal }
  return otherwise === "drop" ? { _tag: "Dropped", refusal } : { _tag: "Held", until: now + holdFor, refusal }
}

/** The verdict on a message behind a notice that did not arrive. */
export const unannounced = (outbound: Outbound, now: Instant): Lane.Verdict => kept(outbound, noNotice, now)

/**
 * Whether free words, as they would travel now, would come to someone who does not know that a machine writes, since a person of
 * the business had the conversation while they waited. A notice that would take the one message of a lane, so that none is left for
 * the words behind it, is not sent either. `said` is the outbound as it was said.
 */
export const isUnannounced = (
  outbound: Outbound,
  said: Outbound,
  { conversation, line, now }: Facts,
  disclosure: Disclosure.Options | false
): boolean => {
  if (disclosure === false) return false
  if (Disclosure.isNotice(said) && !Disclosure.isNotice(outbound)) return true
  return Disclosure.waits(outbound, conversation, PolicyPack.on(line.transport.pack, now), now, disclosure)
}

/** A series that may only go on so much later keeps no reply of the conversation waiting behind it. */
const longWait: Millis = 60_000

/**
 * The refusal of the channel itself that a message answers as it answers ours: the window is shut by the channel's clock, or the
 * series may not go on yet.
 */
export const refusalOf = (outbound: Outbound, receipt: Receipt, now: Instant): Refusal | undefined => {
  if (outbound.body._tag !== "Message") return undefined
  if (receipt._tag === "Refused") return receipt.refusal
  if (receipt._tag !== "Postponed" || outbound.lane?.permission === undefined) return undefined
  return receipt.retryAt - now < longWait
    ? undefined
    : { rule: "platform.tooSoon", reason: receipt.reason, waysOut: ["wait for the cadence of the series"] }
}

/** It went, or may have. */
type Gone = Extract<Receipt, { readonly _tag: "Sent" | "Unknown" }>

const isSameLane = (one: LaneChoice | undefined, other: LaneChoice | undefined): boolean =>
  one?.rule === other?.rule && one?.permission === other?.permission && one?.actAt === other?.actAt
  && one?.packVersion === other?.packVersion

/** The receipt with when it went, and how, where that is not as it was said: what the record of a message must show. */
export const travelled = (receipt: Gone, judged: Outbound, said: Outbound, now: Instant): Gone => {
  const { body, lane } = judged
  // No spread: for a property that is new to a copy made by one, V8 makes a class of its own each time.
  const known: Types.Mutable<Gone> = Object.assign({}, receipt, { at: now })
  if (lane !== undefined && !isSameLane(lane, said.lane)) known.lane = lane
  if (body !== said.body && body._tag === "Message") known.message = body.message
  return known
}

/** The outbound as the verdict lets it travel, to where the conversation is unless a permission says otherwise. */
export const judged = (
  outbound: Outbound,
  verdict: Extract<Lane.Verdict, { _tag: "Allowed" }>,
  conversation: Conversation
): Outbound => {
  const { address = conversation.address, lane, message } = verdict
  const body = outbound.body._tag === "Message" && outbound.body.message !== message
    ? { ...outbound.body, message }
    : outbound.body
  // Words that were held have no lane yet: a property that is new behind a leading spread is a new class to V8 each time.
  return outbound.lane === undefined
    ? Object.assign({}, outbound, { body, lane, address })
    : { ...outbound, body, lane, address }
}

/** What the rules say of a message now; `undefined` for a control, which they do not concern. */
export const judge = (outbound: Outbound, { conversation, line, margin, now }: Facts): Lane.Verdict | undefined => {
  if (outbound.body._tag === "Control") return undefined
  const { templates } = line.account
  const asked: Types.Mutable<Lane.Request> = {
    message: outbound.body.message,
    author: outbound.author,
    cause: outbound.initiative === true ? "initiative" : "answer",
    conversation,
    approvals: line.account.approvals,
    view: PolicyPack.on(line.transport.pack, now),
    now,
    margin,
    // A permission that this message uses itself is not used up for it.
    outbound: outbound.id
  }
  if (templates !== undefined) asked.templates = templates
  return Lane.resolve(asked)
}

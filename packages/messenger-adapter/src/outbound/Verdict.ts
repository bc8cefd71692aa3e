/**
 * What the end of a call means for the message: the receipt.
 *
 * @module
 */
import type { Instant, Receipt } from "@parley/core"
import type * as Types from "effect/Types"
import type { Outcome } from "../graph/GraphClient.ts"
import * as GraphError from "../graph/GraphError.ts"
import * as Backoff from "./Backoff.ts"

/** What the verdict rests on. `attempt` counts from 1. */
export interface Case {
  readonly attempt: number
  readonly now: Instant.Instant
  /** From 0 to below 1, drawn for this case: how far into its bound the next attempt is put. */
  readonly random: number
  /** Until when the echo of a lost message is awaited; `now` where none can come. */
  readonly echoBy: Instant.Instant
  /** Whether doing it twice does no harm (controls): then a lost call is simply made again. */
  readonly repeatable: boolean
}

/** Attempts at a message that the platform turns away for a passing trouble; the next one is its end. */
const attempts = 8

const firstWait = 1000
const firstRateWait = 15_000

type Fields = { readonly [name: string]: unknown }

/**
 * The receipt of an answer that says what was sent: the platform's id for it, and the person it went to, which a
 * private reply tells. `undefined` when it is none of the answers that the pages print: whether it was said is not known then.
 */
export const sent = (body: string): Receipt.Receipt | undefined => {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  if (typeof value !== "object" || value === null) return undefined
  // Made by `JSON.parse`: only string keys.
  const fields = value as Fields
  if (fields.success === false) {
    const reason = "the platform did not do it and does not say why; look at the routing of the account's conversations"
    return { _tag: "Failed", reason, error: { _tag: "Unsuccessful" } }
  }
  const receipt: Types.Mutable<Extract<Receipt.Receipt, { _tag: "Sent" }>> = { _tag: "Sent" }
  const { message_id, recipient_id } = fields
  if (typeof message_id === "string") receipt.mid = message_id
  if (typeof recipient_id === "string") receipt.person = recipient_id
  const isTold = receipt.mid !== undefined || receipt.person !== undefined || fields.success === true
  return isTold || fields.success === "true" ? receipt : undefined
}

const later = ({ attempt, now, random }: Case, first: number): Instant.Instant =>
  Backoff.retryAt(attempt, { first, now, random })

const uncertain = (reason: string, given: Case): Receipt.Receipt =>
  given.repeatable
    ? { _tag: "Postponed", reason, retryAt: later(given, firstWait) }
    : { _tag: "Unknown", reason, deadline: given.echoBy }

/** Another app or a person in the inbox has the thread ("Conversation Routing"). */
const routing = [2018171, 2018234, 2018300, 2534037]

/** Whether an error says that someone else has the thread. */
export const isRouting = (error: GraphError.GraphError): boolean =>
  routing.includes(error.code ?? 0) || routing.includes(error.subcode ?? 0)

const refused = (error: GraphError.GraphError, rule: string, waysOut: ReadonlyArray<string>): Receipt.Receipt => ({
  _tag: "Refused",
  refusal: { rule, reason: GraphError.describe(error), waysOut }
})

const misusedTag = 2018338
const withoutTag = [
  "give messages with this content another purpose, or an approved utility template",
  "say it when the person writes again"
]
const withoutAsking = [
  "ask again a week after the last time",
  "go on without the leave, and say it when the person writes again"
]

const rejected = (error: GraphError.GraphError, given: Case): Receipt.Receipt => {
  const reason = GraphError.describe(error)
  switch (error._tag) {
    case "Transient": {
      if (error.carriedOut === "maybe" && !given.repeatable) return uncertain(reason, given)
      if (given.attempt >= attempts) {
        return { _tag: "Failed", reason: `${reason}; given up after ${attempts} attempts`, error }
      }
      return { _tag: "Postponed", reason, retryAt: later(given, firstWait) }
    }
    case "RateLimited": {
      const asked = error.waitFor === undefined ? 0 : given.now + error.waitFor
      // Never before the time that was asked for, and not all at once when it has come.
      return {
        _tag: "Postponed",
        reason,
        retryAt: Math.max(asked, given.now) + later(given, firstRateWait) - given.now
      }
    }
    case "WindowClosed":
      return refused(error, "platform.window", [
        "wait until the person writes again",
        "give the message an approved utility template"
      ])
    case "Disallowed":
      return refused(error, "platform.rules", error.subcode === misusedTag ? withoutTag : withoutAsking)
    case "TooSoon":
      return error.nextAt === undefined || error.nextAt <= given.now
        ? refused(error, "platform.tooSoon", ["send it later", "wait until the person writes again"])
        : { _tag: "Postponed", reason, retryAt: error.nextAt }
    case "Unreachable":
      return { _tag: "Failed", reason, error, unreachable: true }
    case "Stopped":
      return { _tag: "Failed", reason, error, stopped: true }
    case "Gone":
    case "BadContent":
    case "Unrecognised":
      return { _tag: "Failed", reason, error }
    case "Configuration":
      return isRouting(error)
        ? refused(error, "platform.routing", ["wait until the conversation is given back", "take it with a handover"])
        : { _tag: "Failed", reason, error }
  }
}

/** The receipt of a call. */
export const of = (outcome: Outcome, given: Case): Receipt.Receipt => {
  switch (outcome._tag) {
    case "Answered":
      return sent(outcome.body) ?? uncertain("the answer of the Graph API is none that its pages print", given)
    case "Rejected":
      return rejected(outcome.error, given)
    case "Lost":
      return outcome.sent === "maybe"
        ? uncertain(outcome.reason, given)
        : { _tag: "Postponed", reason: outcome.reason, retryAt: later(given, firstWait) }
  }
}

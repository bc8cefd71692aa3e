/**
 * The notice that one speaks with a machine: when it is due, how it travels, and when the person has been told.
 *
 * Meta asks for it at the start of a conversation, after a significant lapse of time, and when a person hands over to a
 * machine ("Send a Message", *automated chat*, read 2026-11-21); the law of some places asks for more. It is on unless
 * switched off.
 *
 * @module
 */
import type { Conversation, DisclosureState } from "../model/Conversation.ts"
import type { Instant } from "../model/Instant.ts"
import type { Lane } from "../model/LaneName.ts"
import type { Outbound } from "../model/Outbound.ts"
import { applies, type Options } from "./DisclosureOptions.ts"
import { isNotice, precedes } from "./DisclosurePlan.ts"
import type { View } from "./PolicyPack.ts"
import * as Window from "./Window.ts"

export { says } from "./DisclosureCheck.ts"
export * from "./DisclosureOptions.ts"
export * from "./DisclosurePlan.ts"
export { type Wording, wordings } from "./DisclosureWords.ts"

/** The moments that make it due. `undelivered`: it was said, and did not arrive. */
export type Why = "start" | "lapse" | "fromHuman" | "undelivered"

const lapsed = (state: DisclosureState, before: Conversation, view: View, now: Instant, options: Options): boolean => {
  const told = state._tag === "Told" ? state.at : undefined
  const { lastHeardAt, lastSaidAt } = before
  if (told === undefined && lastHeardAt === undefined && lastSaidAt === undefined) return false
  const last = Math.max(lastHeardAt ?? 0, lastSaidAt ?? 0, told ?? 0)
  const { lapse, moments } = view.disclosure
  const wait = options.lapse ?? (moments.includes("lapse") ? lapse : Number.POSITIVE_INFINITY)
  return Window.latest(now, before.seenAt) - last >= wait
}

/** A lapse and a notice that did not arrive were found to be due once, and are owed since. */
const isAsked = (why: Why, { disclosure }: View): boolean =>
  why === "lapse" || why === "undelivered" || disclosure.moments.includes(why)

/**
 * Why the notice is due before the next words of the bot, or `undefined` when it is not. `before` is the conversation as it stood
 * before the turn: the lapse counts from the last thing that either side had said by then, so that the first of a burst of
 * messages makes it due, and the others do not.
 */
export const due = (
  conversation: Conversation,
  view: View,
  now: Instant,
  options: Options = {},
  before: Conversation = conversation
): Why | undefined => {
  const state = conversation.disclosure
  if (state._tag === "Pending" || !applies(options, conversation)) return undefined
  if (state._tag === "Due" && isAsked(state.why, view)) return state.why
  return lapsed(state, before, view, now, options) ? "lapse" : undefined
}

/** The state of a conversation in which the notice is due and was not said in this turn: the debt is kept. */
export const owed = (state: DisclosureState, why: Why): DisclosureState =>
  state._tag === "Due" ? state : { _tag: "Due", why }

/** The state once the notice is on its way in this outbound. */
export const said = (outbound: string): DisclosureState => ({ _tag: "Pending", outbound })

/**
 * The state once the sending of an outbound has ended, by a receipt or an echo: `sent` tells the person, anything else
 * (refused, failed, held, parked) makes it due again. A late echo of a notice that was given up still counts, unless something else
 * has made it due since. Any other outbound changes nothing.
 */
export const settled = (state: DisclosureState, outbound: string, outcome: string, now: Instant): DisclosureState => {
  if (state._tag === "Told" || state.outbound !== outbound) return state
  return outcome === "sent" ? { _tag: "Told", at: now } : { _tag: "Due", why: "undelivered", outbound }
}

/** The state after the conversation came back from a person of the business. */
export const afterHuman: DisclosureState = { _tag: "Due", why: "fromHuman" }

/**
 * The state once a person of the business or another app has the conversation, by whatever road. What was said before is
 * spent, and so is a notice that is still on its way: it belongs to the time before. Who was never told is still owed the first one.
 */
export const taken = (state: DisclosureState): DisclosureState =>
  state._tag === "Due" && state.why === "start" ? state : afterHuman

/**
 * The state once the conversation has come back to the bot. A notice that is on its way was said for this return (behind the control
 * that took the conversation), and stays.
 */
export const returned = (state: DisclosureState): DisclosureState => state._tag === "Told" ? afterHuman : state

/** The outbound of the notice that these words have to wait for, if one is on its way. */
export const behind = (state: DisclosureState, lane: Lane): string | undefined =>
  state._tag === "Pending" && precedes(lane) ? state.outbound : undefined

/**
 * Whether words that are about to be sent have to wait after all, because the notice became due since they were said: a person
 * of the business wrote in between, or the notice before them did not arrive. A notice that is no longer the one on its way
 * waits too, so that none is said twice. Asked at the send, with the conversation as it stands; a record from before
 * the words were said knows nothing of them, and keeps none back.
 */
export const waits = (
  outbound: Outbound,
  conversation: Conversation,
  view: View,
  now: Instant,
  options: Options = {}
): boolean => {
  const { author, behind: first, body, discloses, id, lane } = outbound
  const state = conversation.disclosure
  if (conversation.order < outbound.order || author._tag === "Human" || body._tag === "Control") return false
  if (lane !== undefined && !precedes(lane)) return false
  if (discloses === true) return isNotice(outbound) && (state._tag !== "Pending" || state.outbound !== id)
  return state._tag === "Pending"
    ? first !== state.outbound && applies(options, conversation)
    : due(conversation, view, now, options) !== undefined
}

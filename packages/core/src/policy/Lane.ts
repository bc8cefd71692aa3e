/**
 * How one message may travel, or why it may not. The author states intent; this decides, and keeps the evidence.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import type * as Types from "effect/Types"
import type { Conversation } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane, Refusal } from "../model/LaneName.ts"
import type { Message } from "../model/Message.ts"
import type { Author } from "../model/Outbound.ts"
import type { LaneRule, View } from "./PolicyPack.ts"
import * as Window from "./Window.ts"

/** A message waits this long for the person to write again, unless it says otherwise: seven days. */
export const holdFor: Millis = 7 * 86_400_000

/**
 * What is asked: may this message, by this author, go out in this conversation now? `cause` says whether it answers
 * something the person just did, or is our own initiative (a timer, a signal, a task that ended).
 */
export interface Request {
  readonly message: Message
  readonly author: Author
  readonly cause: "answer" | "initiative"
  readonly conversation: Conversation
  readonly approvals: ReadonlyArray<string>
  readonly view: View
  readonly now: Instant
}

/**
 * `Allowed` with its lane; `Held` until the person writes again, at the longest to `until`; `Dropped` as the message
 * asked; `Refused` with a sentence and the ways out.
 */
export type Verdict =
  | { readonly _tag: "Allowed"; readonly lane: Lane }
  | { readonly _tag: "Held"; readonly until: Instant; readonly refusal: Refusal }
  | { readonly _tag: "Dropped"; readonly refusal: Refusal }
  | { readonly _tag: "Refused"; readonly refusal: Refusal }

const day = 86_400_000
const lastDay = Date.UTC(9999, 11, 31)

const digits: ReadonlyArray<string> = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"))
const two = (number: number): string => digits[number] ?? ""

/**
 * A moment as ISO 8601 writes it. By hand, since evidence holds two of them for each message: the days are counted from
 * the first of March of the year nought, so that a leap day is the last of its year.
 */
const iso = (at: Instant): string => {
  if (!(at >= 0 && at < lastDay && Number.isInteger(at))) return DateTime.formatIso(DateTime.unsafeMake(at))
  const days = Math.floor(at / day) + 719_468
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  const ofDay = at % day
  const seconds = Math.floor(ofDay / 1000)
  const millis = ofDay % 1000
  return `${year}-${two(month)}-${two(date)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${
    two(seconds % 60)
  }.${Math.floor(millis / 100)}${two(millis % 100)}Z`
}

const lastOf = (conversation: Conversation, acts: ReadonlyArray<string> | undefined): Instant | undefined => {
  let last: Instant | undefined
  for (const act of conversation.acts) {
    if (acts !== undefined && !acts.includes(act.act)) continue
    if (last === undefined || act.at > last) last = act.at
  }
  return last
}

const isPromotional = (message: Message): boolean => message.promotional === true || message.purpose === "promotion"

/** Why a rule does not let this message through, or `undefined` when it does. */
const obstacle = (rule: LaneRule, request: Request, window: Window.Window): string | undefined => {
  const { author, conversation, message, now } = request
  const purpose = message.purpose ?? "reply"
  if (rule.window === "open" && window._tag !== "Open") return "the window is not open"
  if (rule.author === "bot" && author._tag !== "Bot") return "only the bot may use it"
  if (rule.author === "human" && author._tag !== "Human") return "only a message that a person wrote may use it"
  if (rule.purposes !== "any" && !rule.purposes.includes(purpose)) return `it is not for the purpose "${purpose}"`
  if (!rule.promotional && isPromotional(message)) return "it may not carry promotion"
  if (rule.content === "template" && message.utility === undefined) return "the message has no approved template"
  if (rule.approval !== undefined && !request.approvals.includes(rule.approval)) {
    return `the account is not approved for "${rule.approval}"`
  }
  if (rule.within !== undefined) {
    const last = lastOf(conversation, rule.after)
    if (last === undefined || now >= last + rule.within) {
      return `the person's last message is ${rule.within / 86_400_000} days old or more`
    }
  }
  return undefined
}

const lane = (rule: LaneRule, because: string, until?: Instant): Lane => {
  const found: Types.Mutable<Lane> = { lane: rule.lane, rule: rule.id, because }
  if (rule.tag !== undefined) found.tag = rule.tag
  if (until !== undefined) found.until = until
  return found
}

const evidence = (rule: LaneRule, request: Request, window: Window.Window): Lane => {
  if (window._tag === "Open") {
    const { act, until } = window
    return lane(rule, `the person's ${act.act} of ${iso(act.at)} keeps the window open until ${iso(until)}`, until)
  }
  if (rule.within !== undefined) {
    const until = (lastOf(request.conversation, rule.after) ?? request.now) + rule.within
    return lane(rule, `the rule allows it until ${iso(until)}`, until)
  }
  return lane(rule, "the rule allows it at any time")
}

const preference = (rule: LaneRule, cause: Request["cause"]): number =>
  rule.lane === (cause === "answer" ? "reply" : "update") ? 0 : rule.lane === "reply" || rule.lane === "update" ? 1 : 2

/** The way out that one lane would give, said as what to change. */
const wayOut = (rule: LaneRule, why: string): string =>
  `${rule.lane}${rule.tag === undefined ? "" : ` (${rule.tag})`}: ${why}`

const refusalFor = (request: Request, window: Window.Window, tried: ReadonlyArray<string>): Refusal => {
  const reason = window._tag === "Never"
    ? "the person has never written here, and a bot may not write first"
    : window._tag === "Shut"
    ? `the window that the person's ${window.act.act} of ${iso(window.act.at)} opened shut at ${iso(window.until)}`
    : "no lane of this channel takes this message"
  const retired = request.view.retired
    .filter((rule) => rule.purposes.includes(request.message.purpose ?? "reply"))
    .map((rule) => `${rule.tag ?? rule.lane} is retired: ${rule.instead}`)
  return {
    rule: window._tag === "Open" ? "lane.none" : `window.${window._tag.toLowerCase()}`,
    reason,
    waysOut: [...tried, ...retired]
  }
}

const withoutLane = (request: Request, refusal: Refusal): Verdict => {
  switch (request.message.otherwise ?? "hold") {
    case "hold":
      return { _tag: "Held", until: request.now + (request.message.holdFor ?? holdFor), refusal }
    case "drop":
      return { _tag: "Dropped", refusal }
    case "refuse":
      return { _tag: "Refused", refusal }
  }
}

/**
 * Decides for one message. Inside the window everything goes as a reply (or an update, when nobody asked); outside it the
 * lanes of the view are tried in their order; when none takes it, the message's own `otherwise` decides. The bot says
 * nothing while a person of the business has the conversation. A bot never writes first.
 */
export const resolve = (request: Request): Verdict => {
  const { author, conversation, view } = request
  const window = Window.state(conversation.acts, view, request.now)
  if (author._tag === "Bot" && conversation.owner._tag === "Human") {
    return withoutLane(request, {
      rule: "owner.human",
      reason: "a person of the business has the conversation",
      waysOut: ["wait until the conversation is given back", "let the person write it in the inbox"]
    })
  }
  if (window._tag === "Never" && view.openers.length > 0 && author._tag === "Bot") {
    return { _tag: "Refused", refusal: refusalFor(request, window, ["wait until the person writes"]) }
  }
  const tried: Array<string> = []
  let best: LaneRule | undefined
  for (const rule of view.lanes) {
    if (best !== undefined && preference(best, request.cause) === 0) break
    const why = obstacle(rule, request, window)
    if (why !== undefined) tried.push(wayOut(rule, why))
    else if (best === undefined || preference(rule, request.cause) < preference(best, request.cause)) best = rule
  }
  if (best !== undefined) return { _tag: "Allowed", lane: evidence(best, request, window) }
  return withoutLane(request, refusalFor(request, window, tried))
}

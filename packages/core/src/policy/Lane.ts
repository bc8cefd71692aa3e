/**
 * How one message may travel, or why it may not. The author states intent; this decides, and keeps the evidence.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Address } from "../model/Address.ts"
import type { Conversation } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane, Refusal } from "../model/LaneName.ts"
import type { Message, Otherwise } from "../model/Message.ts"
import type { Author } from "../model/Outbound.ts"
import { Purpose } from "../model/Purpose.ts"
import * as Obstacle from "./Obstacle.ts"
import * as Permissions from "./Permissions.ts"
import type { LaneRule, View } from "./PolicyPack.ts"
import * as Refusing from "./Refusing.ts"
import type { Declared } from "./Templates.ts"
import * as Window from "./Window.ts"

export { oursAlone, rules } from "./Refusing.ts"
export { describe, explain } from "./Sentence.ts"

/** A message waits this long for the person to write again, unless it says otherwise: seven days. */
export const holdFor: Millis = 7 * 86_400_000

/** As many stand-ins (`instead`) of one message are tried, each the next one's own. */
export const standIns = 8

/**
 * What is asked: may this message, by this author, go out in this conversation now? `cause` says whether it answers
 * something the person just did, or is our own initiative (a timer, a signal, a task that ended). `margin` is how long
 * before its end a window or a permission counts as over, in milliseconds, so that a clock that runs a little behind
 * the channel's does no harm; none unless given. `outbound` is the message's own id when it is judged again at its
 * sending: a permission that it used itself does not stand against it, nor does its own request for leave. `templates` are
 * those of the account; absent, a template is taken at its word.
 */
export interface Request {
  readonly message: Message
  readonly author: Author
  readonly cause: "answer" | "initiative"
  readonly conversation: Conversation
  readonly approvals: ReadonlyArray<string>
  readonly templates?: ReadonlyArray<Declared>
  readonly view: View
  readonly now: Instant
  readonly margin?: Millis
  readonly outbound?: string
}

/**
 * `Allowed` with its lane, and the message that travels: the one that was asked for, or the one that stands in for it
 * (`instead`); `address` is where to, when a permission says so and not the conversation. `Held` until the person
 * writes again, at the longest to `until`; `Dropped` as the message asked; `Refused` with a sentence and the ways out.
 */
export type Verdict =
  | { readonly _tag: "Allowed"; readonly lane: Lane; readonly message: Message; readonly address?: Address }
  | { readonly _tag: "Held"; readonly until: Instant; readonly refusal: Refusal }
  | { readonly _tag: "Dropped"; readonly refusal: Refusal }
  | { readonly _tag: "Refused"; readonly refusal: Refusal }

const known: ReadonlySet<string> = new Set(Purpose.literals)

const isKnown = ({ purpose }: Message): boolean => purpose === undefined || known.has(purpose)

const caseOf = (request: Request, message: Message, time: Instant, window: Window.Window): Obstacle.Case => {
  const matter: Types.Mutable<Obstacle.Case> = {
    message,
    purpose: message.purpose ?? "reply",
    promotes: Obstacle.sells(message),
    recurs: message.recurs === true || message.purpose === "recurringContent",
    isPast: message.purpose === "pastEvent" || (message.eventAt !== undefined && message.eventAt < time),
    isHuman: request.author._tag === "Human",
    conversation: request.conversation,
    approvals: request.approvals,
    view: request.view,
    window,
    time,
    margin: request.margin !== undefined && request.margin > 0 ? request.margin : 0
  }
  if (request.outbound !== undefined) matter.outbound = request.outbound
  if (request.templates !== undefined) matter.templates = request.templates
  return matter
}

/**
 * An answer prefers the lane for answers, an initiative the other; whatever neither takes goes in the first that does.
 */
const choose = (matter: Obstacle.Case, cause: Request["cause"]): LaneRule | undefined => {
  const { lanes } = matter.view
  const own = cause === "answer" ? "reply" : "update"
  let second: LaneRule | undefined
  for (const rule of lanes) {
    if (rule.lane !== "reply" && rule.lane !== "update") continue
    if (rule.lane !== own && second !== undefined) continue
    if (!Obstacle.isStanding(rule, matter) || Obstacle.of(rule, matter) !== 0) continue
    if (rule.lane === own) return rule
    second = rule
  }
  if (second !== undefined) return second
  for (const rule of lanes) {
    if (rule.lane === "reply" || rule.lane === "update") continue
    if (Obstacle.isStanding(rule, matter) && Obstacle.of(rule, matter) === 0) return rule
  }
  return undefined
}

const allowed = (rule: LaneRule, matter: Obstacle.Case): Verdict => {
  const { conversation, message, time, view, window } = matter
  const lane: Types.Mutable<Lane> = {
    lane: rule.lane,
    rule: rule.id,
    pack: view.name,
    packVersion: view.version
  }
  if (rule.tag !== undefined) lane.tag = rule.tag
  if (rule.permission !== undefined) {
    const permission = Obstacle.permissionFor(rule.permission, matter)
    if (permission === undefined) return { _tag: "Allowed", lane, message }
    const until = Permissions.endsAt(permission, view, time)
    lane.permission = permission.id
    lane.actAt = permission.grantedAt
    if (until !== undefined) lane.until = until
    return { _tag: "Allowed", lane, message, address: permission.address }
  }
  if (rule.within !== undefined || rule.after !== undefined) {
    const last = Window.lastAct(conversation.acts, view, rule.after)
    if (last !== undefined) {
      lane.act = last.act
      lane.actAt = last.at
      if (rule.within !== undefined) lane.until = last.at + rule.within
    }
  } else if (rule.window === "open" && window._tag === "Open") {
    lane.act = window.act.act
    lane.actAt = window.act.at
    lane.until = window.until
  }
  return { _tag: "Allowed", lane, message }
}

/**
 * What is done with a message that no lane takes, and for how long it waits at the longest: the last of its stand-ins
 * that says so decides, then the message itself.
 */
export const fallback = (message: Message): { readonly otherwise: Otherwise; readonly holdFor: Millis } => {
  let decides = message
  let standIn = message.instead
  for (let tried = 0; standIn !== undefined && tried < standIns; tried++) {
    if (standIn.otherwise !== undefined) decides = standIn
    standIn = standIn.instead
  }
  return { otherwise: decides.otherwise ?? "hold", holdFor: decides.holdFor ?? message.holdFor ?? holdFor }
}

const asAsked = (message: Message, time: Instant, refusal: Refusal): Verdict => {
  const asked = fallback(message)
  if (asked.otherwise === "drop") return { _tag: "Dropped", refusal }
  if (asked.otherwise === "refuse") return { _tag: "Refused", refusal }
  return { _tag: "Held", until: time + asked.holdFor, refusal }
}

/** What keeps the author silent whatever the message is: who has the conversation, and the person's own wish. */
const silenced = (request: Request, time: Instant): Verdict | undefined => {
  const { author, cause, conversation, message } = request
  if (author._tag === "Human") return undefined
  if (conversation.owner._tag !== "Bot") return asAsked(message, time, Refusing.owned(conversation.owner))
  if (conversation.stopped === undefined || cause === "answer") return undefined
  const refusal = Refusing.stopped(conversation.stopped)
  // Who asked for silence is not written to later either; who could not be reached is, once they write.
  return conversation.stopped.why === "unreachable"
    ? asAsked(message, time, refusal)
    : { _tag: "Refused", refusal }
}

const attempt = (
  request: Request,
  message: Message,
  time: Instant,
  window: Window.Window
): Verdict | Obstacle.Case => {
  const matter = caseOf(request, message, time, window)
  const rule = choose(matter, request.cause)
  return rule === undefined ? matter : allowed(rule, matter)
}

/**
 * Decides for one message, and never throws. Inside the window everything goes as a reply (or an update, when nobody
 * asked); outside it the lanes of the view are tried in their order, then the message's stand-ins, and when none may
 * travel its own `otherwise` decides. The bot says nothing while a person of the business or another app has the
 * conversation, nothing of its own accord to a person who wants none, and nobody writes first. For rules, time never
 * runs back.
 */
export const resolve = (request: Request): Verdict => {
  const { conversation, margin, message, view } = request
  if (!isKnown(message)) return { _tag: "Refused", refusal: Refusing.unknown(message) }
  const time = Window.latest(request.now, conversation.seenAt)
  const silence = silenced(request, time)
  if (silence !== undefined) return silence
  const window = Window.state(conversation.acts, view, time, margin)
  const first = attempt(request, message, time, window)
  if ("_tag" in first) return first
  let standIn = message.instead
  for (let tried = 0; standIn !== undefined && tried < standIns; tried++) {
    const next = isKnown(standIn) ? attempt(request, standIn, time, window) : undefined
    if (next !== undefined && "_tag" in next) return next
    standIn = standIn.instead
  }
  const refusal = Refusing.of(first)
  return Obstacle.isStranger(first) ? { _tag: "Refused", refusal } : asAsked(message, time, refusal)
}

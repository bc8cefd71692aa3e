/**
 * What can stand between a message and a lane, each thing by the name that a refusal cites. Several at once are one
 * number, a bit for each, so that a message that may travel costs no list.
 *
 * @module
 */
import type { Conversation } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Message } from "../model/Message.ts"
import type { Permission, PermissionKind } from "../model/Permission.ts"
import * as Purpose from "../model/Purpose.ts"
import * as Permissions from "./Permissions.ts"
import type { LaneRule, View } from "./PolicyPack.ts"
import * as Requests from "./Requests.ts"
import * as Templates from "./Templates.ts"
import type { Window } from "./Window.ts"
import * as WindowOf from "./Window.ts"

/** The names of what may stand in the way, in the order of their bits. */
const names = [
  "window.shut",
  "window.never",
  "window.old",
  "author.human",
  "author.bot",
  "purpose.forbidden",
  "purpose.unlisted",
  "message.promotes",
  "message.recurs",
  "message.past",
  "message.sponsored",
  "content.template",
  "content.survey",
  "content.request",
  "request.given",
  "request.tooSoon",
  "template.unknown",
  "template.language",
  "template.unapproved",
  "template.parameters",
  "approval",
  "permission.none",
  "permission.used",
  "permission.expired",
  "permission.tooSoon",
  "permission.stopped",
  "permission.region"
] as const
/** The name of one thing that may stand in the way. */
export type Name = typeof names[number]

/** The bit of a name. */
export const bit = (name: Name): number => 1 << names.indexOf(name)

/** The names of everything that was found, in their order. */
export const named = (found: number): ReadonlyArray<Name> => {
  const all: Array<Name> = []
  for (let left = found; left !== 0; left &= left - 1) {
    const name = names[31 - Math.clz32(left & -left)]
    if (name !== undefined) all.push(name)
  }
  return all
}

const shut = bit("window.shut")
const never = bit("window.never")
const old = bit("window.old")
const human = bit("author.human")
const bot = bit("author.bot")
const forbidden = bit("purpose.forbidden")
const unlisted = bit("purpose.unlisted")
const promotes = bit("message.promotes")
const recurs = bit("message.recurs")
const past = bit("message.past")
const sponsored = bit("message.sponsored")
const template = bit("content.template")
const survey = bit("content.survey")
const request = bit("content.request")
const approval = bit("approval")
const none = bit("permission.none")

const asked: { readonly [hindrance in Requests.Hindrance["_tag"]]: number } = {
  given: bit("request.given"),
  tooSoon: bit("request.tooSoon")
}

const faulty: { readonly [fault in Templates.Fault["_tag"]]: number } = {
  unknown: bit("template.unknown"),
  language: bit("template.language"),
  unapproved: bit("template.unapproved"),
  parameters: bit("template.parameters")
}

const hindrances: { readonly [hindrance in Permissions.Hindrance]: number } = {
  none,
  used: bit("permission.used"),
  expired: bit("permission.expired"),
  tooSoon: bit("permission.tooSoon"),
  stopped: bit("permission.stopped"),
  region: bit("permission.region")
}

/**
 * One message before the lanes: what they ask of it, read once. `time` never runs back; `outbound` is its own id at the
 * send.
 */
export interface Case {
  readonly message: Message
  readonly purpose: Purpose.Purpose
  readonly promotes: boolean
  readonly recurs: boolean
  readonly isPast: boolean
  readonly isHuman: boolean
  readonly conversation: Conversation
  readonly approvals: ReadonlyArray<string>
  readonly view: View
  readonly window: Window
  readonly time: Instant
  readonly margin: Millis
  readonly templates?: ReadonlyArray<Templates.Declared>
  readonly outbound?: string
}

/** Whether the message sells, whatever else it says of itself. */
export const sells = (message: Message): boolean =>
  message.promotional === true || (message.purpose !== undefined && Purpose.selling.includes(message.purpose))

/** Whether the person has never done anything that opens a window, on a channel that has windows. */
export const isStranger = ({ view, window }: Case): boolean => window._tag === "Never" && view.openers.length > 0

const isOutside = ({ view, window }: Case): boolean => window._tag !== "Open" && view.openers.length > 0

const isMeant = (permission: Permission, kind: PermissionKind, topic: string | undefined): boolean =>
  permission.kind === kind
  && (kind === "privateReply" || kind === "news" || (topic !== undefined && permission.topic === topic))

const endOf = (permission: Permission, { time, view }: Case): Instant =>
  Permissions.endsAt(permission, view, time) ?? Number.POSITIVE_INFINITY

// The last comment is what an answer is about; of several leaves the one that ends first is used first.
const isBefore = (one: Permission, other: Permission, matter: Case): boolean =>
  one.kind === "privateReply"
    ? one.grantedAt > other.grantedAt
    : endOf(one, matter) < endOf(other, matter)

/** The permission that a message under this lane would use: the one it has used already, or the best that is live. */
export const permissionFor = (kind: PermissionKind, matter: Case): Permission | undefined => {
  const { conversation, message, outbound, time, view } = matter
  let best: Permission | undefined
  for (const one of conversation.permissions) {
    if (!isMeant(one, kind, message.topic) || Permissions.hindrance(one, view, time, matter) !== undefined) continue
    if (outbound !== undefined && one.usedBy === outbound) return one
    if (best === undefined || isBefore(one, best, matter)) best = one
  }
  return best
}

/** The permission that would have carried the message, were it live: the last that was granted. */
export const deadPermission = (kind: PermissionKind, { conversation, message }: Case): Permission | undefined => {
  let last: Permission | undefined
  for (const one of conversation.permissions) {
    if (isMeant(one, kind, message.topic) && (last === undefined || one.grantedAt >= last.grantedAt)) last = one
  }
  return last
}

const missing = (kind: PermissionKind, matter: Case): number => {
  if (permissionFor(kind, matter) !== undefined) return 0
  const dead = deadPermission(kind, matter)
  if (dead === undefined) return none
  return hindrances[Permissions.hindrance(dead, matter.view, matter.time, matter) ?? "none"]
}

/** Whether the leave that the message asks for, if it asks for any, is there to be given. A channel without rules has all. */
export const isAskable = ({ conversation, message: { content }, time, view }: Case): boolean => {
  if (content._tag !== "Request" || view.openers.length === 0) return true
  const { region } = conversation.person
  const kind = content.permission
  return Permissions.isAskable(typeof region === "string" ? { kind, region } : { kind }, view, time)
}

/** A reason and the way out of it. */
export interface Words {
  readonly reason: string
  readonly cure: string
}

const wordless: Words = { reason: "nothing stands against it", cure: "say it" }

/** Why the person is not to be asked for the leave that the message asks for, if it asks for any. */
const askedAlready = (matter: Case): Requests.Hindrance | undefined => {
  const { content } = matter.message
  return content._tag === "Request" ? Requests.hindrance(content, matter) : undefined
}

/** What is wrong with the message's template, where the account says which it has. */
const templateFault = ({ message, templates }: Case): Templates.Fault | undefined => {
  const filled = templates === undefined ? undefined : Templates.of(message)
  return filled === undefined || templates === undefined ? undefined : Templates.fault(filled, templates)
}

/** Why the person is not to be asked, and what to do instead, in words. */
export const requestWords = (matter: Case): Words => {
  const { content } = matter.message
  const hindrance = askedAlready(matter)
  return content._tag === "Request" && hindrance !== undefined ? Requests.describe(content, hindrance) : wordless
}

/** What is wrong with the message's template, and what to do about it, in words. */
export const templateWords = (matter: Case): Words => {
  const filled = Templates.of(matter.message)
  const fault = templateFault(matter)
  return filled !== undefined && fault !== undefined ? Templates.describe(filled, fault) : wordless
}

const misfit = (matter: Case): number => {
  const fault = templateFault(matter)
  return fault === undefined ? 0 : faulty[fault._tag]
}

const overasked = (matter: Case): number => {
  const hindrance = askedAlready(matter)
  return hindrance === undefined ? 0 : asked[hindrance._tag]
}

const unfit = (rule: LaneRule, matter: Case): number => {
  const { message } = matter
  const content = message.content._tag
  let found = 0
  if (rule.content === "template") {
    found |= message.utility === undefined && content !== "Template" ? template : misfit(matter)
  }
  if (rule.content === "survey" && content !== "Survey") found |= survey
  // A template travels as one inside the window too.
  if (content === "Template" && rule.content !== "template" && matter.view.openers.length > 0) found |= template
  if (content === "Request" && !isAskable(matter)) return found | request
  if (!isOutside(matter)) return content === "Request" ? found | overasked(matter) : found
  if (content === "Survey" && rule.content !== "survey") found |= survey
  if (content === "Request") found |= request
  return found
}

const late = (rule: LaneRule, { conversation, margin, time, view }: Case): number => {
  if (rule.within === undefined && rule.after === undefined) return 0
  const last = WindowOf.lastAct(conversation.acts, view, rule.after)
  return last !== undefined && (rule.within === undefined || time < last.at + rule.within - margin) ? 0 : old
}

const unwanted = (rule: LaneRule, matter: Case): number => {
  let found = 0
  if (rule.forbids.some((one) => one.purpose === matter.purpose)) found |= forbidden
  else if (rule.purposes !== "any" && !rule.purposes.includes(matter.purpose)) found |= unlisted
  if (!rule.promotional && matter.promotes) found |= promotes
  if (!rule.recurring && matter.recurs) found |= recurs
  if (!rule.past && matter.isPast) found |= past
  return found
}

/** Everything that stands between a message and a lane; nought when it may travel there. */
export const of = (rule: LaneRule, matter: Case): number => {
  let found = unwanted(rule, matter) | unfit(rule, matter) | late(rule, matter)
  if (rule.permission === undefined && isStranger(matter)) found |= never
  else if (rule.window === "open" && matter.window._tag !== "Open") found |= shut
  if (rule.author === "human" && !matter.isHuman) found |= human
  if (rule.author === "bot" && matter.isHuman) found |= bot
  if (rule.approval !== undefined && !matter.approvals.includes(rule.approval)) found |= approval
  if (rule.wish === "sponsored" && matter.message.sponsored !== true) found |= sponsored
  if (rule.permission !== undefined) found |= missing(rule.permission, matter)
  return found
}

/** Whether a rule's time has not ended; a view that was taken before the clock was set back may hold others. */
export const isStanding = (rule: LaneRule, { time }: Case): boolean => rule.until === undefined || time < rule.until

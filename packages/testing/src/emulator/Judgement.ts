/**
 * Whether the platform takes a send: the judge's own reading of the platform pages, as one pure function of what is known
 * of the person and the body of the request. Content beyond what the rules name (lengths, templates) is not judged here.
 *
 * @module
 */
import * as Grant from "./Grant.ts"
import { isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as OptInRequest from "./OptInRequest.ts"
import * as Recipient from "./Recipient.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Page } from "./Settings.ts"
import * as Tags from "./Tags.ts"
import * as Template from "./Template.ts"
import * as Windows from "./Windows.ts"

export type { Grant, Kind } from "./Grant.ts"
export type { Asked } from "./OptInRequest.ts"
export type { Refusal } from "./Refusal.ts"
export type { Act, Book, Done } from "./Windows.ts"

/** What is known of one person and one page at a moment of the emulator's clock. */
export interface Standing extends Windows.Book {
  readonly now: number
  /** Whether the recipient is anybody that the page can name. */
  readonly known: boolean
  readonly history: ReadonlyArray<Windows.Done>
  /** Those that the request may rest on: by its recipient, or the person's news and series. */
  readonly grants: ReadonlyArray<Grant.Grant>
  readonly approvals: Page["approvals"]
  /** `"other"` when another app controls the thread. */
  readonly owner: "us" | "other"
  readonly blocked: boolean
  readonly unreachable: boolean
  readonly region: string | undefined
  /** The requests for a series that the person got in the last week. */
  readonly asked: ReadonlyArray<OptInRequest.Asked>
}

/** What may be left out is what a page with every approval knows of somebody who did nothing, and whom nobody else talks to. */
export interface Told
  extends Partial<Omit<Standing, "approvals" | "channel" | "now">>, Pick<Standing, "channel" | "now">
{
  readonly approvals?: Partial<Page["approvals"]>
}

const granted: Page["approvals"] = {
  messaging: true,
  humanAgent: true,
  utility: true,
  news: true,
  phoneNumbers: true,
  profile: true
}

/**
 * A standing from what is told of it.
 *
 * @example
 * import { Judgement } from "@parley/testing"
 *
 * const day = 86_400_000
 * const body = { recipient: { id: "1" }, messaging_type: "RESPONSE", message: { text: "Hello" } }
 * const codes = [day - 1, day].map((now) => {
 *   const standing = Judgement.standing({ channel: "messenger", now, history: [{ act: "message", at: 0 }] })
 *   return Judgement.of(standing, body)?.subcode
 * })
 * codes
 * // => [undefined, 2018278]
 */
export const standing = (told: Told): Standing => ({
  strict: {},
  known: true,
  history: [],
  grants: [],
  owner: "us",
  blocked: false,
  unreachable: false,
  region: undefined,
  asked: [],
  ...told,
  approvals: { ...granted, ...told.approvals }
})

type Judged = Refusal.Refusal | undefined

const shut = ({ channel }: Standing): Refusal.Refusal =>
  channel === "instagram" ? Refusal.outsideInstagramWindow : Refusal.outsideWindow

const isOpen = (standing: Standing): boolean => Windows.isOpen(standing.history, standing, standing.now)

const nobody = ({ channel }: Standing): Refusal.Refusal =>
  channel === "instagram" ? Refusal.noInstagramPerson : Refusal.noPerson

const grantOf = (standing: Standing, to: Recipient.Recipient): Grant.Grant | undefined =>
  to._tag === "Grant"
    ? standing.grants.find(({ id, kind }) => kind === to.kind && id === to.value)
    : undefined

const ofRecipient = (standing: Standing, to: Recipient.Recipient, grant: Grant.Grant | undefined): Judged => {
  if (to._tag === "Grant") {
    return grant === undefined
      ? Grant.missing(to.kind, standing)
      : Grant.judgeAddress(grant, standing, standing.now)
  }
  if (to.key === "phone_number" && !standing.approvals.phoneNumbers) return Refusal.noPhonePermission
  return standing.known ? undefined : nobody(standing)
}

const ofPerson = (standing: Standing): Judged => {
  if (standing.owner === "other") {
    return standing.channel === "instagram" ? Refusal.otherInstagramOwner : Refusal.otherOwner
  }
  if (standing.blocked) return Refusal.blocked
  return standing.unreachable ? Refusal.unreachable : undefined
}

/** Only a scoped id takes sender actions, and none outside the window. */
const ofAction = (standing: Standing, to: Recipient.Recipient, request: JsonObject): Judged => {
  if (request["message"] !== undefined) return Refusal.bothMessageAndAction
  if (to._tag !== "Person" || to.key !== "id") return Refusal.parameter("Param recipient[id] is required.")
  return isOpen(standing) ? undefined : shut(standing)
}

const hasUtility = ({ channel, now, strict }: Standing): boolean =>
  channel === "messenger" && strict.rules !== "seeds" && now >= Rules.utilityFrom

const ofUtility = (standing: Standing, to: Recipient.Recipient, message: JsonObject): Judged => {
  if (!hasUtility(standing)) {
    return standing.channel === "instagram"
      ? Refusal.noPermission("page_utility_messaging")
      : Refusal.parameter("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}")
  }
  if (!standing.approvals.utility) return Refusal.noPermission("page_utility_messaging")
  if (objectAt(message, "template") === undefined) {
    return Refusal.parameter("Param message[template] is required when messaging_type is UTILITY.")
  }
  if (to._tag !== "Person" || to.key !== "id") return Refusal.parameter("Param recipient[id] is required.")
  // No limit of time is written anywhere, but a conversation is begun by the person.
  return Windows.isBegun(standing.history, standing, standing.now) ? undefined : shut(standing)
}

/** What stays inside the window whatever carries it: forms, requests for leave, stickers, answers to one message. */
const ofBound = (standing: Standing, request: JsonObject, message: JsonObject): Judged => {
  const bound = Template.isSurvey(message) || OptInRequest.of(message) !== undefined
    || message["sticker_id"] !== undefined || request["reply_to"] !== undefined
  return bound && !isOpen(standing) ? shut(standing) : undefined
}

/** How often leave may be asked for, whatever carries the request. */
const ofAsking = (standing: Standing, message: JsonObject): Judged => {
  const asking = OptInRequest.of(message)
  return asking === undefined ? undefined : OptInRequest.judge(asking, standing)
}

const tagMatter = (standing: Standing): Tags.Matter => ({
  channel: standing.channel,
  strict: standing.strict,
  now: standing.now,
  acts: standing.history,
  approvals: standing.approvals,
  subscribed: standing.grants.some(({ kind, stoppedAt }) => kind === "news" && stoppedAt === undefined),
  shut: shut(standing)
})

const ofTag = (standing: Standing, tag: string, request: JsonObject, message: JsonObject): Judged => {
  const refusal = Tags.judge(tag, message, tagMatter(standing))
  if (refusal !== undefined || Template.isSurvey(message)) return refusal
  return ofBound(standing, request, message)
}

const types: ReadonlySet<string> = new Set(["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"])

const ofMessage = (
  standing: Standing,
  to: Recipient.Recipient,
  grant: Grant.Grant | undefined,
  request: JsonObject
): Judged => {
  const message = objectAt(request, "message")
  if (message === undefined) {
    return request["message"] === undefined || isObject(request["message"])
      ? Refusal.emptyMessage
      : Refusal.parameter("Param message must be an object.")
  }
  const type = textAt(request, "messaging_type")?.toUpperCase()
  if (type === undefined && standing.strict.messagingTypeRequired === true) {
    return Refusal.parameter("Param messaging_type is required.")
  }
  if (type !== undefined && !types.has(type)) {
    return Refusal.parameter(`Param messaging_type must be one of {${[...types].join(", ")}}`)
  }
  if (type === "UTILITY" || message["template"] !== undefined) return ofUtility(standing, to, message)
  const tag = textAt(request, "tag")?.toUpperCase()
  if (type === "MESSAGE_TAG" && tag === undefined) {
    return Refusal.parameter("Param tag is required when messaging_type is MESSAGE_TAG.")
  }
  const refusal = ofLane(
    standing,
    grant,
    type === undefined || type === "MESSAGE_TAG" ? tag : undefined,
    request,
    message
  )
  return refusal ?? ofAsking(standing, message)
}

const ofLane = (
  standing: Standing,
  grant: Grant.Grant | undefined,
  tag: string | undefined,
  request: JsonObject,
  message: JsonObject
): Judged => {
  if (grant !== undefined) {
    return Grant.judgeUse(grant, standing, standing.now, standing.region) ?? ofBound(standing, request, message)
  }
  if (tag !== undefined) return ofTag(standing, tag, request, message)
  return isOpen(standing) ? undefined : shut(standing)
}

/**
 * Why a call of the Send API is refused by a rule, if it is. Checks come in the order that the platform's answers suggest,
 * which it does not document: recipient, owner of the thread, block, window and tags.
 */
export const of = (standing: Standing, request: JsonObject): Judged => {
  const to = Recipient.read(request)
  if ("code" in to) return to
  const grant = grantOf(standing, to)
  return ofRecipient(standing, to, grant)
    ?? ofPerson(standing)
    ?? (request["sender_action"] === undefined
      ? ofMessage(standing, to, grant, request)
      : ofAction(standing, to, request))
}

const isHere = ({ channel, now, strict }: Standing): boolean =>
  channel === "messenger" && (strict.rules === "seeds" || now < Rules.sponsoredUntil)

/** Why a sponsored message is refused, if it is: it goes, at any time, to a person who once wrote. */
export const ofSponsored = (standing: Standing, request: JsonObject): Judged => {
  if (!isHere(standing)) return Refusal.noSponsored
  const to = Recipient.read(request)
  if ("code" in to) return to
  if (to._tag !== "Person" || to.key !== "id") return Refusal.parameter("Param recipient[id] is required.")
  const refusal = ofRecipient(standing, to, undefined) ?? ofPerson(standing)
  if (refusal !== undefined) return refusal
  const message = objectAt(request, "message")
  if (message === undefined) return Refusal.emptyMessage
  if (Windows.lastMessageAt(standing.history) === undefined) return shut(standing)
  return ofBound(standing, request, message) ?? ofAsking(standing, message)
}

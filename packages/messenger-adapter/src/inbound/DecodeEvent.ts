/**
 * One item of `messaging` or `standby`. Meta does not name its kind: the property that is there tells it.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Person from "../wire/Person.ts"
import * as DecodeAccount from "./DecodeAccount.ts"
import * as DecodeDeed from "./DecodeDeed.ts"
import * as DecodeMessage from "./DecodeMessage.ts"
import * as DecodeOptIn from "./DecodeOptIn.ts"
import * as DecodePost from "./DecodePost.ts"
import * as DecodeReferral from "./DecodeReferral.ts"
import * as DecodeRouting from "./DecodeRouting.ts"
import * as DecodeSurvey from "./DecodeSurvey.ts"
import * as Field from "./Field.ts"
import { type Finding, reported, unknown } from "./Finding.ts"
import { Notes, Reader } from "./Reader.ts"
import * as Topics from "./Topics.ts"

type Of<Tag extends Inbound.Event["_tag"]> = Types.Mutable<Extract<Inbound.Event, { _tag: Tag }>>

/** Whose event it is: the account, and our app's id at it when it is configured. */
export interface Owner {
  readonly account: string
  readonly ourApp: string | undefined
}

const postback = (reader: Reader): Finding => {
  const payload = reader.text("payload")
  const mid = reader.id("mid")
  const title = reader.text("title")
  // Only the app that put a button there is told which one it was.
  const event: Of<"Tapped"> | Of<"TappedElsewhere"> = payload === undefined
    ? { _tag: "TappedElsewhere" }
    : { _tag: "Tapped", payload }
  if (mid !== undefined) event.mid = mid
  if (title !== undefined) event.title = title
  if (event._tag === "Tapped") {
    const referral = reader.object("referral", DecodeReferral.read, "kept")
    if (referral !== undefined) event.referral = referral
  }
  return { kind: "postback", ...(mid === undefined ? {} : { unique: mid }), act: "postback", event }
}

const referred = (reader: Reader): Finding => {
  const referral = DecodeReferral.read(reader)
  // A click on an ad opens nothing by itself: the message after it does.
  const act = DecodeReferral.isAd(referral) ? "adReferral" : "referral"
  return { kind: "referral", act, event: { _tag: "Referred", referral } }
}

const reaction = (reader: Reader): Finding | undefined => {
  const mid = reader.id("mid")
  const action = reader.word("action", ["react", "unreact"])
  const word = reader.text("reaction")
  const emoji = reader.text("emoji")
  if (mid === undefined || action === undefined) return reader.refuse("mid or action", "missing")
  const event: Of<"Reacted"> = { _tag: "Reacted", mid, action }
  if (word !== undefined) event.reaction = word
  if (emoji !== undefined) event.emoji = emoji
  return { kind: "reaction", act: action === "react" ? "reaction" : "unreaction", event }
}

const edit = (reader: Reader): Finding | undefined => {
  const mid = reader.id("mid")
  const text = reader.text("text")
  const number = reader.number("num_edit")
  if (mid === undefined || text === undefined || number === undefined) {
    return reader.refuse("mid, text or num_edit", "missing")
  }
  return { kind: "edit", unique: `${mid}/${number}`, event: { _tag: "Edited", mid, text, number } }
}

const read = (reader: Reader): Finding => {
  const event: Of<"Read"> = { _tag: "Read" }
  const watermark = reader.instant("watermark")
  const mid = reader.id("mid")
  if (watermark !== undefined) event.watermark = watermark
  if (mid !== undefined) event.mid = mid
  return { kind: "read", event }
}

const delivery = (reader: Reader): Finding => {
  const event: Of<"Delivered"> = { _tag: "Delivered" }
  const watermark = reader.instant("watermark")
  const mids = reader.ids("mids")
  if (watermark !== undefined) event.watermark = watermark
  if (mids !== undefined && mids.length > 0) event.mids = mids
  return { kind: "delivery", event }
}

interface Kind {
  readonly property: string
  readonly read: (reader: Reader, ourApp: string | undefined) => Finding | undefined
  /** Whether the event itself keeps all that the property holds. */
  readonly kept?: "kept"
}

/** By rank: where an item has two of them, the first is its kind, and all of it is kept. */
const kinds: ReadonlyArray<Kind> = [
  { property: "message", read: DecodeMessage.read },
  { property: "postback", read: postback },
  { property: "referral", read: referred, kept: "kept" },
  { property: "optin", read: DecodeOptIn.read, kept: "kept" },
  { property: "reaction", read: reaction },
  { property: "message_edit", read: edit },
  { property: "read", read },
  { property: "delivery", read: delivery },
  { property: "pass_thread_control", read: DecodeRouting.read("passed") },
  { property: "take_thread_control", read: DecodeRouting.read("taken") },
  { property: "request_thread_control", read: DecodeRouting.read("requested") },
  { property: "app_roles", read: DecodeRouting.readRoles },
  { property: "messaging_feedback", read: DecodeSurvey.read, kept: "kept" },
  { property: "response_feedback", read: DecodeDeed.thumb },
  { property: "account_linking", read: DecodeDeed.linking },
  { property: "messaging_customer_information", read: DecodeDeed.customerInformation },
  { property: "form", read: DecodeDeed.leadForm },
  { property: "order", read: DecodeDeed.order },
  { property: "game_play", read: DecodeDeed.game },
  { property: "template", read: DecodeDeed.coupon },
  { property: "call_permission_reply", read: DecodeOptIn.readCall },
  { property: "policy_enforcement", read: DecodeAccount.enforcement },
  // As older bodies write it.
  { property: "policy-enforcement", read: DecodeAccount.enforcement }
]

/** Whether the item is an event of a kind that we know. */
export const isEvent = (item: Field.Fields): boolean =>
  item.field === groupFeed || kinds.some(({ property }) => item[property] !== undefined && item[property] !== null)

const side = (reader: Reader): void => {
  reader.id("id")
  reader.token("user_ref")
}

/** The guest of a checkbox, whom this message makes a person with an id. */
const formerly = (reader: Reader): string | undefined => {
  const reference = reader.object("prior_message", (prior) => {
    prior.text("source")
    return prior.id("identifier")
  })
  return reference === undefined ? undefined : Person.fromReference(reference)
}

const done = (finding: Finding | undefined, name: string, item: Field.Fields, notes: Notes): Finding =>
  finding === undefined || notes.odd !== undefined
    ? unknown(name, item, notes.odd ?? "it cannot be read")
    : notes.extra
    ? { ...finding, extra: true }
    : finding

/** The one topic whose items lie flat, and whose `message` is a text. */
const groupFeed = "group_feed"

const ofGroup = (item: Field.Fields, account: string): Finding => {
  const notes = new Notes()
  const reader = new Reader(item, groupFeed, notes)
  reader.object("recipient", side, "kept")
  return done(DecodePost.feed(reader, account), groupFeed, item, notes)
}

/** An item that names a topic and lies flat. */
const report = (item: Field.Fields, field: string): Finding =>
  Topics.isReport(field) ? reported(field, item, item) : unknown(field, item, "no event of this kind is known")

/** What every event has; another property names an event that we do not know. */
const common = ["sender", "recipient", "timestamp", "prior_message", "hop_context", "field"]

/** What an event is. Total: what is of no known kind, or is not of its kind's shape, is `Unknown` under its property's name. */
export const decode = (item: Field.Fields, owner: Owner): Finding => {
  if (item.field === groupFeed) return ofGroup(item, owner.account)
  for (const kind of kinds) {
    const value = item[kind.property]
    if (value === undefined || value === null) continue
    const notes = new Notes()
    const reader = new Reader(item, "event", notes)
    reader.object("sender", side)
    reader.object("recipient", side)
    reader.instant("timestamp")
    const before = item.prior_message === undefined ? undefined : formerly(reader)
    const found = reader.object(kind.property, (inner) => kind.read(inner, owner.ourApp), kind.kept)
    reader.close()
    const finding = done(found, kind.property, item, notes)
    return before === undefined ? finding : { ...finding, formerly: before }
  }
  const field = Field.text(item.field)
  if (field !== undefined) return report(item, field)
  const property = Object.keys(item).find((name) => !common.includes(name))
  return unknown(property ?? "event", item, "no event of this kind is known")
}

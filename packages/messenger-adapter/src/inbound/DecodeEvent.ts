/**
 * One item of `messaging` or `standby`. Meta does not name its kind: the property that is there tells it.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as DecodeMessage from "./DecodeMessage.ts"
import * as DecodeOptIn from "./DecodeOptIn.ts"
import * as DecodeReferral from "./DecodeReferral.ts"
import * as DecodeRouting from "./DecodeRouting.ts"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"

type Of<Tag extends Inbound.Event["_tag"]> = Types.Mutable<Extract<Inbound.Event, { _tag: Tag }>>

const postback = (fields: Field.Fields): Finding => {
  const payload = Field.text(fields.payload)
  const mid = Field.id(fields.mid)
  if (payload === undefined) {
    // A standby app sees that a button was tapped, and not which one.
    return unknown("postback", fields, {
      why: "the postback has no payload",
      act: "postback",
      ...(mid === undefined ? {} : { unique: mid })
    })
  }
  const event: Of<"Tapped"> = { _tag: "Tapped", payload }
  const title = Field.text(fields.title)
  const referral = DecodeReferral.decode(fields.referral)
  if (mid !== undefined) event.mid = mid
  if (title !== undefined) event.title = title
  if (referral !== undefined) event.referral = referral
  return { kind: "postback", ...(mid === undefined ? {} : { unique: mid }), act: "postback", event }
}

const referred = (fields: Field.Fields): Finding => {
  const referral = DecodeReferral.decode(fields) ?? {}
  // A click on an ad opens nothing by itself: the message after it does.
  const act = DecodeReferral.isAd(referral) ? "adReferral" : "referral"
  return { kind: "referral", act, event: { _tag: "Referred", referral } }
}

const reaction = (fields: Field.Fields): Finding => {
  const mid = Field.id(fields.mid)
  const action = fields.action
  if (mid === undefined || (action !== "react" && action !== "unreact")) {
    return unknown("reaction", fields, { why: "the reaction has no mid or no action" })
  }
  const event: Of<"Reacted"> = { _tag: "Reacted", mid, action }
  const word = Field.text(fields.reaction)
  const emoji = Field.text(fields.emoji)
  if (word !== undefined) event.reaction = word
  if (emoji !== undefined) event.emoji = emoji
  return action === "react" ? { kind: "reaction", act: "reaction", event } : { kind: "reaction", event }
}

const edit = (fields: Field.Fields): Finding => {
  const mid = Field.id(fields.mid)
  const text = Field.text(fields.text)
  const number = Field.number(fields.num_edit)
  if (mid === undefined || text === undefined || number === undefined) {
    return unknown("edit", fields, { why: "the edit has no mid, no text or no number" })
  }
  return { kind: "edit", unique: `${mid}/${number}`, event: { _tag: "Edited", mid, text, number } }
}

const read = (fields: Field.Fields): Finding => {
  const event: Of<"Read"> = { _tag: "Read" }
  const watermark = Field.instant(fields.watermark)
  const mid = Field.id(fields.mid)
  if (watermark !== undefined) event.watermark = watermark
  if (mid !== undefined) event.mid = mid
  return { kind: "read", event }
}

const delivery = (fields: Field.Fields): Finding => {
  const event: Of<"Delivered"> = { _tag: "Delivered" }
  const watermark = Field.instant(fields.watermark)
  const mids = Field.list(fields.mids).flatMap((mid) => Field.id(mid) ?? [])
  if (watermark !== undefined) event.watermark = watermark
  if (mids.length > 0) event.mids = mids
  return { kind: "delivery", event }
}

const decoders: ReadonlyArray<readonly [property: string, decode: (fields: Field.Fields) => Finding]> = [
  ["postback", postback],
  ["referral", referred],
  ["optin", DecodeOptIn.decode],
  ["reaction", reaction],
  ["message_edit", edit],
  ["read", read],
  ["delivery", delivery]
]

/** What every event has; another property names an event that we do not know. */
const common = ["sender", "recipient", "timestamp", "prior_message", "hop_context", "field"]

/** What an event is. Total: what no decoder knows, or cannot read, is `Unknown` under its property's name. */
export const decode = (item: Field.Fields, ourApp: string | undefined): Finding => {
  const message = item.message === undefined ? undefined : Field.object(item.message)
  if (message !== undefined) return DecodeMessage.decode(message, ourApp)
  for (const [property, decodeProperty] of decoders) {
    const fields = item[property] === undefined ? undefined : Field.object(item[property])
    if (fields !== undefined) return decodeProperty(fields)
  }
  for (const [property, change] of Object.entries(DecodeRouting.changes)) {
    const fields = item[property] === undefined ? undefined : Field.object(item[property])
    if (fields !== undefined) return DecodeRouting.decode(change, fields, ourApp)
  }
  const property = Field.text(item.field) ?? Object.keys(item).find((name) => !common.includes(name))
  return unknown(property ?? "event", item, { why: "no event of this kind is known" })
}

/**
 * The `message` of a webhook: what a person wrote, took back, or what the business said (an echo).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Apps from "../wire/Apps.ts"
import * as Metadata from "../wire/Metadata.ts"
import * as DecodeReferral from "./DecodeReferral.ts"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"
import { keep } from "./Raw.ts"

const attachment = (value: unknown): Inbound.Attachment => {
  const fields = Field.object(value)
  const payload = Field.object(fields?.payload)
  const read: Types.Mutable<Inbound.Attachment> = { kind: Field.text(fields?.type) ?? "unknown", raw: keep(value) }
  const url = Field.text(payload?.url) ?? Field.text(fields?.url)
  const title = Field.text(payload?.title) ?? Field.text(fields?.title)
  if (url !== undefined) read.url = url
  if (title !== undefined) read.title = title
  return read
}

const attachmentsOf = (message: Field.Fields): Array<Inbound.Attachment> => {
  const attachments = Field.list(message.attachments).map(attachment)
  if (message.is_unsupported === true) attachments.push({ kind: "unsupported" })
  const story = Field.object(Field.object(message.reply_to)?.story)
  if (story !== undefined) attachments.push(attachment({ type: "story_reply", payload: story }))
  return attachments
}

const locationOf = (message: Field.Fields): Inbound.Location | undefined => {
  for (const value of Field.list(message.attachments)) {
    const fields = Field.object(value)
    if (fields?.type !== "location") continue
    const coordinates = Field.object(Field.object(fields.payload)?.coordinates)
    const latitude = Field.number(coordinates?.lat)
    const longitude = Field.number(coordinates?.long)
    if (latitude !== undefined && longitude !== undefined) return { latitude, longitude }
  }
  return undefined
}

const echo = (mid: string, message: Field.Fields, ourApp: string | undefined): Finding => {
  const event: Types.Mutable<Extract<Inbound.Event, { _tag: "Echoed" }>> = { _tag: "Echoed", mid }
  const app = Field.id(message.app_id)
  const text = Field.text(message.text)
  const metadata = Field.text(message.metadata)
  // Another app may repeat metadata that it saw; the app id, where both are known, tells whose message it is.
  const foreign = app !== undefined && ourApp !== undefined && app !== ourApp
  const ours = metadata === undefined || foreign ? undefined : Metadata.decode(metadata)
  const attachments = attachmentsOf(message)
  if (ours !== undefined) event.outbound = ours.outbound
  if (app !== undefined) event.app = app
  if (app !== undefined && ours === undefined) event.by = Apps.kind(app, ourApp)
  if (text !== undefined) event.text = text
  if (attachments.length > 0) event.attachments = attachments
  return { kind: "echo", unique: mid, event }
}

const said = (mid: string, message: Field.Fields): Finding => {
  const event: Types.Mutable<Extract<Inbound.Event, { _tag: "Said" }>> = { _tag: "Said", mid }
  const text = Field.text(message.text)
  if (text !== undefined) event.text = text
  const choice = message.quick_reply === undefined
    ? undefined
    : Field.text(Field.object(message.quick_reply)?.payload)
  if (choice !== undefined) event.choice = choice
  if (message.attachments !== undefined || message.reply_to !== undefined || message.is_unsupported === true) {
    const attachments = attachmentsOf(message)
    if (attachments.length > 0) event.attachments = attachments
    const location = locationOf(message)
    if (location !== undefined) event.location = location
    const replyTo = Field.id(Field.object(message.reply_to)?.mid)
    if (replyTo !== undefined) event.replyTo = replyTo
  }
  if (message.referral === undefined) return { kind: "message", unique: mid, act: "message", event }
  const referral = DecodeReferral.decode(message.referral)
  if (referral !== undefined) event.referral = referral
  return { kind: "message", unique: mid, act: DecodeReferral.isAd(referral) ? "adMessage" : "message", event }
}

/** What a `message` is; `ourApp` is our app's id when it is configured. */
export const decode = (message: Field.Fields, ourApp: string | undefined): Finding => {
  const mid = Field.id(message.mid)
  if (mid === undefined) {
    return unknown(message.is_echo === true ? "echo" : "message", message, { why: "the message has no mid" })
  }
  if (message.is_echo === true) return echo(mid, message, ourApp)
  if (message.is_deleted === true) return { kind: "deletion", unique: mid, event: { _tag: "Deleted", mid } }
  return said(mid, message)
}

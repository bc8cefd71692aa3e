/**
 * The `message` of a webhook: what a person wrote, what was taken back, or what the business said (an echo).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Apps from "../wire/Apps.ts"
import * as Metadata from "../wire/Metadata.ts"
import * as DecodeReferral from "./DecodeReferral.ts"
import * as Field from "./Field.ts"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

type Read = Types.Mutable<Inbound.Attachment>

const attachment = (reader: Reader): Read => {
  const read: Read = { kind: reader.text("type") ?? "unknown", raw: keep(reader.fields) }
  let url = reader.text("url")
  let title = reader.text("title")
  reader.object("payload", (payload) => {
    url = payload.text("url") ?? url
    title = payload.text("title") ?? title
  }, "kept")
  if (url !== undefined) read.url = url
  if (title !== undefined) read.title = title
  return read
}

const story = (reader: Reader): Inbound.Attachment => {
  const read: Read = { kind: "story_reply", raw: keep(reader.fields) }
  const url = reader.text("url")
  if (url !== undefined) read.url = url
  return read
}

/** A place is not told from its kind alone: the coordinates may be missing. */
const locationOf = (attachments: ReadonlyArray<unknown>): Inbound.Location | undefined => {
  for (const value of attachments) {
    const fields = Field.object(value)
    if (fields?.type !== "location") continue
    const coordinates = Field.object(Field.object(fields.payload)?.coordinates)
    const latitude = Field.number(coordinates?.lat)
    const longitude = Field.number(coordinates?.long)
    if (latitude !== undefined && longitude !== undefined) return { latitude, longitude }
  }
  return undefined
}

const echo = (mid: string, message: Reader, ourApp: string | undefined): Finding => {
  const event: Types.Mutable<Extract<Inbound.Event, { _tag: "Echoed" }>> = { _tag: "Echoed", mid }
  const app = message.id("app_id")
  const text = message.text("text")
  const metadata = message.text("metadata")
  // Another app may repeat metadata that it saw; the app id, where both are known, tells whose message it is.
  const foreign = app !== undefined && ourApp !== undefined && app !== ourApp
  const ours = metadata === undefined || foreign ? undefined : Metadata.decode(metadata)
  const attachments = message.objects("attachments", attachment, "kept")
  if (ours !== undefined) event.outbound = ours.outbound
  if (app !== undefined) event.app = app
  if (app !== undefined && ours === undefined) event.by = Apps.kind(app, ourApp)
  if (text !== undefined) event.text = text
  if (attachments !== undefined && attachments.length > 0) event.attachments = attachments
  return { kind: "echo", unique: mid, event }
}

const said = (mid: string, message: Reader): Finding => {
  const event: Types.Mutable<Extract<Inbound.Event, { _tag: "Said" }>> = { _tag: "Said", mid }
  const { fields } = message
  const text = message.text("text")
  if (text !== undefined) event.text = text
  if (fields.quick_reply !== undefined) {
    const choice = message.object("quick_reply", (reply) => reply.text("payload"))
    if (choice !== undefined) event.choice = choice
  }
  if (fields.attachments !== undefined || fields.reply_to !== undefined || fields.is_unsupported !== undefined) {
    const attachments: Array<Inbound.Attachment> = [...message.objects("attachments", attachment, "kept") ?? []]
    if (message.flag("is_unsupported")) attachments.push({ kind: "unsupported" })
    message.object("reply_to", (reply) => {
      const replyTo = reply.id("mid")
      if (replyTo !== undefined) event.replyTo = replyTo
      const about = reply.object("story", story, "kept")
      if (about !== undefined) attachments.push(about)
    })
    if (attachments.length > 0) event.attachments = attachments
    const location = locationOf(Field.list(fields.attachments))
    if (location !== undefined) event.location = location
  }
  if (fields.referral === undefined) return { kind: "message", unique: mid, act: "message", event }
  const referral = message.object("referral", DecodeReferral.read, "kept")
  if (referral !== undefined) event.referral = referral
  return { kind: "message", unique: mid, act: DecodeReferral.isAd(referral) ? "adMessage" : "message", event }
}

/**
 * What a `message` is; `ourApp` is our app's id when it is configured. One that was taken back is `Deleted`, whoever wrote it.
 * A message without its id is refused.
 */
export const read = (message: Reader, ourApp: string | undefined): Finding | undefined => {
  const mid = message.id("mid")
  const isEcho = message.flag("is_echo")
  const isDeleted = message.flag("is_deleted")
  if (mid === undefined) return message.refuse("mid", "missing")
  if (isDeleted) return { kind: "deletion", unique: mid, event: { _tag: "Deleted", mid } }
  return isEcho ? echo(mid, message, ourApp) : said(mid, message)
}

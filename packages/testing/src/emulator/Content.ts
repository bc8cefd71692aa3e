/**
 * Judges a `message` object: what it may hold and how long its parts may be.
 *
 * @module
 */
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Catalogue from "./Catalogue.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import { limits } from "./Rules.ts"
import * as Stickers from "./Stickers.ts"
import * as Template from "./Template.ts"
import * as Uploads from "./Uploads.ts"
import type { PageState, World } from "./World.ts"

const attachmentTypes = new Set(["audio", "file", "image", "video", "template"])
const instagramTypes = new Set([...attachmentTypes, "MEDIA_SHARE", "like_heart"])

/** Why a message cannot be sent by a call of this version, if it cannot. Limits count characters, and bytes for text on Instagram. */
export const judge = (
  world: World,
  state: PageState,
  message: JsonObject,
  version?: string
): Refusal.Refusal | undefined => {
  const text = message["text"]
  const attachment = message["attachment"]
  const attachments = message["attachments"]
  const sticker = message["sticker_id"]
  if (text !== undefined && typeof text !== "string") return Refusal.parameter("Param message[text] must be a string.")
  const contents = [text, attachment, attachments, sticker].filter((value) => value !== undefined).length
  if (contents === 0 || text === "") return Refusal.emptyMessage
  if (contents > 1) {
    return Refusal.parameter("Message must have either text or an attachment, not both", 2018034)
  }
  return (text === undefined ? undefined : judgeText(world, state, text))
    ?? (attachment === undefined ? undefined : judgeAttachment(world, state, attachment, version))
    ?? (attachments === undefined ? undefined : judgeImages(world, state, attachments))
    ?? (sticker === undefined ? undefined : judgeSticker(state, message))
    ?? judgeMetadata(message["metadata"])
    ?? judgeQuickReplies(state, message)
}

const judgeText = (world: World, state: PageState, text: string): Refusal.Refusal | undefined => {
  if (text.trim() === "") return Refusal.emptyMessage
  if (state.page.channel === "instagram") {
    if (world.strict.instagramTextIn === "characters") return tooLong("message[text]", text, limits.instagramTextBytes)
    return Buffer.byteLength(text, "utf8") > limits.instagramTextBytes
      ? Refusal.parameter(
        `Length of param message[text] must be less than or equal to ${limits.instagramTextBytes} bytes`
      )
      : undefined
  }
  const max = world.strict.textUnderLimit === true ? limits.text - 1 : limits.text
  return world.strict.textCountedIn === "units" && text.length > max
    ? Refusal.parameter(`Length of param message[text] must be less than or equal to ${max}`)
    : tooLong("message[text]", text, max)
}

const judgeAttachment = (
  world: World,
  state: PageState,
  attachment: unknown,
  version: string | undefined
): Refusal.Refusal | undefined => {
  if (!isObject(attachment)) return Refusal.parameter("Param message[attachment] must be an object.")
  const type = textAt(attachment, "type") ?? ""
  const types = state.page.channel === "instagram" ? instagramTypes : attachmentTypes
  if (!types.has(type)) {
    return Refusal.parameter(`Param message[attachment][type] must be one of {${[...types].join(", ")}}`)
  }
  if (type === "like_heart") return undefined
  const payload = objectAt(attachment, "payload")
  if (payload === undefined) return Refusal.parameter("Param message[attachment][payload] is required.")
  if (type !== "template") return judgeMedia(world, state, type, payload)
  return Template.judge(payload, {
    channel: state.page.channel,
    domains: (arrayAt(state.profile, "whitelisted_domains") ?? []).map(String),
    judgeId: (id) => Uploads.judgeId(world, state, id),
    judgeProduct: (id) => Catalogue.judgeProduct(state.page, id, version),
    judgeForm: (id) => Catalogue.judgeForm(state.page, id)
  })
}

const judgeMedia = (
  world: World,
  state: PageState,
  type: string,
  payload: JsonObject
): Refusal.Refusal | undefined => {
  if (type === "MEDIA_SHARE") {
    return textAt(payload, "id") === undefined ? Refusal.parameter("Param payload[id] is required.") : undefined
  }
  const id = textAt(payload, "attachment_id")
  if (id !== undefined) return Uploads.judgeId(world, state, id)
  const url = textAt(payload, "url")
  return url === undefined
    ? Refusal.parameter("Attachment payload must have either url or attachment_id")
    : Uploads.judgeAddress(world, state, type, url)
}

const judgeImages = (world: World, state: PageState, attachments: unknown): Refusal.Refusal | undefined => {
  const max = state.page.channel === "instagram" ? limits.instagramImages : world.strict.pictures ?? limits.images
  if (!Array.isArray(attachments) || attachments.length === 0 || attachments.length > max) {
    return Refusal.parameter(`Param message[attachments] must be an array of 1 to ${max} images`)
  }
  for (const attachment of attachments) {
    if (!isObject(attachment) || textAt(attachment, "type") !== "image") {
      return Refusal.parameter("Param message[attachments] can only hold images")
    }
    const refusal = judgeMedia(world, state, "image", objectAt(attachment, "payload") ?? {})
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/** Only stickers of the catalogue, and the Like, can be sent ("Sticker API", 1 Jun 2026). */
const judgeSticker = (state: PageState, message: JsonObject): Refusal.Refusal | undefined =>
  state.page.channel === "messenger" && Stickers.isKnown(textAt(message, "sticker_id") ?? "")
    ? undefined
    : Refusal.parameter("Param message[sticker_id] must be a sticker of the catalogue")

const judgeMetadata = (metadata: unknown): Refusal.Refusal | undefined =>
  metadata === undefined
    ? undefined
    : typeof metadata !== "string"
    ? Refusal.parameter("Param message[metadata] must be a string.")
    : tooLong("message[metadata]", metadata, limits.metadata)

const judgeQuickReplies = (state: PageState, message: JsonObject): Refusal.Refusal | undefined => {
  const replies = message["quick_replies"]
  if (replies === undefined) return undefined
  if (!Array.isArray(replies)) return Refusal.parameter("Param message[quick_replies] must be an array.")
  if (replies.length > limits.quickReplies) {
    return Refusal.parameter(`Array param message[quick_replies] can have at most ${limits.quickReplies} elements`)
  }
  if (state.page.channel === "instagram" && arrayAt(message, "attachments") !== undefined) {
    return Refusal.parameter("Quick replies need a text on Instagram")
  }
  for (const [index, reply] of replies.entries()) {
    const refusal = judgeQuickReply(state.page.channel, `message[quick_replies][${index}]`, reply)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

const judgeQuickReply = (channel: string, name: string, reply: unknown): Refusal.Refusal | undefined => {
  if (!isObject(reply)) return Refusal.parameter(`Param ${name} must be an object.`)
  const type = textAt(reply, "content_type")
  if (type === "user_phone_number" || type === "user_email") {
    return channel === "instagram" ? Refusal.parameter(`Param ${name}[content_type] must be text`) : undefined
  }
  if (type !== "text") {
    return Refusal.parameter(`Param ${name}[content_type] must be one of {text, user_phone_number, user_email}`)
  }
  const title = textAt(reply, "title") ?? ""
  const image = textAt(reply, "image_url")
  const payload = textAt(reply, "payload")
  if (title === "" && image === undefined) return Refusal.parameter(`Param ${name}[title] is required.`)
  if (payload === undefined || (payload === "" && image === undefined)) {
    return Refusal.parameter(`Param ${name}[payload] is required.`)
  }
  // Instagram cuts a long title instead of refusing it.
  return (channel === "instagram" ? undefined : tooLong(`${name}[title]`, title, limits.quickReplyTitle))
    ?? tooLong(`${name}[payload]`, payload, limits.payload)
}

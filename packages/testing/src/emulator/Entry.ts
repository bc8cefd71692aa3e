/**
 * One message as the person sees it.
 *
 * @module
 */
import * as OptInRequest from "./OptInRequest.ts"
import * as Survey from "./Survey.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"

/** A reply offered under the last message; gone after a tap or the next message. */
export interface QuickReply {
  readonly title: string
  readonly contentType: "text" | "user_phone_number" | "user_email"
  readonly payload?: string
  readonly imageUrl?: string
}

/** A button that stays. */
export interface Button {
  readonly type: string
  readonly title: string
  readonly payload?: string
  readonly url?: string
}

/** A card of a carousel. */
export interface Card {
  readonly title: string
  readonly subtitle?: string
  readonly imageUrl?: string
  readonly buttons: ReadonlyArray<Button>
}

/** A picture, a recording, a file, a place. */
export interface Media {
  readonly type: string
  readonly url?: string
  readonly attachmentId?: string
}

/** A message, or what a person tapped. Only keys that apply are present. */
export interface Entry {
  readonly mid: string
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number
  readonly from: "person" | "page"
  /** The app that wrote it, for messages of the page. */
  readonly appId?: string
  readonly kind: "text" | "media" | "buttons" | "cards" | "template" | "utility" | "postback"
  readonly text?: string
  readonly quickReplies?: ReadonlyArray<QuickReply>
  readonly buttons?: ReadonlyArray<Button>
  readonly cards?: ReadonlyArray<Card>
  readonly media?: ReadonlyArray<Media>
  /** What a tap sent. */
  readonly payload?: string
  /** The template's name: `receipt`, `coupon`, or the utility template's own. */
  readonly template?: string
  readonly replyTo?: string
  readonly metadata?: string
  readonly persona?: string
  readonly messagingType?: string
  readonly tag?: string
  readonly notification?: string
  /** An advertisement, which shows the word "Sponsored" above it. */
  readonly sponsored?: true
  /** The comment or post that it answers in private; the platform puts a link to it into the message. */
  readonly answers?: string
  /** The leave that it asks for. */
  readonly request?: OptInRequest.OptInRequest
  /** The survey that it is. */
  readonly survey?: Survey.Survey
  /** The person filled it in. */
  readonly rated?: true
  /** The person gave that leave. */
  readonly agreed?: true
  /** The emoji that the person put under it. */
  readonly reaction?: string
  /** The emoji that the page put under it. */
  readonly pageReaction?: string
  readonly edits?: number
  readonly unsent?: boolean
}

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } => {
  const out: { [P in K]?: V } = {}
  // An absent key and a key that holds undefined are different under exactOptionalPropertyTypes.
  if (value !== undefined) out[key] = value
  return out
}

const quickReply = (json: JsonObject): QuickReply => {
  const type = textAt(json, "content_type")
  // The phone shows the person's own number or address there; a convo names what it is, as each person has another.
  const shown = type === "user_phone_number" ? "phone" : type === "user_email" ? "email" : ""
  return {
    title: textAt(json, "title") ?? shown,
    contentType: type === "user_phone_number" || type === "user_email" ? type : "text",
    ...optional("payload", textAt(json, "payload")),
    ...optional("imageUrl", textAt(json, "image_url"))
  }
}

/** A button, or an entry of a menu. */
export const button = (json: JsonObject): Button => ({
  type: textAt(json, "type") ?? "",
  title: textAt(json, "title") ?? "",
  ...optional("payload", textAt(json, "payload")),
  ...optional("url", textAt(json, "url"))
})

const buttons = (json: JsonObject): ReadonlyArray<Button> =>
  (arrayAt(json, "buttons") ?? []).filter(isObject).map(button)

const card = (json: JsonObject): Card => ({
  title: textAt(json, "title") ?? "",
  ...optional("subtitle", textAt(json, "subtitle")),
  ...optional("imageUrl", textAt(json, "image_url")),
  buttons: buttons(json)
})

type Shown = Pick<Entry, "kind"> & Partial<Entry>

const template = (payload: JsonObject): Shown => {
  const type = textAt(payload, "template_type") ?? ""
  const elements = (arrayAt(payload, "elements") ?? []).filter(isObject)
  if (type === "button") return { kind: "buttons", text: textAt(payload, "text") ?? "", buttons: buttons(payload) }
  if (type === "generic") return { kind: "cards", cards: elements.map(card) }
  if (type === "media") {
    return {
      kind: "media",
      template: type,
      media: elements.map((element) => ({
        type: textAt(element, "media_type") ?? "image",
        ...optional("url", textAt(element, "url")),
        ...optional("attachmentId", textAt(element, "attachment_id"))
      })),
      buttons: elements.flatMap(buttons)
    }
  }
  return { kind: "template", template: type, ...optional("text", textAt(payload, "title")), buttons: buttons(payload) }
}

const attachmentMedia = (json: JsonObject): Media => {
  const payload = objectAt(json, "payload") ?? {}
  return {
    type: textAt(json, "type") ?? "",
    ...optional("url", textAt(payload, "url")),
    ...optional("attachmentId", textAt(payload, "attachment_id"))
  }
}

/** What a person sees of a `message` object of the Send API that was found valid. */
export const shown = (message: JsonObject): Shown => {
  const text = textAt(message, "text")
  const attachment = objectAt(message, "attachment")
  const several = arrayAt(message, "attachments")
  const replies = arrayAt(message, "quick_replies")
  const sticker = textAt(message, "sticker_id")
  const payload = attachment === undefined ? undefined : objectAt(attachment, "payload")
  const content: Shown = attachment !== undefined
    ? textAt(attachment, "type") === "template" && payload !== undefined
      ? template(payload)
      : { kind: "media", media: [attachmentMedia(attachment)] }
    : several !== undefined
    ? { kind: "media", media: several.filter(isObject).map(attachmentMedia) }
    : sticker !== undefined
    ? { kind: "media", media: [{ type: "sticker", attachmentId: sticker }] }
    : { kind: "text" }
  const request = OptInRequest.of(message)
  if (request !== undefined) return { ...content, text: request.title, request }
  const survey = Survey.of(message)
  if (survey !== undefined) return { ...content, survey }
  if (text === undefined && replies === undefined) return content
  // No spread: behind one, V8 would make a class of its own for each message.
  return Object.assign(
    {},
    content,
    optional("text", text ?? content.text),
    optional("quickReplies", replies?.filter(isObject).map(quickReply))
  )
}

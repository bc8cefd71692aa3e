/**
 * Judges the payload of a template attachment.
 *
 * @module
 */
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import { limits } from "./Rules.ts"

type Judge = (payload: JsonObject, channel: "messenger" | "instagram") => Refusal.Refusal | undefined

const required = (payload: JsonObject, name: string, max?: number): Refusal.Refusal | undefined => {
  const value = textAt(payload, name)
  if (value === undefined || value === "") return Refusal.parameter(`Param ${name} is required.`)
  return max === undefined ? undefined : tooLong(name, value, max)
}

const optional = (payload: JsonObject, name: string, max: number): Refusal.Refusal | undefined => {
  const value = textAt(payload, name)
  return value === undefined ? undefined : tooLong(name, value, max)
}

const first = (judgements: ReadonlyArray<Refusal.Refusal | undefined>): Refusal.Refusal | undefined =>
  judgements.find((refusal) => refusal !== undefined)

const elements = (
  payload: JsonObject,
  max: number,
  judgeOne: (element: JsonObject, name: string) => Refusal.Refusal | undefined
): Refusal.Refusal | undefined => {
  const list = arrayAt(payload, "elements")
  if (list === undefined || list.length === 0) return Refusal.parameter("Param elements must be a non-empty array.")
  if (list.length > max) return Refusal.parameter(`Array param elements can have at most ${max} elements`)
  return first(
    list.map((element, index) =>
      isObject(element)
        ? judgeOne(element, `elements[${index}]`)
        : Refusal.parameter(`Param elements[${index}] must be an object.`)
    )
  )
}

const webAddress = /^https?:\/\/[^\s]+$/i

const judgeButton = (button: unknown, name: string, channel: string, titled: boolean): Refusal.Refusal | undefined => {
  if (!isObject(button)) return Refusal.parameter(`Param ${name} must be an object.`)
  const type = textAt(button, "type") ?? ""
  const known = channel === "instagram"
    ? ["web_url", "postback"]
    : ["web_url", "postback", "phone_number", "account_link", "account_unlink", "game_play", "audio_call"]
  if (!known.includes(type)) return Refusal.parameter(`Param ${name}[type] must be one of {${known.join(", ")}}`)
  const wantsTitle = titled && type !== "account_link" && type !== "account_unlink"
  const title = textAt(button, "title") ?? ""
  if (wantsTitle && title === "") return Refusal.parameter(`Param ${name}[title] is required.`)
  const long = tooLong(`${name}[title]`, title, limits.buttonTitle)
  if (long !== undefined) return long
  if (type === "web_url" || type === "account_link") {
    return webAddress.test(textAt(button, "url") ?? "")
      ? undefined
      : Refusal.parameter(`Param ${name}[url] should be a valid URI`)
  }
  if (type === "postback" || type === "phone_number") {
    const payload = textAt(button, "payload") ?? ""
    if (payload === "") return Refusal.parameter(`Param ${name}[payload] is required.`)
    if (type === "phone_number" && !/^\+?[0-9][0-9 ()-]*$/.test(payload)) {
      return Refusal.parameter(`Param ${name}[payload] must be a phone number with its country code`)
    }
    return tooLong(`${name}[payload]`, payload, limits.payload)
  }
  return undefined
}

const judgeButtons = (
  payload: JsonObject,
  channel: string,
  name: string,
  least: number
): Refusal.Refusal | undefined => {
  const buttons = payload["buttons"]
  if (buttons === undefined && least === 0) return undefined
  if (!Array.isArray(buttons) || buttons.length < least || buttons.length > limits.buttons) {
    return Refusal.parameter(`Array param ${name}buttons must have ${least} to ${limits.buttons} elements`)
  }
  return first(buttons.map((button, index) => judgeButton(button, `${name}buttons[${index}]`, channel, true)))
}

const generic: Judge = (payload, channel) =>
  elements(payload, limits.elements, (element, name) => {
    const title = textAt(element, "title") ?? ""
    if (title === "") return Refusal.parameter(`Param ${name}[title] is required.`)
    const beside = ["subtitle", "image_url", "default_action", "buttons"].some((key) => element[key] !== undefined)
    if (!beside) return Refusal.parameter(`Param ${name} must have at least one property besides title`)
    const action = element["default_action"]
    return tooLong(`${name}[title]`, title, limits.elementTitle)
      ?? tooLong(`${name}[subtitle]`, textAt(element, "subtitle") ?? "", limits.elementSubtitle)
      ?? judgeButtons(element, channel, `${name}.`, 0)
      ?? (action === undefined ? undefined : judgeButton(action, `${name}[default_action]`, channel, false))
  })

const media: Judge = (payload, channel) =>
  elements(payload, 1, (element, name) => {
    const type = textAt(element, "media_type")
    if (type !== "image" && type !== "video") {
      return Refusal.parameter(`Param ${name}[media_type] must be image or video`)
    }
    const sources = [element["url"], element["attachment_id"]].filter((source) => source !== undefined).length
    return sources === 1
      ? judgeButtons(element, channel, `${name}.`, 0)
      : Refusal.parameter(`Param ${name} must have either url or attachment_id`)
  })

const receipt: Judge = (payload) => {
  const summary = objectAt(payload, "summary")
  return first([
    required(payload, "recipient_name"),
    required(payload, "order_number"),
    required(payload, "currency"),
    required(payload, "payment_method"),
    summary === undefined ? Refusal.parameter("Param summary is required.") : required(summary, "total_cost"),
    payload["elements"] === undefined
      ? undefined
      : elements(payload, 100, (element, name) =>
        required(element, "title") ?? (textAt(element, "price") === undefined
          ? Refusal.parameter(`Param ${name}[price] is required.`)
          : undefined))
  ])
}

const feedback: Judge = (payload) => {
  const screens = arrayAt(payload, "feedback_screens")
  const privacy = objectAt(payload, "business_privacy")
  return required(payload, "title", 65)
    ?? optional(payload, "subtitle", 80)
    ?? optional(payload, "button_title", 20)
    ?? (screens?.length === 1 ? undefined : Refusal.parameter("Param feedback_screens must have exactly 1 element"))
    ?? (privacy === undefined ? Refusal.parameter("Param business_privacy is required.") : required(privacy, "url"))
}

const imageGrid: Judge = (payload, channel) =>
  elements(payload, 1, (element, name) => {
    const images = arrayAt(element, "images")
    return images === undefined || images.length < 2 || images.length > 6
      ? Refusal.parameter(`Param ${name}[images] must have 2 to 6 elements`)
      : optional(element, "title", 45) ?? optional(element, "subtitle", 80) ??
        judgeButtons(element, channel, `${name}.`, 0)
  })

const among = (payload: JsonObject, name: string, values: ReadonlyArray<string>): Refusal.Refusal | undefined => {
  const value = textAt(payload, name)
  return value === undefined || values.includes(value)
    ? undefined
    : Refusal.parameter(`Param ${name} must be one of {${values.join(", ")}}`)
}

const series: Judge = (payload, channel) =>
  required(payload, "payload", limits.payload)
    ?? optional(payload, "title", 65)
    ?? among(payload, "notification_messages_cta_text", [
      "ALLOW",
      "GET",
      "GET_UPDATES",
      "OPT_IN",
      "SIGN_UP",
      ...(channel === "instagram" ? ["FREQUENCY"] : [])
    ])
    ?? among(payload, "notification_messages_frequency", ["DAILY", "WEEKLY", "MONTHLY"])
    ?? among(payload, "notification_messages_reoptin", ["ENABLED", "DISABLED"])

const judges: ReadonlyMap<string, { readonly judge: Judge; readonly instagram: boolean }> = new Map([
  ["generic", { judge: generic, instagram: true }],
  ["button", {
    judge: (payload, channel) => required(payload, "text", limits.buttonText) ?? judgeButtons(payload, channel, "", 1),
    instagram: true
  }],
  ["media", { judge: media, instagram: false }],
  ["receipt", { judge: receipt, instagram: false }],
  ["product", { judge: (payload) => elements(payload, 10, (element) => required(element, "id")), instagram: true }],
  ["coupon", {
    judge: (payload) =>
      required(payload, "title", 80) ?? optional(payload, "subtitle", 80)
        ?? (textAt(payload, "coupon_url") === undefined ? required(payload, "coupon_code") : undefined),
    instagram: false
  }],
  ["customer_feedback", { judge: feedback, instagram: false }],
  ["customer_information", {
    judge: (payload) =>
      arrayAt(payload, "countries") === undefined ? Refusal.parameter("Param countries is required.") : undefined,
    instagram: false
  }],
  ["instant_form", { judge: (payload) => required(payload, "form_id"), instagram: false }],
  ["image_grid", { judge: imageGrid, instagram: false }],
  ["notification_messages", { judge: series, instagram: true }],
  ["one_time_notif_req", {
    judge: (payload) => required(payload, "title", 65) ?? required(payload, "payload", limits.payload),
    instagram: false
  }]
])

/** Why a template cannot be sent, if it cannot. Retired templates (`list`, `open_graph`, airline) are unknown. */
export const judge = (channel: "messenger" | "instagram", payload: JsonObject): Refusal.Refusal | undefined => {
  const type = textAt(payload, "template_type")
  if (type === undefined) return Refusal.parameter("Param template_type is required.")
  const known = judges.get(type)
  if (known === undefined || (channel === "instagram" && !known.instagram)) {
    return Refusal.parameter(`Param template_type must be a template of this channel, not ${type}`)
  }
  return known.judge(payload, channel)
}

/** Whether an attachment is a survey, the only content of the tag `CUSTOMER_FEEDBACK`. */
export const isSurvey = (message: JsonObject): boolean => {
  const attachment = objectAt(message, "attachment")
  const payload = attachment === undefined ? undefined : objectAt(attachment, "payload")
  return payload !== undefined && textAt(payload, "template_type") === "customer_feedback"
}

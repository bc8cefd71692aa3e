/**
 * Judges the payload of a template attachment.
 *
 * @module
 */
import * as Buttons from "./Buttons.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import { limits } from "./Rules.ts"
import * as TemplateForms from "./TemplateForms.ts"
import { isWebAddress } from "./Uploads.ts"

type Judge = (payload: JsonObject, matter: Buttons.Matter) => Refusal.Refusal | undefined

const { optional, required } = TemplateForms

const elements = (
  payload: JsonObject,
  max: number,
  judgeOne: (element: JsonObject, name: string) => Refusal.Refusal | undefined
): Refusal.Refusal | undefined => {
  const list = arrayAt(payload, "elements")
  if (list === undefined || list.length === 0) return Refusal.parameter("Param elements must be a non-empty array.")
  if (list.length > max) return Refusal.parameter(`Array param elements can have at most ${max} elements`)
  return Buttons.first(
    list.map((element, index) =>
      isObject(element)
        ? judgeOne(element, `elements[${index}]`)
        : Refusal.parameter(`Param elements[${index}] must be an object.`)
    )
  )
}

const judgeAction = (element: JsonObject, name: string, matter: Buttons.Matter): Refusal.Refusal | undefined => {
  const action = element["default_action"]
  if (action === undefined) return undefined
  if (!isObject(action) || textAt(action, "type") !== "web_url") {
    return Refusal.parameter(`Param ${name}[default_action][type] must be web_url`)
  }
  return Buttons.judgeOne(action, `${name}[default_action]`, matter, "none")
}

const generic: Judge = (payload, matter) =>
  elements(payload, limits.elements, (element, name) => {
    const title = textAt(element, "title") ?? ""
    if (title === "") return Refusal.parameter(`Param ${name}[title] is required.`)
    const beside = ["subtitle", "image_url", "default_action", "buttons"].some((key) => element[key] !== undefined)
    if (!beside) return Refusal.parameter(`Param ${name} must have at least one property besides title`)
    return tooLong(`${name}[title]`, title, limits.elementTitle)
      ?? tooLong(`${name}[subtitle]`, textAt(element, "subtitle") ?? "", limits.elementSubtitle)
      ?? Buttons.judge(element, `${name}.`, matter, 0)
      ?? judgeAction(element, name, matter)
  })

/** A media template shows what lies on Facebook; anything else is uploaded first. */
const onFacebook = (url: string): boolean =>
  isWebAddress(url) && /(^|\.)(facebook|fb)\.com$/i.test(new URL(url).hostname)

const media: Judge = (payload, matter) =>
  elements(payload, 1, (element, name) => {
    const type = textAt(element, "media_type")
    if (type !== "image" && type !== "video") {
      return Refusal.parameter(`Param ${name}[media_type] must be image or video`)
    }
    const id = textAt(element, "attachment_id")
    const url = textAt(element, "url")
    if ((id === undefined) === (url === undefined)) {
      return Refusal.parameter(`Param ${name} must have either url or attachment_id`)
    }
    if (url !== undefined && !onFacebook(url)) {
      return Refusal.parameter(`Param ${name}[url] must be a Facebook URL; upload other media first`)
    }
    return (id === undefined ? undefined : matter.judgeId(id)) ?? Buttons.judge(element, `${name}.`, matter, 0)
  })

const judgePicture = (image: unknown, name: string): Refusal.Refusal | undefined => {
  if (!isObject(image) || !isWebAddress(textAt(image, "url") ?? "")) {
    return Refusal.parameter(`Param ${name}[url] should be a valid URI`)
  }
  const action = objectAt(image, "action")
  if (action === undefined) return undefined
  const type = textAt(action, "type")
  if (type === "web_url") {
    return isWebAddress(textAt(action, "url") ?? "")
      ? undefined
      : Refusal.parameter(`Param ${name}[action][url] should be a valid URI`)
  }
  return type === "postback"
    ? required(action, "payload", limits.payload, `${name}[action][payload]`)
    : Refusal.parameter(`Param ${name}[action][type] must be one of {web_url, postback}`)
}

const imageGrid: Judge = (payload, matter) =>
  elements(payload, 1, (element, name) => {
    const images = arrayAt(element, "images")
    if (images === undefined || images.length < 2 || images.length > 6) {
      return Refusal.parameter(`Param ${name}[images] must have 2 to 6 elements`)
    }
    if (images.filter((image) => isObject(image) && image["is_hero_image"] === true).length > 1) {
      return Refusal.parameter(`Param ${name}[images] can have at most 1 hero image`)
    }
    return Buttons.first(images.map((image, index) => judgePicture(image, `${name}[images][${index}]`)))
      ?? optional(element, "title", 45)
      ?? optional(element, "subtitle", 80)
      ?? Buttons.judge(element, `${name}.`, matter, 0)
  })

const series: Judge = (payload, { channel }) =>
  required(payload, "payload", limits.payload)
    ?? optional(payload, "title", 65)
    ?? Buttons.among(payload, "notification_messages_cta_text", [
      "ALLOW",
      "GET",
      "GET_UPDATES",
      "OPT_IN",
      "SIGN_UP",
      ...(channel === "instagram" ? ["FREQUENCY"] : [])
    ])
    ?? Buttons.among(payload, "notification_messages_frequency", ["DAILY", "WEEKLY", "MONTHLY"])
    ?? Buttons.among(payload, "notification_messages_reoptin", ["ENABLED", "DISABLED"])
    ?? Buttons.among(payload, "image_aspect_ratio", ["HORIZONTAL", "SQUARE"])

const judges: ReadonlyMap<string, { readonly judge: Judge; readonly instagram: boolean }> = new Map([
  ["generic", { judge: generic, instagram: true }],
  ["button", {
    judge: (payload, matter) => required(payload, "text", limits.buttonText) ?? Buttons.judge(payload, "", matter, 1),
    instagram: true
  }],
  ["media", { judge: media, instagram: false }],
  ["receipt", { judge: TemplateForms.receipt, instagram: false }],
  ["product", {
    judge: (payload, { judgeProduct }) =>
      elements(
        payload,
        10,
        (element, name) =>
          required(element, "id", undefined, `${name}[id]`) ?? judgeProduct(textAt(element, "id") ?? "")
      ),
    instagram: true
  }],
  ["coupon", { judge: TemplateForms.coupon, instagram: false }],
  ["customer_feedback", { judge: TemplateForms.survey, instagram: false }],
  ["customer_information", { judge: TemplateForms.address, instagram: false }],
  ["instant_form", {
    judge: (payload, { judgeForm }) => required(payload, "form_id") ?? judgeForm(textAt(payload, "form_id") ?? ""),
    instagram: false
  }],
  ["image_grid", { judge: imageGrid, instagram: false }],
  ["notification_messages", { judge: series, instagram: true }],
  ["one_time_notif_req", {
    judge: (payload) => required(payload, "title", 65) ?? required(payload, "payload", limits.payload),
    instagram: false
  }]
])

/** Why a template cannot be sent, if it cannot. Retired templates (`list`, `open_graph`, airline) are unknown. */
export const judge = (payload: JsonObject, matter: Buttons.Matter): Refusal.Refusal | undefined => {
  const type = textAt(payload, "template_type")
  if (type === undefined) return Refusal.parameter("Param template_type is required.")
  const known = judges.get(type)
  if (known === undefined || (matter.channel === "instagram" && !known.instagram)) {
    return Refusal.parameter(`Param template_type must be a template of this channel, not ${type}`)
  }
  return known.judge(payload, matter)
}

/** Whether an attachment is a survey, the only content of the tag `CUSTOMER_FEEDBACK`. */
export const isSurvey = (message: JsonObject): boolean => {
  const attachment = objectAt(message, "attachment")
  const payload = attachment === undefined ? undefined : objectAt(attachment, "payload")
  return payload !== undefined && textAt(payload, "template_type") === "customer_feedback"
}

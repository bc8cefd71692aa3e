/**
 * Judges the templates that a person fills in or keeps: surveys, addresses, receipts, coupons ("Customer Feedback Template",
 * "Structured information template", "Receipt template", "Coupon Template", read 2026-11-21).
 *
 * @module
 */
import { among, first } from "./Buttons.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"

type Judged = Refusal.Refusal | undefined

/** Refuses a text that is missing, empty or too long. */
export const required = (from: JsonObject, name: string, max?: number, label = name): Judged => {
  const value = textAt(from, name)
  if (value === undefined || value === "") return Refusal.parameter(`Param ${label} is required.`)
  return max === undefined ? undefined : tooLong(label, value, max)
}

/** Refuses a text that is too long. */
export const optional = (from: JsonObject, name: string, max: number, label = name): Judged => {
  const value = textAt(from, name)
  return value === undefined ? undefined : tooLong(label, value, max)
}

const hasAddress = /https?:\/\/|www\./i

const noAddress = (from: JsonObject, name: string): Judged =>
  hasAddress.test(textAt(from, name) ?? "") ? Refusal.parameter(`Param ${name} may not hold a URL`) : undefined

const privacy = (payload: JsonObject): Judged => {
  const given = objectAt(payload, "business_privacy")
  return given === undefined
    ? Refusal.parameter("Param business_privacy is required.")
    : required(given, "url", undefined, "business_privacy[url]")
}

const expiry = (payload: JsonObject): Judged => {
  const days = payload["expires_in_days"]
  if (days === undefined) return undefined
  const count = Number(days)
  return Number.isInteger(count) && count >= 1 && count <= 7
    ? undefined
    : Refusal.parameter("Param expires_in_days must be from 1 to 7")
}

const scores: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["csat", ["one_to_five", "five_stars", "five_emojis"]],
  ["nps", ["zero_to_ten"]],
  ["ces", ["one_to_seven"]],
  ["free_form", []]
])

const followUp = (question: JsonObject, name: string): Judged => {
  const follow = objectAt(question, "follow_up")
  if (follow === undefined) return undefined
  return among(follow, "type", ["free_form"], `${name}[follow_up][type]`)
    ?? optional(follow, "placeholder", 65, `${name}[follow_up][placeholder]`)
}

const question = (value: unknown): Judged => {
  const name = "feedback_screens[0][questions][0]"
  if (!isObject(value)) return Refusal.parameter(`Param ${name} must be an object.`)
  const type = textAt(value, "type") ?? ""
  const options = scores.get(type)
  if (options === undefined) {
    return Refusal.parameter(`Param ${name}[type] must be one of {${[...scores.keys()].join(", ")}}`)
  }
  const title = textAt(value, "title")
  if (title !== undefined && title.length < 5) return Refusal.parameter(`Param ${name}[title] is too short`)
  if (!/^\w{1,80}$/.test(textAt(value, "id") ?? "")) {
    return Refusal.parameter(`Param ${name}[id] must have up to 80 letters, digits and underscores`)
  }
  return optional(value, "title", 85, `${name}[title]`)
    ?? among(value, "score_label", ["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"])
    ?? (type === "free_form" ? undefined : among(value, "score_option", options, `${name}[score_option]`))
    ?? followUp(value, name)
}

/** A survey: one screen with one question. */
export const survey = (payload: JsonObject): Judged => {
  const screens = (arrayAt(payload, "feedback_screens") ?? []).filter(isObject)
  const [screen] = screens
  if (screen === undefined || screens.length !== 1) {
    return required(payload, "title", 65)
      ?? Refusal.parameter("Param feedback_screens must have exactly 1 element")
  }
  const questions = arrayAt(screen, "questions") ?? []
  return first([
    required(payload, "title", 65),
    optional(payload, "subtitle", 80),
    optional(payload, "button_title", 20),
    ...["title", "subtitle", "button_title"].map((name) => noAddress(payload, name)),
    questions.length === 1 ? undefined : Refusal.parameter("Param questions must have exactly 1 element")
  ]) ?? question(questions[0]) ?? privacy(payload) ?? expiry(payload)
}

/** A form for a shipping address. */
export const address = (payload: JsonObject): Judged =>
  arrayAt(payload, "countries") === undefined
    ? Refusal.parameter("Param countries is required.")
    : among(payload, "purpose", ["SHIPPING"]) ?? privacy(payload) ?? expiry(payload)

const place = (payload: JsonObject): Judged => {
  const given = objectAt(payload, "address")
  if (given === undefined) return undefined
  return first(
    ["street_1", "city", "postal_code", "state", "country"].map((name) => {
      // A place without states prints an empty one.
      return textAt(given, name) === undefined ? Refusal.parameter(`Param address[${name}] is required.`) : undefined
    })
  )
}

const items = (payload: JsonObject): Judged => {
  if (payload["elements"] === undefined) return undefined
  const list = arrayAt(payload, "elements")
  if (list === undefined || list.length > 100) {
    return Refusal.parameter("Array param elements can have at most 100 elements")
  }
  return first(
    list.map((item, index) =>
      !isObject(item)
        ? Refusal.parameter(`Param elements[${index}] must be an object.`)
        : required(item, "title", undefined, `elements[${index}][title]`)
          ?? (textAt(item, "price") === undefined
            ? Refusal.parameter(`Param elements[${index}][price] is required.`)
            : undefined)
    )
  )
}

/** A receipt. */
export const receipt = (payload: JsonObject): Judged => {
  const summary = objectAt(payload, "summary")
  return first([
    required(payload, "recipient_name"),
    required(payload, "order_number"),
    required(payload, "currency"),
    required(payload, "payment_method"),
    summary === undefined
      ? Refusal.parameter("Param summary is required.")
      : required(summary, "total_cost", undefined, "summary[total_cost]"),
    place(payload),
    items(payload)
  ])
}

/** A coupon: a code without spaces, or an address. */
export const coupon = (payload: JsonObject): Judged =>
  required(payload, "title", 80)
    ?? optional(payload, "subtitle", 80)
    ?? (textAt(payload, "coupon_url") === undefined ? required(payload, "coupon_code") : undefined)
    ?? (/\s/.test(textAt(payload, "coupon_code") ?? "")
      ? Refusal.parameter("Param coupon_code may not hold spaces")
      : undefined)

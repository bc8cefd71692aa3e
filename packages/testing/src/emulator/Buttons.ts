/**
 * Judges the buttons of templates and menus ("Buttons" and its pages, read 2026-11-21).
 *
 * @module
 */
import { isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import type { Channel } from "./Rules.ts"
import { limits } from "./Rules.ts"
import { isWebAddress } from "./Uploads.ts"

/** What templates are judged by besides themselves. */
export interface Matter {
  readonly channel: Channel
  /** The page's whitelisted domains, which alone may use Messenger Extensions. */
  readonly domains: ReadonlyArray<string>
  /** Why an attachment id cannot be sent, if it cannot. */
  readonly judgeId: (id: string) => Refusal.Refusal | undefined
  /** Why a product cannot be shown, if it cannot. */
  readonly judgeProduct: (id: string) => Refusal.Refusal | undefined
  /** Why an instant form cannot be shown, if it cannot. */
  readonly judgeForm: (id: string) => Refusal.Refusal | undefined
}

/** The first refusal of some. */
export const first = (judgements: ReadonlyArray<Refusal.Refusal | undefined>): Refusal.Refusal | undefined =>
  judgements.find((refusal) => refusal !== undefined)

/** Refuses a value that is given and is none of these. */
export const among = (
  from: JsonObject,
  name: string,
  values: ReadonlyArray<string>,
  label = name
): Refusal.Refusal | undefined => {
  const value = textAt(from, name)
  return value === undefined || values.includes(value)
    ? undefined
    : Refusal.parameter(`Param ${label} must be one of {${values.join(", ")}}`)
}

const heights = ["compact", "tall", "full"]

const onInstagram: ReadonlySet<string> = new Set(["web_url", "postback"])
const onMessenger: ReadonlySet<string> = new Set([
  "web_url",
  "postback",
  "phone_number",
  "account_link",
  "account_unlink",
  "game_play",
  "audio_call"
])

const isWhitelisted = (url: string, domains: ReadonlyArray<string>): boolean =>
  URL.canParse(url)
  && domains.some((domain) => URL.canParse(domain) && new URL(domain).hostname === new URL(url).hostname)

/** An address and the options of the webview that shows it. Instagram knows none of the options and ignores them. */
const judgeLink = (button: JsonObject, name: string, { channel, domains }: Matter): Refusal.Refusal | undefined => {
  const url = textAt(button, "url") ?? ""
  if (!isWebAddress(url)) return Refusal.parameter(`Param ${name}[url] should be a valid URI`)
  if (channel === "instagram") return undefined
  const fallback = textAt(button, "fallback_url")
  const wrong = among(button, "webview_height_ratio", heights, `${name}[webview_height_ratio]`)
    ?? among(button, "webview_share_button", ["hide"], `${name}[webview_share_button]`)
  if (wrong !== undefined) return wrong
  if (fallback !== undefined && !isWebAddress(fallback)) {
    return Refusal.parameter(`Param ${name}[fallback_url] should be a valid URI`)
  }
  return button["messenger_extensions"] === true && !isWhitelisted(url, domains)
    ? Refusal.parameter(`Param ${name}[url] must be on a whitelisted domain for Messenger Extensions`)
    : undefined
}

const judgePayload = (button: JsonObject, name: string): Refusal.Refusal | undefined => {
  const payload = textAt(button, "payload") ?? ""
  return payload === ""
    ? Refusal.parameter(`Param ${name}[payload] is required.`)
    : tooLong(`${name}[payload]`, payload, limits.payload)
}

const judgeGame = (button: JsonObject, name: string): Refusal.Refusal | undefined => {
  const metadata = objectAt(button, "game_metadata")
  return metadata !== undefined && textAt(metadata, "player_id") === undefined
      && textAt(metadata, "context_id") === undefined
    ? Refusal.parameter(`Param ${name}[game_metadata] must have player_id or context_id`)
    : tooLong(`${name}[payload]`, textAt(button, "payload") ?? "", limits.payload)
}

const judgePhone = (button: JsonObject, name: string): Refusal.Refusal | undefined => {
  const number = textAt(button, "payload") ?? ""
  if (number === "") return Refusal.parameter(`Param ${name}[payload] is required.`)
  return /^\+?[0-9][0-9 ()-]*$/.test(number)
    ? undefined
    : Refusal.parameter(`Param ${name}[payload] must be a phone number with its country code`)
}

/** Why one button cannot be sent, if it cannot. A default action has no title. */
export const judgeOne = (
  button: unknown,
  name: string,
  matter: Matter,
  title: { readonly max: number } | "none"
): Refusal.Refusal | undefined => {
  if (!isObject(button)) return Refusal.parameter(`Param ${name} must be an object.`)
  const type = textAt(button, "type") ?? ""
  const known = matter.channel === "instagram" ? onInstagram : onMessenger
  if (!known.has(type)) return Refusal.parameter(`Param ${name}[type] must be one of {${[...known].join(", ")}}`)
  const says = textAt(button, "title") ?? ""
  const bare = type === "account_link" || type === "account_unlink"
  if (title !== "none" && !bare && says === "") return Refusal.parameter(`Param ${name}[title] is required.`)
  if (title === "none" && button["title"] !== undefined) {
    return Refusal.parameter(`Param ${name}[title] is not allowed`)
  }
  const long = title === "none" ? undefined : tooLong(`${name}[title]`, says, title.max)
  if (long !== undefined) return long
  switch (type) {
    case "web_url":
    case "account_link":
      return judgeLink(button, name, matter)
    case "postback":
      return judgePayload(button, name)
    case "phone_number":
      return judgePhone(button, name)
    case "game_play":
      return judgeGame(button, name)
    default:
      return undefined
  }
}

/** Why the buttons of a template or a card cannot be sent, if they cannot. */
export const judge = (
  holder: JsonObject,
  name: string,
  matter: Matter,
  least: 0 | 1
): Refusal.Refusal | undefined => {
  const buttons = holder["buttons"]
  if (buttons === undefined && least === 0) return undefined
  if (!Array.isArray(buttons) || buttons.length < least || buttons.length > limits.buttons) {
    return Refusal.parameter(`Array param ${name}buttons must have ${least} to ${limits.buttons} elements`)
  }
  return first(
    buttons.map((button, index) => judgeOne(button, `${name}buttons[${index}]`, matter, { max: limits.buttonTitle }))
  )
}

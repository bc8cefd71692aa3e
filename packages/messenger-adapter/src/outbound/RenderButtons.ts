/**
 * Buttons, quick replies and cards in Meta's words, within Meta's limits.
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type * as Buttons from "../wire/Buttons.ts"
import type { Limits } from "../wire/Limits.ts"
import type * as Templates from "../wire/Templates.ts"
import * as Unsendable from "./Unsendable.ts"

type Rendered<A> = Either.Either<A, Unsendable.Unsendable>

/** Renders every item, or stops at the first problem. */
const all = <A, B>(
  items: ReadonlyArray<A>,
  one: (item: A, index: number) => Rendered<B>
): Rendered<ReadonlyArray<B>> => {
  const out: Array<B> = []
  for (const [index, item] of items.entries()) {
    const rendered = one(item, index)
    if (Either.isLeft(rendered)) return Either.left(rendered.left)
    out.push(rendered.right)
  }
  return Either.right(out)
}

const view = (page: Message.PageView, field: string): Rendered<Partial<Buttons.LinkButton>> => {
  const wrong = page.otherwise === undefined ? undefined : Unsendable.address(`${field}.otherwise`, page.otherwise)
  if (wrong !== undefined) return Either.left(wrong)
  const options: Types.Mutable<Partial<Buttons.LinkButton>> = {}
  if (page.height !== undefined) options.webview_height_ratio = page.height
  if (page.knows === true) options.messenger_extensions = true
  if (page.otherwise !== undefined) options.fallback_url = page.otherwise
  if (page.share === false) options.webview_share_button = "hide"
  return Either.right(options)
}

const link = (
  button: Extract<Message.Button, { readonly _tag: "Link" }>,
  field: string,
  limits: Limits
): Rendered<Buttons.Button> => {
  const url = Unsendable.address(`${field}.url`, button.url)
  if (url !== undefined) return Either.left(url)
  const plain: Buttons.LinkButton = { type: "web_url", title: button.title, url: button.url }
  if (button.view === undefined || !limits.pageView) return Either.right(plain)
  return Either.map(view(button.view, `${field}.view`), (options) => ({ ...plain, ...options }))
}

const button = (button: Message.Button, field: string, limits: Limits): Rendered<Buttons.Button> => {
  if (!limits.buttonKinds.includes(button._tag)) {
    return Unsendable.because(field, "the channel has no such button", "say in the text what it would do")
  }
  const title = "title" in button ? Unsendable.length(`${field}.title`, button.title, limits.buttonTitle) : undefined
  if (title !== undefined) return Either.left(title)
  switch (button._tag) {
    case "Postback": {
      const payload = Unsendable.length(`${field}.payload`, button.payload, limits.payload)
      if (payload !== undefined) return Either.left(payload)
      return Either.right({ type: "postback", title: button.title, payload: button.payload })
    }
    case "Link":
      return link(button, field, limits)
    case "Call":
      return /^\+\d{4,15}$/.test(button.phone)
        ? Either.right({ type: "phone_number", title: button.title, payload: button.phone })
        : Unsendable.because(`${field}.phone`, "it is no phone number", "write it as + with country and number")
    case "LogIn": {
      const url = Unsendable.address(`${field}.url`, button.url)
      return url === undefined ? Either.right({ type: "account_link", url: button.url }) : Either.left(url)
    }
    case "LogOut":
      return Either.right({ type: "account_unlink" })
    case "Play":
      return Either.right({
        type: "game_play",
        title: button.title,
        ...(button.payload === undefined ? {} : { payload: button.payload })
      })
  }
}

/** The buttons of a message or a card. */
export const buttons = (
  list: ReadonlyArray<Message.Button>,
  field: string,
  limits: Limits
): Rendered<ReadonlyArray<Buttons.Button>> => {
  const many = Unsendable.count(field, list, limits.buttons)
  return many === undefined ? all(list, (item, index) => button(item, `${field}[${index}]`, limits)) : Either.left(many)
}

/** The quick replies of a message. A title may be missing only where there is a picture. */
export const quickReplies = (
  list: ReadonlyArray<Message.QuickReply>,
  limits: Limits
): Rendered<ReadonlyArray<Buttons.QuickReply>> => {
  const many = Unsendable.count("quickReplies", list, limits.quickReplies)
  if (many !== undefined) return Either.left(many)
  return all(list, (reply, index): Rendered<Buttons.QuickReply> => {
    const field = `quickReplies[${index}]`
    if (reply.asks !== undefined) {
      return limits.asks.includes(reply.asks)
        ? Either.right({ content_type: reply.asks === "phone" ? "user_phone_number" : "user_email" })
        : Unsendable.because(`${field}.asks`, `the channel does not ask for it (${reply.asks})`, "ask for it in words")
    }
    const problem = (reply.title === "" && reply.imageUrl !== undefined
      ? undefined
      : Unsendable.length(`${field}.title`, reply.title, limits.quickReplyTitle))
      ?? Unsendable.length(`${field}.payload`, reply.payload, limits.payload)
      ?? (reply.imageUrl === undefined ? undefined : Unsendable.address(`${field}.imageUrl`, reply.imageUrl))
    if (problem !== undefined) return Either.left(problem)
    const rendered: Buttons.QuickReply = { content_type: "text", title: reply.title, payload: reply.payload }
    return Either.right(reply.imageUrl === undefined ? rendered : { ...rendered, image_url: reply.imageUrl })
  })
}

const card = (card: Message.Card, field: string, limits: Limits): Rendered<Templates.Element> => {
  const problem = Unsendable.length(`${field}.title`, card.title, limits.cardTitle)
    ?? (card.subtitle === undefined
      ? undefined
      : Unsendable.length(`${field}.subtitle`, card.subtitle, limits.cardSubtitle))
    ?? (card.imageUrl === undefined ? undefined : Unsendable.address(`${field}.imageUrl`, card.imageUrl))
    ?? (card.url === undefined ? undefined : Unsendable.address(`${field}.url`, card.url))
  if (problem !== undefined) return Either.left(problem)
  const element: Types.Mutable<Templates.Element> = { title: card.title }
  if (card.subtitle !== undefined) element.subtitle = card.subtitle
  if (card.imageUrl !== undefined) element.image_url = card.imageUrl
  if (card.url !== undefined) element.default_action = { type: "web_url", url: card.url }
  if (card.buttons !== undefined && card.buttons.length > 0) {
    const rendered = buttons(card.buttons, `${field}.buttons`, limits)
    if (Either.isLeft(rendered)) return Either.left(rendered.left)
    element.buttons = rendered.right
  }
  if (Object.keys(element).length === 1) {
    return Unsendable.because(field, "it has only a title", "give it a subtitle, a picture, a link or a button")
  }
  return Either.right(element)
}

/** The cards of a row. */
export const cards = (
  list: ReadonlyArray<Message.Card>,
  limits: Limits
): Rendered<ReadonlyArray<Templates.Element>> => {
  const many = Unsendable.count("cards", list, limits.cards)
  return many === undefined ? all(list, (item, index) => card(item, `cards[${index}]`, limits)) : Either.left(many)
}

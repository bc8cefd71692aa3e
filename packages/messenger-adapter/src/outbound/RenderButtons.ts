/**
 * Buttons, quick replies and cards in Meta's words, within Meta's limits.
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type { Limits } from "../wire/Limits.ts"
import type * as SendBody from "../wire/SendBody.ts"
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

const button = (button: Message.Button, field: string, limits: Limits): Rendered<SendBody.Button> => {
  const title = Unsendable.length(`${field}.title`, button.title, limits.buttonTitle)
  if (title !== undefined) return Either.left(title)
  switch (button._tag) {
    case "Postback": {
      const payload = Unsendable.length(`${field}.payload`, button.payload, limits.payload)
      if (payload !== undefined) return Either.left(payload)
      return Either.right({ type: "postback", title: button.title, payload: button.payload })
    }
    case "Link": {
      const url = Unsendable.address(`${field}.url`, button.url)
      if (url !== undefined) return Either.left(url)
      return Either.right({ type: "web_url", title: button.title, url: button.url })
    }
    case "Call": {
      if (!limits.callButtons) {
        return Unsendable.because(field, "the channel has no buttons that dial", "write the number into the text")
      }
      if (!/^\+\d{4,15}$/.test(button.phone)) {
        return Unsendable.because(`${field}.phone`, "it is no phone number", "write it as + with country and number")
      }
      return Either.right({ type: "phone_number", title: button.title, payload: button.phone })
    }
  }
}

/** The buttons of a message or a card. */
export const buttons = (
  list: ReadonlyArray<Message.Button>,
  field: string,
  limits: Limits
): Rendered<ReadonlyArray<SendBody.Button>> => {
  const many = Unsendable.count(field, list, limits.buttons)
  return many === undefined ? all(list, (item, index) => button(item, `${field}[${index}]`, limits)) : Either.left(many)
}

/** The quick replies of a message. A title may be missing only where there is a picture. */
export const quickReplies = (
  list: ReadonlyArray<Message.QuickReply>,
  limits: Limits
): Rendered<ReadonlyArray<SendBody.QuickReply>> => {
  const many = Unsendable.count("quickReplies", list, limits.quickReplies)
  if (many !== undefined) return Either.left(many)
  return all(list, (reply, index): Rendered<SendBody.QuickReply> => {
    const field = `quickReplies[${index}]`
    const problem = (reply.title === "" && reply.imageUrl !== undefined
      ? undefined
      : Unsendable.length(`${field}.title`, reply.title, limits.quickReplyTitle))
      ?? Unsendable.length(`${field}.payload`, reply.payload, limits.payload)
      ?? (reply.imageUrl === undefined ? undefined : Unsendable.address(`${field}.imageUrl`, reply.imageUrl))
    if (problem !== undefined) return Either.left(problem)
    const rendered: SendBody.QuickReply = { content_type: "text", title: reply.title, payload: reply.payload }
    return Either.right(reply.imageUrl === undefined ? rendered : { ...rendered, image_url: reply.imageUrl })
  })
}

const card = (card: Message.Card, field: string, limits: Limits): Rendered<SendBody.Element> => {
  const problem = Unsendable.length(`${field}.title`, card.title, limits.cardTitle)
    ?? (card.subtitle === undefined
      ? undefined
      : Unsendable.length(`${field}.subtitle`, card.subtitle, limits.cardSubtitle))
    ?? (card.imageUrl === undefined ? undefined : Unsendable.address(`${field}.imageUrl`, card.imageUrl))
    ?? (card.url === undefined ? undefined : Unsendable.address(`${field}.url`, card.url))
  if (problem !== undefined) return Either.left(problem)
  const element: Types.Mutable<SendBody.Element> = { title: card.title }
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
export const cards = (list: ReadonlyArray<Message.Card>, limits: Limits): Rendered<ReadonlyArray<SendBody.Element>> => {
  const many = Unsendable.count("cards", list, limits.cards)
  return many === undefined ? all(list, (item, index) => card(item, `cards[${index}]`, limits)) : Either.left(many)
}

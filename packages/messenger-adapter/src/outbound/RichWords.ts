/**
 * What rich content says in words, where it cannot be shown: made of nothing but what it holds, so that it is in no language of its
 * own.
 *
 * @module
 */
import type { Message } from "@parley/core"
import type * as RichContent from "./RichContent.ts"

const lines = (...texts: ReadonlyArray<string | undefined>): string =>
  texts.filter((text) => text !== undefined && text !== "").join("\n")

const named = (title: string, quantity: number | undefined): string =>
  quantity === undefined || quantity === 1 ? title : `${title} × ${quantity}`

/** A receipt: its number, what was bought, what was added or taken off, and the sum. */
export const receipt = (body: RichContent.Receipt): string => {
  const { adjustments = [], currency, items = [], merchantName, orderNumber, orderUrl, total } = body
  return lines(
    merchantName,
    orderNumber,
    ...items.map((item) => `${named(item.title, item.quantity)}: ${item.price} ${item.currency ?? currency}`),
    ...adjustments.map(({ amount, name }) => `${name}: ${amount} ${currency}`),
    `= ${total} ${currency}`,
    orderUrl
  )
}

/** A coupon: what it gives, its code, and where it is used. */
export const coupon = (body: RichContent.Coupon): string =>
  lines(body.greeting, body.title, body.subtitle, body.code, body.url)

const button = (one: Message.Button): string | undefined => {
  switch (one._tag) {
    case "Postback":
    case "Play":
      return one.title
    case "Link":
      return `${one.title}: ${one.url}`
    case "Call":
      return `${one.title}: ${one.phone}`
    case "LogIn":
      return one.url
    case "LogOut":
      return one.words
  }
}

/** A picture or film: where it is, and its buttons. */
export const media = (
  body: { readonly show: string; readonly url?: string; readonly buttons?: ReadonlyArray<Message.Button> }
): string => lines(body.url ?? `(${body.show})`, ...(body.buttons ?? []).map(button))

/** A grid: its title, its pictures and where they lead, and its buttons. */
export const grid = (body: RichContent.ImageGrid): string =>
  lines(
    body.title,
    body.subtitle,
    ...body.images.map((image) => image.opens ?? image.answers?.text ?? image.url),
    ...(body.buttons ?? []).map(button)
  )

/**
 * Words for what only this platform can show: receipts, coupons, products, grids, forms, stickers. Each makes the content of a
 * message. Where a channel lacks it, its `words` are said in its stead: made of what it holds, unless they are given.
 *
 * Limits of texts and lists that are written out are found by the compiler, all others before the send, with the field, the limit and
 * the value. Facts were read on the pages of the templates on 2026-11-21.
 *
 * @module
 */
import type { Json, Literal, Message } from "@parley/core"
import type { Alive } from "./Known.ts"
import type * as RichContent from "./RichContent.ts"
import * as RichWords from "./RichWords.ts"

/** Content that only this platform has. */
export type Content = Message.Native

/** What is said where a channel lacks the content. */
export interface Words {
  readonly words?: string
}

type Without<O, K extends PropertyKey> = { readonly [P in keyof O as P extends K ? never : P]: O[P] }

type Buttons = ReadonlyArray<Message.Button>

const content = <B extends object>(kind: string, options: B & Words, said: (options: B) => string): Content => {
  const { words, ...body } = options
  // All options are JSON: texts, numbers, lists and records of these.
  return { _tag: "Native", kind, body: body as unknown as Json.Json, words: words ?? said(options) }
}

/**
 * The confirmation of an order: who, what, how much, how paid. Up to 100 items. Messenger only.
 *
 * @example
 * import { Rich } from "@parley/messenger-adapter"
 *
 * const receipt = Rich.receipt({
 *   orderNumber: "A-7",
 *   recipientName: "Ana López",
 *   currency: "EUR",
 *   paymentMethod: "Visa 2345",
 *   items: [{ title: "Margherita", quantity: 2, price: 12 }],
 *   total: 24
 * })
 * receipt.words
 * // => "A-7\nMargherita × 2: 12 EUR\n= 24 EUR"
 */
export const receipt = (options: RichContent.Receipt & Words): Content => content("receipt", options, RichWords.receipt)

/** A coupon by its code, or by the page where it is used. */
export type CouponOptions =
  & Without<RichContent.Coupon, "title" | "subtitle" | "code" | "url">
  & ({ readonly code: string; readonly url?: string } | { readonly code?: string; readonly url: string })
  & Words

/** A coupon; its code is revealed by a tap, which the bot hears of. Title and subtitle up to 80 characters. Messenger only. */
export const coupon = <const T extends string, const S extends string = never>(
  options: CouponOptions & { readonly title: T & Literal.Short<T, 80>; readonly subtitle?: S & Literal.Short<S, 80> }
): Content => content("coupon", options, RichWords.coupon)

/** Up to ten products of the account's own catalogue, by their ids. Both channels. */
export const products = <const L extends ReadonlyArray<string>>(
  options: { readonly ids: L & Literal.Few<L, 10, 1>; readonly words: string }
): Content => content("product", options, () => options.words)

/** A picture or film, by the id of an upload or by its address on Facebook. */
export type MediaOptions =
  & Without<RichContent.Media, "attachment" | "url" | "buttons">
  & (
    | { readonly attachment: string; readonly url?: never }
    | { readonly url: string; readonly attachment?: never }
  )
  & Words

/** A picture or film with up to three buttons under it. An address is one on Facebook; any other is uploaded first. Messenger only. */
export const media = <const B extends Buttons = readonly []>(
  options: MediaOptions & { readonly buttons?: B & Literal.Few<B, 3> }
): Content => content("media", options, RichWords.media)

/** Two to six pictures in a grid, with up to three buttons that open a page or answer. Title up to 45 characters. Messenger only. */
export const imageGrid = <
  const I extends ReadonlyArray<RichContent.GridImage>,
  const T extends string = never,
  const S extends string = never,
  const B extends Buttons = readonly []
>(
  options: {
    readonly images: I & Literal.Few<I, 6, 2>
    readonly title?: T & Literal.Short<T, 45>
    readonly subtitle?: S & Literal.Short<S, 80>
    readonly buttons?: B & Literal.Few<B, 3>
  } & Words
): Content => content("image_grid", options, RichWords.grid)

/** A form for the person's shipping address; what they fill in is heard as `Submitted`. Messenger only. */
export const addressForm = (options: RichContent.CustomerInformation & { readonly words: string }): Content =>
  content("customer_information", options, () => options.words)

/** A form of the page's lead ads, filled in within the conversation and heard as `Submitted`. Messenger only. */
export const instantForm = (options: RichContent.InstantForm & { readonly words: string }): Content =>
  content("instant_form", options, () => options.words)

/** A sticker of Meta's own, by its id. Inside the window alone. Messenger only. */
export const sticker = (options: RichContent.Sticker & { readonly words: string }): Content =>
  content("sticker", options, () => options.words)

/** The thumb that Messenger's own button sends ("Sticker API"). */
export const likeSticker = "369239263222822"

/** Messenger's thumb. Where there is none, "👍" is said. */
export const like = (): Content => sticker({ id: likeSticker, words: "👍" })

/** Instagram's heart. Where there is none, "❤️" is said. */
export const heart = (): Content => ({ _tag: "Native", kind: "like_heart", body: {}, words: "❤️" })

/** A post of the account's own, by its id. Instagram only. */
export const post = (options: RichContent.SharedPost & { readonly words: string }): Content =>
  content("MEDIA_SHARE", options, () => options.words)

/**
 * A template that has no word here, as Meta spells it: `payload` is all that stands beside its `template_type`. Nothing of it is
 * checked, but that Meta did not take the template away (`list`, `open_graph`, those of airlines).
 */
export const template = <const T extends string>(options: {
  readonly type: T & Alive<T>
  readonly payload: { readonly [field: string]: Json.Json }
  readonly words: string
}): Content => content("template", options, () => options.words)

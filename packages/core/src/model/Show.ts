/**
 * Words for messages that show more than words: buttons, quick replies, cards. What is written out over a limit of Meta's Send API
 * does not compile; what is made as the dialogue runs is checked before the send, with the field, the limit and the value. Limits were
 * read on "Quick replies", "Buttons", "Button template" and "Generic template" on 2026-11-21.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type * as Literal from "./Literal.ts"
import type * as Message from "./Message.ts"

type Buttons = ReadonlyArray<Message.Button>
type Replies = ReadonlyArray<Message.QuickReply>
type Cards = readonly [Message.Card, ...ReadonlyArray<Message.Card>]

/** Up to three buttons, their titles up to 20 characters. */
type ThreeButtons<B> = B extends Buttons ? Literal.Few<B, 3> & Literal.Titled<B, 20> : unknown

/** Up to thirteen quick replies, their titles up to 20 characters. */
type Offered<Q extends Replies> = Literal.Few<Q, 13> & Literal.Titled<Q, 20>

/** What may stand beside a message. */
export interface Beside<Q extends Replies> extends Omit<Message.Message, "content" | "quickReplies"> {
  readonly quickReplies?: Q & Offered<Q>
}

/** A message of words, and of what it shows. */
export type Shown<T extends "Text" | "Cards"> = Omit<Message.Message, "content"> & {
  readonly content: Extract<Message.Content, { readonly _tag: T }>
}

/**
 * Words with up to three buttons under them, and with up to thirteen quick replies; titles have up to 20 characters, payloads 1,000.
 * Words that are too long are said in parts, the buttons under the last.
 *
 * @example
 * import { Show } from "@parley/core"
 *
 * const sure = Show.text("Sure?", {
 *   buttons: [{ _tag: "Postback", title: "Yes", payload: "y" }, { _tag: "Link", title: "Terms", url: "https://example.com" }]
 * })
 * sure.content.buttons?.length // => 2
 */
export const text = <const B extends Buttons = readonly [], const Q extends Replies = readonly []>(
  words: string,
  options: Beside<Q> & { readonly buttons?: B & ThreeButtons<B> } = {}
): Shown<"Text"> => {
  const { buttons, ...rest } = options
  const content: Types.Mutable<Shown<"Text">["content"]> = { _tag: "Text", text: words }
  if (buttons !== undefined && buttons.length > 0) content.buttons = buttons
  return { content, ...rest }
}

/** What a card that is written out may not be: title and subtitle over 80 characters, more than three buttons. */
type Written<C> = {
  readonly [K in keyof C]: {
    readonly [P in keyof C[K]]: P extends "title" | "subtitle" ? Literal.WithinIf<C[K][P], 80>
      : P extends "buttons" ? ThreeButtons<C[K][P]>
      : P extends keyof Message.Card ? unknown
      : Literal.Refused<"there is no such field">
  }
}

/**
 * Cards in a row, each with a title and something more: title and subtitle have up to 80 characters, and each card up to three buttons.
 * Of more than ten, Messenger and Instagram show several rows. `sharable`: a person may pass the row on.
 *
 * @example
 * import { Show } from "@parley/core"
 *
 * const pizzas = Show.cards([
 *   { title: "Margherita", subtitle: "12 €", buttons: [{ _tag: "Postback", title: "Order", payload: "margherita" }] },
 *   { title: "Marinara", subtitle: "10 €" }
 * ])
 * pizzas.content.cards.map((card) => card.title) // => ["Margherita", "Marinara"]
 */
export const cards = <const C extends Cards, const Q extends Replies = readonly []>(
  list: C & Written<C>,
  options: Beside<Q> & { readonly sharable?: true } = {}
): Shown<"Cards"> => {
  const { sharable, ...rest } = options
  const content: Shown<"Cards">["content"] = { _tag: "Cards", cards: list, ...(sharable === true ? { sharable } : {}) }
  return { content, ...rest }
}

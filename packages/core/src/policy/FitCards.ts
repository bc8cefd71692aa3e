/**
 * Cards as a channel can show them: in rows that it takes, with what it lacks said in a subtitle where there is room, and else in a
 * text behind the row.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type * as Message from "../model/Message.ts"
import type { Capabilities } from "./Capabilities.ts"
import * as FitWords from "./FitWords.ts"
import * as Split from "./Split.ts"

type Cards = Extract<Message.Content, { readonly _tag: "Cards" }>

/** A card, and the lines for which it has no room. */
interface Fitted {
  readonly card: Message.Card
  readonly over: ReadonlyArray<string>
}

/** The lines go into the subtitle, in order, as long as they fit whole. */
const fitted = (card: Message.Card, can: Capabilities): Fitted => {
  const { kept, said } = FitWords.sorted(card.buttons ?? [], can)
  if (said.length === 0) return { card, over: [] }
  const room = { max: can.cards.subtitleLength, unit: "characters" } as const
  let count = 0
  while (count < said.length && Split.fits(FitWords.lines(card.subtitle, ...said.slice(0, count + 1)), room)) count += 1
  const { buttons: _buttons, subtitle: _subtitle, ...rest } = card
  const subtitle = FitWords.lines(card.subtitle, ...said.slice(0, count))
  const out: Types.Mutable<Message.Card> = { ...rest }
  if (subtitle !== "") out.subtitle = subtitle
  if (kept.length > 0) out.buttons = kept
  return { card: out, over: said.slice(count) }
}

/** A card that lost its buttons, and has nothing else to show beside its title. */
const isBare = ({ card, over }: Fitted): boolean =>
  over.length > 0 && card.subtitle === undefined && card.imageUrl === undefined && card.url === undefined
  && card.buttons === undefined

/** A card in words, with the buttons that the channel has. */
const spoken = (card: Message.Card, can: Capabilities): Message.Content => {
  const { kept, said } = FitWords.sorted(card.buttons ?? [], can)
  const text = FitWords.lines(card.title, card.subtitle, card.imageUrl, card.url, ...said)
  return kept.length === 0 ? { _tag: "Text", text } : { _tag: "Text", text, buttons: kept }
}

const inRows = (content: Cards, can: Capabilities): ReadonlyArray<Message.Content> => {
  const out: Array<Message.Content> = []
  let row: Array<Fitted> = []
  const close = () => {
    const [first, ...more] = row.map(({ card }) => card)
    if (first === undefined) return
    out.push({ ...content, cards: [first, ...more] })
    const said = row.filter(({ over }) => over.length > 0).map(({ card, over }) => FitWords.lines(card.title, ...over))
    if (said.length > 0) out.push({ _tag: "Text", text: said.join("\n\n") })
    row = []
  }
  for (const card of content.cards) {
    const one = fitted(card, can)
    if (isBare(one)) {
      close()
      out.push(spoken(card, can))
      continue
    }
    row.push(one)
    if (row.length === can.cards.max) close()
  }
  close()
  return out
}

/** What shows the cards, in order. A text behind a row says of which card its words are. */
export const shown = (content: Cards, can: Capabilities): ReadonlyArray<Message.Content> => {
  if (can.cards.max === 0) return content.cards.map((card) => spoken(card, can))
  const isWhole = content.cards.length <= can.cards.max
    && content.cards.every(({ buttons = [] }) => buttons.every(({ _tag }) => FitWords.has(can, _tag)))
  return isWhole ? [content] : inRows(content, can)
}

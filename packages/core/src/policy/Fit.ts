/**
 * A message becomes the best that a channel can show: as it is where it fits, in parts where it is too long, and in words what the
 * channel lacks. Never cut, never silent.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Refusal } from "../model/LaneName.ts"
import type * as Message from "../model/Message.ts"
import type { Capabilities, TextLength } from "./Capabilities.ts"
import * as Split from "./Split.ts"

type Content<T extends Message.Content["_tag"]> = Extract<Message.Content, { readonly _tag: T }>

/** A part that may still be too long. */
interface Part {
  readonly content: Message.Content
  readonly quickReplies?: ReadonlyArray<Message.QuickReply>
}

const said = (text: string, buttons: ReadonlyArray<Message.Button> = []): Content<"Text"> =>
  buttons.length === 0 ? { _tag: "Text", text } : { _tag: "Text", text, buttons }

const lines = (...texts: ReadonlyArray<string | undefined>): string =>
  texts.filter((text) => text !== undefined && text !== "").join("\n")

const numbered = (titles: ReadonlyArray<string>): string =>
  titles.map((title, index) => `${index + 1}. ${title}`).join("\n")

/** What a button says in words; one that only answers is offered by number. */
const spelled = (button: Exclude<Message.Button, { readonly _tag: "Postback" }>): string | undefined => {
  switch (button._tag) {
    case "Link":
      return `${button.title}: ${button.url}`
    case "Call":
      return `${button.title}: ${button.phone}`
    case "LogIn":
      return button.url
    case "LogOut":
      return undefined
    case "Play":
      return button.title
  }
}

/** The buttons that the channel has, and the others in words. */
const sorted = (
  buttons: ReadonlyArray<Message.Button>,
  can: Capabilities
): { readonly kept: ReadonlyArray<Message.Button>; readonly words: string } => {
  const has = can.buttons.max === 0 ? [] : can.buttons.kinds
  const kept = buttons.filter((button) => has.includes(button._tag))
  if (kept.length === buttons.length) return { kept, words: "" }
  const spoken: Array<string> = []
  const answers: Array<string> = []
  for (const button of buttons) {
    if (has.includes(button._tag)) continue
    if (button._tag === "Postback") answers.push(button.title)
    else spoken.push(spelled(button) ?? "")
  }
  return { kept, words: lines(...spoken, numbered(answers)) }
}

const text = (content: Content<"Text">, can: Capabilities): ReadonlyArray<Message.Content> => {
  const { kept, words } = sorted(content.buttons ?? [], can)
  return [said(lines(content.text, words), kept)]
}

const spokenCard = (card: Message.Card, can: Capabilities): Message.Content => {
  const { kept, words } = sorted(card.buttons ?? [], can)
  return said(lines(card.title, card.subtitle, card.imageUrl, card.url, words), kept)
}

const fittedCard = (card: Message.Card, can: Capabilities): Message.Card => {
  const { kept, words } = sorted(card.buttons ?? [], can)
  if (card.buttons === undefined || kept.length === card.buttons.length) return card
  const { buttons: _, ...rest } = card
  const fitted: Types.Mutable<Message.Card> = { ...rest }
  if (kept.length > 0) fitted.buttons = kept
  if (words !== "") fitted.subtitle = lines(card.subtitle, words)
  return fitted
}

const rows = <A>(list: ReadonlyArray<A>, most: number): ReadonlyArray<readonly [A, ...Array<A>]> => {
  const out: Array<readonly [A, ...Array<A>]> = []
  for (let index = 0; index < list.length; index += most) {
    const [first, ...more] = list.slice(index, index + most)
    if (first !== undefined) out.push([first, ...more])
  }
  return out
}

const cards = (content: Content<"Cards">, can: Capabilities): ReadonlyArray<Message.Content> =>
  can.cards.max === 0
    ? content.cards.map((card) => spokenCard(card, can))
    : rows(content.cards.map((card) => fittedCard(card, can)), can.cards.max).map((row) => ({ ...content, cards: row }))

const media = (content: Content<"Media">, can: Capabilities): ReadonlyArray<Message.Content> =>
  can.media.includes(content.kind) ? [content] : [said(content.url)]

const pictures = (content: Content<"Pictures">, can: Capabilities): ReadonlyArray<Message.Content> =>
  can.pictures.max > 1
    ? rows(content.urls, can.pictures.max).map((urls) => ({ _tag: "Pictures", urls }))
    : content.urls.flatMap((url) => media({ _tag: "Media", kind: "image", url }, can))

const shown = (content: Message.Content, can: Capabilities): ReadonlyArray<Message.Content> => {
  switch (content._tag) {
    case "Text":
      return text(content, can)
    case "Media":
      return media(content, can)
    case "Pictures":
      return pictures(content, can)
    case "Cards":
      return cards(content, can)
    case "Native":
      return can.native.includes(content.kind) ? [content] : [said(content.words)]
    case "Reaction":
      return can.reactions ? [content] : []
    // Whether the channel has these is a matter of its lanes, and its refusal names the way out.
    case "Template":
    case "Survey":
    case "Request":
      return [content]
  }
}

/** The quick replies go under the last part; where they cannot, under a text of their own that lists them. */
const answered = (
  parts: ReadonlyArray<Message.Content>,
  replies: ReadonlyArray<Message.QuickReply>,
  can: Capabilities
): ReadonlyArray<Part> => {
  const offered = replies.filter(({ asks }) => asks === undefined || can.quickReplies.asks.includes(asks))
  const last = parts.at(-1)
  if (offered.length === 0 || last === undefined) return parts.map((content) => ({ content }))
  const before = parts.slice(0, -1).map((content) => ({ content }))
  const list = numbered(offered.map(({ title }) => title))
  const isText = last._tag === "Text"
  if (can.quickReplies.max === 0) {
    return isText
      ? [...before, { content: { ...last, text: lines(last.text, list) } }]
      : [...before, { content: last }, { content: said(list) }]
  }
  const bears = can.quickReplies.under === "any" || (isText && (last.buttons ?? []).length === 0)
  return bears
    ? [...before, { content: last, quickReplies: offered }]
    : [...before, { content: last }, { content: said(list), quickReplies: offered }]
}

const split = (part: Part, can: Capabilities, locale: string): ReadonlyArray<Part> => {
  if (part.content._tag !== "Text") return [part]
  const { buttons = [], text } = part.content
  const last: TextLength = buttons.length === 0
    ? can.textLength
    : { max: can.buttons.textLength, unit: "characters" }
  if (Split.fits(text, can.textLength) && Split.fits(text, last)) return [part]
  const texts = Split.split(text, can.textLength, locale, last)
  return texts.map((one, index) =>
    index < texts.length - 1 ? { content: said(one) } : { ...part, content: said(one, buttons) }
  )
}

const isPlain = ({ content, quickReplies }: Message.Message, can: Capabilities): boolean =>
  content._tag === "Text" && content.buttons === undefined && Split.fits(content.text, can.textLength)
  && (quickReplies === undefined || (can.quickReplies.max > 0 && quickReplies.every(({ asks }) => asks === undefined)))

/** Why a message was let go that the channel cannot show in any way. */
export const unshown: Refusal = {
  rule: "channel.lacks",
  reason: "the channel has nothing to show it with",
  waysOut: ["say it in words"]
}

/** Why a message was refused that would take several where the lane carries one; over-long text is not split there. */
export const tooLong = (parts: number): Refusal => ({
  rule: "channel.length",
  reason: `the channel would need ${parts} messages for it, and the lane carries one`,
  waysOut: ["say it in fewer words", "wait until the person writes"]
})

/**
 * All parts but the last travel only with it: no stand-in is said for each of them, and the conversation is not given away
 * before the last word.
 */
const leading = (message: Omit<Message.Message, "content" | "quickReplies">): typeof message => {
  const { control: _control, ...all } = message
  if (message.utility === undefined && message.instead === undefined) return all
  const { instead: _instead, utility: _utility, ...rest } = all
  return { ...rest, otherwise: "drop" }
}

/** The first part answers the message that is answered; the others go on from it. */
const following = (message: Omit<Message.Message, "content" | "quickReplies">): typeof message => {
  if (message.replyTo === undefined) return message
  const { replyTo: _replyTo, ...rest } = message
  return rest
}

/**
 * The messages in which a channel shows one message, in order: buttons and quick replies on the last. None for what a channel
 * cannot show in any way (a reaction). Titles and counts over a channel's limits are the adapter's to refuse.
 */
export const fit = (message: Message.Message, can: Capabilities, locale: string): ReadonlyArray<Message.Message> => {
  if (isPlain(message, can)) return [message]
  const parts = answered(shown(message.content, can), message.quickReplies ?? [], can)
    .flatMap((part) => split(part, can, locale))
  const only = parts[0]
  if (
    parts.length === 1 && only !== undefined && only.content === message.content &&
    only.quickReplies === message.quickReplies
  ) {
    return [message]
  }
  const { content: _content, quickReplies: _replies, ...rest } = message
  const before = leading(rest)
  return parts.map((part, index) => {
    const about = index < parts.length - 1 ? before : rest
    return { ...(index === 0 ? about : following(about)), ...part }
  })
}

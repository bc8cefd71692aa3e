/**
 * A message becomes the best that a channel can show: as it is where it fits, in parts where it is too long, and in words what the
 * channel lacks. Never cut, never silent.
 *
 * @module
 */
import type { Refusal } from "../model/LaneName.ts"
import type * as Message from "../model/Message.ts"
import type { Capabilities, TextLength } from "./Capabilities.ts"
import * as FitCards from "./FitCards.ts"
import * as FitLack from "./FitLack.ts"
import * as FitWords from "./FitWords.ts"
import * as Split from "./Split.ts"

type Content<T extends Message.Content["_tag"]> = Extract<Message.Content, { readonly _tag: T }>

/** A part that may still be too long. */
interface Part {
  readonly content: Message.Content
  readonly quickReplies?: ReadonlyArray<Message.QuickReply>
}

const said = (text: string, buttons: ReadonlyArray<Message.Button> = []): Content<"Text"> =>
  buttons.length === 0 ? { _tag: "Text", text } : { _tag: "Text", text, buttons }

const text = (content: Content<"Text">, can: Capabilities): ReadonlyArray<Message.Content> => {
  const words = FitWords.sorted(content.buttons ?? [], can)
  return words.said.length === 0 ? [content] : [said(FitWords.lines(content.text, ...words.said), words.kept)]
}

const rows = <A>(list: ReadonlyArray<A>, most: number): ReadonlyArray<readonly [A, ...Array<A>]> => {
  const out: Array<readonly [A, ...Array<A>]> = []
  for (let index = 0; index < list.length; index += most) {
    const [first, ...more] = list.slice(index, index + most)
    if (first !== undefined) out.push([first, ...more])
  }
  return out
}

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
      return FitCards.shown(content, can)
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

/** What is asked for in words, because the channel does not ask the person's profile for it: behind the last words, or on its own. */
const asked = (
  parts: ReadonlyArray<Message.Content>,
  titles: ReadonlyArray<string>
): ReadonlyArray<Message.Content> => {
  const last = parts.at(-1)
  if (titles.length === 0 || last === undefined) return parts
  return last._tag === "Text"
    ? [...parts.slice(0, -1), { ...last, text: FitWords.lines(last.text, ...titles) }]
    : [...parts, said(FitWords.lines(...titles))]
}

/** The quick replies go under the last part; where they cannot, under a text of their own that lists them. */
const answered = (
  contents: ReadonlyArray<Message.Content>,
  replies: ReadonlyArray<Message.QuickReply>,
  can: Capabilities
): ReadonlyArray<Part> => {
  // A reaction travels alone: the adapter refuses it whole, rather than half of it being shown.
  if (contents[0]?._tag === "Reaction" && replies.length > 0) {
    return contents.map((content) => ({ content, quickReplies: replies }))
  }
  const offered = replies.filter((reply) => FitWords.offers(can, reply))
  const others = replies.filter((reply) => !FitWords.offers(can, reply))
  const parts = asked(contents, others.map(({ title }) => title))
  const last = parts.at(-1)
  if (offered.length === 0 || last === undefined) return parts.map((content) => ({ content }))
  const before = parts.slice(0, -1).map((content) => ({ content }))
  const list = FitWords.numbered(offered.map(FitWords.label))
  const isText = last._tag === "Text"
  if (can.quickReplies.max === 0) {
    return isText
      ? [...before, { content: { ...last, text: FitWords.lines(last.text, ...list) } }]
      : [...before, { content: last }, { content: said(FitWords.lines(...list)) }]
  }
  const quickReplies = others.length === 0 ? replies : offered
  const bears = can.quickReplies.under === "any" || (isText && (last.buttons ?? []).length === 0)
  return bears
    ? [...before, { content: last, quickReplies }]
    : [...before, { content: last }, { content: said(FitWords.lines(...list)), quickReplies }]
}

const split = (part: Part, can: Capabilities, locale: string): ReadonlyArray<Part> => {
  if (part.content._tag !== "Text") return [part]
  const { buttons = [], text } = part.content
  const last: TextLength = buttons.length === 0
    ? can.textLength
    : { max: can.buttons.textLength, unit: "characters" }
  if (Split.fits(text, can.textLength) && Split.fits(text, last)) return [part]
  const texts = Split.split(text, can.textLength, locale, last)
  // Nothing but white space: the adapter refuses it as empty.
  if (texts.length === 0) return [part]
  return texts.map((one, index) =>
    index < texts.length - 1 ? { content: said(one) } : { ...part, content: said(one, buttons) }
  )
}

const isPlain = ({ content, quickReplies }: Message.Message, can: Capabilities): boolean =>
  content._tag === "Text" && content.buttons === undefined && Split.fits(content.text, can.textLength)
  && (quickReplies === undefined || (can.quickReplies.max > 0 && quickReplies.every(({ asks }) => asks === undefined)))

/** The first thing of a message that a channel can neither show nor say, with the cure; `undefined` where there is none. */
export const lacking: (message: Message.Message, can: Capabilities) => Refusal | undefined = FitLack.of

/** Why a reaction was let go that the channel cannot show in any way. */
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
 * The messages in which a channel shows one message, in order: buttons and quick replies on the last. None for a reaction where
 * there are none, and for what can neither be shown nor said (`lacking` tells why). Titles and counts over a channel's limits are the
 * adapter's to refuse.
 */
export const fit = (message: Message.Message, can: Capabilities, locale: string): ReadonlyArray<Message.Message> => {
  if (isPlain(message, can)) return [message]
  if (lacking(message, can) !== undefined) return []
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

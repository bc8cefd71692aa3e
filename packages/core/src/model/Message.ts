/**
 * What can be said: a message without any channel's words.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Json } from "./Json.ts"
import { Purpose } from "./Purpose.ts"

/** An answer offered under a message; it vanishes once the person writes. `payload` comes back when it is tapped. */
export const QuickReply = Schema.Struct({
  title: Schema.String,
  payload: Schema.String,
  imageUrl: Schema.optionalWith(Schema.String, { exact: true })
})
/** An answer offered under a message. */
export interface QuickReply extends Schema.Schema.Type<typeof QuickReply> {}

/** A button that stays with its message: it answers (`Postback`), opens a page (`Link`), or calls (`Call`). */
export const Button = Schema.Union(
  Schema.TaggedStruct("Postback", { title: Schema.String, payload: Schema.String }),
  Schema.TaggedStruct("Link", { title: Schema.String, url: Schema.String }),
  Schema.TaggedStruct("Call", { title: Schema.String, phone: Schema.String })
)
/** A button that stays with its message. */
export type Button = Schema.Schema.Type<typeof Button>

/** Words, with up to three buttons. */
export const Text = Schema.TaggedStruct("Text", {
  text: Schema.String,
  buttons: Schema.optionalWith(Schema.Array(Button), { exact: true })
})
/** A picture, sound, film or file, by its public address. */
export const Media = Schema.TaggedStruct("Media", {
  kind: Schema.Literal("image", "audio", "video", "file"),
  url: Schema.String
})
/** One card of a row of cards. */
export const Card = Schema.Struct({
  title: Schema.String,
  subtitle: Schema.optionalWith(Schema.String, { exact: true }),
  imageUrl: Schema.optionalWith(Schema.String, { exact: true }),
  url: Schema.optionalWith(Schema.String, { exact: true }),
  buttons: Schema.optionalWith(Schema.Array(Button), { exact: true })
})
/** One card of a row of cards. */
export interface Card extends Schema.Schema.Type<typeof Card> {}
/** A row of cards. */
export const Cards = Schema.TaggedStruct("Cards", { cards: Schema.NonEmptyArray(Card) })
/** An approved template of the channel, by name, with its parameters. */
export const Template = Schema.TaggedStruct("Template", {
  name: Schema.String,
  language: Schema.String,
  parameters: Schema.Record({ key: Schema.String, value: Schema.String })
})

/** The content of a message. */
export const Content = Schema.Union(Text, Media, Cards, Template)
/** The content of a message. */
export type Content = Schema.Schema.Type<typeof Content>

/**
 * What to do when no lane is open: wait until the person writes again (`hold`), let it go (`drop`), or tell the dialogue
 * (`refuse`: it receives the refusal as an event). `holdFor` bounds the wait, in milliseconds; 7 days unless given.
 */
export const Otherwise = Schema.Literal("hold", "drop", "refuse")
/** What to do when no lane is open. */
export type Otherwise = Schema.Schema.Type<typeof Otherwise>

/** What can be said. Absent `purpose` means `reply`; absent `otherwise` means `hold`. */
export const Message = Schema.Struct({
  content: Content,
  quickReplies: Schema.optionalWith(Schema.Array(QuickReply), { exact: true }),
  purpose: Schema.optionalWith(Purpose, { exact: true }),
  promotional: Schema.optionalWith(Schema.Boolean, { exact: true }),
  otherwise: Schema.optionalWith(Otherwise, { exact: true }),
  holdFor: Schema.optionalWith(Schema.JsonNumber, { exact: true }),
  utility: Schema.optionalWith(Template, { exact: true }),
  notification: Schema.optionalWith(Schema.Literal("regular", "silent", "none"), { exact: true }),
  delivery: Schema.optionalWith(Schema.Literal("atMostOnce", "atLeastOnce"), { exact: true }),
  metadata: Schema.optionalWith(Schema.String, { exact: true }),
  extra: Schema.optionalWith(Json, { exact: true })
}).annotations({ identifier: "Message" })
/** What can be said. */
export interface Message extends Schema.Schema.Type<typeof Message> {}

/**
 * A message of plain words.
 *
 * @example
 * import { Message } from "@parley/core"
 *
 * Message.text("Hello").content
 * // => { _tag: "Text", text: "Hello" }
 */
export const text = (words: string, options: Omit<Message, "content"> = {}): Message => ({
  content: { _tag: "Text", text: words },
  ...options
})

/** The words of a message as a person would read them aloud: its text, or the titles of its cards, or what it shows. */
export const words = (message: Message): string => {
  const content = message.content
  switch (content._tag) {
    case "Text":
      return content.text
    case "Media":
      return `(${content.kind})`
    case "Cards":
      return content.cards.map((card) => card.title).join(" / ")
    case "Template":
      return `(${content.name})`
  }
}

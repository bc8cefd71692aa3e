/**
 * What can be said: a message without any channel's words.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"
import { Json } from "./Json.ts"
import { Purpose } from "./Purpose.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** An answer offered under a message; it vanishes once the person writes. `payload` comes back when it is tapped. */
export const QuickReply = Schema.Struct({
  title: Schema.String,
  payload: Schema.String,
  imageUrl: optional(Schema.String)
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
  buttons: optional(Schema.Array(Button))
})
/** A picture, sound, film or file, by its public address. */
export const Media = Schema.TaggedStruct("Media", {
  kind: Schema.Literal("image", "audio", "video", "file"),
  url: Schema.String
})
/** One card of a row of cards. */
export const Card = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  imageUrl: optional(Schema.String),
  url: optional(Schema.String),
  buttons: optional(Schema.Array(Button))
})
/** One card of a row of cards. */
export interface Card extends Schema.Schema.Type<typeof Card> {}
/** A row of cards. */
export const Cards = Schema.TaggedStruct("Cards", { cards: Schema.NonEmptyArray(Card) })
/**
 * An approved template of the channel, by name, with its parameters. `discloses`: its words themselves tell the person that
 * they speak with a machine.
 */
export const Template = Schema.TaggedStruct("Template", {
  name: Schema.String,
  language: Schema.String,
  parameters: Schema.Record({ key: Schema.String, value: Schema.String }),
  discloses: optional(Schema.Literal(true))
})
/** The one question of a survey. `kind` is Meta's: satisfaction, recommendation, effort, or free words. */
export const SurveyQuestion = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  kind: Schema.Literal("csat", "nps", "ces", "free_form"),
  labels: optional(Schema.Literal("neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none")),
  followUp: optional(Schema.String)
})
/** A form that asks for feedback: the only content that the lane for feedback takes. `privacyUrl` is required by Meta. */
export const Survey = Schema.TaggedStruct("Survey", {
  title: Schema.String,
  subtitle: optional(Schema.String),
  button: optional(Schema.String),
  question: SurveyQuestion,
  privacyUrl: Schema.String,
  expiresInDays: optional(Schema.Number)
})
/**
 * A request for leave to write later: once (`oneTime`) or again and again (`recurring`), about `topic`. The payload comes back
 * with the person's yes.
 */
export const Request = Schema.TaggedStruct("Request", {
  permission: Schema.Literal("oneTime", "recurring"),
  topic: Schema.String,
  title: Schema.String,
  payload: Schema.String,
  imageUrl: optional(Schema.String)
})

/** The content of a message. */
export const Content = Schema.Union(Text, Media, Cards, Template, Survey, Request)
/** The content of a message. */
export type Content = Schema.Schema.Type<typeof Content>

/**
 * What to do when no lane is open: wait until the person writes again (`hold`), let it go (`drop`), or tell the dialogue
 * (`refuse`: it receives the refusal as an event).
 */
export const Otherwise = Schema.Literal("hold", "drop", "refuse")
/** What to do when no lane is open. */
export type Otherwise = Schema.Schema.Type<typeof Otherwise>

/** Where words came from, so that those which waited can be asked whether they are still wanted. */
export const Origin = Schema.Struct({
  dialogue: Schema.String,
  state: Schema.String,
  /** The words ask for an answer in that state: once it was left they are of no use. */
  question: optional(Schema.Literal(true)),
  /** The dialogue has a check by this name (`stillTrue`), to be asked when the words are about to be said late. */
  check: optional(Schema.String),
  /** What the dialogue knew when it said them, as it is stored: what the check is asked about once the dialogue has ended. */
  context: optional(Json)
})
/** Where words came from. */
export interface Origin extends Schema.Schema.Type<typeof Origin> {}

const fields = {
  content: Content,
  quickReplies: optional(Schema.Array(QuickReply)),
  purpose: optional(Purpose),
  promotional: optional(Schema.Boolean),
  recurs: optional(Schema.Literal(true)),
  eventAt: optional(Instant),
  topic: optional(Schema.String),
  sponsored: optional(Schema.Literal(true)),
  otherwise: optional(Otherwise),
  holdFor: optional(Schema.JsonNumber),
  utility: optional(Template),
  notification: optional(Schema.Literal("regular", "silent", "none")),
  delivery: optional(Schema.Literal("atMostOnce", "atLeastOnce")),
  metadata: optional(Schema.String),
  origin: optional(Origin),
  extra: optional(Json)
}

/**
 * What can be said. Absent `purpose` means `reply`; absent `otherwise` means `hold`.
 *
 * What policy reads: `promotional` (it sells), `recurs` (it comes again and again), `eventAt` (when the event is that it is
 * about), `topic` (the permission that it may use), `sponsored` (it may travel as an advertisement). What is done when no lane
 * is open: `utility` is an approved template that may travel in its stead, `instead` another message that is tried, then
 * `otherwise`; `holdFor` bounds the wait, in milliseconds, 7 days unless given.
 */
export interface Message extends Schema.Struct.Type<typeof fields> {
  readonly instead?: Message
}
/** What can be said. */
export const Message: Schema.Schema<Message> = Schema.Struct({
  ...fields,
  instead: optional(Schema.suspend((): Schema.Schema<Message> => Message))
}).annotations({ identifier: "Message" })

/**
 * A message of plain words.
 *
 * @example
 * import { Message } from "@parley/core"
 *
 * Message.text("Hello").content
 * // => { _tag: "Text", text: "Hello" }
 */
export const text = (
  words: string,
  options: Omit<Message, "content"> = {}
): Message & { readonly content: typeof Text.Type } => ({
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
    case "Survey":
    case "Request":
      return content.title
  }
}

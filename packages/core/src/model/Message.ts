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

/**
 * An answer offered under a message; it vanishes once the person writes. `payload` comes back when it is tapped. One that
 * `asks` for the person's own phone number or e-mail address shows that instead of its title, and it is what comes back; its title is
 * said where the channel does not ask for it.
 */
export const QuickReply = Schema.Struct({
  title: Schema.String,
  payload: Schema.String,
  imageUrl: optional(Schema.String),
  asks: optional(Schema.Literal("phone", "email"))
})
/** An answer offered under a message. */
export interface QuickReply extends Schema.Schema.Type<typeof QuickReply> {}

/**
 * How a page opens inside the conversation: how much of the screen it takes, whether it may ask the channel who looks at it
 * (`knows`), where it opens when it cannot (`otherwise`), and whether it may be shared.
 */
export const PageView = Schema.Struct({
  height: optional(Schema.Literal("compact", "tall", "full")),
  knows: optional(Schema.Literal(true)),
  otherwise: optional(Schema.String),
  share: optional(Schema.Literal(false))
})
/** How a page opens inside the conversation. */
export interface PageView extends Schema.Schema.Type<typeof PageView> {}

/**
 * A button that stays with its message: it answers (`Postback`), opens a page (`Link`), dials (`Call`), links the person's
 * account with the business (`LogIn`, by a page of the business) or ends that (`LogOut`), or starts a game (`Play`). The `words` of
 * `LogOut` are said where a channel lacks it.
 */
export const Button = Schema.Union(
  Schema.TaggedStruct("Postback", { title: Schema.String, payload: Schema.String }),
  Schema.TaggedStruct("Link", { title: Schema.String, url: Schema.String, view: optional(PageView) }),
  Schema.TaggedStruct("Call", { title: Schema.String, phone: Schema.String }),
  Schema.TaggedStruct("LogIn", { url: Schema.String }),
  Schema.TaggedStruct("LogOut", { words: optional(Schema.String) }),
  Schema.TaggedStruct("Play", { title: Schema.String, payload: optional(Schema.String) })
)
/** A button that stays with its message. */
export type Button = Schema.Schema.Type<typeof Button>

/** Words, with up to three buttons. */
export const Text = Schema.TaggedStruct("Text", {
  text: Schema.String,
  buttons: optional(Schema.Array(Button))
})
/** What media may be. */
export const MediaKind = Schema.Literal("image", "audio", "video", "file")
/** What media may be. */
export type MediaKind = Schema.Schema.Type<typeof MediaKind>

/**
 * A picture, sound, film or file: by its public address, or by the id of one that was uploaded ("attachment:1234"). With
 * `reuse` the channel keeps what it fetched, and later messages with the same address name it instead of fetching it again.
 */
export const Media = Schema.TaggedStruct("Media", {
  kind: MediaKind,
  url: Schema.String,
  reuse: optional(Schema.Literal(true))
})
/** Several pictures in one message, by their addresses or ids. */
export const Pictures = Schema.TaggedStruct("Pictures", { urls: Schema.NonEmptyArray(Schema.String) })
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
/** A row of cards. `sharable`: a person may pass it on to others, where the channel has that. */
export const Cards = Schema.TaggedStruct("Cards", {
  cards: Schema.NonEmptyArray(Card),
  sharable: optional(Schema.Literal(true))
})
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
/**
 * The one question of a survey. `kind` is Meta's: satisfaction, recommendation, effort, or free words; so is `scale`, by which
 * it is answered: recommendation and effort have one each, satisfaction has three.
 */
export const SurveyQuestion = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  kind: Schema.Literal("csat", "nps", "ces", "free_form"),
  labels: optional(Schema.Literal("neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none")),
  scale: optional(Schema.Literal("one_to_five", "five_stars", "five_emojis", "zero_to_ten", "one_to_seven")),
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
 *
 * How a request for a series is shown: `imageShape` of its picture, `button` is what the button says, `timezone` the one in which
 * the person is written to (as in "Europe/Madrid"), and `renews: false` keeps the channel from asking anew once the leave has run out.
 */
export const Request = Schema.TaggedStruct("Request", {
  permission: Schema.Literal("oneTime", "recurring"),
  topic: Schema.String,
  title: Schema.String,
  payload: Schema.String,
  imageUrl: optional(Schema.String),
  imageShape: optional(Schema.Literal("horizontal", "square")),
  button: optional(Schema.Literal("allow", "get", "getUpdates", "optIn", "signUp", "frequency")),
  timezone: optional(Schema.String),
  renews: optional(Schema.Boolean)
})
/**
 * Content that one channel alone has, such as a receipt of an order: `kind` is the adapter's name for it and `body` what the
 * adapter makes of it. `words` are said where a channel lacks it, so none is ever silent. Adapters have typed builders for theirs.
 */
export const Native = Schema.TaggedStruct("Native", { kind: Schema.String, body: Json, words: Schema.String })
/** Content that one channel alone has. */
export interface Native extends Schema.Schema.Type<typeof Native> {}
/** A reaction to a message, by its id; without an `emoji` the reaction is taken back. A channel without reactions shows none. */
export const Reaction = Schema.TaggedStruct("Reaction", { mid: Schema.String, emoji: optional(Schema.String) })

/** The content of a message. */
export const Content = Schema.Union(Text, Media, Pictures, Cards, Template, Survey, Request, Native, Reaction)
/** The content of a message. */
export type Content = Schema.Schema.Type<typeof Content>

/**
 * With whom the conversation is once a message was sent: another app or the channel's inbox (`Pass`), or whomever the channel
 * chooses (`Release`).
 */
export const Farewell = Schema.Union(
  Schema.TaggedStruct("Pass", { to: Schema.String }),
  Schema.TaggedStruct("Release", {})
)
/** With whom the conversation is once a message was sent. */
export type Farewell = Schema.Schema.Type<typeof Farewell>

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
  replyTo: optional(Schema.String),
  persona: optional(Schema.String),
  control: optional(Farewell),
  origin: optional(Origin),
  extra: optional(Json)
}

/**
 * What can be said. Absent `purpose` means `reply`; absent `otherwise` means `hold`.
 *
 * What policy reads: `promotional` (it sells), `recurs` (it comes again and again), `eventAt` (when the event is that it is
 * about), `topic` (the permission that it may use), `sponsored` (it may travel as an advertisement). What is done when no lane
 * is open: `utility` is an approved template that may travel in its stead, `instead` another message that is tried, then
 * `otherwise`; `holdFor` bounds the wait, in milliseconds, 7 days unless given. `replyTo` is the id of the message that it answers.
 *
 * `persona` is the name under which it is said, where the channel has names besides the account's own. `control` gives the
 * conversation away with these last words, in one request; it happens only when they are sent.
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
    case "Pictures":
      return `(${content.urls.length} images)`
    case "Cards":
      return content.cards.map((card) => card.title).join(" / ")
    case "Template":
      return `(${content.name})`
    case "Survey":
    case "Request":
      return content.title
    case "Native":
      return content.words
    case "Reaction":
      return content.emoji ?? "(no reaction)"
  }
}

/**
 * A neutral message with its lane becomes the body of a Send API request, or a clear reason why it cannot.
 *
 * @module
 */
import type { Address, LaneName, Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type { Channel } from "../wire/Channel.ts"
import * as Limits from "../wire/Limits.ts"
import * as Metadata from "../wire/Metadata.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Recipient from "./Recipient.ts"
import * as RenderButtons from "./RenderButtons.ts"
import * as RenderContent from "./RenderContent.ts"
import * as RenderControl from "./RenderControl.ts"
import * as Unsendable from "./Unsendable.ts"
import * as Ways from "./Ways.ts"

/** The ids of an account's personas, by the names that its authors use for them. */
export interface Personas {
  readonly [name: string]: string
}

/** What is rendered. `id` is the outbound's: it travels as metadata and comes back in the echo. */
export interface Request {
  readonly id: string
  readonly channel: Channel
  readonly address: Address.Address
  readonly message: Message.Message
  readonly lane: LaneName.Lane
  /** The channel's own unless given. */
  readonly limits?: Limits.Limits
  readonly personas?: Personas
}

type Rendered<A> = Either.Either<A, Unsendable.Unsendable>

/** In the utility lane the approved template is what is sent; what the message says otherwise stays unsaid. */
const contentFor = (message: Message.Message, lane: LaneName.Lane): Rendered<Message.Content> => {
  if (lane.lane !== "utility") return Either.right(message.content)
  const template = message.utility ?? (message.content._tag === "Template" ? message.content : undefined)
  return template === undefined
    ? Unsendable.because("utility", "the lane needs an approved template", "give the message one")
    : Either.right(template)
}

const notifications = { regular: "REGULAR", silent: "SILENT_PUSH", none: "NO_PUSH" } as const

const isEmpty = (replies: ReadonlyArray<Message.QuickReply> | undefined): replies is undefined =>
  replies === undefined || replies.length === 0

const withQuickReplies = (
  body: SendBody.Message,
  { lane, message }: Request,
  limits: Limits.Limits
): Rendered<SendBody.Message> => {
  const replies = message.quickReplies
  // An approved template is sent as it was approved, which is without quick replies.
  if (isEmpty(replies) || lane.lane === "utility") return Either.right(body)
  if (limits.quickRepliesUnder === "text" && body.text === undefined) {
    return Unsendable.because("quickReplies", "Instagram shows them only under plain text", "say the text apart")
  }
  // The copy comes last: a property that is new behind a leading spread is a new class to V8 each time.
  return Either.map(RenderButtons.quickReplies(replies, limits), (quick_replies) => ({ quick_replies, ...body }))
}

/** A sticker is shown inside the window alone; everything else may travel by any lane that allowed it. */
const outside = (body: SendBody.Message, lane: LaneName.Lane): Unsendable.Unsendable | undefined =>
  body.sticker_id === undefined || Ways.isInside(lane) ? undefined : {
    _tag: "Unsendable",
    field: "lane",
    problem: `a sticker is shown inside the window alone, not by ${lane.lane}`,
    cure: "say it in words"
  }

const saidBy = (request: Request, limits: Limits.Limits): Rendered<SendBody.Message> => {
  const content = contentFor(request.message, request.lane)
  if (Either.isLeft(content)) return Either.left(content.left)
  const said = RenderContent.render(content.right, limits)
  if (Either.isLeft(said)) return said
  const problem = outside(said.right, request.lane)
  return problem === undefined ? withQuickReplies(said.right, request, limits) : Either.left(problem)
}

/** What an author may add in Meta's own words: who speaks, and which message it answers. All else policy decides. */
const extras = (extra: Message.Message["extra"]): Pick<SendBody.SendMessage, "persona_id" | "reply_to"> => {
  if (typeof extra !== "object" || extra === null || !("persona_id" in extra || "reply_to" in extra)) return {}
  const persona = "persona_id" in extra ? extra.persona_id : undefined
  const replyTo = "reply_to" in extra ? extra.reply_to : undefined
  return {
    ...(typeof persona === "string" ? { persona_id: persona } : {}),
    ...(typeof replyTo === "string" ? { reply_to: { mid: replyTo } } : {})
  }
}

const personaOf = (name: string, personas: Personas | undefined): Rendered<string> => {
  const id = personas !== undefined && Object.hasOwn(personas, name) ? personas[name] : undefined
  if (id !== undefined) return Either.right(id)
  return /^\d+$/.test(name)
    ? Either.right(name)
    : Unsendable.because("persona", `the account has no persona "${name}"`, "put its id into the account's `personas`")
}

type Beside = Pick<SendBody.SendMessage, "persona_id" | "reply_to" | "thread_control" | "notification_type">

/** What travels beside the words. Most messages have none of it. */
const beside = (request: Request, limits: Limits.Limits): Rendered<Beside> => {
  const { address, channel, lane, message } = request
  const out: Types.Mutable<Beside> = message.extra === undefined ? {} : { ...extras(message.extra) }
  if (message.notification !== undefined) out.notification_type = notifications[message.notification]
  // Only what is shown inside the window can quote; elsewhere the words go without the quotation.
  if (message.replyTo !== undefined && Ways.isInside(lane)) out.reply_to = { mid: message.replyTo }
  if (message.persona !== undefined && limits.personas) {
    const persona = personaOf(message.persona, request.personas)
    if (Either.isLeft(persona)) return Either.left(persona.left)
    out.persona_id = persona.right
  }
  if (message.control !== undefined) {
    const control = RenderControl.after({ channel, address, control: message.control })
    if (Either.isLeft(control)) return Either.left(control.left)
    out.thread_control = control.right
  }
  return Either.right(out)
}

const isBare = ({ control, extra, notification, persona, replyTo }: Message.Message): boolean =>
  extra === undefined && notification === undefined && persona === undefined && replyTo === undefined
  && control === undefined

/** The request of a message, or the first field that keeps it from being one. */
export const render = (request: Request): Rendered<SendBody.SendMessage> => {
  const { address, id, lane, message } = request
  const limits = request.limits ?? Limits.of(request.channel)
  const metadata = Metadata.encode(id, message.metadata)
  const long = Unsendable.length("metadata", metadata, Metadata.maxLength)
  if (long !== undefined) return Either.left(long)
  const way = Ways.of(lane)
  if (Either.isLeft(way)) return Either.left(way.left)
  const misdirected = Ways.misdirected(lane, address)
  if (misdirected !== undefined) return Either.left(misdirected)
  const said = saidBy(request, limits)
  if (Either.isLeft(said)) return Either.left(said.left)
  // Before the spread: behind it, V8 would make a class of its own for each request.
  const words: SendBody.Message = { metadata, ...said.right }
  const { messaging_type, tag } = way.right
  const recipient = Recipient.of(address)
  const body: Types.Mutable<SendBody.SendMessage> = tag === undefined
    ? { recipient, messaging_type, message: words }
    : { recipient, messaging_type, tag, message: words }
  // Only a utility request may hold a template, inside the window too.
  if (words.template !== undefined) body.messaging_type = "UTILITY"
  if (isBare(message)) return Either.right(body)
  return Either.map(beside(request, limits), (more) => ({ ...body, ...more }))
}

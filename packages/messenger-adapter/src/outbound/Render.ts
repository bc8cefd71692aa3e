/**
 * A neutral message with its lane becomes the body of a Send API request, or a clear reason why it cannot.
 *
 * @module
 */
import type { Address, LaneName, Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import * as Limits from "../wire/Limits.ts"
import type { Channel } from "../wire/Channel.ts"
import * as Metadata from "../wire/Metadata.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Recipient from "./Recipient.ts"
import * as RenderButtons from "./RenderButtons.ts"
import * as RenderRequest from "./RenderRequest.ts"
import * as RenderTemplate from "./RenderTemplate.ts"
import * as Unsendable from "./Unsendable.ts"

/** What is rendered. `id` is the outbound's: it travels as metadata and comes back in the echo. */
export interface Request {
  readonly id: string
  readonly channel: Channel
  readonly address: Address.Address
  readonly message: Message.Message
  readonly lane: LaneName.Lane
}

type Rendered<A> = Either.Either<A, Unsendable.Unsendable>

type Travel = Pick<SendBody.SendMessage, "messaging_type" | "tag">

/** How the lane is spelled. `messaging_type` is always set: the platform requires it, though it does not always ask. */
const travel = (lane: LaneName.Lane): Rendered<Travel> => {
  switch (lane.lane) {
    case "reply":
    case "privateReply":
      return Either.right({ messaging_type: "RESPONSE" })
    case "update":
    case "oneTime":
    case "recurring":
      return Either.right({ messaging_type: "UPDATE" })
    case "humanAgent":
      return Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag ?? "HUMAN_AGENT" })
    case "news":
      return Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag ?? "NON_PROMOTIONAL_SUBSCRIPTION" })
    case "tagged":
      return lane.tag === undefined
        ? Unsendable.because("lane", "it is tagged without a tag", "name the tag in the rule that chose the lane")
        : Either.right({ messaging_type: "MESSAGE_TAG", tag: lane.tag })
    case "utility":
      return Either.right({ messaging_type: "UTILITY" })
    case "sponsored":
      return Unsendable.because(
        "lane",
        "sponsored messages ended on 31 July 2024",
        "take the lane out of the policy pack"
      )
  }
}

interface Handle {
  readonly what: string
  readonly fits: (address: Address.Address) => boolean
}

/** The handle that a lane spends: sent to anyone else, it would be another message than the one that was allowed. */
const handles: { readonly [lane in LaneName.LaneName]?: Handle } = {
  privateReply: { what: "a comment or a post", fits: ({ _tag }) => _tag === "Comment" || _tag === "Post" },
  oneTime: { what: "a one-time token", fits: (to) => to._tag === "Token" && to.kind === "oneTime" },
  recurring: { what: "the token of a series", fits: (to) => to._tag === "Token" && to.kind === "recurring" }
}

const addressProblem = ({ address, lane }: Request): Unsendable.Unsendable | undefined => {
  const handle = handles[lane.lane]
  if (handle === undefined || handle.fits(address)) return undefined
  return {
    _tag: "Unsendable",
    field: "address",
    problem: `the lane ${lane.lane} goes to ${handle.what}`,
    cure: "send to the address of the permission that the lane uses"
  }
}

const text = (
  content: Extract<Message.Content, { _tag: "Text" }>,
  limits: Limits.Limits
): Rendered<SendBody.Message> => {
  if (content.buttons === undefined || content.buttons.length === 0) {
    const problem = Unsendable.length("text", content.text, limits.text.max, limits.text.unit)
    return problem === undefined ? Either.right({ text: content.text }) : Either.left(problem)
  }
  const problem = Unsendable.length("text", content.text, limits.buttonText)
  if (problem !== undefined) return Either.left(problem)
  return Either.map(RenderButtons.buttons(content.buttons, "buttons", limits), (buttons) => ({
    attachment: { type: "template", payload: { template_type: "button", text: content.text, buttons } }
  }))
}

const contentOf = (content: Message.Content, limits: Limits.Limits): Rendered<SendBody.Message> => {
  switch (content._tag) {
    case "Text":
      return text(content, limits)
    case "Media": {
      const problem = Unsendable.address("url", content.url)
      if (problem !== undefined) return Either.left(problem)
      return Either.right({ attachment: { type: content.kind, payload: { url: content.url } } })
    }
    case "Cards":
      return Either.map(RenderButtons.cards(content.cards, limits), (elements) => ({
        attachment: { type: "template", payload: { template_type: "generic", elements } }
      }))
    case "Template":
      return limits.utility
        ? Either.right({ template: RenderTemplate.render(content) })
        : Unsendable.because(
          "content",
          "the channel has no templates of this kind",
          "say it in words, inside the window"
        )
    case "Survey":
    case "Request":
      return Either.map(RenderRequest.render(content, limits), (payload) => ({
        attachment: { type: "template", payload }
      }))
  }
}

/** In the utility lane the approved template is what is sent; what the message says otherwise stays unsaid. */
const contentFor = (message: Message.Message, lane: LaneName.Lane): Rendered<Message.Content> => {
  if (lane.lane !== "utility") return Either.right(message.content)
  const template = message.utility ?? (message.content._tag === "Template" ? message.content : undefined)
  return template === undefined
    ? Unsendable.because("utility", "the lane needs an approved template", "give the message one")
    : Either.right(template)
}

const notifications = { regular: "REGULAR", silent: "SILENT_PUSH", none: "NO_PUSH" } as const

/** What an author may add in Meta's own words: who speaks, and which message it answers. All else policy decides. */
const extras = (message: Message.Message): Pick<SendBody.SendMessage, "persona_id" | "reply_to"> => {
  const extra = message.extra
  if (typeof extra !== "object" || extra === null || !("persona_id" in extra || "reply_to" in extra)) return {}
  const persona = "persona_id" in extra ? extra.persona_id : undefined
  const replyTo = "reply_to" in extra ? extra.reply_to : undefined
  return {
    ...(typeof persona === "string" ? { persona_id: persona } : {}),
    ...(typeof replyTo === "string" ? { reply_to: { mid: replyTo } } : {})
  }
}

const withQuickReplies = (
  body: SendBody.Message,
  message: Message.Message,
  { channel, lane }: Request,
  limits: Limits.Limits
): Rendered<SendBody.Message> => {
  const replies = message.quickReplies
  // An approved template is sent as it was approved, which is without quick replies.
  if (replies === undefined || replies.length === 0 || lane.lane === "utility") return Either.right(body)
  if (channel === "instagram" && body.text === undefined) {
    return Unsendable.because("quickReplies", "Instagram shows them only under plain text", "say the text apart")
  }
  return Either.map(RenderButtons.quickReplies(replies, limits), (quick_replies) => ({ ...body, quick_replies }))
}

/** The request of a message, or the first field that keeps it from being one. */
export const render = (request: Request): Rendered<SendBody.SendMessage> => {
  const { address, channel, id, lane, message } = request
  const limits = Limits.of(channel)
  const metadata = Metadata.encode(id, message.metadata)
  const long = Unsendable.length("metadata", metadata, Metadata.maxLength)
  if (long !== undefined) return Either.left(long)
  const way = travel(lane)
  if (Either.isLeft(way)) return Either.left(way.left)
  const misdirected = addressProblem(request)
  if (misdirected !== undefined) return Either.left(misdirected)
  const content = contentFor(message, lane)
  if (Either.isLeft(content)) return Either.left(content.left)
  const said = contentOf(content.right, limits)
  if (Either.isLeft(said)) return Either.left(said.left)
  const whole = withQuickReplies(said.right, message, request, limits)
  if (Either.isLeft(whole)) return Either.left(whole.left)
  const words: Types.Mutable<SendBody.Message> = { ...whole.right }
  words.metadata = metadata
  const { messaging_type, tag } = way.right
  const recipient = Recipient.of(address)
  const body: Types.Mutable<SendBody.SendMessage> = tag === undefined
    ? { recipient, messaging_type, message: words }
    : { recipient, messaging_type, tag, message: words }
  // Only a utility request may hold a template, inside the window too.
  if (body.message.template !== undefined) body.messaging_type = "UTILITY"
  if (message.notification !== undefined) body.notification_type = notifications[message.notification]
  return Either.right(message.extra === undefined ? body : { ...body, ...extras(message) })
}

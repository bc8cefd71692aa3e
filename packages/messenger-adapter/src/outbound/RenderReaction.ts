/**
 * A reaction to a message as a request of its own: a sender action, which holds nothing else ("Sender Actions", read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as SendBody from "../wire/SendBody.ts"
import * as Recipient from "./Recipient.ts"
import type * as Render from "./Render.ts"
import * as Unsendable from "./Unsendable.ts"
import * as Ways from "./Ways.ts"

/** What a message may have and a reaction may not: it would not arrive. */
const fields = [
  "quickReplies",
  "replyTo",
  "control",
  "metadata",
  "utility",
  "persona",
  "notification",
  "extra"
] as const

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[#*\d]\uFE0F?\u20E3/u

const characters = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Whether a text is one emoji, however many code points it is made of. */
const isEmoji = (text: string): boolean => emoji.test(text) && [...characters.segment(text)].length === 1

/** The request of a reaction, or the first field that keeps it from being one. */
export const render = (
  request: Render.Request,
  content: Extract<Message.Content, { readonly _tag: "Reaction" }>
): Either.Either<SendBody.Reaction, Unsendable.Unsendable> => {
  const { address, lane, message } = request
  const other = fields.find((field) => message[field] !== undefined)
  if (other !== undefined) {
    return Unsendable.because(other, "a reaction travels alone", "say it in a message of its own")
  }
  if (!Recipient.isScoped(address)) {
    return Unsendable.because("address", "a reaction goes to a person by their scoped id", "wait until they write")
  }
  if (!Ways.isInside(lane)) {
    return Unsendable.because(
      "lane",
      `a reaction is shown inside the window alone, not by ${lane.lane}`,
      "say it in words"
    )
  }
  if (content.mid === "") return Unsendable.because("mid", "it is empty", "give the id of the message that is meant")
  const recipient = Recipient.of(address)
  if (content.emoji === undefined) {
    return Either.right({ recipient, sender_action: "unreact", payload: { message_id: content.mid } })
  }
  return isEmoji(content.emoji)
    ? Either.right({
      recipient,
      sender_action: "react",
      payload: { message_id: content.mid, reaction: content.emoji }
    })
    : Unsendable.because("emoji", `"${content.emoji}" is not one emoji`, "write one, such as 👍")
}

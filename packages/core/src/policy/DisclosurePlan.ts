/**
 * How the notice and the bot's words travel together: one behind the other, both in one message, or not at all.
 *
 * @module
 */
import type { Lane, Refusal } from "../model/LaneName.ts"
import type { Message } from "../model/Message.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Capabilities } from "./Capabilities.ts"
import * as DisclosureCheck from "./DisclosureCheck.ts"
import * as Split from "./Split.ts"

/** Whether a lane carries free words, which the notice must precede. An approved utility template is its own text. */
export const precedes = (lane: Lane): boolean => lane.lane !== "utility"

/** The lanes that carry one message at a time: what is to be said first has to travel inside it. */
export const isSingle = ({ lane }: Lane): boolean =>
  lane === "privateReply" || lane === "oneTime" || lane === "recurring" || lane === "sponsored"

/** How much text one message takes. */
export interface Room extends Pick<Capabilities, "textLength"> {
  readonly buttons: Pick<Capabilities["buttons"], "textLength">
}

/** One message that says both, or why there is none. */
export type Merged =
  | { readonly _tag: "Merged"; readonly message: Message }
  | { readonly _tag: "Refused"; readonly refusal: Refusal }

const refused = (why: string, cure: string): Merged => ({
  _tag: "Refused",
  refusal: {
    rule: "disclosure.first",
    reason: `it must be told first that one speaks with a machine, and ${why}`,
    waysOut: [cure, "wait until the person writes"]
  }
})

const between = "\n\n"

/**
 * The notice and the message's own text in one message, its buttons and quick replies kept; refused when they do not fit, as over-long
 * text is not split here, and for anything but text.
 */
export const merge = (message: Message, notice: string, room: Room): Merged => {
  const { content } = message
  if (content._tag === "Survey") {
    return refused("a survey takes no text in front", "say in the survey's title or subtitle that a bot asks")
  }
  if (content._tag !== "Text") return refused("this message has no room for it", "send words instead of media or cards")
  const text = `${notice}${between}${content.text}`
  const hasButtons = content.buttons !== undefined && content.buttons.length > 0
  const unit = hasButtons ? "characters" : room.textLength.unit
  const most = hasButtons ? room.buttons.textLength : room.textLength.max
  const length = Split.measure(text, unit)
  const over = length - most
  return length <= most
    ? { _tag: "Merged", message: { ...message, content: { ...content, text } } }
    : refused(
      `with the notice it has ${length} ${unit}, where one message takes ${most}`,
      `shorten the message by ${over} ${over === 1 ? unit.slice(0, -1) : unit}`
    )
}

/** The message without the notice that was merged into it, for words that wait and will be said anew. */
export const unmerge = (message: Message, notice: string): Message => {
  const { content } = message
  const front = `${notice}${between}`
  return content._tag === "Text" && content.text.startsWith(front)
    ? { ...message, content: { ...content, text: content.text.slice(front.length) } }
    : message
}

/**
 * How a message travels while the notice is due. `Bare`: as it is, the notice stays due. `Itself`: it says it, and counts as the
 * notice. `After`: behind this notice, when that may travel; otherwise `merge` decides. `Merged`: this one message says both.
 */
export type Plan =
  | { readonly _tag: "Bare" }
  | { readonly _tag: "Itself" }
  | { readonly _tag: "After"; readonly notice: Message }
  | Merged

/** What there is to plan with: the message, its lane, the words of the notice, their language, and what one message takes. */
export interface Saying {
  readonly message: Message
  readonly lane: Lane
  readonly notice: string
  readonly locale: string
  readonly room: Room
}

const saysItself = ({ lane, locale, message }: Saying): boolean => {
  const content = lane.lane === "utility" ? message.utility ?? message.content : message.content
  if (content._tag === "Template") return content.discloses === true
  if (content._tag !== "Survey") return false
  const words = [content.title, content.subtitle, content.question.title].filter((one) => one !== undefined)
  return words.some((one) => DisclosureCheck.says(one, locale))
}

const before = ({ message, notice }: Saying): Message => ({
  content: { _tag: "Text", text: notice },
  ...(message.purpose === undefined ? {} : { purpose: message.purpose }),
  ...(message.notification === undefined ? {} : { notification: message.notification })
})

/** Decides how words of the bot travel while the notice is due. */
export const plan = (saying: Saying): Plan => {
  if (saysItself(saying)) return { _tag: "Itself" }
  if (!precedes(saying.lane)) return { _tag: "Bare" }
  return isSingle(saying.lane)
    ? merge(saying.message, saying.notice, saying.room)
    : { _tag: "After", notice: before(saying) }
}

/**
 * Whether an outbound is the notice alone. One that was not sent is not kept, as it is said anew; one that says more is.
 */
export const isNotice = ({ body, discloses, lane }: Outbound): boolean =>
  discloses === true && body._tag === "Message" && body.message.content._tag === "Text"
  && (lane === undefined || (precedes(lane) && !isSingle(lane)))

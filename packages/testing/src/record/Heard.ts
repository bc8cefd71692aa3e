/**
 * What a bot said as the line that expects it, in the words in which a convo compares them.
 *
 * @module
 */
import type { JournalEntry, Message } from "@parley/core"
import * as Marks from "../convo/Marks.ts"
import * as Pattern from "../convo/Pattern.ts"
import type { BotLine, Expected } from "../convo/Script.ts"

const titles = (buttons: ReadonlyArray<Message.Button> = []): ReadonlyArray<string> | undefined => {
  const found = buttons.map((button) => ("title" in button ? button.title : undefined))
  return found.every((title) => title !== undefined) ? found : undefined
}

const words = (content: Message.Content): string => {
  switch (content._tag) {
    case "Text":
      return Pattern.exactly(content.text)
    case "Media":
      return Pattern.exactly(`(${content.kind} ${content.url})`)
    case "Cards":
      return Pattern.exactly(content.cards.map(({ title }) => title).join(" / "))
    case "Survey":
      return Pattern.exactly(content.title)
    default:
      // How the channel shows these is not in the message.
      return "..."
  }
}

/** Titles of buttons and quick replies; `undefined` where the channel chooses some of them itself. */
const options = ({ content, quickReplies = [] }: Message.Message): Expected["options"] => {
  const buttons = content._tag === "Text"
    ? titles(content.buttons)
    : content._tag === "Cards"
    ? titles(content.cards.flatMap((card) => card.buttons ?? []))
    : content._tag === "Media"
    ? []
    : undefined
  if (buttons === undefined || quickReplies.some(({ asks }) => asks !== undefined)) return undefined
  return [...buttons, ...quickReplies.map(({ title }) => title)]
}

/** The line for a message that was sent; `undefined` for what a person cannot see. */
export const line = ({ body, discloses, lane }: JournalEntry.Spoken): BotLine | undefined => {
  if (body._tag === "Control" || body.message.content._tag === "Reaction") return undefined
  // An approved template goes in its stead, and its words are the account's.
  const isTemplate = lane?.lane === "utility"
  const offered = isTemplate ? undefined : options(body.message)
  const marks = Marks.list({
    ...(discloses === true ? { disclosure: true as const } : {}),
    ...(lane === undefined || lane.lane === "reply" ? {} : { lane: lane.lane }),
    ...(lane?.tag === undefined || lane.lane !== "tagged" ? {} : { tag: lane.tag })
  })
  return {
    _tag: "Bot",
    expected: {
      text: isTemplate ? "..." : words(body.message.content),
      ...(offered === undefined || offered.length === 0 ? {} : { options: offered }),
      ...(marks.length === 0 ? {} : { marks })
    }
  }
}

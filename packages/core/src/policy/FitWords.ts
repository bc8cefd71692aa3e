/**
 * What buttons and quick replies say in words, where a channel has no place to show them.
 *
 * @module
 */
import type * as Message from "../model/Message.ts"
import type { Capabilities } from "./Capabilities.ts"

/** Lines of text; those that are absent or empty leave no gap. */
export const lines = (...texts: ReadonlyArray<string | undefined>): string =>
  texts.filter((text) => text !== undefined && text !== "").join("\n")

/** Answers to choose from, each with the number by which it may be answered. */
export const numbered = (titles: ReadonlyArray<string>): ReadonlyArray<string> =>
  titles.map((title, index) => `${index + 1}. ${title}`)

/** What a button says in words; one that only answers is offered by number. */
const spelled = (button: Exclude<Message.Button, { readonly _tag: "Postback" }>): string => {
  switch (button._tag) {
    case "Link":
      return `${button.title}: ${button.url}`
    case "Call":
      return `${button.title}: ${button.phone}`
    case "LogIn":
      return button.url
    case "LogOut":
      return button.words ?? ""
    case "Play":
      return button.title
  }
}

/** Whether the channel has such a button. */
export const has = (can: Capabilities, kind: Message.Button["_tag"]): boolean =>
  can.buttons.max > 0 && can.buttons.kinds.includes(kind)

/** The buttons that a channel has, and a line for each of the others: those that answer come last, by number. */
export interface Sorted {
  readonly kept: ReadonlyArray<Message.Button>
  readonly said: ReadonlyArray<string>
}

/** Parts the buttons that the channel has from those that it has to say. */
export const sorted = (buttons: ReadonlyArray<Message.Button>, can: Capabilities): Sorted => {
  const kept = buttons.filter(({ _tag }) => has(can, _tag))
  if (kept.length === buttons.length) return { kept: buttons, said: [] }
  const spoken: Array<string> = []
  const answers: Array<string> = []
  for (const button of buttons) {
    if (has(can, button._tag)) continue
    if (button._tag === "Postback") answers.push(button.title)
    else spoken.push(spelled(button))
  }
  return { kept, said: [...spoken, ...numbered(answers)] }
}

/** Whether the channel shows a quick reply, or at least understands it by number. */
export const offers = (can: Capabilities, { asks }: Message.QuickReply): boolean =>
  asks === undefined || (can.quickReplies.max > 0 && can.quickReplies.asks.includes(asks))

/** What a quick reply is called: its title, or the address of the picture that it has in its stead. */
export const label = ({ imageUrl, title }: Message.QuickReply): string =>
  title.trim() === "" && imageUrl !== undefined ? imageUrl : title

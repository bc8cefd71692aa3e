/**
 * What can be tapped under the last words of the business, in the order in which it shows: the first nine have a key each.
 *
 * @module
 */
import type { ButtonPicture, EntryPicture, PersonPicture, QuickReplyPicture } from "../../../src/dev/Protocol.ts"
import type { Deed } from "../desk/Desk.ts"

/** What is tapped by a key, and how. */
export interface Choice {
  readonly label: string
  readonly deed: Deed
}

/** The words on a reply: one that asks for contact details shows what it asks for. */
export const label = (reply: QuickReplyPicture): string =>
  reply.kind === "user_phone_number" ? "Send phone number" : reply.kind === "user_email" ? "Send email" : reply.title

/** A tap on a reply under the last message. */
export const ofReply = (reply: QuickReplyPicture): Deed => ({
  act: "tap",
  what: reply.payload ?? (reply.title === "" ? reply.kind : reply.title)
})

/** A tap on a button that stays: it answers wherever it stands, and one that opens something is found in sight. */
export const ofButton = (button: ButtonPicture): Deed =>
  button.type === "postback" && button.payload !== undefined
    ? { act: "postback", payload: button.payload, title: button.title }
    : { act: "tap", what: button.title }

const buttons = (entry: EntryPicture): ReadonlyArray<ButtonPicture> => [
  ...(entry.buttons ?? []),
  ...(entry.cards ?? []).flatMap((card) => card.buttons)
]

/** Whether the words of the business are the newest, so that its replies show. */
export const replies = (person: PersonPicture): ReadonlyArray<QuickReplyPicture> => {
  const last = person.entries.at(-1)
  return last === undefined || last.from === "person" || last.unsent === true ? [] : last.quickReplies ?? []
}

/** All that the business offers since the person last did something. */
export const offered = (person: PersonPicture): ReadonlyArray<Choice> => {
  if (person.entries.length === 0) {
    return person.iceBreakers.map(({ payload, question }) => ({
      label: question,
      deed: { act: "postback", payload, title: question }
    }))
  }
  const since = person.entries.findLastIndex(({ from }) => from === "person") + 1
  return [
    ...person.entries.slice(since).flatMap(buttons).map((button) => ({ label: button.title, deed: ofButton(button) })),
    ...replies(person).map((reply) => ({ label: label(reply), deed: ofReply(reply) }))
  ]
}

/** The key that taps a choice, as the browser writes it. */
export const key = (place: number): string | undefined => place < 9 ? `Alt+${place + 1}` : undefined

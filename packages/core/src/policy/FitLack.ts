/**
 * What a channel has nothing to show with, and what has no words to be said in its stead.
 *
 * @module
 */
import type { Refusal } from "../model/LaneName.ts"
import type * as Message from "../model/Message.ts"
import type { Capabilities } from "./Capabilities.ts"
import * as FitWords from "./FitWords.ts"

const lack = (reason: string, ...waysOut: ReadonlyArray<string>): Refusal => ({
  rule: "channel.lacks",
  reason,
  waysOut
})

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === ""

const ofButtons = (buttons: ReadonlyArray<Message.Button> | undefined, can: Capabilities): Refusal | undefined =>
  buttons?.some((button) => button._tag === "LogOut" && !FitWords.has(can, "LogOut") && isBlank(button.words)) === true
    ? lack(
      "the channel has no button that ends the link of an account, and the button has no words",
      "give the button `words`",
      "leave it out on this channel"
    )
    : undefined

const ofReply = (reply: Message.QuickReply, can: Capabilities): Refusal | undefined => {
  if (!FitWords.offers(can, reply)) {
    return isBlank(reply.title)
      ? lack(
        `the channel has no quick reply that asks for the person's own ${reply.asks}, and this one has no title`,
        "give it a title: it is said in the text instead",
        "leave it out on this channel"
      )
      : undefined
  }
  return can.quickReplies.max === 0 && isBlank(FitWords.label(reply))
    ? lack("a quick reply has neither a title nor a picture", "give it a title")
    : undefined
}

/** An upload has an id, which says nothing to a person. */
const ofUpload = (url: string): Refusal | undefined =>
  url.startsWith("attachment:")
    ? lack(
      `the channel shows no such media, and "${url}" is an upload that nobody can open`,
      "give its public address",
      "say it in words"
    )
    : undefined

const first = <A>(
  list: ReadonlyArray<A>,
  problem: (one: A) => Refusal | undefined
): Refusal | undefined => {
  for (const one of list) {
    const found = problem(one)
    if (found !== undefined) return found
  }
  return undefined
}

const ofContent = (content: Message.Content, can: Capabilities): Refusal | undefined => {
  switch (content._tag) {
    case "Text":
      return ofButtons(content.buttons, can)
    case "Cards":
      return first(content.cards, ({ buttons }) => ofButtons(buttons, can))
    case "Media":
      return can.media.includes(content.kind) ? undefined : ofUpload(content.url)
    case "Pictures":
      return can.pictures.max > 1 || can.media.includes("image") ? undefined : first(content.urls, ofUpload)
    case "Native":
      return can.native.includes(content.kind) || !isBlank(content.words)
        ? undefined
        : lack(`the channel has no content "${content.kind}", and it has no words`, "give it `words`")
    case "Template":
    case "Survey":
    case "Request":
    case "Reaction":
      return undefined
  }
}

/** The first thing of a message that a channel can neither show nor say, with the cure; `undefined` where there is none. */
export const of = ({ content, quickReplies }: Message.Message, can: Capabilities): Refusal | undefined =>
  ofContent(content, can) ?? first(quickReplies ?? [], (reply) => ofReply(reply, can))

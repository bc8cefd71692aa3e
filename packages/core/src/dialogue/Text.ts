/**
 * What a word may say: a string, a message, or a function of the context and the turn.
 *
 * @module
 */
import type { Content, Message } from "../model/Message.ts"
import type { Turn } from "./Definition.ts"

/**
 * A message that any word may say. A survey and a request for leave have words of their own (`survey`, `optIn`), since each
 * travels by rules of its own.
 */
export interface Sayable extends Omit<Message, "content"> {
  readonly content: Exclude<Content, { readonly _tag: "Survey" | "Request" }>
}

/** Words that are fixed, or made of what is known when they are said. */
export type Text<C> = string | Sayable | ((context: C, turn: Turn) => string | Sayable)

/** How many quick replies a message of Meta's Send API can carry, and how many characters of a title are shown. */
export const optionLimits = { count: 13, title: 20 }

/** A message of what was written. */
export const message = (written: string | Message): Message =>
  typeof written === "string" ? { content: { _tag: "Text", text: written } } : written

/** The message that a text is, for this context and this turn. */
export const render = <C>(text: Text<C>, context: C, turn: Turn): Message =>
  message(typeof text === "function" ? text(context, turn) : text)

/** The words of a text that can be read before anything runs. */
export const literal = (text: unknown): string | undefined => {
  if (typeof text === "string") return text
  if (typeof text !== "object" || text === null || !("content" in text)) return undefined
  const content = (text as Message).content
  return content._tag === "Text" ? content.text : undefined
}

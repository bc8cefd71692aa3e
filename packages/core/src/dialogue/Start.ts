/**
 * What opens a dialogue. Words and patterns are given as they are; the rest are made here.
 *
 * @module
 */
import type { Start } from "./Definition.ts"

/** The person tapped the channel's "Get started". */
export const getStarted: Start = { _tag: "GetStarted" }

/** Whatever the person does, when no other dialogue is opened by it. */
export const anything: Start = { _tag: "Anything" }

/**
 * The person came through a link or an ad with this `ref`, or with one that carries a value behind it ("menu=…").
 *
 * @example
 * import { Start } from "@parley/core"
 *
 * Start.ref("menu") // => { _tag: "Ref", ref: "menu" }
 */
export const ref = (name: string): Start => ({ _tag: "Ref", ref: name })

/** The person tapped a button or a menu entry with this payload. */
export const payload = (value: string): Start => ({ _tag: "Payload", payload: value })

/**
 * The person wrote a comment under a post of the business, when no dialogue is active; with a pattern, one that fits it. What
 * the dialogue says first is the one private answer that the channel allows. `begin` finds the comment in `turn.opening.text`.
 *
 * @example
 * import { Start } from "@parley/core"
 *
 * Start.comment(/price/i) // => { _tag: "Comment", pattern: /price/i }
 */
export const comment = (pattern?: RegExp): Start =>
  pattern === undefined ? { _tag: "Comment" } : { _tag: "Comment", pattern }

/** A visitor put up a post on the page of the business, when no dialogue is active; as with `comment`. */
export const post = (pattern?: RegExp): Start => pattern === undefined ? { _tag: "Post" } : { _tag: "Post", pattern }

/**
 * The person filled in a survey, when no dialogue is active; with the id of a question, one that asks it. `begin` finds what they
 * said in `turn.opening.answers`.
 *
 * @example
 * import { Start } from "@parley/core"
 *
 * Start.rated("taste") // => { _tag: "Rated", question: "taste" }
 */
export const rated = (question?: string): Start =>
  question === undefined ? { _tag: "Rated" } : { _tag: "Rated", question }

/** `bot.signal` was called with this name; the signal's payload is decoded with the dialogue's schema. */
export const signal = (name: string): Start => ({ _tag: "Signal", signal: name })

/**
 * What an author may write in `starts`: words (case and accents aside), a pattern, or one of the values of this module.
 */
export type Like = string | RegExp | Start

/** The start that an author's shorthand stands for. */
export const from = (like: Like): Start => {
  if (typeof like === "string") return { _tag: "Words", words: like }
  return like instanceof RegExp ? { _tag: "Pattern", pattern: like } : like
}

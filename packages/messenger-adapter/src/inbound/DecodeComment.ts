/**
 * A comment under a post of the account, or a visitor's post on its page: either may be answered once in private
 * ("feed" and "comments" webhooks, "Private Replies"; read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Field from "./Field.ts"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"

type Commented = Types.Mutable<Extract<Inbound.Event, { _tag: "Commented" }>>

/** Items of the `feed` that are a post of their own. */
const posts: ReadonlyArray<unknown> = ["post", "status", "photo", "video", "share", "album"]

/**
 * The comment of a person, `undefined` without its id. A comment that is reported twice is one, in both of Instagram's
 * fields.
 */
const comment = (value: Field.Fields, post: unknown, text: unknown, live: boolean): Finding | undefined => {
  const id = Field.id(value.comment_id) ?? Field.id(value.id)
  if (id === undefined) return undefined
  const event: Commented = { _tag: "Commented", comment: id, raw: keep(value) }
  const under = Field.id(post)
  const words = Field.text(text)
  if (under !== undefined) event.post = under
  if (words !== undefined) event.text = words
  if (live) event.live = true
  return { kind: "comment", unique: id, act: "comment", event }
}

const visitorPost = (value: Field.Fields): Finding | undefined => {
  const id = Field.id(value.post_id)
  if (id === undefined) return undefined
  const event: Commented = { _tag: "Commented", post: id, raw: keep(value) }
  const words = Field.text(value.message)
  if (words !== undefined) event.text = words
  return { kind: "post", unique: id, act: "post", event }
}

/**
 * The comment or post of a change, `undefined` when it is neither, when it was changed or taken away and not made, and
 * when it has no id to answer to. Whether the account itself made it is not looked at.
 */
export const decode = (field: string, value: Field.Fields): Finding | undefined => {
  // Instagram names no verb: its comments are reported once, when they are made.
  if (value.verb !== undefined && value.verb !== "add") return undefined
  switch (field) {
    case "comments":
    case "live_comments":
      return comment(value, Field.object(value.media)?.id, value.text, field === "live_comments")
    case "feed":
      if (value.verb !== "add") return undefined
      if (value.item === "comment") return comment(value, value.post_id, value.message, false)
      return posts.includes(value.item) ? visitorPost(value) : undefined
    default:
      return undefined
  }
}

/**
 * What happens under the posts of an account: comments and visitors' posts, either of which may be answered once in private,
 * and all that may not ("feed", "comments", "mention", "ratings" and "group_feed" webhooks, "Private Replies"; read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

type Of<Tag extends Inbound.Event["_tag"]> = Types.Mutable<Extract<Inbound.Event, { _tag: Tag }>>

/** Items of the `feed` that are a post of their own. */
const posts: ReadonlyArray<unknown> = ["post", "status", "photo", "video", "share", "album"]

/** Who did it, where the value says so; and whether it was the account itself, which Instagram names by the id that people have too. */
interface Author {
  readonly person: string | undefined
  readonly isAccount: boolean
}

const authorOf = (value: Reader, account: string): Author => {
  const from = value.object("from", (side) => ({ id: side.id("id"), own: side.id("self_ig_scoped_id") }), "kept")
  const sender = value.id("sender_id")
  const reviewer = value.id("reviewer_id")
  const id = from?.id ?? sender ?? reviewer
  if (id === undefined) return { person: undefined, isAccount: false }
  const isAccount = id === account || id === from?.own
  return { person: isAccount ? undefined : id, isAccount }
}

const by = ({ person }: Author): { readonly person?: string } => person === undefined ? {} : { person }

const changed = (author: Author, event: Of<"PostChanged">): Finding => ({ kind: "postChange", ...by(author), event })

/**
 * A comment, as Instagram tells it in either of its two fields. One that is reported twice is one. Of the account itself, or
 * without who wrote it, it is no comment to answer.
 */
export const instagramComment = (live: boolean) => (value: Reader, account: string): Finding | undefined => {
  const author = authorOf(value, account)
  const own = value.id("id")
  const comment = value.id("comment_id") ?? own
  const post = value.object("media", (media) => media.id("id"), "kept")
  const text = value.text("text")
  // Instagram names no verb: its comments are reported once, when they are made.
  const change = value.text("verb") ?? "add"
  if (comment === undefined) return value.refuse("id", "missing")
  if (change !== "add" || author.person === undefined) {
    const event: Of<"PostChanged"> = { _tag: "PostChanged", what: "comment", change, comment, raw: keep(value.fields) }
    if (post !== undefined) event.post = post
    if (text !== undefined) event.text = text
    return changed(author, event)
  }
  const event: Of<"Commented"> = { _tag: "Commented", comment, raw: keep(value.fields) }
  if (post !== undefined) event.post = post
  if (text !== undefined) event.text = text
  if (live) event.live = true
  return { kind: "comment", unique: comment, act: "comment", ...by(author), event }
}

/**
 * One change of the feed of a page, or of a group in which the page posts. It is `Commented` where a person other than the page
 * made a comment or a post, else `PostChanged`.
 */
export const feed = (value: Reader, account: string): Finding | undefined => {
  const author = authorOf(value, account)
  const what = value.text("item")
  const change = value.text("verb")
  const post = value.id("post_id")
  const comment = value.id("comment_id")
  const text = value.text("message")
  const reaction = value.text("reaction_type")
  if (what === undefined || change === undefined) return value.refuse("item or verb", "missing")
  const isMade = change === "add" && author.person !== undefined
  const begun: Of<"Commented"> = { _tag: "Commented", raw: keep(value.fields) }
  if (comment !== undefined && what === "comment") begun.comment = comment
  if (post !== undefined) begun.post = post
  if (text !== undefined) begun.text = text
  if (isMade && what === "comment" && comment !== undefined) {
    return { kind: "comment", unique: comment, act: "comment", ...by(author), event: begun }
  }
  if (isMade && posts.includes(what) && post !== undefined) {
    return { kind: "post", unique: post, act: "post", ...by(author), event: begun }
  }
  const event: Of<"PostChanged"> = { _tag: "PostChanged", what, change, raw: begun.raw ?? null }
  if (post !== undefined) event.post = post
  if (comment !== undefined) event.comment = comment
  if (text !== undefined) event.text = text
  if (reaction !== undefined) event.reaction = reaction
  return changed(author, event)
}

/** Someone named the account; on Instagram in a comment or a caption, which are then to be fetched. */
export const mention = (value: Reader, account: string): Finding => {
  const author = authorOf(value, account)
  const media = value.id("media_id")
  const post = value.id("post_id") ?? media
  const comment = value.id("comment_id")
  const text = value.text("message")
  const event: Of<"Mentioned"> = { _tag: "Mentioned", raw: keep(value.fields) }
  if (post !== undefined) event.post = post
  if (comment !== undefined) event.comment = comment
  if (text !== undefined) event.text = text
  return { kind: "mention", ...by(author), event }
}

/** A review of the page; comments and reactions under one are changes of a post. */
export const rating = (value: Reader, account: string): Finding | undefined => {
  if (value.fields.item !== "rating") return feed(value, account)
  const author = authorOf(value, account)
  const change = value.text("verb")
  const score = value.number("rating")
  const recommends = value.word("recommendation_type", ["positive", "negative"])
  const text = value.text("review_text")
  const post = value.id("open_graph_story_id")
  if (change === undefined) return value.refuse("verb", "missing")
  const event: Of<"Reviewed"> = { _tag: "Reviewed", change, raw: keep(value.fields) }
  if (score !== undefined) event.score = score
  if (recommends !== undefined) event.recommends = recommends === "positive"
  if (text !== undefined) event.text = text
  if (post !== undefined) event.post = post
  return { kind: "review", ...by(author), event }
}

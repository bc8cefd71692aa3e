/**
 * Whom a send is for.
 *
 * @module
 */
import { type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Thread } from "./Thread.ts"
import type { Comment, OneTime, PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** The person a send reaches, and what is spent when it is accepted. */
export interface Recipient {
  readonly thread: Thread
  /** A recipient other than a scoped id may be written to outside the window. */
  readonly direct: boolean
  /** Marks the comment as answered or the token as used. */
  readonly spend: () => void
}

const keys = [
  "id",
  "user_ref",
  "comment_id",
  "post_id",
  "phone_number",
  "one_time_notif_token",
  "notification_messages_token"
]

/** Finds the person of a `recipient` object, or says why there is none. */
export const find = (world: World, state: PageState, request: JsonObject): Recipient | Refusal.Refusal => {
  const recipient = objectAt(request, "recipient")
  if (recipient === undefined) return Refusal.parameter("Param recipient is required.")
  const given = keys.filter((key) => recipient[key] !== undefined)
  if (given.length !== 1) return Refusal.parameter("Param recipient must have exactly one identifier.")
  const key = given[0] ?? "id"
  const value = textAt(recipient, key) ?? ""
  if (key === "id") return byId(state, value)
  if (key === "comment_id" || key === "post_id") {
    return byComment(world, state, value, key === "post_id" ? "post" : "comment")
  }
  if (key === "one_time_notif_token") return byToken(world, state, value)
  return nobody(state)
}

const nobody = (state: PageState): Refusal.Refusal =>
  state.page.channel === "instagram" ? Refusal.noInstagramPerson : Refusal.noPerson

const byId = (state: PageState, id: string): Recipient | Refusal.Refusal => {
  const thread = state.threads.get(id)
  return thread === undefined ? nobody(state) : { thread, direct: true, spend: () => {} }
}

const byComment = (
  world: World,
  state: PageState,
  id: string,
  kind: Comment["kind"]
): Recipient | Refusal.Refusal => {
  const comment = state.comments.get(id)
  const thread = comment === undefined ? undefined : state.threads.get(comment.psid)
  const late = comment !== undefined && world.now() >= comment.at + Rules.privateReplyFor
  if (comment === undefined || thread === undefined || comment.kind !== kind || comment.replied || late) {
    return Refusal.noPrivateReply(state.page.channel === "instagram")
  }
  return {
    thread,
    direct: false,
    spend: () => {
      const replied = { ...comment, replied: true }
      state.comments.set(id, replied)
      Worlds.keep(world, state, "comment", id, replied)
    }
  }
}

const byToken = (world: World, state: PageState, value: string): Recipient | Refusal.Refusal => {
  const token = state.oneTime.get(value)
  const thread = token === undefined ? undefined : state.threads.get(token.psid)
  if (token === undefined || thread === undefined || token.used || world.now() >= token.at + Rules.oneTimeTokenFor) {
    return Refusal.parameter("The notification token is invalid, used or expired")
  }
  return {
    thread,
    direct: false,
    spend: () => {
      const used: OneTime = { ...token, used: true }
      state.oneTime.set(value, used)
      Worlds.keep(world, state, "token", value, used)
    }
  }
}

/**
 * What a person does in Messenger: each act changes the conversation, the window, and tells the app.
 *
 * @module
 */
import type { Entry, Media } from "./Entry.ts"
import type { JsonObject } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import type { WindowAct } from "./Rules.ts"
import * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** Whose act it is. */
export interface Actor {
  readonly world: World
  readonly state: PageState
  readonly thread: Threads.Thread
}

/** An ad that a person clicked before writing. */
export interface Ad {
  readonly adId: string
  readonly ref?: string
  readonly title?: string
}

/** What goes with a message. */
export interface MessageOptions {
  /** The message it answers. */
  readonly replyTo?: string
  /** The ad that led here; may open a longer window. */
  readonly ad?: Ad
}

const open = ({ world, thread }: Actor, act: WindowAct, at: number): void => {
  Threads.act(thread, act, at, world.strict.adWindow ?? "24 hours")
  // Writing to a page lifts a block, as the platform asks the person to do first.
  if (thread.blocked && act !== "reaction") thread.blocked = false
  Worlds.keepThread(world, thread)
}

const adReferral = (ad: Ad): JsonObject => ({
  ...(ad.ref === undefined ? {} : { ref: ad.ref }),
  ad_id: ad.adId,
  source: "ADS",
  type: "OPEN_THREAD",
  ads_context_data: { ad_title: ad.title ?? "Ad" }
})

const message = (
  actor: Actor,
  entry: Pick<Entry, "kind"> & Partial<Entry>,
  content: JsonObject,
  options: MessageOptions
): string => {
  const { world, state, thread } = actor
  const at = world.now()
  const mid = world.ids.mid(state.page.channel)
  open(actor, options.ad === undefined ? "message" : "adMessage", at)
  Worlds.say(world, thread, {
    mid,
    at,
    from: "person",
    ...entry,
    ...(options.replyTo === undefined ? {} : { replyTo: options.replyTo })
  })
  Notices.fromPerson(world, state, thread, "messages", at, {
    message: {
      mid,
      ...content,
      ...(options.replyTo === undefined ? {} : { reply_to: { mid: options.replyTo, is_self_reply: false } }),
      ...(options.ad === undefined ? {} : { referral: adReferral(options.ad) })
    }
  })
  world.commit()
  return mid
}

/** Writes a text. */
export const says = (actor: Actor, text: string, options: MessageOptions = {}): string =>
  message(actor, { kind: "text", text }, { text }, options)

/** Taps a quick reply; a reply for contact details answers with `payload` as what the profile holds. */
export const tapsQuickReply = (actor: Actor, title: string, payload: string): string =>
  message(actor, { kind: "text", text: title, payload }, { text: title, quick_reply: { payload } }, {})

/** Sends media, a sticker or a place; `payload` is what the platform puts into the attachment. */
export const sends = (actor: Actor, media: Media, payload: JsonObject, options: MessageOptions = {}): string =>
  message(actor, { kind: "media", media: [media] }, { attachments: [{ type: media.type, payload }] }, options)

/** A tap on a button, a menu entry or Get Started. */
export const postback = (actor: Actor, title: string, payload: string, referral?: JsonObject): string => {
  const { world, state, thread } = actor
  const at = world.now()
  const mid = world.ids.mid(state.page.channel)
  open(actor, "postback", at)
  Worlds.say(world, thread, { mid, at, from: "person", kind: "postback", text: title, payload })
  Notices.fromPerson(world, state, thread, "messaging_postbacks", at, {
    postback: { mid, title, payload, ...(referral === undefined ? {} : { referral }) }
  })
  world.commit()
  return mid
}

/** Opens an m.me or ig.me link with a `ref`. A new conversation starts with Get Started and carries the referral. */
export const follows = (actor: Actor, ref: string): void => {
  const { world, state, thread } = actor
  const referral = { ref, source: "SHORTLINK", type: "OPEN_THREAD" }
  if (thread.act === undefined) {
    postback(actor, "Get Started", getStartedPayload(state), referral)
    return
  }
  const at = world.now()
  open(actor, "referral", at)
  Notices.fromPerson(world, state, thread, "messaging_referrals", at, { referral })
  world.commit()
}

/** The payload of Get Started: what the page's profile says, else `GET_STARTED`. */
export const getStartedPayload = (state: PageState): string => {
  const set = state.profile["get_started"]
  return typeof set === "object" && set !== null && "payload" in set ? String(set.payload) : "GET_STARTED"
}

const reactionNames: ReadonlyMap<string, string> = new Map([
  ["❤", "love"],
  ["😍", "love"],
  ["😆", "smile"],
  ["😮", "wow"],
  ["😢", "sad"],
  ["😠", "angry"],
  ["👍", "like"],
  ["👎", "dislike"]
])

/** Puts an emoji under a message, or takes it away when `emoji` is not given. Only the former opens the window. */
export const reacts = (actor: Actor, entry: Entry, emoji: string | undefined): void => {
  const { world, state, thread } = actor
  const at = world.now()
  const { reaction: _, ...bare } = entry
  Worlds.change(world, thread, emoji === undefined ? bare : { ...bare, reaction: emoji })
  if (emoji !== undefined) open(actor, "reaction", at)
  const name = emoji === undefined ? undefined : reactionNames.get(emoji.replace("\ufe0f", "")) ?? "other"
  Notices.fromPerson(world, state, thread, "message_reactions", at, {
    reaction: {
      mid: entry.mid,
      action: emoji === undefined ? "unreact" : "react",
      ...(emoji === undefined ? {} : { reaction: name, emoji })
    }
  })
  world.commit()
}

/** Reads everything up to now. Instagram tells of each message, Messenger of a moment. */
export const reads = ({ world, state, thread }: Actor): void => {
  const at = world.now()
  thread.readAt = at
  Worlds.keepThread(world, thread)
  const last = thread.entries.findLast((entry) => entry.from === "page")
  const instagram = state.page.channel === "instagram"
  if (instagram && last === undefined) return
  Notices.fromPerson(world, state, thread, "message_reads", at, {
    read: instagram ? { mid: last?.mid } : { watermark: at }
  })
  world.commit()
}

/** Changes the text of an own message. */
export const edits = ({ world, state, thread }: Actor, entry: Entry, text: string): void => {
  const at = world.now()
  const edit = (entry.edits ?? 0) + 1
  Worlds.change(world, thread, { ...entry, text, edits: edit })
  Notices.fromPerson(world, state, thread, "message_edits", at, {
    message_edit: { mid: entry.mid, text, num_edit: edit }
  })
  world.commit()
}

/** Takes back an own message. */
export const unsends = ({ world, state, thread }: Actor, entry: Entry): void => {
  const at = world.now()
  Worlds.change(world, thread, { ...entry, unsent: true })
  Notices.fromPerson(world, state, thread, "messages", at, { message: { mid: entry.mid, is_deleted: true } })
  world.commit()
}

/** Opens the talk through a Send-to-Messenger button on a web page. */
export const optsIn = (actor: Actor, ref: string): void => {
  const { state, thread, world } = actor
  const at = world.now()
  open(actor, "plugin", at)
  Notices.fromPerson(world, state, thread, "messaging_optins", at, { optin: { ref } })
  world.commit()
}

/** Agrees to one later message; gives the token that the app is told. Does not open the window. */
export const agreesToOneNotification = ({ world, state, thread }: Actor, payload: string): string => {
  const at = world.now()
  const value = world.ids.digits(19)
  const token = { psid: thread.psid, at, used: false }
  state.oneTime.set(value, token)
  Worlds.keep(world, state, "token", value, token)
  Notices.fromPerson(world, state, thread, "messaging_optins", at, {
    optin: { type: "one_time_notif_req", payload, one_time_notif_token: value }
  })
  world.commit()
  return value
}

/** Comments on a post of the page, or posts there; gives the id. Does not open the window. */
export const comments = ({ world, state, thread }: Actor, kind: "comment" | "post", text: string): string => {
  const at = world.now()
  const id = `${state.page.id}_${world.ids.digits(15)}${kind === "comment" ? `_${world.ids.digits(15)}` : ""}`
  const comment = { psid: thread.psid, at, kind, replied: false }
  state.comments.set(id, comment)
  Worlds.keep(world, state, "comment", id, comment)
  Notices.changed(world, state, thread, at, kind, id, text)
  world.commit()
  return id
}

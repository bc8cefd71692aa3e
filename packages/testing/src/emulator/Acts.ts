/**
 * What a person does in Messenger: each act changes the conversation, the window, and tells the app.
 *
 * @module
 */
import type { Entry, Media } from "./Entry.ts"
import type { JsonObject } from "./JsonObject.ts"
import * as MessengerProfile from "./MessengerProfile.ts"
import * as Notices from "./Notices.ts"
import * as Threads from "./Thread.ts"
import type * as Windows from "./Windows.ts"
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
  /** The story that it answers, on Instagram. */
  readonly story?: { readonly id: string; readonly url: string }
  /** The product of a shop that it asks about. */
  readonly product?: string
  /** The commands that were chosen from the page's list. */
  readonly commands?: ReadonlyArray<string>
}

/** By which rules the acts of a person count. */
export const bookOf = ({ world, state }: Actor): Windows.Book => ({
  channel: state.page.channel,
  strict: world.strict
})

const quiet: ReadonlySet<Windows.Act> = new Set(["reaction", "comment", "post"])

/** Notes an act, which may open the window. Who does anything has an account; who writes to the page lifts their block. */
export const note = (actor: Actor, act: Windows.Act, at: number): void => {
  const { thread, world } = actor
  Threads.act(thread, { act, at }, bookOf(actor))
  // The platform asks the person to lift a block before they write.
  if (thread.blocked && !quiet.has(act)) thread.blocked = false
  delete thread.unreachable
  Worlds.keepThread(world, thread)
}

const adReferral = (ad: Ad): JsonObject => ({
  ...(ad.ref === undefined ? {} : { ref: ad.ref }),
  ad_id: ad.adId,
  source: "ADS",
  type: "OPEN_THREAD",
  ads_context_data: { ad_title: ad.title ?? "Ad" }
})

/** The first message after a checkbox tells by which reference the person was known. */
const priorOf = ({ thread }: Actor): JsonObject => {
  if (thread.checkbox === undefined || thread.checkbox.told) return {}
  thread.checkbox = { ...thread.checkbox, told: true }
  return { prior_message: { source: "checkbox_plugin", identifier: thread.checkbox.userRef } }
}

/** What the message of a webhook says of where it came from and what it answers. */
const context = ({ ad, commands, product, replyTo, story }: MessageOptions): JsonObject => ({
  ...(replyTo === undefined ? {} : { reply_to: { mid: replyTo, is_self_reply: false } }),
  ...(story === undefined ? {} : { reply_to: { story } }),
  ...(ad === undefined ? {} : { referral: adReferral(ad) }),
  ...(product === undefined ? {} : { referral: { product: { id: product } } }),
  ...(commands === undefined ? {} : { commands: commands.map((name) => ({ name })) })
})

/** A message of any content; gives its id. */
export const message = (
  actor: Actor,
  entry: Pick<Entry, "kind"> & Partial<Entry>,
  content: JsonObject,
  options: MessageOptions
): string => {
  const { world, state, thread } = actor
  const at = world.now()
  const mid = world.ids.mid(state.page.channel)
  const prior = priorOf(actor)
  const ad = options.ad ?? thread.clicked
  delete thread.clicked
  note(actor, ad === undefined ? "message" : "adMessage", at)
  Worlds.say(world, thread, {
    mid,
    at,
    from: "person",
    ...entry,
    ...(options.replyTo === undefined ? {} : { replyTo: options.replyTo })
  })
  Notices.fromPerson(world, state, thread, "messages", at, {
    ...prior,
    message: {
      mid,
      ...content,
      ...context(ad === undefined ? options : { ...options, ad })
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
  note(actor, "postback", at)
  Worlds.say(world, thread, { mid, at, from: "person", kind: "postback", text: title, payload })
  Notices.fromPerson(world, state, thread, "messaging_postbacks", at, {
    postback: { mid, title, payload, ...(referral === undefined ? {} : { referral }) }
  })
  world.commit()
  return mid
}

const linkOf = (ref: string): JsonObject => ({ ref, source: "SHORTLINK", type: "OPEN_THREAD" })

const outside: ReadonlySet<Windows.Act> = new Set(["comment", "post"])

/** Whether there is a conversation already. A comment is not one. */
const hasBegun = ({ thread }: Actor): boolean => thread.acts.some(({ act }) => !outside.has(act))

/**
 * Opens an m.me or ig.me link with a `ref`, and does nothing more. Only where there is a conversation already is the app told, and
 * the window opened.
 */
export const opensLink = (actor: Actor, ref: string): void => {
  const { world, state, thread } = actor
  if (!hasBegun(actor)) return
  const at = world.now()
  note(actor, "referral", at)
  Notices.fromPerson(world, state, thread, "messaging_referrals", at, { referral: linkOf(ref) })
  world.commit()
}

/** Opens an m.me or ig.me link with a `ref`. A new conversation starts with Get Started and carries the referral. */
export const follows = (actor: Actor, ref: string): void => {
  if (hasBegun(actor)) opensLink(actor, ref)
  else postback(actor, "Get Started", MessengerProfile.getStartedPayload(actor.state), linkOf(ref))
}

/**
 * Clicks an ad and writes nothing: the window stays as it was. The app is told where there is a conversation already; elsewhere the first
 * message tells of the ad.
 */
export const clicksAd = (actor: Actor, ad: Ad): void => {
  const { world, state, thread } = actor
  if (!hasBegun(actor)) {
    thread.clicked = ad
    Worlds.keepThread(world, thread)
    return
  }
  Notices.fromPerson(world, state, thread, "messaging_referrals", world.now(), { referral: adReferral(ad) })
  world.commit()
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
  if (emoji !== undefined) note(actor, "reaction", at)
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

/** How often a message can be edited (`message_edits` page). */
const mostEdits = 5

/** Changes the text of an own message, five times at the most; what is more does nothing. */
export const edits = ({ world, state, thread }: Actor, entry: Entry, text: string): void => {
  const at = world.now()
  const edit = (entry.edits ?? 0) + 1
  if (edit > mostEdits) return
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

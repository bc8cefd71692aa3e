/**
 * The time in which a page may write without a tag: which acts of a person open it, and for how long. An act is judged by
 * the rules of its own day, so that a window keeps the length with which it was opened.
 *
 * @module
 */
import type { Channel } from "./Rules.ts"
import type { Strictness } from "./Settings.ts"

const day = 24 * 3_600_000

/** How long the standard window is (the seed pages; policy page, 6 Apr 2026). */
export const standard = day

/** The day from which the first message after a click on an ad opens more (policy page, 28 Sep 2026). */
const adsLongerFrom = Date.UTC(2026, 8, 28)

/** The first policy page whose list has neither comments nor visitor posts: 6 Apr 2026. */
const commentsUntil = Date.UTC(2026, 3, 6)

/**
 * What a person did, as far as windows are concerned. `adMessage` is the first message after a click on an ad, `adReferral`
 * the click alone; `optIn` is a leave that was given, `plugin` a conversation begun on a web page.
 */
const acts = [
  "message",
  "adMessage",
  "postback",
  "referral",
  "reaction",
  "plugin",
  "comment",
  "post",
  "adReferral",
  "optIn"
] as const

/** What a person did, as far as windows are concerned. */
export type Act = typeof acts[number]

/** Whether there is an act of this name. */
export const isAct = (name: string): name is Act => acts.some((act) => act === name)

/** An act and its moment, in milliseconds since the epoch. */
export interface Done {
  readonly act: Act
  readonly at: number
}

/** By which rules it is judged. */
export interface Book {
  readonly channel: Channel
  readonly strict: Strictness
}

const everywhere: ReadonlySet<Act> = new Set(["message", "adMessage", "postback", "referral", "reaction"])

/** How long the window is that an act at this moment opens; nothing when it opens none. */
const lasts = (act: Act, at: number, { channel, strict }: Book): number | undefined => {
  const bySeeds = strict.rules === "seeds"
  if (act === "adMessage") {
    return !bySeeds && at >= adsLongerFrom && strict.adWindow !== "24 hours" ? 7 * day : standard
  }
  if (everywhere.has(act)) return standard
  // Instagram has neither plugins nor walls to post on.
  if (act === "plugin" || act === "post") {
    if (channel === "instagram") return undefined
    if (act === "plugin") return standard
  }
  return (act === "comment" || act === "post") && (bySeeds || at < commentsUntil) ? standard : undefined
}

/** When the window that these acts left open shuts, or shut; nothing when none of them opens one. */
export const until = (acts: ReadonlyArray<Done>, book: Book): number | undefined => {
  let last: number | undefined
  for (const { act, at } of acts) {
    const length = lasts(act, at, book)
    if (length !== undefined && (last === undefined || at + length > last)) last = at + length
  }
  return last
}

/** Whether the page may write without a tag: the end itself is outside. */
export const isOpen = (acts: ReadonlyArray<Done>, book: Book, now: number): boolean => {
  const end = until(acts, book)
  return end !== undefined && now < end
}

/**
 * Whether the person ever began a conversation. Who only commented has none, unless comments open windows now, or one
 * that a comment opened runs still.
 */
export const isBegun = (acts: ReadonlyArray<Done>, book: Book, now: number): boolean =>
  acts.some(({ act }) => lasts(act, now, book) !== undefined) || isOpen(acts, book, now)

const words: ReadonlySet<Act> = new Set(["message", "adMessage", "postback", "plugin"])

/** When the person last wrote, tapped, or came through a plugin: seven days of tags count from here. */
export const lastMessageAt = (acts: ReadonlyArray<Done>): number | undefined => {
  let last: number | undefined
  for (const { act, at } of acts) if (words.has(act) && (last === undefined || at > last)) last = at
  return last
}

/** The end of the window of one act; its own moment where it opened none. */
const shuts = ({ act, at }: Done, book: Book): number => at + (lasts(act, at, book) ?? 0)

/**
 * The acts after one more: of each kind the newest is kept, and one before it only while the newest leaves the window open for less
 * long than that one did.
 */
export const record = (acts: ReadonlyArray<Done>, done: Done, book: Book): ReadonlyArray<Done> => {
  const same = [...acts.filter(({ act }) => act === done.act), done].sort((a, b) => a.at - b.at)
  const newest = same.pop() ?? done
  const bound = shuts(newest, book)
  const outlasting = same.filter((one) => shuts(one, book) > bound).sort((a, b) => shuts(a, book) - shuts(b, book))
  return [...acts.filter(({ act }) => act !== done.act), ...outlasting.slice(-1), newest]
}

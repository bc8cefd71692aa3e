/**
 * One person with one page: what was said, the window, who owns the talk.
 *
 * @module
 */
import type { Entry } from "./Entry.ts"
import * as Windows from "./Windows.ts"

/** What is kept of a person and their conversation, without its messages. */
export interface ThreadRecord {
  readonly page: string
  readonly psid: string
  name: string
  locale: string
  /** Hours from UTC, as the profile gives it. */
  timezone: number
  /** Where they are, as far as rules differ: `EU`, `US`. */
  readonly region?: string
  /** As the profile prints it: `male`, `female`. */
  readonly gender?: string
  /** The account was made with a phone number and has no profile. */
  readonly hidden?: boolean
  blocked: boolean
  /** The page blocked or banned them: nothing that they do reaches it. */
  shutOut?: "blocked" | "banned"
  spam?: true
  /** An account of the business is linked. */
  linked?: true
  /** Their account takes no messages now. */
  unreachable?: true
  /** The last of each kind of act, and one before it whose window ends later: windows are read from here. */
  acts: ReadonlyArray<Windows.Done>
  /** The reference under which a checkbox on a web page made them known, and whether their first message told it. */
  checkbox?: { readonly userRef: string; readonly told: boolean }
  /** The ad that they clicked before their first message. */
  clicked?: { readonly adId: string; readonly ref?: string; readonly title?: string }
  /** The app that took or was given control, until when. */
  owner?: { readonly appId: string; readonly until: number }
  /** Until when the page is shown as typing. */
  typingUntil: number
  /** When the page marked the talk as seen. */
  seenAt?: number
  /** Up to when the person read. */
  readAt?: number
}

/** A conversation with its messages, oldest first. */
export interface Thread extends ThreadRecord {
  readonly entries: Array<Entry>
}

/** The record without the messages, which are kept apart. */
export const record = ({ entries: _, ...rest }: Thread): ThreadRecord => rest

/** Notes an act of the person, which may open the window. */
export const act = (thread: Thread, done: Windows.Done, book: Windows.Book): void => {
  thread.acts = Windows.record(thread.acts, done, book)
  if (thread.owner === undefined || done.at >= thread.owner.until || Windows.until([done], book) === undefined) return
  // Control lasts while the person keeps writing, a day after the last time ("Conversation Routing", 24 September 2025, on idle talks),
  // also where an ad has opened a longer window; what has ended is not revived.
  const until = done.at + Windows.standard
  if (thread.owner.until < until) thread.owner = { ...thread.owner, until }
}

/** The app that owns the talk now, or the one that owns idle talks; undefined: every app may answer. */
export const owner = (thread: Thread, defaultApp: string | undefined, now: number): string | undefined =>
  thread.owner !== undefined && now < thread.owner.until ? thread.owner.appId : defaultApp

/** The last message, if its quick replies still show. */
export const offered = (thread: Thread): Entry | undefined => {
  const last = thread.entries[thread.entries.length - 1]
  return last?.from === "page" && last.unsent !== true && last.quickReplies !== undefined ? last : undefined
}

/** The message with this id. */
export const find = (thread: Thread, mid: string): Entry | undefined => {
  for (let i = thread.entries.length - 1; i >= 0; i--) {
    const entry = thread.entries[i]
    if (entry?.mid === mid) return entry
  }
  return undefined
}

/** Puts a changed message in the place of the old one. */
export const replace = (thread: Thread, changed: Entry): void => {
  const index = thread.entries.findIndex((entry) => entry.mid === changed.mid)
  if (index >= 0) thread.entries[index] = changed
}

/**
 * How fast an account may send: a place for each message in its kind's limit, given in the order of asking ("Messenger Platform rate
 * limits", 23 March 2026). Nothing waits here: whoever has a place in the future comes again when it has come.
 *
 * @module
 */
import * as Bucket from "./Bucket.ts"
import type * as Usage from "./Usage.ts"

/** What is counted apart. A private reply counts as what it holds, too; one to a comment on a live broadcast has a limit of its own. */
export type Kind = "text" | "recording" | "privateReply" | "liveReply"

/** The places of one account. */
export interface SendRate {
  /** When a message may go: `now`, or the later moment of the place that is kept for it. */
  readonly place: (message: string, kinds: ReadonlyArray<Kind>, now: number) => number
  /** A message will not come again: what was kept for it is forgotten. */
  readonly forget: (message: string) => void
  /** Nothing goes before this moment. */
  readonly hold: (until: number) => void
  /** What the headers of an answer told. */
  readonly used: (usage: Usage.Usage, now: number) => void
  /** Whether the account is held, so that what is only for show is better left. */
  readonly isHeld: (now: number) => boolean
}

const second = 1000

/** Messages in a span of time, in milliseconds, for each page or Instagram account. */
const limits: { readonly [K in Kind]: Bucket.Limit } = {
  text: { most: 300, per: second },
  recording: { most: 10, per: second },
  privateReply: { most: 750, per: 3600 * second },
  liveReply: { most: 100, per: second }
}

/** From this percentage of an allowance on, one message goes in each span. Our own choice: the pages only say to slow down. */
const slowFrom = 95
const slowPer = second
const spentFrom = 100
const spentPer = 10 * second

/** A header tells of the last answer: it is believed for this long. */
const believedFor = 60 * second

/** Places kept at most. Whoever loses one asks for another. */
const capacity = 20_000

interface Kept {
  readonly at: number
  /** How many of its kinds it has a place in. */
  readonly stage: number
}

/** Whose limits hold: those that the platform's pages print, or none, for a Graph API that is not Meta's. */
export type Limits = "documented" | "none"

/** An account that has sent nothing. What the platform says of its usage holds in any case. */
export const make = (whose: Limits = "documented"): SendRate => {
  const buckets: { readonly [K in Kind]: Bucket.Bucket } = {
    text: Bucket.make(limits.text),
    recording: Bucket.make(limits.recording),
    privateReply: Bucket.make(limits.privateReply),
    liveReply: Bucket.make(limits.liveReply)
  }
  const kept = new Map<string, Kept>()
  let heldUntil = 0
  let spacing = 0
  let believedUntil = 0
  let last = -Infinity

  const keep = (message: string, place: Kept): number => {
    kept.set(message, place)
    if (kept.size > capacity) {
      const oldest = kept.keys().next()
      if (oldest.done !== true) kept.delete(oldest.value)
    }
    return place.at
  }

  /** The places of the kinds from `stage` on, one after the other, as far as they are free at once. */
  const walk = (message: string, kinds: ReadonlyArray<Kind>, now: number, stage: number): number => {
    for (let at = stage; at < kinds.length; at += 1) {
      const place = buckets[kinds[at]!].take(now)
      if (place > now) return keep(message, { at: place, stage: at + 1 })
    }
    if (kept.size > 0) kept.delete(message)
    return now
  }

  return {
    place: (message, kinds, now) => {
      if (now < heldUntil) return heldUntil
      const before = kept.size === 0 ? undefined : kept.get(message)
      if (before !== undefined && before.at > now) return before.at
      if (before === undefined && spacing > 0 && now < believedUntil) {
        const at = Math.max(now, last + spacing)
        // Too far ahead to be promised: by then the allowance may be another one.
        if (at > believedUntil) return believedUntil
        last = at
        if (at > now) return keep(message, { at, stage: 0 })
      }
      return whose === "none" ? now : walk(message, kinds, now, before?.stage ?? 0)
    },
    forget: (message) => {
      if (kept.size > 0) kept.delete(message)
    },
    hold: (until) => {
      heldUntil = Math.max(heldUntil, until)
    },
    used: ({ percent, waitFor }, now) => {
      if (waitFor > 0) heldUntil = Math.max(heldUntil, now + waitFor)
      if (spacing === 0) last = now
      spacing = percent >= spentFrom ? spentPer : percent >= slowFrom ? slowPer : 0
      believedUntil = now + believedFor
    },
    isHeld: (now) => now < heldUntil || (spacing > 0 && now < believedUntil)
  }
}

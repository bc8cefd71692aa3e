/**
 * How much a page may send: the emulator's own copy of the platform's numbers ("Messenger Platform rate limits", 23 March
 * 2026). The seed pages set none.
 *
 * @module
 */
import { isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { Book } from "./Windows.ts"

/**
 * What is counted: every call of the Send API; messages with a recording (audio, video) and those without; private replies, and
 * those to comments on a live broadcast; calls of the profile and of the menu of one person; reading of conversations.
 */
export type Counted =
  | "call"
  | "text"
  | "recording"
  | "privateReply"
  | "livePrivateReply"
  | "profile"
  | "conversation"
  | `menu/${string}`

/** One call: what it counts as, and when it was, in milliseconds since the epoch. */
export interface Done {
  readonly counts: ReadonlyArray<Counted>
  readonly at: number
}

/** What a call is judged by. `reachable` is how many people the page may write to. */
export interface Matter extends Book {
  readonly now: number
  readonly reachable: number
  readonly done: ReadonlyArray<Done>
}

interface Limit {
  readonly most: number
  readonly per: number
}

const second = 1000
const hour = 3600 * second
const day = 24 * hour

/** The longest that anything is counted. */
export const remembered = day

/** The day from which Instagram takes as many messages as Messenger. */
const instagramRaised = Date.UTC(2024, 9, 8)

const limit = (counted: Counted, { channel, now, reachable }: Matter): Limit => {
  switch (counted) {
    case "call":
      return { most: 200 * Math.max(1, reachable), per: day }
    case "text":
      return { most: channel === "instagram" && now < instagramRaised ? 100 : 300, per: second }
    case "recording":
      return { most: 10, per: second }
    case "privateReply":
      return { most: 750, per: hour }
    case "livePrivateReply":
      return { most: 100, per: second }
    case "conversation":
      return { most: 2, per: second }
    default:
      // The profile, and the menu of one person: ten calls in ten minutes.
      return { most: 10, per: 600 * second }
  }
}

const isOver = (counted: Counted, matter: Matter): boolean => {
  const { most, per } = limit(counted, matter)
  let count = 0
  for (const { at, counts } of matter.done) if (at > matter.now - per && counts.includes(counted)) count++
  return count >= most
}

/** Why one more call that counts so is refused, if it is. What was done just so long ago counts no more. */
export const judge = (counts: ReadonlyArray<Counted>, matter: Matter): Refusal.Refusal | undefined =>
  matter.strict.rules !== "seeds" && counts.some((counted) => isOver(counted, matter))
    ? matter.strict.rateLimitCode === 613 ? Refusal.rateExceeded : Refusal.rateLimited
    : undefined

/** When a call that counts so would be taken again, in milliseconds since the epoch. */
export const regainAt = (counts: ReadonlyArray<Counted>, matter: Matter): number => {
  let latest = matter.now
  for (const counted of counts) {
    if (!isOver(counted, matter)) continue
    const { most, per } = limit(counted, matter)
    const times = matter.done.filter((done) => done.counts.includes(counted)).map(({ at }) => at)
    latest = Math.max(latest, (times[times.length - most] ?? matter.now) + per)
  }
  return latest
}

/** What a call of the Send API counts as. `isLive` tells whether a comment was made on a live broadcast. */
export const counts = (request: JsonObject, isLive: (comment: string) => boolean): ReadonlyArray<Counted> => {
  const message = objectAt(request, "message")
  if (message === undefined) return ["call"]
  const type = textAt(objectAt(message, "attachment") ?? {}, "type")
  const found: Array<Counted> = ["call", type === "audio" || type === "video" ? "recording" : "text"]
  const to = request["recipient"]
  if (!isObject(to)) return found
  const comment = textAt(to, "comment_id")
  if (comment === undefined && textAt(to, "post_id") === undefined) return found
  found.push("privateReply")
  if (comment !== undefined && isLive(comment)) found.push("livePrivateReply")
  return found
}

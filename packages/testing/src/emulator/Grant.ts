/**
 * What a person allowed a page by an act of theirs: one private reply, one message later, a series, the news. Each is
 * spent, stopped or over by rules of its own.
 *
 * @module
 */
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Book } from "./Windows.ts"

/** `comment` and `post` allow a private reply, `oneTime` one message, `recurring` a series, `news` those of a publisher. */
export type Kind = "comment" | "post" | "oneTime" | "recurring" | "news"

/** One of them. Times are milliseconds since the epoch on the emulator's clock. */
export interface Grant {
  readonly kind: Kind
  /** The id of the comment or post, or the token. */
  readonly id: string
  readonly psid: string
  readonly at: number
  /** What it is about: the title of the request. */
  readonly title?: string
  /** What the request carried for the app. */
  readonly payload?: string
  /** When a message last used it. */
  readonly usedAt?: number
  readonly expiresAt?: number
  readonly stoppedAt?: number
  /** The person prolonged it. */
  readonly renewed?: true
  /** A comment on a live broadcast: answered only while that is on. */
  readonly live?: "on" | "over"
}

const invalidToken = Refusal.parameter("The notification token is invalid, used or expired")

/** The refusal for a grant that is not there. */
export const missing = (kind: Kind, book: Book): Refusal.Refusal =>
  kind === "comment" || kind === "post" ? Refusal.noPrivateReply(book.channel === "instagram") : invalidToken

/** Why a grant is no address any more: spent, too old, or not of this channel. */
export const judgeAddress = (grant: Grant, book: Book, now: number): Refusal.Refusal | undefined => {
  const { channel, strict } = book
  const bySeeds = strict.rules === "seeds"
  switch (grant.kind) {
    case "post":
    case "comment":
      return grant.usedAt !== undefined || now >= grant.at + Rules.privateReplyFor || grant.live === "over"
          // Instagram's own page on private replies knows comments alone.
          || (grant.kind === "post" && channel === "instagram" && !bySeeds)
        ? missing(grant.kind, book)
        : undefined
    case "oneTime":
      return grant.usedAt !== undefined || channel === "instagram" || isOver(grant, now)
          || (!bySeeds && now >= grant.at + Rules.oneTimeTokenFor)
        ? invalidToken
        : undefined
    case "recurring":
      return isOver(grant, now) ? invalidToken : undefined
    case "news":
      return undefined
  }
}

const isOver = (grant: Grant, now: number): boolean => grant.expiresAt !== undefined && now >= grant.expiresAt

/** Whether series are there at all for somebody in a region. */
export const hasSeries = (region: string | undefined, { strict }: Book, now: number): boolean =>
  strict.rules === "seeds" || now < Rules.seriesUntil || (region !== undefined && Rules.isSeriesRegion(region))

/** When the next message of a series may go out; the seed pages set no time between two. */
export const nextAt = (grant: Grant, { strict }: Book, now: number): number =>
  grant.usedAt === undefined || strict.rules === "seeds" ? grant.at : grant.usedAt + Rules.coolDown(now)

/** Why a grant carries no message now, though it is one. */
export const judgeUse = (
  grant: Grant,
  book: Book,
  now: number,
  region: string | undefined
): Refusal.Refusal | undefined => {
  if (grant.kind !== "recurring") return undefined
  if (!hasSeries(region, book, now)) return Refusal.seriesEnded
  if (grant.stoppedAt !== undefined) return Refusal.seriesStopped
  return now < nextAt(grant, book, now) ? Refusal.seriesTooSoon : undefined
}

/**
 * How much may be sent, and how often a person may be asked for leave. The latter are kept to (`asks`); the others are numbers to
 * plan by, and no lane is decided by them.
 *
 * @module
 */
import type { Instant, PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import * as Pages from "./Pages.ts"

const limit = (
  id: string,
  what: string,
  most: number,
  per: Instant.Millis,
  source: PolicyPack.Source = Pages.rates
): PolicyPack.LimitRule => ({ id: `limit.${id}`, what, most, per, source })

const second = 1000
const week = 7 * Pages.day

const titles = "titles under which one person is asked for a series"

/** Of one-time notifications no page limits the requests. */
const asks = (of: NonNullable<PolicyPack.LimitRule["asks"]>["of"]): Required<Pick<PolicyPack.LimitRule, "asks">> => ({
  asks: { kind: "recurring", of }
})

const both: ReadonlyArray<PolicyPack.LimitRule> = [
  {
    ...limit("askSameTitle", "requests for a series to one person under the same title", 1, week, Pages.recurring),
    ...asks("title")
  },
  {
    id: "limit.askGiven",
    what: "series of one person under the same title",
    most: 1,
    source: Pages.recurring,
    ...asks("leave")
  },
  limit("engaged", "messages of an account for each person who wrote to it", 200, Pages.day),
  limit("media", "audio and video messages of an account", 10, second),
  limit("privateReplies", "private replies of an account", 750, Pages.hour)
]

const text = "messages of an account without audio or video"

/** The day on which Instagram took as many as Messenger. */
const raised = Pages.on("2024-10-08")

const instagram: ReadonlyArray<PolicyPack.LimitRule> = [
  { ...limit("text", text, 100, second), until: raised },
  { ...limit("text", text, 300, second), from: raised },
  { ...limit("askTitles.week", titles, 10, week, Pages.recurring), ...asks("any") },
  { ...limit("askTitles.day", titles, 5, Pages.day, Pages.recurring), ...asks("any") },
  limit("live", "private replies of an account to comments on a live broadcast", 100, second),
  {
    id: "limit.liveOver",
    what: "private replies to a comment on a live broadcast after its end",
    most: 0,
    source: Pages.privateReplies
  }
]

/** The numbers of a channel. */
export const of = (channel: Channel): ReadonlyArray<PolicyPack.LimitRule> =>
  channel === "messenger" ? [...both, limit("text", text, 300, second)] : [...both, ...instagram]

/**
 * The numbers that the platform sets, each as data: how much, in which time, on which days. A case is judged with one less than the
 * limit and at it, and a millisecond before and at the end of its time.
 *
 * @module
 */
import type * as Rates from "../../src/emulator/Rates.ts"
import { day, hour, on, today } from "./cases.ts"

const second = 1000

/** What is counted: calls of an account, or what one person was asked. `leave` is that they gave the leave already. */
export type What =
  | { readonly _tag: "Rate"; readonly counts: Rates.Counted }
  | { readonly _tag: "Asked"; readonly under: "oneTitle" | "titles" | "leave" }
  | { readonly _tag: "Live" }

/**
 * One limit: at `at` there may be `most` of it within `per` milliseconds; without `per`, at any one time. `rule` is the pack's
 * name for it.
 */
export interface LimitCase {
  readonly name: string
  readonly rule: string
  readonly channel: "messenger" | "instagram"
  readonly at: number
  readonly what: What
  readonly most: number
  readonly per?: number
}

const channels = ["messenger", "instagram"] as const

const rate = (counts: Rates.Counted): What => ({ _tag: "Rate", counts })

const both: ReadonlyArray<LimitCase> = channels.flatMap((channel): ReadonlyArray<LimitCase> => [
  {
    name: `${channel}: an account makes 200 calls a day for each person who wrote to it`,
    rule: "limit.engaged",
    channel,
    at: today,
    what: rate("call"),
    most: 200,
    per: day
  },
  {
    name: `${channel}: an account sends 10 messages with a recording in a second`,
    rule: "limit.media",
    channel,
    at: today,
    what: rate("recording"),
    most: 10,
    per: second
  },
  {
    name: `${channel}: an account sends 750 private replies in an hour`,
    rule: "limit.privateReplies",
    channel,
    at: today,
    what: rate("privateReply"),
    most: 750,
    per: hour
  },
  {
    name: `${channel}: an account sends 300 messages without a recording in a second`,
    rule: "limit.text",
    channel,
    at: today,
    what: rate("text"),
    most: 300,
    per: second
  },
  {
    name: `${channel}: a person is asked for a series once in seven days under the same title`,
    rule: "limit.askSameTitle",
    channel,
    at: on("2025-06-01"),
    what: { _tag: "Asked", under: "oneTitle" },
    most: 1,
    per: 7 * day
  },
  {
    name: `${channel}: a person who gave leave for a series is not asked for it again while it stands`,
    rule: "limit.askGiven",
    channel,
    at: on("2025-06-01"),
    what: { _tag: "Asked", under: "leave" },
    most: 1
  }
])

const raised = on("2024-10-08")

const instagram: ReadonlyArray<LimitCase> = [
  {
    name: "instagram: until 8 October 2024 an account sends 100 messages without a recording in a second",
    rule: "limit.text",
    channel: "instagram",
    at: raised - 1,
    what: rate("text"),
    most: 100,
    per: second
  },
  {
    name: "instagram: from 8 October 2024 on an account sends 300 messages without a recording in a second",
    rule: "limit.text",
    channel: "instagram",
    at: raised,
    what: rate("text"),
    most: 300,
    per: second
  },
  {
    name: "instagram: an account sends 100 private replies to comments on a live broadcast in a second",
    rule: "limit.live",
    channel: "instagram",
    at: today,
    what: rate("livePrivateReply"),
    most: 100,
    per: second
  },
  {
    name: "instagram: a comment on a live broadcast is not answered after its end",
    rule: "limit.liveOver",
    channel: "instagram",
    at: today,
    what: { _tag: "Live" },
    most: 0
  },
  {
    name: "instagram: a person is asked for a series under ten titles in seven days",
    rule: "limit.askTitles.week",
    channel: "instagram",
    at: on("2025-06-01"),
    what: { _tag: "Asked", under: "titles" },
    most: 10,
    per: 7 * day
  },
  {
    name: "instagram: a person is asked for a series under five titles in a day",
    rule: "limit.askTitles.day",
    channel: "instagram",
    at: on("2025-06-01"),
    what: { _tag: "Asked", under: "titles" },
    most: 5,
    per: day
  }
]

/** The limits. */
export const cases: ReadonlyArray<LimitCase> = [...both, ...instagram]

/**
 * What a person may allow by an act of theirs, and the lanes that use it: private replies, one-time notifications, recurring ones,
 * the news.
 *
 * @module
 */
import type { LaneName, Permission, PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import type { Act } from "./Acts.ts"
import * as Pages from "./Pages.ts"
import type { Readings } from "./Readings.ts"
import { anything } from "./StandardLanes.ts"
import type * as Tags from "./Tags.ts"

/** Lanes with the rules of the permissions that they use. */
export interface Granted {
  readonly lanes: ReadonlyArray<PolicyPack.LaneRule>
  readonly permissions: ReadonlyArray<PolicyPack.PermissionRule>
}

const lane = (
  name: LaneName.LaneName & Permission.PermissionKind,
  source: PolicyPack.Source,
  rest: Partial<PolicyPack.LaneRule> = {}
): PolicyPack.LaneRule => ({
  id: `lane.${name}`,
  lane: name,
  author: "any",
  window: "any",
  purposes: "any",
  ...anything,
  permission: name,
  source,
  ...rest
})

/** One message within seven days of a comment or a visitor's post; Meta puts a link to it into the message. */
const privateReply = (acts: ReadonlyArray<Act>): PolicyPack.PermissionRule => ({
  id: "permission.privateReply",
  kind: "privateReply",
  uses: "one",
  acts,
  lasts: 7 * Pages.day,
  source: Pages.privateReplies
})

const oneTime: PolicyPack.PermissionRule = {
  id: "permission.oneTime",
  kind: "oneTime",
  uses: "one",
  source: Pages.sendMessage
}

const recurring: PolicyPack.PermissionRule = {
  id: "permission.recurring",
  kind: "recurring",
  uses: "series",
  source: Pages.sendMessage
}

/**
 * The news of a publisher who is registered in Meta's index of news pages, to people who subscribed. The English page of 2023 and the
 * French one of late 2024 call them "under development"; the pages of 2026 keep the tag and its error (10/2018065), and none
 * says that the development has ended.
 */
const news: Granted = {
  lanes: [
    lane("news", Pages.sendMessage, {
      tag: "NON_PROMOTIONAL_SUBSCRIPTION" satisfies Tags.Name,
      purposes: ["news"],
      forbids: [{ purpose: "promotion", row: "News messages carry no promotion." }],
      promotional: false,
      approval: "news",
      stage: "under development"
    })
  ],
  permissions: [{ id: "permission.news", kind: "news", uses: "series", source: Pages.sendMessage }]
}

const together = (...parts: ReadonlyArray<Granted>): Granted => ({
  lanes: parts.flatMap(({ lanes }) => lanes),
  permissions: parts.flatMap(({ permissions }) => permissions)
})

/** As the seed pages have them, without lifetimes and cadences, which stand elsewhere. Instagram has no one-time ones and no news. */
export const seeds = (channel: Channel): Granted => {
  const one = { lanes: [lane("oneTime", Pages.sendMessage)], permissions: [oneTime] }
  const series = { lanes: [lane("recurring", Pages.sendMessage)], permissions: [recurring] }
  const comments = {
    lanes: [lane("privateReply", Pages.sendMessage)],
    permissions: [privateReply(["comment", "post"])]
  }
  return channel === "messenger" ? together(one, series, news, comments) : together(series, comments)
}

/** The day after which no page of one-time notifications was found. */
const oneTimeEnded = Pages.on("2026-07-02")

const cooledDown = Pages.on("2025-09-01")
const seriesEnded = Pages.on("2026-02-10")

/** Where recurring notifications outlived 10 February 2026: Australia, the European Union, Japan, Korea, the United Kingdom. */
const regions: ReadonlyArray<string> = ["AU", "EU", "JP", "KR", "UK"]

const series: Granted = {
  lanes: [lane("recurring", Pages.recurring)],
  permissions: [
    { ...recurring, every: Pages.day, until: cooledDown, source: Pages.recurring },
    { ...recurring, every: 2 * Pages.day, from: cooledDown, until: seriesEnded, source: Pages.changelog },
    { ...recurring, every: 2 * Pages.day, from: seriesEnded, regions, source: Pages.changelog }
  ]
}

const once = (reading: Required<Readings>["oneTime"]): Granted => {
  const end = reading === "accepted" ? {} : { until: oneTimeEnded }
  return {
    lanes: [lane("oneTime", Pages.oneTime, end)],
    permissions: [{ ...oneTime, lasts: 365 * Pages.day, source: Pages.oneTime, ...end }]
  }
}

/**
 * From the seeds to today. The token of a one-time notification lives a year; a series has at least 24 hours between two messages,
 * 48 since 1 September 2025, and stands in five regions alone since 10 February 2026.
 */
export const timeline = (channel: Channel, readings: Required<Readings>): Granted => {
  const comments = {
    lanes: [lane("privateReply", Pages.privateReplies)],
    permissions: [privateReply(channel === "messenger" ? ["comment", "post"] : ["comment"])]
  }
  return channel === "messenger" ? together(once(readings.oneTime), series, news, comments) : together(series, comments)
}

/** What replaces one-time notifications, where they are read as ended. */
export const ended = (readings: Required<Readings>): ReadonlyArray<PolicyPack.Retired> =>
  readings.oneTime === "accepted" ? [] : [{
    id: "retired.oneTime",
    lane: "oneTime",
    purposes: "any",
    from: oneTimeEnded,
    instead: "give the message an approved utility template (`utility`), or wait until the person writes",
    source: Pages.oneTime
  }]

/**
 * The acts of a person that open the window.
 *
 * An ad click without a message, a link to a conversation that does not exist yet, an opt-in, a delivery and a read have no opener:
 * they open nothing.
 *
 * @module
 */
import type { Instant, PolicyPack } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import type { Act } from "./Acts.ts"
import * as Pages from "./Pages.ts"
import type { Readings } from "./Readings.ts"

/** The standard window. */
const standard: Instant.Millis = Pages.day

/** The day of the first policy page whose list leaves comments and visitor posts out. */
const commentsEnded = Pages.on("2026-04-06")

/** The day of the policy page that lets the length depend on the act. */
const adsLonger = Pages.on("2026-09-28")

const opener = (act: Act, source: PolicyPack.Source = Pages.sendMessage): PolicyPack.Opener => ({
  id: `window.${act}`,
  act,
  lasts: standard,
  source
})

/** Acts that count as what the person wrote, where seven days run from "the person's last message". */
export const messages: ReadonlyArray<Act> = ["message", "postback", "adMessage", "plugin"]

/** What opens it by either page. A referral is an m.me link on Messenger and an ig.me link on Instagram. */
const lasting = (channel: Channel): ReadonlyArray<PolicyPack.Opener> => [
  opener("message"),
  opener("postback"),
  opener("referral"),
  opener("reaction"),
  // Web plugins and visitor posts are of pages alone.
  ...(channel === "messenger" ? [opener("plugin")] : [])
]

const comments = (channel: Channel): ReadonlyArray<PolicyPack.Opener> => [
  opener("comment"),
  ...(channel === "messenger" ? [opener("post")] : [])
]

/** The acts of the seed pages: nine for the two channels together, eight on Messenger and six on Instagram. */
export const seeds = (channel: Channel): ReadonlyArray<PolicyPack.Opener> => [
  ...lasting(channel),
  opener("adMessage"),
  ...comments(channel)
]

const ads = (window: Required<Readings>["adWindow"]): ReadonlyArray<PolicyPack.Opener> => {
  const day = opener("adMessage")
  return window === "24 hours" ? [day] : [
    { ...day, until: adsLonger },
    { ...day, id: "window.adMessage.sevenDays", lasts: 7 * Pages.day, from: adsLonger, source: Pages.policyOfSeptember }
  ]
}

/** The acts from the seeds to today. */
export const timeline = (channel: Channel, readings: Required<Readings>): ReadonlyArray<PolicyPack.Opener> => [
  ...lasting(channel),
  ...ads(readings.adWindow),
  ...comments(channel).map((rule) => readings.comments === "window" ? rule : { ...rule, until: commentsEnded }),
  ...(readings.unstated === "window"
    ? [opener("surveyAnswer", Pages.policy), opener("unreaction", Pages.policy)]
    : [])
]

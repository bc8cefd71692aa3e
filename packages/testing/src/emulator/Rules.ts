/**
 * The emulator's own copy of the platform's rules, by date. Nothing here is shared with what the emulator judges.
 *
 * @module
 */

const hour = 3_600_000
const day = 24 * hour

/** The standard window after an act of the person (policy page, 6 Apr 2026). */
export const standardWindow = 24 * hour

/** The window after the first message that follows a click on an ad, where it applies (policy page, 28 Sep 2026). */
const adWindow = 7 * day

/** The day from which an ad click may open the longer window. */
const adWindowFrom = Date.UTC(2026, 8, 28)

/** How long after the person's last message a human agent or a survey may still write. */
export const taggedFor = 7 * day

/** How long after a comment or a visitor post one private reply is allowed. */
export const privateReplyFor = 7 * day

/** How long the token of a one-time notification lives. */
export const oneTimeTokenFor = 365 * day

/** The longest extension of thread control, in seconds. */
export const longestExtension = 7 * 24 * 3600

/** How long `typing_on` shows without being sent again. */
export const typingFor = 20_000

/** How soon a webhook must be answered (webhooks page, 5 May 2026). */
export const answerWithin = 5_000

/** Acts of a person, as far as the window is concerned. */
export type WindowAct = "message" | "adMessage" | "postback" | "referral" | "reaction" | "plugin"

/** When the window that an act opens at `at` shuts. */
export const windowUntil = (act: WindowAct, at: number, adClicks: "24 hours" | "7 days"): number =>
  act === "adMessage" && adClicks === "7 days" && at >= adWindowFrom ? at + adWindow : at + standardWindow

/** The tags that returned error 100 from 27 Apr 2026 on (changelog, 27 Mar 2026). */
const retiredTags = new Set(["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"])

/** The day on which those tags stopped. */
const tagsRetiredFrom = Date.UTC(2026, 3, 27)

const livingTags = new Set(["CUSTOMER_FEEDBACK", "HUMAN_AGENT", "NON_PROMOTIONAL_SUBSCRIPTION"])

/** What a tag is worth at a moment. */
export const tagStanding = (
  tag: string,
  at: number,
  legacy: "byDate" | "accept" | "reject"
): "alive" | "retired" | "unknown" => {
  if (livingTags.has(tag)) return "alive"
  if (!retiredTags.has(tag)) return "unknown"
  if (legacy === "accept") return "alive"
  return legacy === "reject" || at >= tagsRetiredFrom ? "retired" : "alive"
}

/** Lengths and counts of the Send API. */
export const limits = {
  text: 2000,
  instagramTextBytes: 1000,
  metadata: 1000,
  payload: 1000,
  quickReplies: 13,
  quickReplyTitle: 20,
  buttons: 3,
  buttonTitle: 20,
  buttonText: 640,
  elements: 10,
  elementTitle: 80,
  elementSubtitle: 80,
  images: 30,
  instagramImages: 10
} as const

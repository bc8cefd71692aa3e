/**
 * The message tags: which live at a moment, on which channel, for how long and with what ("Send API Reference", seed page
 * of 2024; changelog of 27 Mar 2026).
 *
 * @module
 */
import type { JsonObject } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { Channel } from "./Rules.ts"
import type { Page, Strictness } from "./Settings.ts"
import * as Template from "./Template.ts"
import * as Windows from "./Windows.ts"

const day = 24 * 3_600_000

/** How long after the person's last message a human agent or a survey may still write. */
const reach = 7 * day

/** The day from which three tags are error 100. */
const retiredFrom = Date.UTC(2026, 3, 27)

const updates: ReadonlySet<string> = new Set(["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"])
const others: ReadonlySet<string> = new Set(["CUSTOMER_FEEDBACK", "HUMAN_AGENT", "NON_PROMOTIONAL_SUBSCRIPTION"])

const isRetired = (tag: string, now: number, strict: Strictness): boolean => {
  if (!updates.has(tag)) return false
  const legacy = strict.retiredTags ?? "byDate"
  return legacy === "byDate" ? strict.rules !== "seeds" && now >= retiredFrom : legacy === "reject"
}

/** What a tagged message is judged by. */
export interface Matter {
  readonly channel: Channel
  readonly strict: Strictness
  readonly now: number
  readonly acts: ReadonlyArray<Windows.Done>
  readonly approvals: Page["approvals"]
  /** Whether the person takes the news of the page. */
  readonly subscribed: boolean
  /** The channel's refusal for a shut window. */
  readonly shut: Refusal.Refusal
}

/** Why a message under a tag may not travel now, if it may not. */
export const judge = (tag: string, message: JsonObject, matter: Matter): Refusal.Refusal | undefined => {
  const { acts, approvals, channel, now, shut, strict } = matter
  if (!updates.has(tag) && !others.has(tag)) return Refusal.parameter(`Param tag is not a message tag: ${tag}`)
  if (isRetired(tag, now, strict)) {
    return Refusal.parameter(`The message tag ${tag} is no longer supported; use a utility message instead`)
  }
  if (channel === "instagram" && tag !== "HUMAN_AGENT") {
    return Refusal.parameter(`The message tag ${tag} is not supported on Instagram`)
  }
  if (tag === "HUMAN_AGENT" && !approvals.humanAgent) return Refusal.noPermission("Human Agent")
  if (tag === "NON_PROMOTIONAL_SUBSCRIPTION" && !approvals.news) return Refusal.outsideNewsWindow
  const survey = Template.isSurvey(message)
  if (tag === "CUSTOMER_FEEDBACK" && !survey) {
    return Refusal.parameter("The tag CUSTOMER_FEEDBACK needs the customer_feedback template")
  }
  if (Windows.isOpen(acts, { channel, strict }, now)) return undefined
  if (survey && tag !== "CUSTOMER_FEEDBACK") {
    return Refusal.parameter("Outside the window the customer_feedback template needs the tag CUSTOMER_FEEDBACK")
  }
  if (tag === "NON_PROMOTIONAL_SUBSCRIPTION") return matter.subscribed ? undefined : shut
  if (!Windows.isBegun(acts, { channel, strict }, now)) return shut
  if (updates.has(tag)) return undefined
  const last = Windows.lastMessageAt(acts)
  return last !== undefined && now < last + reach ? undefined : shut
}

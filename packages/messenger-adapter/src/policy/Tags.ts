/**
 * The five message tags, row by row ("Send API Reference", the table of message tags), and what became of them.
 *
 * @module
 */
import type { PolicyPack, Purpose } from "@parley/core"
import * as Openers from "./Openers.ts"
import * as Pages from "./Pages.ts"
import type { Readings } from "./Readings.ts"
import { anything } from "./StandardLanes.ts"

/** Every tag that a page names: the five of the table, and that of publishers. */
export const names = [
  "ACCOUNT_UPDATE",
  "CONFIRMED_EVENT_UPDATE",
  "POST_PURCHASE_UPDATE",
  "CUSTOMER_FEEDBACK",
  "HUMAN_AGENT",
  "NON_PROMOTIONAL_SUBSCRIPTION"
] as const

/** The name of a tag. */
export type Name = typeof names[number]

type Forbidden = PolicyPack.Forbidden

/** Every tag: nothing that sells. */
const noPromotion = "Message tags carry no promotion: no deals, offers, coupons or discounts."
const noSurvey = "This tag takes no invitation to a poll, a survey or a review of an earlier talk on Messenger."

const forbidden = (row: string, ...purposes: ReadonlyArray<Purpose.Purpose>): ReadonlyArray<Forbidden> =>
  purposes.map((purpose) => ({ purpose, row }))

const tag = (
  name: Name,
  purposes: ReadonlyArray<Purpose.Purpose>,
  forbids: ReadonlyArray<Forbidden>,
  rest: Partial<PolicyPack.LaneRule> = {}
): PolicyPack.LaneRule => ({
  id: `lane.tag.${name}`,
  lane: "tagged",
  tag: name,
  author: "any",
  window: "any",
  purposes,
  ...anything,
  forbids,
  promotional: false,
  source: Pages.sendApi,
  ...rest
})

const account = tag("ACCOUNT_UPDATE", ["applicationStatus", "suspiciousActivity"], [
  ...forbidden(noPromotion, "promotion", "crossSell"),
  ...forbidden(
    "ACCOUNT_UPDATE takes nothing that comes again and again, such as a statement, a bill or new job offers.",
    "recurringContent"
  ),
  ...forbidden(noSurvey, "surveyInvitation")
], { recurring: false })

const event = tag("CONFIRMED_EVENT_UPDATE", ["eventReminder", "bookingConfirmation", "travelUpdate"], [
  ...forbidden(noPromotion, "promotion"),
  ...forbidden(
    "CONFIRMED_EVENT_UPDATE takes nothing about an event that the person did not sign up for, and sells no other event.",
    "unsolicitedEvent",
    "crossSell"
  ),
  ...forbidden("CONFIRMED_EVENT_UPDATE takes nothing about an event that is over.", "pastEvent"),
  ...forbidden(noSurvey, "surveyInvitation")
], { past: false })

const purchase = tag("POST_PURCHASE_UPDATE", ["receipt", "shipping", "orderAction"], [
  ...forbidden(noPromotion, "promotion"),
  ...forbidden("POST_PURCHASE_UPDATE sells nothing on the side, neither other products nor better ones.", "crossSell"),
  ...forbidden(noSurvey, "surveyInvitation")
])

const feedback = tag(
  "CUSTOMER_FEEDBACK",
  ["purchaseFeedback", "eventFeedback", "productReview"],
  forbidden(
    "CUSTOMER_FEEDBACK goes with the customer feedback template alone, about a purchase, an event or a product; any other use fails.",
    "promotion",
    "recurringContent",
    "surveyInvitation",
    "unsolicitedEvent",
    "pastEvent",
    "crossSell",
    "unrelated"
  ),
  { content: "survey", within: 7 * Pages.day, after: Openers.messages }
)

/** The answer of a person of the business, for seven days after the person's last message: the only tag of Instagram. */
export const humanAgent = tag("HUMAN_AGENT", ["humanAnswer", "reply"], [
  ...forbidden(noPromotion, "promotion", "crossSell"),
  ...forbidden("HUMAN_AGENT takes nothing that has no bearing on what the person asked.", "unrelated")
], {
  id: "lane.humanAgent",
  lane: "humanAgent",
  author: "human",
  within: 7 * Pages.day,
  after: Openers.messages,
  approval: "humanAgent"
})

/** The tags of Messenger that a bot may use, as the seeds have them: three without a limit of time, one for seven days. */
export const seeds: ReadonlyArray<PolicyPack.LaneRule> = [account, event, purchase, feedback]

const standsUntil = (rule: PolicyPack.LaneRule, until: number): PolicyPack.LaneRule => ({ ...rule, until })

const endOf = (readings: Required<Readings>): number => Pages.on(readings.tagsEnd)

/** The same tags from the seeds to today: three of them end. */
export const timeline = (readings: Required<Readings>): ReadonlyArray<PolicyPack.LaneRule> => [
  ...[account, event, purchase].map((rule) => standsUntil(rule, endOf(readings))),
  readings.customerFeedback === "accepted" ? feedback : standsUntil(feedback, endOf(readings))
]

const retired = (rule: PolicyPack.LaneRule, from: number, instead: string): PolicyPack.Retired => ({
  id: `retired.${rule.id.slice("lane.".length)}`,
  lane: rule.lane,
  purposes: rule.purposes,
  from,
  instead,
  source: Pages.changelog,
  ...(rule.tag === undefined ? {} : { tag: rule.tag })
})

const template = "give the message an approved utility template (`utility`), and the account the approval \"utility\""

/** What replaces the tags that ended. */
export const ended = (readings: Required<Readings>): ReadonlyArray<PolicyPack.Retired> => [
  ...[account, event, purchase].map((rule) => retired(rule, endOf(readings), template)),
  ...(readings.customerFeedback === "accepted"
    ? []
    : [retired(feedback, endOf(readings), "ask for feedback inside the window")])
]

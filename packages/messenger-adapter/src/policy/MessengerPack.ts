/**
 * The rules of Messenger and of Instagram messaging as dated data, each with the page it was read on.
 *
 * @module
 */
import type { Instant, LaneName, PolicyPack, Purpose } from "@parley/core"

const day = 86_400_000

const on = (date: string): Instant.Instant => Date.parse(`${date}T00:00:00Z`)

const policy: PolicyPack.Source = { page: "Messenger Platform and Instagram Messaging API policy", read: "2026-11-21" }
const sendMessage: PolicyPack.Source = { page: "Send a Message", read: "2026-11-21" }
const changelog: PolicyPack.Source = { page: "Messenger Platform changelog", read: "2026-11-21" }
const utilityPage: PolicyPack.Source = { page: "Send a utility message", read: "2026-11-21" }

/** The day on which three message tags began to fail with error 100 (changelog of 27 March 2026). */
const tagsEnded = on("2026-04-27")

const accountPurposes: ReadonlyArray<Purpose.Purpose> = ["accountChange", "securityAlert"]
const eventPurposes: ReadonlyArray<Purpose.Purpose> = ["eventReminder", "bookingConfirmation", "travelUpdate"]
const purchasePurposes: ReadonlyArray<Purpose.Purpose> = ["receipt", "shipping", "orderAction"]

/** A person's acts that open the standard window on both channels. */
const openers: ReadonlyArray<PolicyPack.Opener> = [
  { id: "window.message", act: "message", lasts: day, source: policy },
  { id: "window.postback", act: "postback", lasts: day, source: policy },
  { id: "window.referral", act: "referral", lasts: day, source: policy },
  { id: "window.reaction", act: "reaction", lasts: day, source: policy },
  { id: "window.plugin", act: "plugin", lasts: day, source: policy },
  { id: "window.adMessage", act: "adMessage", lasts: day, until: on("2026-09-28"), source: policy },
  { id: "window.adMessage.sevenDays", act: "adMessage", lasts: 7 * day, from: on("2026-09-28"), source: policy }
]

/** What a person of the business answers: acts that count as "the person's message" for the seven days. */
const messages = ["message", "postback", "adMessage", "plugin"]

const standard = (lane: LaneName.LaneName): PolicyPack.LaneRule => ({
  id: `lane.${lane}`,
  lane,
  author: "any",
  window: "open",
  purposes: "any",
  promotional: true,
  source: sendMessage
})

const humanAgent: PolicyPack.LaneRule = {
  id: "lane.humanAgent",
  lane: "humanAgent",
  tag: "HUMAN_AGENT",
  author: "human",
  window: "any",
  purposes: "any",
  promotional: false,
  within: 7 * day,
  after: messages,
  approval: "humanAgent",
  source: policy
}

const tag = (name: string, purposes: ReadonlyArray<Purpose.Purpose>): PolicyPack.LaneRule => ({
  id: `lane.tag.${name}`,
  lane: "tagged",
  tag: name,
  author: "any",
  window: "any",
  purposes,
  promotional: false,
  until: tagsEnded,
  source: policy
})

const utility: PolicyPack.LaneRule = {
  id: "lane.utility",
  lane: "utility",
  author: "any",
  window: "any",
  purposes: [...accountPurposes, ...eventPurposes, ...purchasePurposes],
  promotional: false,
  approval: "utility",
  content: "template",
  source: utilityPage
}

const ended = (name: string, purposes: ReadonlyArray<Purpose.Purpose>): PolicyPack.Retired => ({
  id: `retired.tag.${name}`,
  lane: "tagged",
  tag: name,
  purposes,
  from: tagsEnded,
  instead: "give the message an approved utility template (`utility`), and the account the approval \"utility\"",
  source: changelog
})

const disclosure: ReadonlyArray<PolicyPack.DisclosureRule> = [
  { id: "disclosure.lapse", lapse: day, source: sendMessage }
]

/** The rules of Messenger: one timeline; `PolicyPack.on` gives those of a day. */
export const messengerPack: PolicyPack.PolicyPack = {
  name: "messenger",
  channel: "messenger",
  openers,
  lanes: [
    standard("reply"),
    standard("update"),
    humanAgent,
    tag("ACCOUNT_UPDATE", accountPurposes),
    tag("CONFIRMED_EVENT_UPDATE", eventPurposes),
    tag("POST_PURCHASE_UPDATE", purchasePurposes),
    utility
  ],
  disclosure,
  retired: [
    ended("ACCOUNT_UPDATE", accountPurposes),
    ended("CONFIRMED_EVENT_UPDATE", eventPurposes),
    ended("POST_PURCHASE_UPDATE", purchasePurposes)
  ]
}

/** The rules of Instagram messaging: the human agent is the only way past the window. */
export const instagramPack: PolicyPack.PolicyPack = {
  name: "instagram",
  channel: "instagram",
  openers,
  lanes: [standard("reply"), standard("update"), humanAgent],
  disclosure,
  retired: []
}

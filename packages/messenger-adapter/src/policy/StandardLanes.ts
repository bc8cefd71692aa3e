/**
 * The lanes that need no tag and no permission: those of the open window, utility templates, and sponsored messages.
 *
 * @module
 */
import type { LaneName, PolicyPack, Purpose } from "@parley/core"
import * as Openers from "./Openers.ts"
import * as Pages from "./Pages.ts"

/** What a lane asks of the content when it asks nothing. */
export const anything = {
  forbids: [],
  promotional: true,
  recurring: true,
  past: true,
  content: "any"
} as const

const inside = (lane: LaneName.LaneName): PolicyPack.LaneRule => ({
  id: `lane.${lane}`,
  lane,
  author: "any",
  window: "open",
  purposes: "any",
  ...anything,
  source: Pages.sendMessage
})

/** RESPONSE and UPDATE: everything may be said inside the window, promotion too, and no tag is put on it. */
export const open: ReadonlyArray<PolicyPack.LaneRule> = [inside("reply"), inside("update")]

/** The uses of the three tags that utility templates replace. */
const updates: ReadonlyArray<Purpose.Purpose> = [
  "applicationStatus",
  "suspiciousActivity",
  "eventReminder",
  "bookingConfirmation",
  "travelUpdate",
  "receipt",
  "shipping",
  "orderAction"
]

const noMarketing = "A utility message updates an order, an account or an appointment, and carries no marketing."

/** An approved template, at any time; Messenger alone. No limit of time is written anywhere. */
export const utility: PolicyPack.LaneRule = {
  id: "lane.utility",
  lane: "utility",
  author: "any",
  window: "any",
  purposes: updates,
  ...anything,
  forbids: [{ purpose: "promotion", row: noMarketing }, { purpose: "crossSell", row: noMarketing }],
  promotional: false,
  content: "template",
  approval: "utility",
  from: Pages.on("2025-07-29"),
  source: Pages.utility
}

/** An advertisement inside the conversation, to a person who once wrote; Messenger alone. */
export const sponsored: PolicyPack.LaneRule = {
  id: "lane.sponsored",
  lane: "sponsored",
  author: "any",
  window: "any",
  purposes: "any",
  ...anything,
  after: Openers.messages,
  wish: "sponsored",
  source: Pages.sendMessage
}

/** The day on which sponsored messages ended. */
export const sponsoredEnded = Pages.on("2024-07-31")

/** What a sponsored message may be instead. */
export const sponsoredRetired: PolicyPack.Retired = {
  id: "retired.sponsored",
  lane: "sponsored",
  purposes: ["promotion", "crossSell"],
  from: sponsoredEnded,
  instead:
    "ask the person inside the window for leave to write once (a one-time notification) or, where it stands, again and "
    + "again; or reach them by an ad that opens a conversation",
  source: Pages.changelog
}

/**
 * What a message is for, in the author's words. Policy turns a purpose into a lane; authors never name tags.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * `reply` answers the person and `promotion` sells. Then the uses that Meta's tags allow, one name for each row of the table
 * ("Send API", *Message tags*, read 2026-11-21): an application's status and suspicious activity; the reminder of an event,
 * a booking's confirmation, news of a journey; a survey on a purchase or an event, the review of a product; a receipt, a
 * shipment's progress, an order that needs the person; the answer of a human agent. `news` is for registered publishers.
 *
 * Last, the uses that the same rows forbid: content that comes again and again, an invitation to a survey, an event that
 * the person did not sign up for, one that is over, a sale on the side, and what has nothing to do with the question. They
 * may travel inside the window; outside it their refusal cites the row.
 */
export const Purpose = Schema.Literal(
  "reply",
  "promotion",
  "applicationStatus",
  "suspiciousActivity",
  "eventReminder",
  "bookingConfirmation",
  "travelUpdate",
  "purchaseFeedback",
  "eventFeedback",
  "productReview",
  "receipt",
  "shipping",
  "orderAction",
  "humanAnswer",
  "news",
  "recurringContent",
  "surveyInvitation",
  "unsolicitedEvent",
  "pastEvent",
  "crossSell",
  "unrelated"
).annotations({ identifier: "Purpose" })

/** What a message is for. */
export type Purpose = Schema.Schema.Type<typeof Purpose>

/** Purposes that sell: whatever a message says of itself, these are promotion. */
export const selling: ReadonlyArray<Purpose> = ["promotion", "crossSell"]

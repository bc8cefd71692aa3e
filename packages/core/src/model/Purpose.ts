/**
 * What a message is for, in the author's words. Policy turns a purpose into a lane; authors never name tags.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * `reply` answers the person; `promotion` sells; the others are the personal updates that platforms let through when the
 * window is shut, under rules of their own.
 */
export const Purpose = Schema.Literal(
  "reply",
  "promotion",
  "accountChange",
  "securityAlert",
  "eventReminder",
  "bookingConfirmation",
  "travelUpdate",
  "receipt",
  "shipping",
  "orderAction",
  "feedbackRequest",
  "humanAnswer",
  "news"
).annotations({ identifier: "Purpose" })

/** What a message is for. */
export type Purpose = Schema.Schema.Type<typeof Purpose>

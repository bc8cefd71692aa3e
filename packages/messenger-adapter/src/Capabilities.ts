/**
 * What each channel can show and do, as the framework asks for it.
 *
 * @module
 */
import type { Purpose, Transport } from "@parley/core"
import type { Channel } from "./wire/Channel.ts"
import * as Limits from "./wire/Limits.ts"

/** Purposes that outside the window travel under a tag or an approved template alone, and Instagram has neither. */
type ByTagOrTemplate =
  | "applicationStatus"
  | "suspiciousActivity"
  | "eventReminder"
  | "bookingConfirmation"
  | "travelUpdate"
  | "purchaseFeedback"
  | "eventFeedback"
  | "productReview"
  | "receipt"
  | "shipping"
  | "orderAction"

/**
 * What a channel offers, for the compiler: for which purposes it has a lane, and what else it is capable of. News need
 * a registration that this adapter does not know; Instagram has no utility templates, no surveys and no one-time
 * notifications, and of the message tags only that of a person who answers.
 */
export interface Offer<C extends Channel = Channel> {
  readonly purposes: Exclude<Purpose.Purpose, "news" | (C extends "messenger" ? never : ByTagOrTemplate)>
  readonly capabilities: "handover" | "recurring" | (C extends "messenger" ? "utility" | "survey" | "oneTime" : never)
}

/** The capabilities of a channel. */
export const of = (channel: Channel): Transport.Capabilities => {
  const limits = Limits.of(channel)
  return {
    textLength: limits.text,
    quickReplies: { max: limits.quickReplies, titleLength: limits.quickReplyTitle },
    buttons: { max: limits.buttons, titleLength: limits.buttonTitle, textLength: limits.buttonText },
    cards: { max: limits.cards },
    media: ["image", "audio", "video", "file"],
    senderActions: true,
    echoes: true,
    handover: true
  }
}

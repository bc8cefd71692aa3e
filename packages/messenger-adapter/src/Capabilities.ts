/**
 * What each channel can show and do, as the framework asks for it.
 *
 * @module
 */
import type { Purpose, Transport } from "@parley/core"
import type { Approval } from "./MessengerSettings.ts"
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
 * What a channel offers, for the compiler: for which purposes it has a lane, and what else it is capable of. News are
 * offered where the approvals of an account name the registration as a publisher; Instagram has no news, no utility
 * templates, no surveys and no one-time notifications, and of the message tags only that of a person who answers. `T` are the
 * names of the templates that the accounts declare; any, where they declare none.
 */
export interface Offer<C extends Channel = Channel, A extends Approval = never, T extends string = string> {
  readonly purposes: Exclude<
    Purpose.Purpose,
    C extends "messenger" ? "news" extends A ? never : "news" : "news" | ByTagOrTemplate
  >
  readonly capabilities:
    | "handover"
    | "recurring"
    | (C extends "messenger" ? "utility" | "survey" | "oneTime" | `the template ${T}` : never)
}

/** The capabilities of a channel, within its limits as they are read. */
export const of = (channel: Channel, readings: Limits.Readings = {}): Transport.Capabilities => {
  const limits = Limits.of(channel, readings)
  return {
    textLength: limits.text,
    quickReplies: {
      max: limits.quickReplies,
      titleLength: limits.quickReplyTitle,
      under: limits.quickRepliesUnder,
      asks: limits.asks
    },
    buttons: {
      max: limits.buttons,
      titleLength: limits.buttonTitle,
      textLength: limits.buttonText,
      kinds: limits.buttonKinds
    },
    cards: { max: limits.cards, subtitleLength: limits.cardSubtitle },
    media: ["image", "audio", "video", "file"],
    pictures: { max: limits.pictures },
    reactions: true,
    native: limits.native,
    senderActions: true,
    echoes: true,
    handover: true
  }
}

/**
 * What each channel can show and do, as the framework asks for it.
 *
 * @module
 */
import type { Purpose, Transport } from "@parley/core"
import type { Channel } from "./wire/Channel.ts"
import * as Limits from "./wire/Limits.ts"

/**
 * What a channel offers, for the compiler: news need a registration that this adapter does not know, and Instagram has no
 * utility templates.
 */
export interface Offer<C extends Channel = Channel> {
  readonly purposes: Exclude<Purpose.Purpose, "news">
  readonly capabilities: "handover" | (C extends "messenger" ? "utility" : never)
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

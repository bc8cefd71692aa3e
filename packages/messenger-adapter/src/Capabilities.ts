/**
 * What each channel can show and do, as the framework asks for it.
 *
 * @module
 */
import type { Transport } from "@parley/core"
import type { Channel } from "./wire/Channel.ts"
import * as Limits from "./wire/Limits.ts"

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

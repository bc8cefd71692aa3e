/**
 * What the platform takes at most, for each channel. Read 2026-11-21 on the pages "Send API Reference", "Quick replies",
 * "Buttons", "Generic template", "Button template" and "Send a Message" (Instagram).
 *
 * @module
 */
import type { Channel } from "./Channel.ts"

/** The numbers of one channel. Lengths of titles and payloads are in characters (Unicode code points). */
export interface Limits {
  /** Length of a plain text; Messenger counts characters, Instagram bytes of UTF-8. */
  readonly text: { readonly max: number; readonly unit: "characters" | "bytes" }
  readonly quickReplies: number
  readonly quickReplyTitle: number
  readonly payload: number
  readonly buttons: number
  readonly buttonTitle: number
  /** Length of a text that has buttons. */
  readonly buttonText: number
  readonly cards: number
  readonly cardTitle: number
  readonly cardSubtitle: number
  /** Whether a button may dial a number. */
  readonly callButtons: boolean
  /** Whether approved utility templates exist. */
  readonly utility: boolean
}

const messenger: Limits = {
  text: { max: 2000, unit: "characters" },
  quickReplies: 13,
  quickReplyTitle: 20,
  payload: 1000,
  buttons: 3,
  buttonTitle: 20,
  buttonText: 640,
  cards: 10,
  cardTitle: 80,
  cardSubtitle: 80,
  callButtons: true,
  utility: true
}

const instagram: Limits = { ...messenger, text: { max: 1000, unit: "bytes" }, callButtons: false, utility: false }

/** The numbers of a channel. */
export const of = (channel: Channel): Limits => channel === "messenger" ? messenger : instagram

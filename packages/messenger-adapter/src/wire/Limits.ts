/**
 * What the platform takes at most, for each channel. Read 2026-11-21 on the pages "Send API Reference", "Quick replies",
 * "Buttons", "Generic template", "Button template", "Customer feedback template" and "Send a Message" (Instagram).
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
  /** Whether the customer feedback template exists. */
  readonly survey: boolean
  /** Whether one may ask for leave to send one message later. */
  readonly oneTime: boolean
  /** Lengths in surveys and in requests for leave to write later. */
  readonly request: {
    readonly title: number
    readonly subtitle: number
    readonly question: number
    readonly placeholder: number
  }
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
  utility: true,
  survey: true,
  oneTime: true,
  request: { title: 65, subtitle: 80, question: 85, placeholder: 65 }
}

const instagram: Limits = {
  ...messenger,
  text: { max: 1000, unit: "bytes" },
  callButtons: false,
  utility: false,
  survey: false,
  oneTime: false
}

/** The numbers of a channel. */
export const of = (channel: Channel): Limits => channel === "messenger" ? messenger : instagram

/**
 * What the platform takes at most, for each channel. Read 2026-11-21 on the pages "Send API Reference", "Quick replies",
 * "Buttons", "Generic template", "Button template", "Receipt template", "Product Template", "Coupon Template", "Media
 * Template", "Image grid template", "Customer Feedback Template", "Structured information template" and "Send a Message"
 * (Messenger and Instagram).
 *
 * @module
 */
import type { Message } from "@parley/core"
import type { Channel } from "./Channel.ts"

/**
 * One reading for each limit on which the pages contradict one another; what is left out is as in `standard`.
 *
 * - `text`: "fewer than 2000 characters" (the Send API's own page), or 2,000 as well.
 * - `pictures`: in one message on Messenger; "Send a Message" says 30, another page 10. Instagram takes 10.
 * - `instagramText`: one page of Instagram's limits a text to 1,000 bytes of UTF-8, another to fewer than 1,000 characters.
 */
export interface Readings {
  readonly text?: "under 2000" | "up to 2000"
  readonly pictures?: 10 | 30
  readonly instagramText?: "1000 bytes" | "under 1000 characters"
}

/** The stricter reading of each of Messenger's, which every page lets pass; Instagram's texts are counted in bytes. */
export const standard: Required<Readings> = { text: "under 2000", pictures: 10, instagramText: "1000 bytes" }

/** The readings of each limit. */
export const readings: { readonly [K in keyof Required<Readings>]: ReadonlyArray<Required<Readings>[K]> } = {
  text: ["under 2000", "up to 2000"],
  pictures: [10, 30],
  instagramText: ["1000 bytes", "under 1000 characters"]
}

/** The numbers of one channel. Lengths of titles and payloads are in characters (Unicode code points). */
export interface Limits {
  readonly channel: Channel
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
  /** Under which content quick replies are shown. */
  readonly quickRepliesUnder: "text" | "any"
  /** What a quick reply may ask the person's profile for; Instagram ended these on 5 October 2026. */
  readonly asks: ReadonlyArray<"phone" | "email">
  /** The buttons that the channel has. */
  readonly buttonKinds: ReadonlyArray<Message.Button["_tag"]>
  /** Whether a page that a button opens takes options of its view. */
  readonly pageView: boolean
  /** Pictures in one message. */
  readonly pictures: number
  /** The kinds of native content: templates by their types, and what else there is by its name in the Send API. */
  readonly native: ReadonlyArray<string>
  /** Whether an account may speak under other names than its own. */
  readonly personas: boolean
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
    /** How long a form may be open, in days. */
    readonly days: number
  }
  readonly products: number
  readonly receiptItems: number
  readonly coupon: { readonly title: number; readonly subtitle: number }
  readonly grid: {
    readonly title: number
    readonly subtitle: number
    readonly images: { readonly least: number; readonly max: number }
  }
  /** Length of the label of a field in the address form. */
  readonly fieldLabel: number
}

const messenger: Limits = {
  channel: "messenger",
  text: { max: 1999, unit: "characters" },
  quickReplies: 13,
  quickReplyTitle: 20,
  payload: 1000,
  buttons: 3,
  buttonTitle: 20,
  buttonText: 640,
  cards: 10,
  cardTitle: 80,
  cardSubtitle: 80,
  quickRepliesUnder: "any",
  asks: ["phone", "email"],
  buttonKinds: ["Postback", "Link", "Call", "LogIn", "LogOut", "Play"],
  pageView: true,
  pictures: 10,
  native: [
    "receipt",
    "coupon",
    "product",
    "media",
    "image_grid",
    "customer_information",
    "instant_form",
    "sticker",
    "template"
  ],
  personas: true,
  utility: true,
  survey: true,
  oneTime: true,
  request: { title: 65, subtitle: 80, question: 85, placeholder: 65, days: 7 },
  products: 10,
  receiptItems: 100,
  coupon: { title: 80, subtitle: 80 },
  grid: { title: 45, subtitle: 80, images: { least: 2, max: 6 } },
  fieldLabel: 85
}

const instagram: Limits = {
  ...messenger,
  channel: "instagram",
  text: { max: 1000, unit: "bytes" },
  quickRepliesUnder: "text",
  asks: [],
  buttonKinds: ["Postback", "Link"],
  pageView: false,
  native: ["product", "like_heart", "MEDIA_SHARE", "template"],
  personas: false,
  utility: false,
  survey: false,
  oneTime: false
}

const texts = {
  "under 2000": messenger.text,
  "up to 2000": { max: 2000, unit: "characters" },
  "1000 bytes": instagram.text,
  "under 1000 characters": { max: 999, unit: "characters" }
} as const

/** The numbers of a channel. */
export const of = (channel: Channel, given: Readings = {}): Limits => {
  const chosen = { ...standard, ...given }
  return channel === "messenger"
    ? { ...messenger, text: texts[chosen.text], pictures: chosen.pictures }
    : { ...instagram, text: texts[chosen.instagramText] }
}

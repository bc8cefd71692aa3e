/**
 * The emulator's own copy of the platform's rules, by date. Nothing here is shared with what the emulator judges.
 *
 * @module
 */

const day = 24 * 3_600_000

/** Which channel's rules are meant. */
export type Channel = "messenger" | "instagram"

/** How long after a comment or a visitor post one private reply is allowed ("Private Replies", 16 Apr 2026; the seed pages). */
export const privateReplyFor = 7 * day

/** How long the token of a one-time notification lives (its own page: "within 1 year of creation"). */
export const oneTimeTokenFor = 365 * day

/** How long the token of a series lives. Cadences, and other lives with them, went on 2 Feb 2023. */
export const seriesTokenFor = 365 * day

/** How long the same title may not be asked for again ("Marketing Messages", 11 Sep 2026). */
export const askedAgainAfter = 7 * day

/** On Instagram: how many requests a person may get in a week, and in a day. */
export const asksOnInstagram = { inWeek: 10, week: 7 * day, inDay: 5, day } as const

/** The first instant of a day in UTC: a rule that ends or begins on a day does so then. */
const on = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date)

/** The day from which utility templates may be sent (announced on 29 Jul 2025, in open beta from then). */
export const utilityFrom = on(2025, 7, 29)

/** The day from which no sponsored message is taken (changelog). */
export const sponsoredUntil = on(2024, 7, 31)

/** The day from which a series lives on in five regions alone (changelog). */
export const seriesUntil = on(2026, 2, 10)

/** Where a series lives on after that day. */
const seriesRegions: ReadonlySet<string> = new Set(["AU", "EU", "JP", "KR", "UK"])

/** The countries of the European Union by their ISO codes, and their parts that have codes of their own and belong to it. */
const european: ReadonlySet<string> = new Set(
  [
    [
      "AT",
      "BE",
      "BG",
      "CY",
      "CZ",
      "DE",
      "DK",
      "EE",
      "ES",
      "FI",
      "FR",
      "GR",
      "HR",
      "HU",
      "IE",
      "IT",
      "LT",
      "LU",
      "LV",
      "MT"
    ],
    ["NL", "PL", "PT", "RO", "SE", "SI", "SK"],
    ["AX", "GF", "GP", "MF", "MQ", "RE", "YT"]
  ].flat()
)

/** Whether a series lives on where a person is ("DE", "de_BY", "EU"). */
export const isSeriesRegion = (region: string): boolean => {
  const country = region.trim().toUpperCase().split(/[-_]/)[0] ?? ""
  return seriesRegions.has(country) || european.has(country) || country === "GB" || country === "EL"
}

/** The least time between two messages of a series: a day, two since 1 Sep 2025. */
export const coolDown = (at: number): number => at >= on(2025, 9, 1) ? 2 * day : day

/** How long the id of an upload lives ("Saving assets"). */
export const attachmentFor = 90 * day

/** How long a token to link an account lives ("Account Linking"). */
export const linkTokenFor = 5 * 60_000

/** How long an Instagram-login token lives from its last exchange. */
export const instagramTokenFor = 60 * day

/** Of how many messages of a conversation, counted from the newest, the Conversations API tells details. */
export const detailed = 20

/** The longest extension of thread control, in seconds. */
export const longestExtension = 7 * 24 * 3600

/** How long `typing_on` shows without being sent again. */
export const typingFor = 20_000

/** How soon a webhook must be answered (webhooks page, 5 May 2026). */
export const answerWithin = 5_000

/** Lengths and counts of the Send API. */
export const limits = {
  text: 2000,
  instagramTextBytes: 1000,
  metadata: 1000,
  payload: 1000,
  quickReplies: 13,
  quickReplyTitle: 20,
  buttons: 3,
  buttonTitle: 20,
  buttonText: 640,
  elements: 10,
  elementTitle: 80,
  elementSubtitle: 80,
  bytes: 25 * 1024 * 1024,
  /** Of a picture by its address, and of every picture on Instagram. */
  pictureBytes: 8 * 1024 * 1024,
  greeting: 160,
  iceBreakers: 4,
  menuItems: 20,
  menuTitle: 30,
  commands: 100,
  domains: 50,
  images: 30,
  instagramImages: 10
} as const

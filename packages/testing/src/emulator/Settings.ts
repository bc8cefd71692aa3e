/**
 * What an emulator is made of: its pages and how strict it is.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"

/** A secret, plain or already wrapped. */
export type Secret = string | Redacted.Redacted<string>

/** A webhook field that a page's app can subscribe to. */
export type Field =
  | "messages"
  | "message_echoes"
  | "message_edits"
  | "message_deliveries"
  | "message_reads"
  | "message_reactions"
  | "messaging_postbacks"
  | "messaging_referrals"
  | "messaging_optins"
  | "messaging_handovers"
  | "standby"
  | "feed"
  | "comments"
  | "live_comments"

/** The app id of the Page Inbox (routing page). */
const pageInbox = "263902037430900"

/** The app id of the Instagram inbox. */
const instagramInbox = "1217981644879628"

/** A utility template that the platform approved. */
export interface UtilityTemplate {
  readonly name: string
  /** The language code, "en" for one. */
  readonly language: string
  /** The body with `{{1}}` or `{{name}}` where parameters go. */
  readonly body: string
}

/** What tells templates apart: one name may stand for a template in each language. */
export const templateKey = ({ language, name }: Pick<UtilityTemplate, "name" | "language">): string =>
  `${name}/${language}`

/** One Page, or one Instagram professional account. */
export interface PageOptions {
  readonly id: string
  readonly token: Secret
  readonly appSecret: Secret
  /** The app that the token belongs to; `100000000000001` when not given. */
  readonly appId?: string
  readonly name?: string
  readonly channel?: "messenger" | "instagram"
  /** Sent back by the handshake; needed only by `verifyWebhook`. */
  readonly verifyToken?: Secret
  /** Where webhooks go: used whole over HTTP, its path only in process. `/webhook` when not given. */
  readonly webhookUrl?: string
  /** What the app is subscribed to; every field when not given. */
  readonly fields?: ReadonlyArray<Field>
  /** The app that owns idle threads; the page's own app when not given. `"none"`: every app may answer. */
  readonly defaultApp?: string
  /** What App Review granted; everything but `news` and `phoneNumbers` when not given. */
  readonly approvals?: {
    readonly messaging?: boolean
    readonly humanAgent?: boolean
    readonly utility?: boolean
    /** The publisher is registered for news. */
    readonly news?: boolean
    /** Sends to phone numbers, which is legacy. */
    readonly phoneNumbers?: boolean
  }
  readonly templates?: ReadonlyArray<UtilityTemplate>
}

/** Where the platform's pages leave room, or bots deserve a harder judge. Every default is the lenient reading. */
export interface Strictness {
  /**
   * The rules of the day that the emulator's clock shows, or those of the three seed pages (2023 and 2024) on every day.
   * Default: `"byDate"`.
   */
  readonly rules?: "byDate" | "seeds"
  /** Refuse a send without `messaging_type`, which the reference calls required. Default: false. */
  readonly messagingTypeRequired?: boolean
  /** The three retired tags: by the date of the emulator's clock, or always one way. Default: `"byDate"`. */
  readonly retiredTags?: "byDate" | "accept" | "reject"
  /** How long the first message after an ad click keeps the window open, from 28 Sep 2026 on. Default: `"7 days"`. */
  readonly adWindow?: "24 hours" | "7 days"
  /** Refuse a text of exactly 2000 characters, as "fewer than 2000" says. Default: false. */
  readonly textUnderLimit?: boolean
  /** Accept only lower-case sender actions. Default: false. */
  readonly lowerCaseActions?: boolean
  /** Require `appsecret_proof` on every call. Default: false (a wrong one is always refused). */
  readonly proofRequired?: boolean
  /** Accept `template` beside `message`, as one official sample prints it. Default: true. */
  readonly topLevelTemplate?: boolean
  /** Refuse when a page makes more than 200 calls a day for each person it can reach. Default: false. */
  readonly rateLimits?: boolean
  /** Escape `/` as `\/` in webhook bodies, as captured bodies do. Default: true. */
  readonly escapeSlashes?: boolean
  /** Send the older `X-Hub-Signature` (SHA-1) too. Default: false. */
  readonly legacySignature?: boolean
}

/** How webhooks are tried again. */
export interface RetryOptions {
  /** Attempts that follow the first one at once. Default: 2. */
  readonly immediate?: number
  /** Pauses between later attempts in milliseconds; the last one repeats. Default: 500, 1000, 2000, 5000. */
  readonly pauses?: ReadonlyArray<number>
  /** After how many milliseconds of failure a webhook is dropped. Default: one hour. */
  readonly giveUpAfter?: number
}

/** A page with every default filled in. Secrets stay wrapped. */
export interface Page {
  readonly id: string
  readonly token: Redacted.Redacted<string>
  readonly appSecret: Redacted.Redacted<string>
  readonly verifyToken: Redacted.Redacted<string> | undefined
  readonly appId: string
  readonly name: string
  readonly channel: "messenger" | "instagram"
  readonly webhookUrl: string | undefined
  readonly fields: ReadonlyArray<Field>
  readonly defaultApp: string | undefined
  readonly inboxApp: string
  readonly approvals: {
    readonly messaging: boolean
    readonly humanAgent: boolean
    readonly utility: boolean
    readonly news: boolean
    readonly phoneNumbers: boolean
  }
  readonly templates: ReadonlyArray<UtilityTemplate>
}

/** Every field there is. */
export const everyField: ReadonlyArray<Field> = [
  "messages",
  "message_echoes",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
  "feed",
  "comments",
  "live_comments"
]

const secret = (value: Secret): Redacted.Redacted<string> => typeof value === "string" ? Redacted.make(value) : value

/** Fills in the defaults of a page. */
export const page = (options: PageOptions): Page => {
  const appId = options.appId ?? "100000000000001"
  const channel = options.channel ?? "messenger"
  return {
    id: options.id,
    token: secret(options.token),
    appSecret: secret(options.appSecret),
    verifyToken: options.verifyToken === undefined ? undefined : secret(options.verifyToken),
    appId,
    name: options.name ?? "Page",
    channel,
    webhookUrl: options.webhookUrl,
    fields: options.fields ?? everyField,
    defaultApp: options.defaultApp === "none" ? undefined : options.defaultApp ?? appId,
    inboxApp: channel === "messenger" ? pageInbox : instagramInbox,
    approvals: {
      messaging: true,
      humanAgent: true,
      utility: true,
      news: false,
      phoneNumbers: false,
      ...options.approvals
    },
    templates: options.templates ?? []
  }
}

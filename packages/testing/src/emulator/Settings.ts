/**
 * What an emulator is made of: its pages and how strict it is.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"

/** A secret, plain or already wrapped. */
export type Secret = string | Redacted.Redacted<string>

/** Every webhook field there is: the Messenger topic, the Page topic, the Instagram topic (events reference; SDK enum). */
export const everyField = [
  "messages",
  "message_echoes",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referrals",
  "messaging_optins",
  "messaging_feedback",
  "messaging_handovers",
  "messaging_account_linking",
  "messaging_policy_enforcement",
  "messaging_customer_information",
  "messaging_in_thread_lead_form_submit",
  "messaging_game_plays",
  "response_feedback",
  "send_cart",
  "message_template_status_update",
  "inbox_labels",
  "group_feed",
  "standby",
  "feed",
  "mention",
  "ratings",
  "leadgen",
  "conversations",
  "comments",
  "live_comments",
  "mentions",
  "story_insights",
  "calls",
  "call_permission_reply",
  "marketing_message_echoes",
  "marketing_message_deliveries",
  "marketing_message_reads",
  "marketing_message_clicks",
  "marketing_message_delivery_failed",
  "message_context",
  "message_mention",
  "messaging_optouts",
  "messaging_integrity",
  "messaging_direct_sends",
  "messaging_appointments",
  "messaging_fblogin_account_linking",
  "business_integrity",
  "messaging_payments",
  "messaging_pre_checkouts",
  "messaging_checkout_updates"
] as const

/** A webhook field that a page's app can subscribe to. */
export type Field = (typeof everyField)[number]

/** What Instagram's pages call fields that the Messenger topic has too, and the second name of one field. */
const otherNames: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["message_edit", "message_edits"],
  ["messaging_seen", "message_reads"],
  ["messaging_referral", "messaging_referrals"],
  ["messaging_handover", "messaging_handovers"],
  ["messenger_template_status_update", "message_template_status_update"]
])

/** The field of a name, in whichever of its spellings. */
export const fieldOf = (name: string): Field | undefined =>
  otherNames.get(name) ?? everyField.find((field) => field === name)

/** Whether the platform has a webhook field of this name, in whichever of its spellings. */
export const isField = (name: string): boolean => fieldOf(name) !== undefined

/** The fields of their names; one that the platform does not have is a mistake of the caller. */
const fieldsOf = (names: ReadonlyArray<string> | "all"): ReadonlyArray<Field> =>
  names === "all" ? everyField : names.map((name) => {
    const field = fieldOf(name)
    if (field === undefined) {
      throw new Error(`The platform has no webhook field "${name}"; there are ${everyField.join(", ")}.`)
    }
    return field
  })

/** The app id of the Page Inbox (routing page). */
const pageInbox = "263902037430900"

/** The app id of the Instagram inbox. */
const instagramInbox = "1217981644879628"

/** What the platform said of a template; only an approved one can be sent. */
export type TemplateStatus = "approved" | "pending" | "rejected" | "paused" | "disabled"

/** A utility template of a page. */
export interface UtilityTemplate {
  readonly name: string
  /** The language code, "en" for one. */
  readonly language: string
  /** The body with `{{1}}` or `{{name}}` where parameters go. */
  readonly body: string
  /** `approved` when not given. */
  readonly status?: TemplateStatus
  /** Why it was rejected, as the platform writes it: `PARAMS_TO_WORD_RATIO_EXCEED_LIMIT` for one. */
  readonly reason?: string
  /** As the platform gave it when the template was made through the API. */
  readonly id?: string
  /** Header, body and buttons as they were posted. */
  readonly components?: ReadonlyArray<{ readonly [key: string]: unknown }>
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
  /** By which login an Instagram account gave its token, which decides about its permissions; `"facebook"` when not given. */
  readonly login?: "facebook" | "instagram"
  /** Sent back by the handshake; needed only by `verifyWebhook`. */
  readonly verifyToken?: Secret
  /** Where webhooks go: used whole over HTTP, its path only in process. `/webhook` when not given. */
  readonly webhookUrl?: string
  /**
   * What the app is subscribed to until it subscribes by itself (`subscribed_apps`), in any of Meta's spellings; `"all"` when not
   * given. The app is told of nothing else.
   */
  readonly fields?: ReadonlyArray<string> | "all"
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
    /** Business Asset User Profile Access: without it a profile is empty. */
    readonly profile?: boolean
  }
  /** When the token ends, in milliseconds since the epoch; never when not given. An Instagram-login token lives 60 days. */
  readonly tokenExpiresAt?: number
  readonly templates?: ReadonlyArray<UtilityTemplate>
  /** The products of the catalogue, by id; any number is one when not given. */
  readonly products?: ReadonlyArray<string>
  /** The instant forms that can be sent, by id; any number is one when not given. */
  readonly forms?: ReadonlyArray<string>
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
  /** Count a text in characters, or in UTF-16 units, of which an emoji has two. Default: `"characters"`. */
  readonly textCountedIn?: "characters" | "units"
  /** Count a text on Instagram in bytes, or in characters: one page says both. Default: `"bytes"`. */
  readonly instagramTextIn?: "bytes" | "characters"
  /** How many pictures a message takes on Messenger, of which two pages give different numbers. Default: 30. */
  readonly pictures?: 10 | 30
  /** A template made through the API is approved at once, or waits for `reviewTemplate`. Default: `"approved"`. */
  readonly templateReview?: "approved" | "pending"
  /** Accept only lower-case sender actions. Default: false. */
  readonly lowerCaseActions?: boolean
  /** Require `appsecret_proof` on every call. Default: false (a wrong one is always refused). */
  readonly proofRequired?: boolean
  /** Accept `template` beside `message`, as one official sample prints it. Default: true. */
  readonly topLevelTemplate?: boolean
  /** Refuse what is over the platform's rates: messages in a second, private replies in an hour, calls in a day. Default: false. */
  readonly rateLimits?: boolean
  /** What a call over a rate is refused with: 80006 (Messenger's business use case) or the general 613. Default: 80006. */
  readonly rateLimitCode?: 80006 | 613
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
  /** After how many milliseconds without one answer the app is alerted. Default: 15 minutes. */
  readonly alertAfter?: number
  /** After how many milliseconds without one answer the app is unsubscribed from the page. Default: one hour. */
  readonly unsubscribeAfter?: number
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
  readonly login: "facebook" | "instagram"
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
    readonly profile: boolean
  }
  readonly tokenExpiresAt: number | undefined
  readonly templates: ReadonlyArray<UtilityTemplate>
  readonly products: ReadonlyArray<string> | undefined
  readonly forms: ReadonlyArray<string> | undefined
}

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
    login: options.login ?? "facebook",
    webhookUrl: options.webhookUrl,
    fields: fieldsOf(options.fields ?? "all"),
    defaultApp: options.defaultApp === "none" ? undefined : options.defaultApp ?? appId,
    inboxApp: channel === "messenger" ? pageInbox : instagramInbox,
    approvals: {
      messaging: true,
      humanAgent: true,
      utility: true,
      news: false,
      phoneNumbers: false,
      profile: true,
      ...options.approvals
    },
    tokenExpiresAt: options.tokenExpiresAt,
    templates: options.templates ?? [],
    products: options.products,
    forms: options.forms
  }
}

/**
 * The platform's error codes, row by row, with what each means for a message. Read 2026-11-21 on "Common Error Codes"
 * (of 25 June 2026), "Messenger Platform rate limits" and the Graph API's "Handling Errors".
 *
 * @module
 */
import type { GraphError } from "./GraphError.ts"

/** The kinds of errors; `Uncertain` is a `Transient` whose request may have been carried out. */
export type Kind = GraphError["_tag"] | "Uncertain"

/**
 * What a `Configuration` error stands in the way of: the whole account; the feature that the call used, and the account where it used
 * none ("permission") or the call alone ("feature"); the account where the call used no feature, and else the call ("plain"). Without
 * it: the call alone.
 */
export type Scope = "account" | "permission" | "feature" | "plain"

/** One row. A row without subcodes stands for every subcode that has no row of its own. */
export interface Row {
  readonly code: number
  readonly subcodes?: ReadonlyArray<number>
  readonly kind: Kind
  readonly cure: string
  readonly scope?: Scope
}

const newToken = "create a new access token for the account and configure it"
const wait = "it is tried again later; send less if it lasts"
const routing = "take the thread, or wait until the other app passes it"
const blocked = "the person cannot be written to now; send again only after they write"
const media = "use a public https address that answers quickly with a file of the type and size that the platform takes"
const content = "mend the message as the platform says"
const soon = "two messages of a series follow too closely; send the next one when its time has come"
const window = "the window is shut; wait until the person writes, or give the message an approved template"
const approve = "the app needs this permission approved and must be live (App Review), or the person a role on the app"
const messaging =
  "the app needs pages_messaging (on Instagram instagram_manage_messages) with Advanced Access and must be live, "
  + "and the token's user the MESSAGE task on the page"
const phone =
  "phone numbers need a permission of their own, pages_messaging_phone_number, and the page's consent to the fee"
const stranger =
  "no such person here: the id is another account's, or an app-scoped one of Facebook Login, which is no id for "
  + "messages; write to the id that the person's own webhook named"
const otherPage =
  "the token may see nothing of this id: it is another page's, was deleted, or is wrong; look at the id, and take a token of this "
  + "very page"

/** Every code that is known. */
export const rows: ReadonlyArray<Row> = [
  { code: -1, kind: "Uncertain", cure: "an unknown trouble of the platform" },
  {
    code: 1,
    kind: "Uncertain",
    cure: "an unknown trouble of the platform; a missing permission can cause it, too, if it lasts"
  },
  { code: 1, subcodes: [2018382], kind: "BadContent", cure: "the id of the instant form is not valid" },
  { code: 2, kind: "Uncertain", cure: "a passing trouble of the platform, or the person blocked the account" },
  { code: 2, subcodes: [2018344], kind: "Configuration", cure: "accept the Page Contact Terms in the page's settings" },
  {
    code: 3,
    kind: "Configuration",
    cure: "the app may not make this call; see its permissions and features in App Review"
  },
  { code: 4, kind: "RateLimited", cure: `the app made too many calls; ${wait}` },
  { code: 4, subcodes: [2018022], kind: "RateLimited", cure: `too many sends to phone numbers; ${wait}` },
  { code: 4, subcodes: [2018354], kind: "TooSoon", cure: soon },
  { code: 9, kind: "RateLimited", cure: `too many requests of this kind; ${wait}` },
  { code: 9, subcodes: [2018352], kind: "Disallowed", cure: "the person was asked for leave too often; ask next week" },
  { code: 10, kind: "Configuration", cure: messaging, scope: "permission" },
  {
    code: 10,
    subcodes: [1404170],
    kind: "Configuration",
    cure: "the page may not ask for opt-ins; see its quality page",
    scope: "feature"
  },
  { code: 10, subcodes: [1893015], kind: "Stopped", cure: "the person stopped messages of this topic" },
  {
    code: 10,
    subcodes: [1893063],
    kind: "Configuration",
    cure: "the page is restricted for a time; see its quality page",
    scope: "account"
  },
  { code: 10, subcodes: [2018065, 2018278, 2534022], kind: "WindowClosed", cure: window },
  { code: 10, subcodes: [2018108, 2018336], kind: "Unreachable", cure: blocked },
  {
    code: 10,
    subcodes: [2534077],
    kind: "Configuration",
    cure: "link account, page and user again, with two-factor login",
    scope: "account"
  },
  { code: 17, kind: "RateLimited", cure: `the user made too many calls; ${wait}` },
  { code: 32, kind: "RateLimited", cure: `the page made too many calls; ${wait}` },
  { code: 100, kind: "BadContent", cure: `${content}; ended message tags fail like this too` },
  { code: 100, subcodes: [33], kind: "Configuration", cure: otherPage, scope: "plain" },
  {
    code: 100,
    subcodes: [2018001, 2534014],
    kind: "Unreachable",
    cure: stranger
  },
  { code: 100, subcodes: [2018008, 2018047, 2018109, 2018294], kind: "BadContent", cure: media },
  { code: 100, subcodes: [2018014], kind: "BadContent", cure: "send message and sender action apart" },
  { code: 100, subcodes: [2018032, 2018034, 2534015], kind: "BadContent", cure: "the message is empty or malformed" },
  {
    code: 100,
    subcodes: [2018074],
    kind: "BadContent",
    cure: "the attachment id has ended or is another page's; upload again"
  },
  { code: 100, subcodes: [2018164], kind: "Configuration", cure: "the app id is wrong" },
  { code: 100, subcodes: [2018320], kind: "BadContent", cure: "the product is not in the page's catalogue" },
  { code: 100, subcodes: [2018328], kind: "Configuration", cure: "product templates need Graph version 8 or later" },
  {
    code: 100,
    subcodes: [2534013],
    kind: "Configuration",
    cure: "link the page to its Instagram account",
    scope: "account"
  },
  {
    code: 100,
    subcodes: [2534025],
    kind: "Gone",
    cure: "the comment takes no private reply: too old, or answered already"
  },
  {
    code: 100,
    subcodes: [2534029],
    kind: "Configuration",
    cure: "the business is blocked from Instagram messaging",
    scope: "account"
  },
  { code: 100, subcodes: [2534037], kind: "Configuration", cure: routing },
  { code: 102, kind: "Configuration", cure: newToken, scope: "account" },
  { code: 190, kind: "Configuration", cure: `the access token is not valid; ${newToken}`, scope: "account" },
  {
    code: 190,
    subcodes: [458],
    kind: "Configuration",
    cure: "the app was removed; add it to the page again, then take a new token",
    scope: "account"
  },
  {
    code: 190,
    subcodes: [459, 464],
    kind: "Configuration",
    cure: "the token's user must log in at facebook.com first",
    scope: "account"
  },
  {
    code: 190,
    subcodes: [460],
    kind: "Configuration",
    cure: `the token's user changed the password; ${newToken}`,
    scope: "account"
  },
  {
    code: 190,
    subcodes: [463],
    kind: "Configuration",
    cure: `the page token has expired; ${newToken}`,
    scope: "account"
  },
  {
    code: 190,
    subcodes: [467],
    kind: "Configuration",
    cure: `the page token was withdrawn; ${newToken}`,
    scope: "account"
  },
  {
    code: 190,
    subcodes: [492],
    kind: "Configuration",
    cure: "the token's user has no role on the page any more",
    scope: "account"
  },
  { code: 200, kind: "Configuration", cure: messaging, scope: "permission" },
  { code: 200, subcodes: [1545041], kind: "Unreachable", cure: blocked },
  {
    code: 200,
    subcodes: [2018021, 2018027, 2018028],
    kind: "Configuration",
    cure: phone,
    scope: "feature"
  },
  {
    code: 200,
    subcodes: [2534041],
    kind: "Configuration",
    cure: "the account's owner must allow access to messages in its settings",
    scope: "account"
  },
  { code: 230, kind: "Configuration", cure: messaging, scope: "permission" },
  { code: 341, kind: "RateLimited", cure: `the app made too many calls; ${wait}` },
  {
    code: 368,
    kind: "Configuration",
    cure: "the account is blocked for a time for breaking the rules; see its quality page",
    scope: "account"
  },
  { code: 506, kind: "BadContent", cure: "the same was sent just before" },
  { code: 551, kind: "Unreachable", cure: blocked },
  { code: 613, kind: "RateLimited", cure: wait },
  {
    code: 613,
    subcodes: [1893016],
    kind: "Disallowed",
    cure: "the person was asked for this topic already this week"
  },
  {
    code: 613,
    subcodes: [2018338],
    kind: "Disallowed",
    cure: "the tag is used too often; stop using it for this content"
  },
  { code: 1200, kind: "Transient", cure: "a passing trouble of the platform" },
  {
    code: 2022,
    kind: "Configuration",
    cure: "sending is switched off for the page for a time; see its quality page",
    scope: "account"
  },
  {
    code: 2500,
    kind: "Configuration",
    cure: "the address is not as the Graph API has it; check its base URL and version"
  },
  { code: 10303, kind: "BadContent", cure: "the account linking token is not valid; it lives five minutes" },
  // Not in Meta's table; told by those who met them, and by the words of the answer ("Activity already replied to").
  { code: 10900, kind: "Gone", cure: "the comment or post takes no private reply: it was answered already" },
  { code: 10902, kind: "Gone", cure: "the comment or post takes no private reply" },
  { code: 24001, kind: "BadContent", cure: content },
  { code: 24002, kind: "BadContent", cure: content },
  { code: 24005, kind: "BadContent", cure: content },
  { code: 36103, kind: "Configuration", cure: "the Instagram account may not use messaging yet", scope: "account" },
  { code: 80001, kind: "RateLimited", cure: `the page made too many calls; ${wait}` },
  { code: 80002, kind: "RateLimited", cure: `the Instagram account made too many calls; ${wait}` },
  { code: 80006, kind: "RateLimited", cure: `too many messages in a day; ${wait}` },
  { code: 2018144, kind: "RateLimited", cure: "a game may send five notifications in ten days" },
  { code: 2018154, kind: "BadContent", cure: content },
  { code: 2018163, kind: "BadContent", cure: content },
  { code: 2018166, kind: "BadContent", cure: content },
  { code: 2018171, kind: "Configuration", cure: routing },
  { code: 2018173, kind: "BadContent", cure: content },
  { code: 2018175, kind: "BadContent", cure: content },
  { code: 2018182, kind: "BadContent", cure: content },
  { code: 2018183, kind: "BadContent", cure: content },
  { code: 2018184, kind: "BadContent", cure: content },
  { code: 2018185, kind: "BadContent", cure: content },
  { code: 2018186, kind: "BadContent", cure: content },
  { code: 2018187, kind: "BadContent", cure: content },
  { code: 2018188, kind: "BadContent", cure: content },
  { code: 2018218, kind: "Gone", cure: "this person has no profile to read" },
  { code: 2018234, kind: "Configuration", cure: routing },
  { code: 2018247, kind: "Configuration", cure: approve },
  { code: 2018300, kind: "Configuration", cure: routing },
  { code: 2018321, kind: "Transient", cure: "an automated answer of the page has the chat" },
  { code: 2534068, kind: "BadContent", cure: "send one picture in each message" },
  { code: 2534122, kind: "Configuration", cure: "the Instagram account is restricted", scope: "account" },
  { code: 9000001, kind: "Gone", cure: "the message was deleted" }
]

/** Ranges of codes whose rows say the same. */
const ranges: ReadonlyArray<{ readonly from: number; readonly to: number; readonly row: Omit<Row, "code"> }> = [
  { from: 201, to: 229, row: { kind: "Configuration", cure: approve, scope: "permission" } },
  { from: 231, to: 299, row: { kind: "Configuration", cure: approve, scope: "permission" } },
  { from: 2018389, to: 2018396, row: { kind: "BadContent", cure: "calling is not set up for this" } },
  { from: 2071010, to: 2071025, row: { kind: "BadContent", cure: "mend the webview or its domain list" } },
  { from: 2300000, to: 2300080, row: { kind: "BadContent", cure: "mend the marketing message as the platform says" } }
]

const byCode: ReadonlyMap<string, Row> = new Map(
  rows.flatMap((row) =>
    row.subcodes === undefined
      ? [[String(row.code), row] as const]
      : row.subcodes.map((subcode) => [`${row.code}/${subcode}`, row] as const)
  )
)

/** Tags that ended on 27 April 2026 ("Messenger Platform changelog", entry of 27 March 2026). */
const endedTags: ReadonlyArray<string> = ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"]

/** The row of a message tag that has ended: it fails with the code of any wrong parameter, and no subcode. */
export const ofTag = (tag: string): Omit<Row, "code"> | undefined =>
  !endedTags.includes(tag) ? undefined : {
    kind: "Configuration",
    cure: `the message tag ${tag} ended on 27 April 2026; take today's policy pack, and give the message a template`
  }

/** The row of a message with a template of the page: it fails with the code of any wrong parameter, and no subcode of its own. */
export const ofTemplate = (name: string, language: string | undefined): Omit<Row, "code"> => ({
  kind: "BadContent",
  cure: `the page has no approved template "${name}"${language === undefined ? "" : ` in "${language}"`} with these `
    + "parameters: it was deleted, or is other than the code says; `parley templates diff` tells, and push hands it in"
})

/** The row of a call that carries no message: what is wrong with it is no matter of content, and no tag is in it. */
export const ofCall = (words: string | undefined): Omit<Row, "code"> => ({
  kind: "BadContent",
  cure: words !== undefined && /\btemplate\b.*\bdoes not exist\b/i.test(words)
    ? "the page has no such template: it was deleted, or never handed in; `parley templates diff` tells those there are"
    : "a parameter of the call is not as the platform takes it; mend what it names"
})

/** What the platform tells by its words alone, under the code of any wrong parameter. */
const byWords: ReadonlyArray<{ readonly words: RegExp; readonly row: Omit<Row, "code"> }> = [
  {
    words: /appsecret_proof/i,
    row: {
      kind: "Configuration",
      cure: "the app secret is not that of the token's app; configure the secret and the token of one app",
      scope: "account"
    }
  },
  { words: /no matching (?:instagram )?user/i, row: { kind: "Unreachable", cure: stranger } }
]

/** The row that the platform's words ask for, where its code says nothing. */
export const ofWords = (words: string): Omit<Row, "code"> | undefined =>
  byWords.find((one) => one.words.test(words))?.row

/** The row of one number, alone. */
const single = (code: number): Omit<Row, "code"> | undefined =>
  byCode.get(String(code)) ?? ranges.find(({ from, to }) => code >= from && code <= to)?.row

/**
 * The row for a pair. Meta's table prints some codes that arrive as subcodes, so a subcode that has no row with its
 * code is looked up by itself before the code alone decides.
 */
export const find = (code: number, subcode: number | undefined): Omit<Row, "code"> | undefined => {
  if (subcode === undefined) return single(code)
  return byCode.get(`${code}/${subcode}`) ?? (subcode > 1_000_000 ? single(subcode) : undefined) ?? single(code)
}

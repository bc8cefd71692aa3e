/**
 * The options of the adapter, and the same options checked.
 *
 * @module
 */
import { PolicyPack, type Templates } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import * as AttachmentCache from "./graph/AttachmentCache.ts"
import type * as GraphHttp from "./graph/GraphHttp.ts"
import type * as SendRate from "./graph/SendRate.ts"
import type * as UndiciHttp from "./graph/UndiciHttp.ts"
import { MessengerConfigError, type Problem } from "./MessengerConfigError.ts"
import * as Secret from "./Secret.ts"
import * as PackNames from "./policy/PackNames.ts"
import * as Packs from "./policy/Packs.ts"
import * as Readings from "./policy/Readings.ts"
import type { Channel } from "./wire/Channel.ts"
import * as GraphVersion from "./wire/GraphVersion.ts"
import * as Limits from "./wire/Limits.ts"

/** What Meta can approve an account for, as far as rules ask for it; `news` is the registration as a publisher. */
export const approvalNames = ["humanAgent", "utility", "news"] as const

/** What Meta can approve an account for. */
export type Approval = typeof approvalNames[number]

/** Whether there is an approval of this name. */
export const isApproval = (text: string): text is Approval => approvalNames.some((name) => name === text)

/** A template of an account: `Templates.Declared` with the name written out, so that the compiler knows it. */
export interface TemplateOptions<T extends string = string> extends Templates.Declared {
  readonly name: T
}

/**
 * One business account. `A` are its approvals and `T` the names of its templates, as far as they are written out: what they add is
 * offered to dialogues.
 */
export interface AccountOptions<
  C extends Channel = Channel,
  A extends Approval = Approval,
  T extends string = string
> {
  readonly channel: C
  /** The page's id, or the id of the Instagram professional account: digits. */
  readonly id: string
  /**
   * A page token (or an Instagram user token, with `login: "instagram"`). A function is asked for the token of each request, so that it
   * can be replaced while the bot runs; it has to answer at once, and while it throws or gives no token, the last one stands.
   */
  readonly token: Secret.Secret | (() => Secret.Secret)
  /** The app's secret: it signs webhooks and proves our calls. */
  readonly appSecret: Secret.Secret
  /** The secret before a reset: webhooks signed with it are accepted too, while it is given. */
  readonly previousAppSecret?: Secret.Secret
  /** The app's id: tells our echoes and our turn to speak from those of other apps. */
  readonly appId?: string
  /** What the account was approved for; without one its lane is refused, with the cure. */
  readonly approvals?: ReadonlyArray<A>
  /**
   * The utility templates of the page, by name, languages, parameters and status: a message with another one is refused before
   * it is said, and a dialogue that names another one does not compile. Without the list templates are taken at their word.
   */
  readonly templates?: ReadonlyArray<TemplateOptions<T>>
  /** The personas of the page: their ids, by the names that messages give (`persona: "Lea"`). Messenger alone has them. */
  readonly personas?: { readonly [name: string]: string }
  /** How an Instagram account was connected: through its page ("facebook", unless given) or by itself. */
  readonly login?: "facebook" | "instagram"
  /** How connections are kept for this account, where it differs from the others: its own time limits, for one. */
  readonly connection?: UndiciHttp.Options
}

/** The rules that accounts are under: by name, or a pack of your own. */
export type Pack = Packs.Name | PolicyPack.PolicyPack

/** The options of the adapter. All accounts are of one channel; another channel is another transport. */
export interface Options<
  C extends Channel = Channel,
  A extends Approval = Approval,
  T extends string = string,
  P extends Pack = Pack
> {
  readonly accounts: ReadonlyArray<AccountOptions<C, A, T>>
  /** What Meta repeats in the webhook handshake; choose any text. Without it the handshake is refused. */
  readonly verifyToken?: Secret.Secret
  /** The Graph API's address: Meta's own unless given. Must be https, except on this machine. */
  readonly graphBaseUrl?: string
  /** The version in every path: "v26.0" unless given. */
  readonly graphVersion?: string
  /** The webhook's path: "/webhook", or "/webhook/instagram" for Instagram, unless given. */
  readonly path?: string
  /** The largest webhook that is read, in bytes: 4 MiB unless given, which holds a thousand long events. */
  readonly bodyLimit?: number
  /** How long the echo of a message is awaited whose answer was lost: 20 seconds unless given. */
  readonly echoWithin?: Duration.DurationInput
  /** Other rules than the timeline up to today: those of the seed pages ("seeds"), or a pack of your own for the same channel. */
  readonly pack?: P
  /** How Meta's pages are read where they contradict one another; the timeline follows it. */
  readonly readings?: Readings.Readings
  /** How they are read where they contradict one another on what a message may hold; the stricter reading unless given. */
  readonly limits?: Limits.Readings
  /** Another way to the Graph API than HTTP, such as an emulator in process. */
  readonly http?: GraphHttp.Service
  /** How connections to the Graph API are kept. Each account has its own. */
  readonly connection?: UndiciHttp.Options
  /** How fast each account sends at most: as Meta's pages let it, unless given. "none" is for a Graph API that is not Meta's. */
  readonly rates?: SendRate.Limits
  /** Where the ids of media that are sent again are kept. The bot's store keeps them too, over a restart. */
  readonly attachments?: AttachmentCache.AttachmentCache
  /** After how long without a webhook, while messages go out, the log has an error: 6 hours unless given, `false` for never. */
  readonly silence?: Duration.DurationInput | false
}

/** An account with its secrets wrapped. */
export interface Account {
  readonly id: string
  /** The token that there was when the options were read. */
  readonly token: Redacted.Redacted
  /** The token of this moment, where it may be replaced. */
  readonly tokenNow?: () => Redacted.Redacted
  readonly appSecret: Redacted.Redacted
  readonly previousAppSecret: Redacted.Redacted | undefined
  readonly appId: string | undefined
  readonly approvals: ReadonlyArray<string>
  readonly templates: ReadonlyArray<Templates.Declared> | undefined
  readonly personas: { readonly [name: string]: string } | undefined
  readonly login: "facebook" | "instagram"
  readonly baseUrl: URL
  readonly connection: UndiciHttp.Options
}

/** Checked options. */
export interface Settings {
  readonly channel: Channel
  readonly accounts: ReadonlyArray<Account>
  readonly verifyToken: Redacted.Redacted | undefined
  readonly version: string
  readonly path: string
  readonly bodyLimit: number
  readonly echoWithin: number
  readonly pack: PolicyPack.PolicyPack
  readonly readings: Required<Readings.Readings>
  readonly limits: Limits.Readings
  readonly http: GraphHttp.Service | undefined
  readonly connection: UndiciHttp.Options
  readonly rates: SendRate.Limits
  readonly silence: Duration.DurationInput | false
  readonly attachments: AttachmentCache.AttachmentCache
}

/** How a setting is called in problems: by its place in the options, or by its variable. */
export type Name = (field: string, account?: number) => string

const byPlace: Name = (field, account) => account === undefined ? field : `accounts[${account}].${field}`

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

const urlOf = (text: string): URL | undefined => URL.canParse(text) ? new URL(text) : undefined

const tokenProblem = (setting: string, { channel, login, token: given }: AccountOptions): Problem | undefined => {
  const token = Secret.given(given)
  const where = channel === "instagram" && login === "instagram"
    ? "generate one under Instagram > API setup with Instagram login"
    : "generate one in the app's dashboard, under Messenger > API settings"
  const problem = Secret.problem(setting, token, where)
  if (problem !== undefined) return problem
  return Redacted.value(Secret.wrap(token)).includes("|")
    ? { setting, problem: "is an app token (it has a |)", cure: `the account's own token is needed; ${where}` }
    : undefined
}

/** What is wrong with names of approvals, in `setting`. */
export const approvalProblems = (setting: string, list: ReadonlyArray<string>): ReadonlyArray<Problem> =>
  list.filter((name) => !isApproval(name)).map((name) => ({
    setting,
    problem: `names "${name}", which is no approval`,
    cure: `write one of ${approvalNames.join(", ")}`
  }))

const statuses: ReadonlySet<string> = new Set<Templates.Status>([
  "approved",
  "pending",
  "rejected",
  "paused",
  "disabled"
])

/** What is wrong with the templates that an account declares, in `setting`. */
export const templateProblems = (
  setting: string,
  templates: ReadonlyArray<Templates.Declared>
): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  const seen = new Set<string>()
  for (const { languages, name, status = "approved" } of templates) {
    if (name === "") {
      problems.push({ setting, problem: "has a template without a name", cure: "name it as the page does" })
    }
    if (languages.length === 0) {
      problems.push({ setting, problem: `has "${name}" in no language`, cure: "give it `languages`, such as [\"en\"]" })
    }
    if (!statuses.has(status)) {
      const cure = `write one of ${[...statuses].join(", ")}`
      problems.push({ setting, problem: `says that "${name}" is ${status}, which is no status`, cure })
    }
    for (const language of languages) {
      const key = `"${name}" in "${language}"`
      if (seen.has(key)) problems.push({ setting, problem: `has ${key} twice`, cure: "give each of them once" })
      seen.add(key)
    }
  }
  return problems
}

const personaProblems = (setting: string, { channel, personas = {} }: AccountOptions): ReadonlyArray<Problem> => {
  const names = Object.entries(personas)
  if (channel === "instagram" && names.length > 0) {
    const cure = "leave them out: Instagram has no personas"
    return [{ setting, problem: "are given for an Instagram account", cure }]
  }
  return names.filter(([, id]) => !/^\d+$/.test(id)).map(([name]) => ({
    setting,
    problem: `has no id for "${name}"`,
    cure: "give the id that the persona was made with: digits"
  }))
}

const accountProblems = (account: AccountOptions, index: number, name: Name): ReadonlyArray<Problem> => {
  const problems: Array<Problem | undefined> = []
  const id = name("id", index)
  if (account.id === "") {
    problems.push({ setting: id, problem: "is missing", cure: "it is in the page's About section" })
  } else if (!/^\d+$/.test(account.id)) {
    problems.push({ setting: id, problem: "is not made of digits", cure: "give the id, not the name of the page" })
  }
  problems.push(tokenProblem(name("token", index), account))
  const secretPlace = "copy it from the app's dashboard, under App settings > Basic"
  problems.push(Secret.problem(name("appSecret", index), account.appSecret, secretPlace))
  if (account.previousAppSecret !== undefined) {
    problems.push(
      Secret.problem(name("previousAppSecret", index), account.previousAppSecret, "leave it out, or copy it")
    )
  }
  if (account.appId !== undefined && !/^\d+$/.test(account.appId)) {
    problems.push({
      setting: name("appId", index),
      problem: "is not made of digits",
      cure: "copy it from the app's dashboard"
    })
  }
  problems.push(...approvalProblems(name("approvals", index), account.approvals ?? []))
  problems.push(...templateProblems(name("templates", index), account.templates ?? []))
  problems.push(...personaProblems(name("personas", index), account))
  if (account.channel === "instagram" && account.templates !== undefined && account.templates.length > 0) {
    const cure = "leave them out: Instagram has no utility messages"
    problems.push({ setting: name("templates", index), problem: "are given for an Instagram account", cure })
  }
  return problems.filter((problem) => problem !== undefined)
}

const baseUrlProblem = (setting: string, text: string): Problem | undefined => {
  const url = urlOf(text)
  if (url === undefined) return { setting, problem: "is no address", cure: "write it like https://graph.facebook.com" }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return { setting, problem: "has more than host and path", cure: "write it like https://graph.facebook.com" }
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname))) return undefined
  return {
    setting,
    problem: "is not https",
    cure: "plain http sends tokens in the open; it is taken for localhost only"
  }
}

const sharedProblems = (options: Options, name: Name): ReadonlyArray<Problem> => {
  const problems: Array<Problem | undefined> = []
  if (options.verifyToken !== undefined) {
    const value = Redacted.value(Secret.wrap(options.verifyToken))
    if (value === "") {
      problems.push({ setting: name("verifyToken"), problem: "is empty", cure: "choose a text and tell it Meta" })
    }
  }
  if (options.graphBaseUrl !== undefined) problems.push(baseUrlProblem(name("graphBaseUrl"), options.graphBaseUrl))
  if (options.graphVersion !== undefined && !/^v\d{1,3}\.\d$/.test(options.graphVersion)) {
    problems.push({ setting: name("graphVersion"), problem: "is no version", cure: "write it like v26.0" })
  }
  if (options.path !== undefined && !/^\/[\w\-./~]*$/.test(options.path)) {
    problems.push({ setting: name("path"), problem: "is no path", cure: "write it like /webhook" })
  }
  if (options.bodyLimit !== undefined && !(options.bodyLimit >= 1024)) {
    problems.push({
      setting: name("bodyLimit"),
      problem: "is too small",
      cure: "give at least 1024 bytes, or leave it out"
    })
  }
  for (const [limit, known] of Object.entries(Limits.readings)) {
    const given = Object.entries(options.limits ?? {}).find(([key]) => key === limit)?.[1]
    if (given !== undefined && !known.some((reading) => reading === given)) {
      problems.push({
        setting: name(`limits.${limit}`),
        problem: `is "${given}", which is no reading of the pages`,
        cure: `write one of ${known.join(", ")}`
      })
    }
  }
  return problems.filter((problem) => problem !== undefined)
}

/** What is wrong with the name of a pack, in `setting`; `undefined` when there is a pack of that name. */
export const packNameProblem = (setting: string, text: string): Problem | undefined =>
  Packs.isName(text) ? undefined : { setting, problem: "names no pack", cure: `write ${Packs.names.join(" or ")}` }

/** A pack of the caller's own has to hold together before anything is decided by it. */
const packProblems = ({ accounts, pack }: Options, name: Name): ReadonlyArray<Problem> => {
  if (pack === undefined) return []
  if (typeof pack === "string") {
    const problem = packNameProblem(name("pack"), pack)
    return problem === undefined ? [] : [problem]
  }
  const names = PackNames.problems(pack, accounts[0]?.channel ?? "messenger")
  return [...PolicyPack.check(pack), ...names].map(({ cure, problem, rules }) => ({
    setting: [name("pack"), ...rules].join(" "),
    problem: `does not load: ${problem}`,
    cure
  }))
}

const togetherProblems = (accounts: ReadonlyArray<AccountOptions>): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  if (accounts.length === 0) {
    problems.push({ setting: "accounts", problem: "is empty", cure: "give at least one account" })
  }
  if (new Set(accounts.map(({ channel }) => channel)).size > 1) {
    problems.push({
      setting: "accounts",
      problem: "mixes messenger and instagram",
      cure: "make one messenger({ … }) for each channel: their rules differ"
    })
  }
  for (const [index, { id }] of accounts.entries()) {
    if (accounts.findIndex((other) => other.id === id) !== index) {
      problems.push({ setting: `accounts[${index}].id`, problem: "is there twice", cure: "give each account once" })
    }
  }
  return problems
}

const tokenNow = ({ token }: AccountOptions): Pick<Account, "tokenNow"> =>
  typeof token === "function" ? { tokenNow: () => Secret.wrap(token()) } : {}

const hosts = { facebook: "https://graph.facebook.com", instagram: "https://graph.instagram.com" } as const

/** The options checked: every problem at once, each named by `name`. */
export const check = (options: Options, name: Name = byPlace): Either.Either<Settings, MessengerConfigError> => {
  const [first, ...rest] = [
    ...togetherProblems(options.accounts),
    ...options.accounts.flatMap((account, index) => accountProblems(account, index, name)),
    ...sharedProblems(options, name),
    ...packProblems(options, name)
  ]
  if (first !== undefined) return Either.left(new MessengerConfigError({ problems: [first, ...rest] }))
  const channel = options.accounts[0]?.channel ?? "messenger"
  const { pack = "current", readings = {} } = options
  return Either.right({
    channel,
    accounts: options.accounts.map((account) => ({
      id: account.id,
      token: Secret.wrap(Secret.given(account.token)),
      ...tokenNow(account),
      appSecret: Secret.wrap(account.appSecret),
      previousAppSecret: account.previousAppSecret === undefined ? undefined : Secret.wrap(account.previousAppSecret),
      appId: account.appId,
      approvals: account.approvals ?? [],
      templates: account.templates,
      personas: account.personas,
      login: account.login ?? "facebook",
      baseUrl: new URL(options.graphBaseUrl ?? hosts[account.login ?? "facebook"]),
      connection: account.connection ?? {}
    })),
    verifyToken: options.verifyToken === undefined ? undefined : Secret.wrap(options.verifyToken),
    version: options.graphVersion ?? GraphVersion.newest,
    path: options.path ?? (channel === "messenger" ? "/webhook" : "/webhook/instagram"),
    bodyLimit: options.bodyLimit ?? 4 * 1024 * 1024,
    echoWithin: Duration.toMillis(options.echoWithin ?? "20 seconds"),
    pack: typeof pack === "string" ? Packs.named(pack, channel, readings) : pack,
    readings: Readings.complete(readings),
    limits: options.limits ?? {},
    http: options.http,
    connection: options.connection ?? {},
    rates: options.rates ?? "documented",
    silence: options.silence ?? "6 hours",
    attachments: options.attachments ?? AttachmentCache.make()
  })
}

/**
 * The options of the adapter, and the same options checked.
 *
 * @module
 */
import { PolicyPack } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type { Account, AccountOptions, Approval, Name } from "./AccountSettings.ts"
import * as AccountSettings from "./AccountSettings.ts"
import * as AttachmentCache from "./graph/AttachmentCache.ts"
import type * as GraphHttp from "./graph/GraphHttp.ts"
import type * as SendRate from "./graph/SendRate.ts"
import type * as UndiciHttp from "./graph/UndiciHttp.ts"
import type * as DataDeletion from "./manage/DataDeletion.ts"
import { MessengerConfigError, type Problem } from "./MessengerConfigError.ts"
import * as OptionKinds from "./OptionKinds.ts"
import * as Secret from "./Secret.ts"
import * as PackNames from "./policy/PackNames.ts"
import * as Packs from "./policy/Packs.ts"
import * as Readings from "./policy/Readings.ts"
import type { Channel } from "./wire/Channel.ts"
import * as GraphVersion from "./wire/GraphVersion.ts"
import * as Limits from "./wire/Limits.ts"

export { approvalNames, approvalProblems, isApproval, templateProblems } from "./AccountSettings.ts"
export type { Account, AccountOptions, Approval, Name, TemplateOptions } from "./AccountSettings.ts"

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
  /** What Meta repeats in the webhook handshake; choose any text. Without it the handshake is refused, and the log says so at the start. */
  readonly verifyToken?: Secret.Secret
  /** The Graph API's address: Meta's own unless given. Must be https, except on this machine. */
  readonly graphBaseUrl?: string
  /** The version in every path: "v26.0" unless given. */
  readonly graphVersion?: string
  /** The webhook's path: "/webhook", or "/webhook/instagram" for Instagram, unless given. */
  readonly path?: string
  /**
   * The largest webhook that is read, in bytes: 16 MiB unless given. A thousand texts of 2,000 characters are 12 MB, as Meta writes
   * what is not ASCII in six bytes.
   */
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
  /**
   * Serves Meta's callback for the deletion of a person's data at the path of `url`, wherever the bot is served. `conversations` finds the
   * person's; unless given, Meta is asked, which needs each account's `appId`.
   */
  readonly dataDeletion?: DataDeletion.CallbackOptions
  /** After how long without a webhook, while messages go out, the log has an error: 6 hours unless given, `false` for never. */
  readonly silence?: Duration.DurationInput | false
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
  readonly dataDeletion: DataDeletion.CallbackOptions | undefined
  readonly attachments: AttachmentCache.AttachmentCache
}

const byPlace: Name = (field, account) => account === undefined ? field : `accounts[${account}].${field}`

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

const urlOf = (text: string): URL | undefined => URL.canParse(text) ? new URL(text) : undefined

/** Whether nobody on the way reads along. */
const isSafe = ({ hostname, protocol }: URL): boolean =>
  protocol === "https:" || (protocol === "http:" && loopback.test(hostname))

const baseUrlProblem = (setting: string, text: string): Problem | undefined => {
  const url = urlOf(text)
  if (url === undefined) return { setting, problem: "is no address", cure: "write it like https://graph.facebook.com" }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return { setting, problem: "has more than host and path", cure: "write it like https://graph.facebook.com" }
  }
  if (isSafe(url)) return undefined
  if (!/^https?:$/.test(url.protocol)) {
    const here = loopback.test(url.protocol.slice(0, -1))
    return { setting, problem: "has no scheme", cure: `write it like ${here ? "http" : "https"}://${text}` }
  }
  return {
    setting,
    problem: "is not https",
    cure: "plain http sends tokens in the open; it is taken for localhost only"
  }
}

/** Where the webhook is, and where a bot tells that it is well. */
const ownPaths = ({ accounts, path }: Options): ReadonlyArray<string> => [
  pathOf(path, accounts[0]?.channel ?? "messenger"),
  "/health"
]

const pathOf = (path: string | undefined, channel: Channel): string =>
  path ?? (channel === "messenger" ? "/webhook" : "/webhook/instagram")

const deletionProblems = (options: Options, name: Name): ReadonlyArray<Problem> => {
  const { accounts, dataDeletion } = options
  if (dataDeletion === undefined) return []
  const problems: Array<Problem> = []
  const setting = name("dataDeletion.url")
  const url = urlOf(dataDeletion.url)
  const cure = "write it as it stands in the app's settings, like https://your.host/data-deletion"
  if (url === undefined || !isSafe(url)) problems.push({ setting, problem: "is no https address", cure })
  else if (url.pathname === "/") problems.push({ setting, problem: "has no path", cure })
  else if (ownPaths(options).includes(url.pathname)) {
    problems.push({ setting, problem: `has the path ${url.pathname}, which has another use`, cure })
  }
  if (dataDeletion.conversations !== undefined) return problems
  if (accounts.some(({ channel }) => channel === "instagram")) {
    const cure = "give the function, or the option to the transport of Messenger: for Instagram Meta names no person"
    return [...problems, { setting: name("dataDeletion.conversations"), problem: "is missing", cure }]
  }
  for (const [index, { appId }] of accounts.entries()) {
    if (appId !== undefined) continue
    const cure =
      `${setting} asks for it, as Meta tells a person's conversations to the app alone: copy it from the app's `
      + "dashboard, or give `dataDeletion` the function `conversations` in the code"
    problems.push({ setting: name("appId", index), problem: "is missing", cure })
  }
  return problems
}

/** Lengths of time are read from texts too, where the compiler does not see them. */
const lengthProblems = ({ connection, echoWithin, silence }: Options, name: Name): ReadonlyArray<Problem> =>
  Object.entries({
    echoWithin,
    silence: silence === false ? undefined : silence,
    "connection.timeoutAfter": connection?.timeoutAfter
  })
    .filter(([, length]) => length !== undefined && Option.isNone(Duration.decodeUnknown(length)))
    .map(([field]) => ({
      setting: name(field),
      problem: "is no length of time",
      cure: "write it like \"20 seconds\", or as a number of milliseconds"
    }))

const sharedProblems = (options: Options, name: Name): ReadonlyArray<Problem> => {
  const problems: Array<Problem | undefined> = [...lengthProblems(options, name)]
  if (options.verifyToken !== undefined) {
    const setting = name("verifyToken")
    const value = Secret.textOf(options.verifyToken)
    if (value === "") problems.push({ setting, problem: "is empty", cure: "choose a text and tell it Meta" })
    if (value === undefined) problems.push(Secret.noSecret(setting))
    else if (Secret.isQuoted(value)) problems.push(Secret.quoted(setting))
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
  const places = (wanted: Channel): string =>
    `${wanted} (${
      accounts.flatMap(({ channel }, index) => channel === wanted ? [`accounts[${index}]`] : []).join(", ")
    })`
  if (new Set(accounts.map(({ channel }) => channel)).size > 1) {
    problems.push({
      setting: "accounts",
      problem: `mixes ${places("messenger")} and ${places("instagram")}`,
      cure:
        "give the accounts of one channel at a time, a messenger({ … }) or manage({ … }) for each: their rules differ"
    })
  }
  for (const [index, { id }] of accounts.entries()) {
    if (accounts.findIndex((other) => other.id === id) !== index) {
      problems.push({ setting: `accounts[${index}].id`, problem: "is there twice", cure: "give each account once" })
    }
  }
  return problems
}

/** Each setting of a channel, by its name. */
const known = {
  accounts: true,
  verifyToken: true,
  graphBaseUrl: true,
  graphVersion: true,
  path: true,
  bodyLimit: true,
  echoWithin: true,
  pack: true,
  readings: true,
  limits: true,
  http: true,
  connection: true,
  rates: true,
  attachments: true,
  dataDeletion: true,
  silence: true
} satisfies { readonly [K in keyof Required<Options>]: true }

const problemsOf = (options: Options, name: Name): ReadonlyArray<Problem> => {
  const misfits = OptionKinds.ofOptions(options, name)
  const accounts: Options["accounts"] = Array.isArray(options?.accounts) ? options.accounts : []
  const ofAccounts = accounts.map((account, index) => AccountSettings.problems(account, index, name))
  // What is of another kind than it should be cannot be compared with the rest.
  if (misfits.length > 0) return [...misfits, ...ofAccounts.flat()]
  const hasMisfit = accounts.some((account, index) => OptionKinds.ofAccount(account, index, name).length > 0)
  return [
    ...(hasMisfit ? [] : togetherProblems(accounts)),
    ...ofAccounts.flat(),
    ...OptionKinds.strays(options, known, name),
    ...sharedProblems(options, name),
    ...(hasMisfit ? [] : [...deletionProblems(options, name), ...packProblems(options, name)])
  ]
}

/** The options checked: every problem at once, each named by `name`. */
export const check = (options: Options, name: Name = byPlace): Either.Either<Settings, MessengerConfigError> => {
  const [first, ...rest] = problemsOf(options, name)
  if (first !== undefined) return Either.left(new MessengerConfigError({ problems: [first, ...rest] }))
  const channel = options.accounts[0]?.channel ?? "messenger"
  const { pack = "current", readings = {} } = options
  return Either.right({
    channel,
    accounts: options.accounts.map((account) => AccountSettings.read(account, options.graphBaseUrl)),
    verifyToken: options.verifyToken === undefined ? undefined : Secret.wrap(options.verifyToken),
    version: options.graphVersion ?? GraphVersion.newest,
    path: pathOf(options.path, channel),
    bodyLimit: options.bodyLimit ?? 16 * 1024 * 1024,
    echoWithin: Duration.toMillis(options.echoWithin ?? "20 seconds"),
    pack: typeof pack === "string" ? Packs.named(pack, channel, readings) : pack,
    readings: Readings.complete(readings),
    limits: options.limits ?? {},
    http: options.http,
    connection: options.connection ?? {},
    rates: options.rates ?? "documented",
    silence: options.silence ?? "6 hours",
    dataDeletion: options.dataDeletion,
    attachments: options.attachments ?? AttachmentCache.make()
  })
}

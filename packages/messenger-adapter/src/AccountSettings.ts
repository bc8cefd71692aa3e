/**
 * One business account as it is configured, and the same account checked.
 *
 * @module
 */
import type { Templates } from "@parley/core"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as UndiciHttp from "./graph/UndiciHttp.ts"
import type { Problem } from "./MessengerConfigError.ts"
import * as OptionKinds from "./OptionKinds.ts"
import * as Secret from "./Secret.ts"
import type { Channel } from "./wire/Channel.ts"

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
  /**
   * When the token ends, where it does: an Instagram login's after 60 days. From a week before, the log says so when the bot
   * starts, and `account.check` whenever it is asked.
   */
  readonly tokenEndsAt?: DateTime.DateTime.Input
  /**
   * A token of a user, or system user, who has a role on the app: asked for by the upload of a template's picture alone
   * ("Application Uploads", read 2026-11-21). The account's own token is tried where there is none.
   */
  readonly userToken?: Secret.Secret
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

/** An account with its secrets wrapped. */
export interface Account {
  readonly id: string
  /** The token that there was when the options were read. */
  readonly token: Redacted.Redacted
  /** The token of this moment, where it may be replaced. */
  readonly tokenNow?: () => Redacted.Redacted
  /** When the token ends, in milliseconds since 1970, where that was told. */
  readonly tokenEndsAt: number | undefined
  readonly userToken: Redacted.Redacted | undefined
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

/** How a setting is called in problems: by its place in the options, or by its variable. */
export type Name = (field: string, account?: number) => string

const atOnce = "read the token first, keep it in a variable, and give a function that answers with it at once"

const tokenProblem = (setting: string, { channel, login, token: given }: AccountOptions): Problem | undefined => {
  const asked = Secret.ask(() => typeof given === "function" ? given() : given)
  if (asked._tag === "Promised") return { setting, problem: "comes as a promise", cure: atOnce }
  if (asked._tag === "Threw") return { setting, problem: "is a function that throws", cure: atOnce }
  const where = channel === "instagram" && login === "instagram"
    ? "generate one under Instagram > API setup with Instagram login"
    : "generate one in the app's dashboard, under Messenger > API settings"
  const problem = Secret.problem(setting, asked.secret, where)
  if (problem !== undefined) return problem
  return Secret.textOf(asked.secret)?.includes("|") === true
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

const loginProblem = (setting: string, { channel, login }: AccountOptions): Problem | undefined =>
  channel === "instagram" || login !== "instagram" ? undefined : {
    setting,
    problem: "is \"instagram\" for a page",
    cure: "leave it out, or write channel: \"instagram\" where it is an Instagram account"
  }

/** Each setting of an account, by its name. */
const known = {
  channel: true,
  id: true,
  token: true,
  tokenEndsAt: true,
  userToken: true,
  appSecret: true,
  previousAppSecret: true,
  appId: true,
  approvals: true,
  templates: true,
  personas: true,
  login: true,
  connection: true
} satisfies { readonly [K in keyof Required<AccountOptions>]: true }

/** All that is wrong with one account, the settings called by `name`. */
export const problems = (account: AccountOptions, index: number, name: Name): ReadonlyArray<Problem> => {
  const misfits = OptionKinds.ofAccount(account, index, (field) => name(field, index))
  if (misfits.length > 0) return misfits
  const found: Array<Problem | undefined> = [...OptionKinds.strays(account, known, (field) => name(field, index))]
  const id = name("id", index)
  if (account.id === undefined || account.id === "") {
    found.push({ setting: id, problem: "is missing", cure: "it is in the page's About section" })
  } else if (Secret.isQuoted(account.id)) {
    found.push(Secret.quoted(id))
  } else if (!/^\d+$/.test(account.id)) {
    found.push({ setting: id, problem: "is not made of digits", cure: "give the id, not the name of the page" })
  }
  found.push(tokenProblem(name("token", index), account))
  if (account.tokenEndsAt !== undefined && Option.isNone(DateTime.make(account.tokenEndsAt))) {
    const cure = "write it like 2026-12-20, or leave it out"
    found.push({ setting: name("tokenEndsAt", index), problem: "is no point in time", cure })
  }
  if (account.userToken !== undefined) {
    found.push(Secret.problem(name("userToken", index), account.userToken, "leave it out, or copy it"))
  }
  const secretPlace = "copy it from the app's dashboard, under App settings > Basic"
  found.push(Secret.problem(name("appSecret", index), account.appSecret, secretPlace))
  if (account.previousAppSecret !== undefined) {
    found.push(
      Secret.problem(name("previousAppSecret", index), account.previousAppSecret, "leave it out, or copy it")
    )
  }
  if (account.appId !== undefined && Secret.isQuoted(account.appId)) found.push(Secret.quoted(name("appId", index)))
  else if (account.appId !== undefined && !/^\d+$/.test(account.appId)) {
    found.push({
      setting: name("appId", index),
      problem: "is not made of digits",
      cure: "copy it from the app's dashboard"
    })
  }
  found.push(loginProblem(name("login", index), account))
  found.push(...approvalProblems(name("approvals", index), account.approvals ?? []))
  found.push(...templateProblems(name("templates", index), account.templates ?? []))
  found.push(...personaProblems(name("personas", index), account))
  if (account.channel === "instagram" && account.templates !== undefined && account.templates.length > 0) {
    const cure = "leave them out: Instagram has no utility messages"
    found.push({ setting: name("templates", index), problem: "are given for an Instagram account", cure })
  }
  return found.filter((problem) => problem !== undefined)
}

/** The token that was given when the options were read. */
const tokenOf = ({ token }: AccountOptions): Redacted.Redacted => {
  const asked = Secret.ask(() => typeof token === "function" ? token() : token)
  return Redacted.make(asked._tag === "Gave" ? Secret.textOf(asked.secret) ?? "" : "")
}

/** The token of each moment, where a function gives it: while that gives none, the last one. */
const tokenNow = (account: AccountOptions): Pick<Account, "tokenNow"> => {
  if (typeof account.token !== "function") return {}
  let last = tokenOf(account)
  return {
    tokenNow: () => {
      const now = tokenOf(account)
      if (Redacted.value(now) !== "") last = now
      return last
    }
  }
}

const hosts = { facebook: "https://graph.facebook.com", instagram: "https://graph.instagram.com" } as const

/** An account of options that hold together. `baseUrl` is another Graph API than the login's own. */
export const read = (account: AccountOptions, baseUrl: string | undefined): Account => {
  const { login = "facebook" } = account
  return {
    id: account.id,
    token: tokenOf(account),
    ...tokenNow(account),
    tokenEndsAt: account.tokenEndsAt === undefined
      ? undefined
      : Option.getOrUndefined(Option.map(DateTime.make(account.tokenEndsAt), DateTime.toEpochMillis)),
    userToken: account.userToken === undefined ? undefined : Secret.wrap(account.userToken),
    appSecret: Secret.wrap(account.appSecret),
    previousAppSecret: account.previousAppSecret === undefined ? undefined : Secret.wrap(account.previousAppSecret),
    appId: account.appId,
    approvals: account.approvals ?? [],
    templates: account.templates,
    personas: account.personas,
    login,
    baseUrl: new URL(baseUrl ?? hosts[login]),
    connection: account.connection ?? {}
  }
}

/**
 * Whether options are of the kinds that their types say: the compiler does not see what comes from JavaScript, or as data.
 *
 * @module
 */
import { Nearest, PolicyPack } from "@parley/core"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { Problem } from "./MessengerConfigError.ts"
import * as Packs from "./policy/Packs.ts"
import type { Channel } from "./wire/Channel.ts"

/** A kind of value: what is wrong with another one, and how this one is written. */
interface Kind {
  readonly is: (value: unknown) => boolean
  readonly problem: string
  readonly cure: string
}

const text = (like: string): Kind => ({
  is: Predicate.isString,
  problem: "is no text",
  cure: `write it in quotation marks, like "${like}"`
})

/** Digits that were given as a number are lost from the 16th on. */
const id: Kind = { is: Predicate.isString, problem: "is no text", cure: "write the digits in quotation marks" }

const record = (cure: string): Kind => ({
  is: (value) => Predicate.isRecord(value),
  problem: "is no object",
  cure
})

const listOf = (is: (value: unknown) => boolean, like: string): Kind => ({
  is: (value) => Array.isArray(value) && value.every(is),
  problem: "is no list of what belongs in it",
  cure: `write it like ${like}`
})

const oneOf = (names: ReadonlyArray<string>): Kind => ({
  is: (value) => names.some((name) => name === value),
  problem: "is none that there is",
  cure: `write ${names.map((name) => `"${name}"`).join(" or ")}`
})

const isTemplate = (value: unknown): boolean =>
  Predicate.isRecord(value) && Predicate.isString(value["name"]) && Array.isArray(value["languages"])
  && value["languages"].every(Predicate.isString)

const isPack = Schema.is(PolicyPack.PolicyPack)

/** The kinds of some settings. Lengths of time and secrets are looked at where they are read. */
type Kinds = { readonly [field: string]: Kind }

const channel = oneOf(["messenger", "instagram"] satisfies ReadonlyArray<Channel>)

const accountKinds: Kinds = {
  id,
  appId: id,
  approvals: listOf(Predicate.isString, "[\"utility\"]"),
  templates: listOf(isTemplate, "[{ name: \"order_left\", languages: [\"en\"] }]"),
  personas: {
    is: (value) => Predicate.isRecord(value) && Object.values(value).every(Predicate.isString),
    problem: "is no object of ids by name",
    cure: "write it like { Lea: \"1234567890\" }"
  },
  login: oneOf(["facebook", "instagram"]),
  connection: record("write it like { timeoutAfter: \"20 seconds\" }")
}

const sharedKinds: Kinds = {
  graphBaseUrl: text("https://graph.facebook.com"),
  graphVersion: text("v26.0"),
  path: text("/webhook"),
  bodyLimit: { is: Predicate.isNumber, problem: "is no number", cure: "give it in bytes, or leave it out" },
  pack: {
    is: (value) => Predicate.isString(value) || isPack(value),
    problem: "is no policy pack",
    cure: `write ${Packs.names.map((name) => `"${name}"`).join(" or ")}, or give what \`PolicyPack.decode\` reads`
  },
  readings: record("write it like { unreachable1545041: \"window\" }"),
  limits: record("name each limit with its reading, as the docs list them"),
  http: {
    is: (value) => Predicate.isRecord(value) && Predicate.isFunction(value["request"]),
    problem: "has no `request`",
    cure: "give an object with that function, or leave it out"
  },
  connection: record("write it like { timeoutAfter: \"20 seconds\" }"),
  rates: oneOf(["documented", "none"]),
  attachments: record("give what `AttachmentCache.make()` makes, or leave it out"),
  dataDeletion: record("write it like { url: \"https://your.host/data-deletion\" }")
}

/** How a setting is called: by its place, or by its variable. */
type Called = (field: string) => string

const misfits = (given: { readonly [field: string]: unknown }, kinds: Kinds, called: Called): ReadonlyArray<Problem> =>
  Object.entries(kinds).flatMap(([field, { cure, is, problem }]) => {
    const value = given[field]
    return value === undefined || is(value) ? [] : [{ setting: called(field), problem, cure }]
  })

/** Names that are too short to be told from a slip of the pen. */
const shortest = 5

/**
 * Settings that nobody knows, and that are one letter or two from one which is not given: the compiler finds them, and JavaScript leaves
 * them out in silence. Others may stand there, as options are put together from objects that hold more.
 */
export const strays = (
  given: object,
  known: { readonly [field: string]: true },
  called: Called
): ReadonlyArray<Problem> =>
  Object.keys(given).flatMap((field) => {
    if (field.length < shortest || Object.hasOwn(known, field)) return []
    const near = Nearest.find(field, Object.keys(known))
    return near === undefined || Object.hasOwn(given, near)
      ? []
      : [{ setting: called(field), problem: "is no setting", cure: `write \`${near}\` if that is meant` }]
  })

const example = "{ channel: \"messenger\", id: \"1234567890\", token: …, appSecret: … }"

/** What of one account is of another kind than it has to be. */
export const ofAccount = (account: unknown, index: number, called: Called): ReadonlyArray<Problem> => {
  if (!Predicate.isRecord(account)) {
    return [{ setting: `accounts[${index}]`, problem: "is no account", cure: `write it like ${example}` }]
  }
  const found = misfits(account, accountKinds, called)
  if (channel.is(account["channel"])) return found
  const problem = account["channel"] === undefined ? "is missing" : channel.problem
  return [{ setting: called("channel"), problem, cure: channel.cure }, ...found]
}

const channelOf = (options: unknown): unknown => {
  const accounts = Predicate.isRecord(options) ? options["accounts"] : undefined
  const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined
  return Predicate.isRecord(first) && channel.is(first["channel"]) ? first["channel"] : undefined
}

const ofList = (options: ReadonlyArray<unknown>): Problem => {
  const each = options.map((one, index) => {
    const name = channelOf(one)
    return `options[${index}]${Predicate.isString(name) ? ` for ${name}` : ""}`
  })
  return { setting: "options", problem: "are a list", cure: `give one of them at a time: ${each.join(", ")}` }
}

/** What of the options is of another kind than it has to be, the accounts in themselves left out. */
export const ofOptions = (options: unknown, called: Called): ReadonlyArray<Problem> => {
  if (Array.isArray(options)) return [ofList(options)]
  if (!Predicate.isRecord(options)) {
    return [{ setting: "options", problem: "are no object", cure: `write { accounts: [${example}] }` }]
  }
  const { accounts } = options
  const found = misfits(options, sharedKinds, called)
  if (Array.isArray(accounts)) return found
  const problem = accounts === undefined ? "is missing" : "is no list"
  return [{ setting: "accounts", problem, cure: `write it like [${example}]` }, ...found]
}

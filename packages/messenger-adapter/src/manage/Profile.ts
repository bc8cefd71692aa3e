/**
 * What a page shows around its conversations, as code: greeting, "Get started", menu, ice breakers, commands ("Messenger Profile
 * API", "Persistent menu", "Ice breakers", "Commands", "Whitelisted domains", read 2026-11-21).
 *
 * @module
 */
import { Nearest } from "@parley/core"
import * as Schema from "effect/Schema"
import type { Channel } from "../wire/Channel.ts"
import * as Invalid from "./Invalid.ts"
import * as Shape from "./Shape.ts"

/** One for each language; `default` is what everybody sees whose own is not there. Locales are Meta's: "de_DE". */
export interface Localized<A> {
  readonly default: A
  readonly [locale: string]: A
}

/** One line of the menu: it answers like a button with a payload, or opens a page. */
export type MenuItem =
  | { readonly title: string; readonly payload: string }
  | { readonly title: string; readonly url: string; readonly height?: "compact" | "tall" | "full" }

/** The menu beside the field where people write. */
export interface Menu {
  readonly items: ReadonlyArray<MenuItem>
  /** Leaves only the menu: nothing can be written. Messenger only. */
  readonly onlyMenu?: true
}

/** A question that people who never wrote are offered. */
export interface IceBreaker {
  readonly question: string
  readonly payload: string
}

/** A command that people may write with a slash before it. */
export interface Command {
  readonly name: string
  readonly description: string
}

/** The profile of an account. What is left out is left as it is on the page. */
export interface Profile {
  /** What the "Get started" button answers; a menu needs it. Messenger only. */
  readonly getStarted?: string
  /** May hold `{{user_first_name}}`, `{{user_last_name}}` and `{{user_full_name}}`. Messenger only. */
  readonly greeting?: Localized<string>
  readonly menu?: Localized<Menu>
  readonly iceBreakers?: Localized<ReadonlyArray<IceBreaker>>
  /** Messenger only. */
  readonly commands?: Localized<ReadonlyArray<Command>>
  /** Sites that may be opened with options of a page view. Messenger only. */
  readonly domains?: ReadonlyArray<string>
  /** Where people link their account. Messenger only. */
  readonly accountLinkingUrl?: string
}

/** A part of a profile. */
export type Part = keyof Profile

/** The parts in the order in which they are told and set: the menu needs the button before it. */
export const parts: ReadonlyArray<Part> = [
  "getStarted",
  "greeting",
  "menu",
  "iceBreakers",
  "commands",
  "domains",
  "accountLinkingUrl"
]

const onInstagram: ReadonlySet<Part> = new Set<Part>(["menu", "iceBreakers"])

/** Whether a channel has a part: Instagram has menu and ice breakers. */
export const has = (channel: Channel, part: Part): boolean => channel === "messenger" || onInstagram.has(part)

/** The parts of a profile that a channel has none of. */
export const ignored = (profile: Profile, channel: Channel): ReadonlyArray<Part> =>
  parts.filter((part) => profile[part] !== undefined && !has(channel, part))

/** Lengths in characters, counts in items. The greeting's is known from libraries only. */
export const limits = {
  payload: 1000,
  greeting: 160,
  menuItems: 20,
  menuTitle: 30,
  iceBreakers: 4,
  commands: 100,
  commandName: 32,
  commandDescription: 64,
  domains: 50
} as const

/** The profile breaks rules of the platform: all of them at once, each with its cure. */
export class InvalidProfile extends Schema.TaggedError<InvalidProfile>()("InvalidProfile", {
  problems: Schema.NonEmptyArray(Schema.Struct({ field: Schema.String, problem: Schema.String, cure: Schema.String }))
}) {
  override get message() {
    const lines = this.problems.map(({ cure, field, problem }) => `  ${field}: ${problem}; ${cure}`)
    return `The profile cannot be set:\n${lines.join("\n")}`
  }
}

type Found = Invalid.Invalid | undefined

const count = (field: string, list: ReadonlyArray<unknown>, max: number, fewest = 1): Found =>
  list.length < fewest
    ? new Invalid.Invalid({ field, problem: "it is empty", cure: "give it an entry, or leave the part out" })
    : list.length > max
    ? new Invalid.Invalid({
      field,
      problem: `it has ${list.length} entries and the limit is ${max}`,
      cure: "take some out"
    })
    : undefined

const locale = /^[a-z]{2,3}_[A-Z]{2}$/

/** What is wrong with each language of a part, and with the languages themselves. */
const localized = <A>(
  part: Part,
  value: Localized<A> | undefined,
  check: (field: string, one: A) => ReadonlyArray<Found>
): ReadonlyArray<Found> => {
  if (value === undefined) return []
  const names = Object.keys(value)
  const without = names.includes("default") ? undefined : new Invalid.Invalid({
    field: part,
    problem: "it has no `default`",
    cure: "say what people see whose language is not there"
  })
  const odd = names.filter((name) => name !== "default" && !locale.test(name)).map((name) =>
    new Invalid.Invalid({ field: `${part}.${name}`, problem: "it is no locale", cure: "write it as Meta does: de_DE" })
  )
  return [without, ...odd, ...Object.entries(value).flatMap(([name, one]) => check(`${part}.${name}`, one))]
}

const webAddress = (field: string, text: string): Found =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? undefined
    : new Invalid.Invalid({ field, problem: "it is no web address", cure: "give one that begins with https://" })

const menuItem = (field: string, item: MenuItem): ReadonlyArray<Found> => [
  Invalid.length(`${field}.title`, item.title, limits.menuTitle),
  "url" in item
    ? webAddress(`${field}.url`, item.url)
    : Invalid.length(`${field}.payload`, item.payload ?? "", limits.payload)
]

const command = (field: string, { description, name }: Command): ReadonlyArray<Found> => [
  Invalid.length(`${field}.name`, name, limits.commandName),
  /[/\s]/.test(name)
    ? new Invalid.Invalid({
      field: `${field}.name`,
      problem: "it has a slash or a space in it",
      cure: "write the word alone"
    })
    : undefined,
  Invalid.length(`${field}.description`, description, limits.commandDescription)
]

const domain = (field: string, text: string): Found =>
  Invalid.https(field, text) ?? (/^https:\/\/[^/:@?#]+\.[^/:@?#.]+\/?$/.test(text) ? undefined : new Invalid.Invalid({
    field,
    problem: "it is more than a host, or no full host name",
    cure: "write it like https://www.example.com"
  }))

const listed = <A>(
  field: string,
  list: ReadonlyArray<A>,
  max: number,
  check: (field: string, one: A) => ReadonlyArray<Found>
): ReadonlyArray<Found> => [
  count(field, list, max),
  ...list.flatMap((one, index) => check(`${field}[${index}]`, one))
]

const menuWithoutStart = ({ getStarted, menu }: Profile): Found =>
  menu === undefined || getStarted !== undefined ? undefined : new Invalid.Invalid({
    field: "menu",
    problem: "a menu needs a \"Get started\" button",
    cure: "give `getStarted` its payload: GET_STARTED for one"
  })

const messengerOnly = (profile: Profile): ReadonlyArray<Found> => [
  menuWithoutStart(profile),
  profile.getStarted === undefined ? undefined : Invalid.length("getStarted", profile.getStarted, limits.payload),
  ...localized("greeting", profile.greeting, (field, text) => [Invalid.length(field, text, limits.greeting)]),
  ...localized("commands", profile.commands, (field, list) => listed(field, list, limits.commands, command)),
  ...(profile.domains === undefined
    ? []
    : listed("domains", profile.domains, limits.domains, (field, text) => [domain(field, text)])),
  profile.accountLinkingUrl === undefined ? undefined : Invalid.https("accountLinkingUrl", profile.accountLinkingUrl)
]

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optional(schema)
const localizedOf = <A, I>(schema: Schema.Schema<A, I>) =>
  optional(Schema.Record({ key: Schema.String, value: schema }))

const Item = Schema.Struct({
  title: Schema.String,
  payload: optional(Schema.String),
  url: optional(Schema.String),
  height: optional(Schema.Literal("compact", "tall", "full"))
})

const Shaped = Schema.Struct({
  getStarted: optional(Schema.String),
  greeting: localizedOf(Schema.String),
  menu: localizedOf(Schema.Struct({ items: Schema.Array(Item), onlyMenu: optional(Schema.Boolean) })),
  iceBreakers: localizedOf(Schema.Array(Schema.Struct({ question: Schema.String, payload: Schema.String }))),
  commands: localizedOf(Schema.Array(Schema.Struct({ name: Schema.String, description: Schema.String }))),
  domains: optional(Schema.Array(Schema.String)),
  accountLinkingUrl: optional(Schema.String)
})

const examples: { readonly [P in Part]: string } = {
  getStarted: "\"GET_STARTED\"",
  greeting: "{ default: \"Hello!\" }",
  menu: "{ default: { items: [{ title: \"Help\", payload: \"HELP\" }] } }",
  iceBreakers: "{ default: [{ question: \"Are you open?\", payload: \"OPEN\" }] }",
  commands: "{ default: [{ name: \"help\", description: \"What I can do\" }] }",
  domains: "[\"https://www.example.com\"]",
  accountLinkingUrl: "\"https://www.example.com/login\""
}

const cure = (field: string): string => {
  const part = parts.find((one) => one === field) ?? "getStarted"
  return `write it like { ${part}: ${examples[part]} }`
}

/** Parts that are named nearly as one that there is. */
const misspelled = (profile: object): ReadonlyArray<Invalid.Invalid> =>
  Object.keys(profile).flatMap((name) => {
    const near = parts.some((part) => part === name) ? undefined : Nearest.find(name, parts)
    return near === undefined
      ? []
      : [new Invalid.Invalid({ field: name, problem: "a profile has no such part", cure: `did you mean ${near}?` })]
  })

/** What is wrong with a profile on a channel; parts that the channel has none of are not looked at. */
export const problems = (profile: Profile, channel: Channel): ReadonlyArray<Invalid.Invalid> => {
  const misfits = Shape.problems(Shaped, profile, { whole: "profile", cure })
  if (misfits.length > 0) return misfits
  return [
    ...misspelled(profile),
    ...localized(
      "menu",
      profile.menu,
      (field, { items }) => listed(`${field}.items`, items, limits.menuItems, menuItem)
    ),
    ...localized(
      "iceBreakers",
      profile.iceBreakers,
      (field, list) =>
        listed(field, list, limits.iceBreakers, (at, { payload, question }) => [
          Invalid.length(`${at}.question`, question, Number.POSITIVE_INFINITY),
          Invalid.length(`${at}.payload`, payload, limits.payload)
        ])
    ),
    ...(channel === "messenger" ? messengerOnly(profile) : [])
  ].filter((found) => found !== undefined)
}

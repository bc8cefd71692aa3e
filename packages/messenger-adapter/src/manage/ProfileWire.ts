/**
 * A profile in Meta's words, and what a page has read back into ours ("Messenger Profile API", read 2026-11-21).
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { Channel } from "../wire/Channel.ts"
import type { Command, IceBreaker, Localized, Menu, MenuItem, Part, Profile } from "./Profile.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** The platform's name of each part. */
export const properties: { readonly [part in Part]: string } = {
  getStarted: "get_started",
  greeting: "greeting",
  menu: "persistent_menu",
  iceBreakers: "ice_breakers",
  commands: "commands",
  domains: "whitelisted_domains",
  accountLinkingUrl: "account_linking_url"
}

const byLocale = <A>(value: Localized<A>, encode: (one: A) => { readonly [field: string]: Json.Json }): Json.Json =>
  Object.entries(value)
    .toSorted(([a], [b]) => a === "default" ? -1 : b === "default" ? 1 : a < b ? -1 : 1)
    .map(([locale, one]) => ({ locale, ...encode(one) }))

const menuItem = (item: MenuItem, channel: Channel): Json.Json =>
  "url" in item
    ? {
      type: "web_url",
      title: item.title,
      url: item.url,
      ...(item.height === undefined || channel === "instagram" ? {} : { webview_height_ratio: item.height })
    }
    : { type: "postback", title: item.title, payload: item.payload }

const menu = ({ items, onlyMenu }: Menu, channel: Channel): { readonly [field: string]: Json.Json } => ({
  ...(channel === "instagram" ? {} : { composer_input_disabled: onlyMenu === true }),
  call_to_actions: items.map((item) => menuItem(item, channel))
})

/** A part as it is posted; `undefined` when the profile has none. */
export const encode = (profile: Profile, part: Part, channel: Channel): Json.Json | undefined => {
  switch (part) {
    case "getStarted":
      return profile.getStarted === undefined ? undefined : { payload: profile.getStarted }
    case "greeting":
      return profile.greeting === undefined ? undefined : byLocale(profile.greeting, (text) => ({ text }))
    case "menu":
      return profile.menu === undefined ? undefined : byLocale(profile.menu, (one) => menu(one, channel))
    case "iceBreakers":
      return profile.iceBreakers === undefined ? undefined : byLocale(profile.iceBreakers, (list) => ({
        call_to_actions: list.map(({ payload, question }) => ({ question, payload }))
      }))
    case "commands":
      return profile.commands === undefined ? undefined : byLocale(profile.commands, (list) => ({
        commands: list.map(({ description, name }) => ({ name, description }))
      }))
    case "domains":
      return profile.domains
    case "accountLinkingUrl":
      return profile.accountLinkingUrl
  }
}

const StoredItem = Schema.Union(
  Schema.Struct({
    type: Schema.Literal("web_url"),
    title: Schema.String,
    url: Schema.String,
    webview_height_ratio: optional(Schema.String)
  }),
  Schema.Struct({ type: Schema.Literal("postback"), title: Schema.String, payload: Schema.String })
)

const Question = Schema.Struct({ question: Schema.String, payload: Schema.String })

const StoredMenu = Schema.Array(Schema.Struct({
  locale: Schema.String,
  composer_input_disabled: optional(Schema.Boolean),
  call_to_actions: Schema.Array(StoredItem)
}))

/** Both forms: with languages, and the older one without. */
const StoredBreakers = Schema.Union(
  Schema.Array(Schema.Struct({ locale: Schema.String, call_to_actions: Schema.Array(Question) })),
  Schema.Array(Question)
)

const StoredCommands = Schema.Array(Schema.Struct({
  locale: Schema.String,
  commands: Schema.Array(Schema.Struct({ name: Schema.String, description: Schema.String }))
}))

const localizedOf = <E extends { readonly locale: string }, A>(
  entries: ReadonlyArray<E>,
  read: (entry: E) => A
): Localized<A> =>
  // A page without a default is not the code's: its default is then missing, which the comparison shows.
  Object.fromEntries(entries.map((entry) => [entry.locale, read(entry)])) as Localized<A>

const heights: ReadonlyArray<"compact" | "tall" | "full"> = ["compact", "tall", "full"]

const itemOf = (item: typeof StoredItem.Type): MenuItem => {
  if (item.type === "postback") return { title: item.title, payload: item.payload }
  const height = heights.find((one) => one === item.webview_height_ratio)
  return { title: item.title, url: item.url, ...(height === undefined ? {} : { height }) }
}

const breakersOf = (stored: typeof StoredBreakers.Type): Localized<ReadonlyArray<IceBreaker>> => {
  const plain = stored.filter((entry) => "question" in entry)
  return plain.length > 0
    ? { default: plain }
    : localizedOf(stored.filter((entry) => "locale" in entry), ({ call_to_actions }) => call_to_actions)
}

const decode = <A, I, B>(schema: Schema.Schema<A, I>, value: unknown, read: (decoded: A) => B): B | undefined =>
  Either.getOrUndefined(Either.map(Schema.decodeUnknownEither(schema)(value), read))

const Greetings = Schema.Array(Schema.Struct({ locale: Schema.String, text: Schema.String }))

/** Everything empty counts as not there: the platform keeps some of it as empty lists. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)

/** A part of what a page has, in our words; `undefined` when it cannot be read. */
const partOf = (part: Part, value: unknown): Profile | undefined => {
  switch (part) {
    case "getStarted":
      return decode(Schema.Struct({ payload: Schema.String }), value, ({ payload }) => ({ getStarted: payload }))
    case "greeting":
      return decode(Greetings, value, (list) => ({ greeting: localizedOf(list, ({ text }) => text) }))
    case "menu":
      return decode(StoredMenu, value, (list) => ({
        menu: localizedOf(list, ({ call_to_actions, composer_input_disabled }): Menu => ({
          items: call_to_actions.map(itemOf),
          ...(composer_input_disabled === true ? { onlyMenu: true } : {})
        }))
      }))
    case "iceBreakers":
      return decode(StoredBreakers, value, (stored) => ({ iceBreakers: breakersOf(stored) }))
    case "commands":
      return decode(StoredCommands, value, (list) => ({
        commands: localizedOf(list, ({ commands }): ReadonlyArray<Command> => commands)
      }))
    case "domains":
      return decode(Schema.Array(Schema.String), value, (domains) => ({ domains }))
    case "accountLinkingUrl":
      return decode(Schema.String, value, (accountLinkingUrl) => ({ accountLinkingUrl }))
  }
}

/** What a page has: the parts that could be read, and the names of those in a form that is not known. */
export interface Stored {
  readonly profile: Profile
  readonly unread: ReadonlyArray<Part>
}

type Entry = { readonly [name: string]: unknown }

/** One page of the reference prints the ice breakers themselves where the properties should stand. */
const gathered = (data: ReadonlyArray<Entry>): Entry => {
  const bare = data.filter((entry) => "call_to_actions" in entry)
  const named: Entry = Object.assign({}, ...data.filter((entry) => !("call_to_actions" in entry)))
  return bare.length === 0 ? named : { ...named, ice_breakers: bare }
}

/** Reads the `data` of an answer. */
export const read = (data: ReadonlyArray<Entry>, wanted: ReadonlyArray<Part>): Stored => {
  const found = gathered(data)
  let profile: Profile = {}
  const unread: Array<Part> = []
  for (const part of wanted) {
    const value = found[properties[part]]
    if (isEmpty(value)) continue
    const decoded = partOf(part, value)
    if (decoded === undefined) unread.push(part)
    else profile = { ...profile, ...decoded }
  }
  return { profile, unread }
}

/**
 * What differs between a profile as code and what a page has, in words.
 *
 * @module
 */
import type { Channel } from "../wire/Channel.ts"
import * as Profile from "./Profile.ts"
import type { Stored } from "./ProfileWire.ts"

/**
 * One difference. `added`: only the code has it; `removed`: the page has it in a language that the code leaves out; `changed`: both
 * have it; `extra`: the code says nothing of the whole part, which is left as it is unless pruned.
 */
export interface Change {
  readonly part: Profile.Part
  readonly change: "added" | "changed" | "removed" | "extra"
  /** The language, where the part has languages. */
  readonly locale?: string
  readonly before?: string
  readonly after?: string
}

const quoted = (text: string): string => JSON.stringify(text)

const menuItem = (item: Profile.MenuItem, channel: Channel): string => {
  if (!("url" in item)) return `${quoted(item.title)} → ${item.payload}`
  const height = channel === "instagram" || (item.height ?? "full") === "full" ? "" : ` (${item.height})`
  return `${quoted(item.title)} → ${item.url}${height}`
}

/** Hosts are the same with and without a slash at the end. */
const host = (domain: string): string => domain.replace(/\/$/, "").toLowerCase()

/** A part as words for each language; the empty name is a part without languages. The same words mean the same content. */
const wordsOf = (profile: Profile.Profile, part: Profile.Part, channel: Channel): ReadonlyMap<string, string> => {
  const localized = <A>(value: Profile.Localized<A> | undefined, words: (one: A) => string) =>
    new Map(Object.entries(value ?? {}).map(([locale, one]) => [locale, words(one)]))
  const single = (words: string | undefined) => new Map<string, string>(words === undefined ? [] : [["", words]])
  switch (part) {
    case "getStarted":
      return single(profile.getStarted)
    case "greeting":
      return localized(profile.greeting, quoted)
    case "menu":
      return localized(profile.menu, ({ items, onlyMenu }) =>
        items.map((item) => menuItem(item, channel)).join(", ")
        + (onlyMenu === true && channel === "messenger" ? "; nothing can be written" : ""))
    case "iceBreakers":
      return localized(
        profile.iceBreakers,
        (list) => list.map(({ payload, question }) => `${quoted(question)} → ${payload}`).join(", ")
      )
    case "commands":
      return localized(
        profile.commands,
        (list) => list.map(({ description, name }) => `/${name} ${quoted(description)}`).join(", ")
      )
    case "domains":
      return single(
        profile.domains === undefined ? undefined : [...new Set(profile.domains.map(host))].sort().join(", ")
      )
    case "accountLinkingUrl":
      return single(profile.accountLinkingUrl)
  }
}

const between = (
  part: Profile.Part,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>
): ReadonlyArray<Change> =>
  [...new Set([...after.keys(), ...before.keys()])].flatMap((locale): ReadonlyArray<Change> => {
    const had = before.get(locale)
    const wants = after.get(locale)
    if (had === wants) return []
    return [{
      part,
      change: had === undefined ? "added" : wants === undefined ? after.size === 0 ? "extra" : "removed" : "changed",
      ...(locale === "" ? {} : { locale }),
      ...(had === undefined ? {} : { before: had }),
      ...(wants === undefined ? {} : { after: wants })
    }]
  })

/** What differs, part by part. A part that could not be read on the page differs. */
export const diff = (profile: Profile.Profile, stored: Stored, channel: Channel): ReadonlyArray<Change> =>
  Profile.parts.filter((part) => Profile.has(channel, part)).flatMap((part): ReadonlyArray<Change> => {
    const after = wordsOf(profile, part, channel)
    if (!stored.unread.includes(part)) return between(part, wordsOf(stored.profile, part, channel), after)
    const before = "something in a form that is not known"
    return after.size === 0
      ? [{ part, change: "extra", before }]
      : [...after].map(([locale, words]) => ({
        part,
        change: "changed" as const,
        ...(locale === "" ? {} : { locale }),
        before,
        after: words
      }))
  })

const signs = { added: "+", changed: "~", removed: "-", extra: "-" } as const

/** A difference as one line. */
export const describe = ({ after, before, change, locale, part }: Change): string => {
  const what = `${signs[change]} ${part}${locale === undefined ? "" : `, ${locale}`}: `
  switch (change) {
    case "added":
      return what + (after ?? "")
    case "changed":
      return `${what}${before ?? ""} ⇒ ${after ?? ""}`
    case "removed":
      return what + (before ?? "")
    case "extra":
      return `${what}${before ?? ""} (only on the account)`
  }
}

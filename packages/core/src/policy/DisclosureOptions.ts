/**
 * How a bot says what it is: in whose words, after which silence again, and where; and what an author must not write there.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type { Conversation } from "../model/Conversation.ts"
import type { Millis } from "../model/Instant.ts"
import * as DisclosureCheck from "./DisclosureCheck.ts"
import * as DisclosureWords from "./DisclosureWords.ts"
import * as Jurisdiction from "./Jurisdiction.ts"
import * as Language from "./Language.ts"

/** Words of the author's own: the same for all, or by language ("en", "pt-BR"), or made from the language. */
export type Text = string | { readonly [locale: string]: string } | ((locale: string) => string)

/**
 * `text`: words of the author's own, which have to say that a machine writes. Without them `wording` chooses one of the sentences
 * that come with Parley, `assistant` unless given, and `name` says whose bot it is. `lapse`: the silence after which it is due
 * again, in milliseconds; the channel's own unless given. `where`: for everyone unless it names places.
 */
export interface Options {
  readonly text?: Text
  readonly wording?: DisclosureWords.Wording
  readonly name?: string
  readonly lapse?: Millis
  readonly where?: "everywhere" | Jurisdiction.Where
}

/** The options as an author writes them: `lapse` is a duration ("12 hours"). */
export interface Input extends Omit<Options, "lapse"> {
  readonly lapse?: Duration.DurationInput
}

/** The options of what an author wrote; `name` is used unless they have one of their own. */
export const fromInput = (input: Input, name?: string): Options => {
  const { lapse, ...rest } = input
  return {
    ...(name === undefined ? {} : { name }),
    ...rest,
    ...(lapse === undefined ? {} : { lapse: Duration.toMillis(lapse) })
  }
}

/** Whether the notice is asked for in this conversation. A person whose place is unknown is told. */
export const applies = ({ where }: Options, conversation: Conversation): boolean =>
  where === undefined || where === "everywhere" || Jurisdiction.applies(where, conversation)

const own = (text: Text, locale: string): string | undefined => {
  if (typeof text === "string") return text
  if (typeof text === "function") return text(locale)
  const names = Object.keys(text)
  return text[Language.fit(names, locale) ?? Language.fit(names, "en") ?? names[0] ?? ""]
}

/**
 * The words of the notice in the person's language. The author's own fall back to their English, then to the first of them; those
 * that come with Parley to English.
 *
 * @example
 * import { Disclosure } from "@parley/core"
 *
 * Disclosure.text({ name: "La Huerta" }, "es_ES")
 * // => "Soy el asistente automático de La Huerta."
 */
export const text = (options: Options, locale: string): string =>
  (options.text === undefined ? undefined : own(options.text, locale))
    ?? DisclosureWords.sentence(options.wording ?? "assistant", locale, options.name)

const silent = (words: string, locale: string): string =>
  `the disclosure's text for "${locale}" ("${words}") does not say that a machine writes; say it with a word such as `
  + `"bot" or "automated", for example "${DisclosureWords.sentence("talking", locale)}", or leave \`text\` out`

// A name may deny it ("No Limits") or seem to say it ("Botanica Bot"), and does neither.
const nameless = (words: string, name: string | undefined): string =>
  name === undefined || name.trim() === "" ? words : words.replaceAll(name.trim(), "x")

const unsaid = (text: Text, name: string | undefined, locales: ReadonlyArray<string>): ReadonlyArray<string> => {
  const first = locales[0] ?? "en"
  if (typeof text === "string") {
    return DisclosureCheck.saysAnywhere(nameless(text, name), first) ? [] : [silent(text, first)]
  }
  if (typeof text !== "function") {
    const entries = Object.entries(text)
    if (entries.length === 0) return ["the disclosure's `text` has no words; give it some, or leave it out"]
    return entries.flatMap(([locale, words]) => {
      const isHidden = DisclosureCheck.knows(locale) && !DisclosureCheck.says(nameless(words, name), locale)
      return words.trim() === "" || isHidden ? [silent(words, locale)] : []
    })
  }
  return locales.flatMap((locale) => {
    try {
      const words = text(locale)
      return DisclosureCheck.saysAnywhere(nameless(words, name), locale) ? [] : [silent(words, locale)]
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      return [`the disclosure's \`text\` throws for "${locale}": ${reason}; let it give words for every language`]
    }
  })
}

/**
 * Everything about the options that a bot must not start with, each with its cure: words of the author's own that do not say
 * that a machine writes, a lapse that is no time, places that are none. `locales` are those that the bot speaks, its own first;
 * words by language are judged in the languages for which there are word lists.
 */
export const problems = (options: Options, locales: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { lapse, name, text: words, where } = options
  return [
    ...(words === undefined ? [] : unsaid(words, name, locales)),
    ...(lapse === undefined || lapse > 0
      ? []
      : ["the disclosure's `lapse` is no length of time; give it one, \"24 hours\" for example"]),
    ...(where === undefined || where === "everywhere" ? [] : Jurisdiction.problems(where))
  ]
}

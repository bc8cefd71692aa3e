/**
 * Whose words a message in a transcript is, and what it tells.
 *
 * @module
 */
import type { Conversation, Json } from "@parley/core"
import { Disclosure } from "@parley/core"
import type { Entry } from "../emulator/Entry.ts"
import type { RecordedCall } from "../simulation/GraphCalls.ts"
import { colleague } from "./Doings.ts"
import type { Subject } from "./Subject.ts"

/** What a person of the business wrote, by whatever road. */
export const isColleagues = (entry: Entry): boolean => entry.from === "page" && entry.text === colleague

/** What the bot itself said. */
export const isBots = (entry: Entry): boolean => entry.from === "page" && !isColleagues(entry)

/** A message in a few words. */
export const of = (entry: Entry): string =>
  entry.text ?? entry.cards?.map(({ title }) => title).join(" / ") ?? `(${entry.template ?? entry.kind})`

/** The language of a person, as the bot takes it to be. */
export const localeOf = ({ bot }: Subject, conversation: Conversation.Conversation | undefined): string =>
  conversation?.locale ?? bot.locale

const strings = (json: Json.Json | undefined): ReadonlyArray<string> => {
  if (typeof json === "string") return [json]
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(strings) : []
}

/** The words of surveys among some calls: their small print is in no transcript. */
const surveys = (calls: ReadonlyArray<RecordedCall>): ReadonlyArray<string> =>
  calls.map(({ body }) => strings(body)).filter((all) => all.includes("customer_feedback")).flat()

/** Whether a message tells that a machine writes, in one of these languages. `calls` are those of its step. */
export const isNotice = (
  options: Disclosure.Options,
  entry: Entry,
  locales: ReadonlyArray<string>,
  calls: ReadonlyArray<RecordedCall>
): boolean => {
  const text = of(entry)
  // What no notice can stand before says it itself.
  const own = entry.survey !== undefined ? surveys(calls) : entry.kind === "utility" ? [text] : []
  return locales.some((locale) =>
    text.includes(Disclosure.text(options, locale)) || own.some((words) => Disclosure.says(words, locale))
  )
}

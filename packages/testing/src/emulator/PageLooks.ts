/**
 * A page as the one who plays with it sees it: what it shows around its conversations, and what is set to go wrong.
 *
 * @module
 */
import type { Fault } from "./Fault.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import type { PageState } from "./World.ts"

/** What stands on a page now. */
export interface PageLooks {
  /** The payload of "Get started"; absent while the page has none. */
  readonly getStarted?: string
  /** The greeting in a language, as `en_US`, or the default one. */
  readonly greeting: (locale: string) => string | undefined
  readonly iceBreakers: (locale: string) => ReadonlyArray<{ readonly question: string; readonly payload: string }>
  /** The commands that people may write with a slash before them. */
  readonly commands: (locale: string) => ReadonlyArray<{ readonly name: string; readonly description: string }>
  readonly persona: (id: string) => { readonly name: string; readonly picture: string } | undefined
  /** The faults that did not strike yet. */
  readonly faults: ReadonlyArray<Fault>
  readonly expired: boolean
  readonly restricted: boolean
}

/** The entry of a language, else the default one. */
const inLanguage = (list: ReadonlyArray<JsonObject>, locale: string): JsonObject | undefined =>
  list.find((one) => textAt(one, "locale") === locale) ?? list.find((one) => textAt(one, "locale") === "default")

const breakers = (state: PageState, locale: string) => {
  const list = (arrayAt(state.profile, "ice_breakers") ?? []).filter(isObject)
  const entry = inLanguage(list, locale)
  const own = entry === undefined ? list : (arrayAt(entry, "call_to_actions") ?? []).filter(isObject)
  return own.map((one) => ({ question: textAt(one, "question") ?? "", payload: textAt(one, "payload") ?? "" }))
}

const commands = (state: PageState, locale: string) => {
  const entry = inLanguage((arrayAt(state.profile, "commands") ?? []).filter(isObject), locale)
  const list = entry === undefined ? [] : (arrayAt(entry, "commands") ?? []).filter(isObject)
  return list.map((one) => ({ name: textAt(one, "name") ?? "", description: textAt(one, "description") ?? "" }))
}

/** The page as it stands. */
export const of = (state: PageState): PageLooks => {
  const payload = textAt(objectAt(state.profile, "get_started") ?? {}, "payload")
  return {
    ...(payload === undefined ? {} : { getStarted: payload }),
    greeting: (locale) => {
      const entry = inLanguage((arrayAt(state.profile, "greeting") ?? []).filter(isObject), locale)
      return entry === undefined ? undefined : textAt(entry, "text")
    },
    iceBreakers: (locale) => breakers(state, locale),
    commands: (locale) => commands(state, locale),
    persona: (id) => state.personas.get(id),
    faults: state.faults.waiting(),
    expired: state.expired,
    restricted: state.restricted
  }
}

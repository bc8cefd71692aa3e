/**
 * The notice that one speaks with a machine: when it is due, and its words.
 *
 * Meta asks for it at the start of a conversation, after a significant lapse of time, and when a person hands over to a
 * machine ("Send a Message", Messenger Platform, read 2026-11-21); the law of some places asks for more. It is on unless
 * switched off.
 *
 * @module
 */
import type { Conversation, DisclosureState } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane } from "../model/LaneName.ts"
import type { View } from "./PolicyPack.ts"

/** The moments that make it due. `undelivered`: it was said, and did not arrive. */
export type Why = "start" | "lapse" | "fromHuman" | "undelivered"

/**
 * `text`: the words, the same for all, or by language ("en", "pt-BR"), or made from the language. `name`: whose assistant
 * it is; used by the words that come with Parley. `lapse`: the silence after which it is due again, in milliseconds;
 * the channel's own unless given.
 */
export interface Options {
  readonly text?: string | { readonly [locale: string]: string } | ((locale: string) => string)
  readonly name?: string
  readonly lapse?: Millis
}

/**
 * Why the notice is due before the next words of the bot, or `undefined` when it is not. `conversation` is as it stood
 * before the turn; the lapse counts from the last thing that either side said.
 */
export const due = (conversation: Conversation, view: View, now: Instant, options: Options = {}): Why | undefined => {
  const state = conversation.disclosure
  if (state._tag === "Due") return state.why
  if (state._tag === "Pending") return undefined
  const last = Math.max(conversation.lastHeardAt ?? 0, conversation.lastSaidAt ?? 0, state.at)
  return now - last >= (options.lapse ?? view.disclosure.lapse) ? "lapse" : undefined
}

/** The state after the conversation came back from a person of the business. */
export const afterHuman: DisclosureState = { _tag: "Due", why: "fromHuman" }

/** Whether a lane carries free words, which the notice must precede. An approved template is its own text. */
export const precedes = (lane: Lane): boolean => lane.lane !== "utility"

const words: { readonly [language: string]: (name: string | undefined) => string } = {
  de: (name) =>
    name ? `Ich bin der automatische Assistent von ${name}.` : "Hier antwortet ein automatischer Assistent.",
  en: (name) => name ? `I'm the automated assistant of ${name}.` : "You are talking to an automated assistant.",
  es: (name) => name ? `Soy el asistente automático de ${name}.` : "Le atiende un asistente automático.",
  fr: (name) => name ? `Je suis l'assistant automatique de ${name}.` : "Un assistant automatique vous répond.",
  it: (name) => name ? `Sono l'assistente automatico di ${name}.` : "Le risponde un assistente automatico.",
  ja: (name) => name ? `${name}の自動応答アシスタントです。` : "自動応答アシスタントがお答えしています。",
  nl: (name) => name ? `Ik ben de automatische assistent van ${name}.` : "U spreekt met een automatische assistent.",
  pt: (name) => name ? `Sou o assistente automático de ${name}.` : "Quem responde é um assistente automático."
}

const language = (locale: string): string => (locale.split(/[-_]/)[0] ?? locale).toLowerCase()

const choose = <A>(table: { readonly [locale: string]: A }, locale: string): A | undefined =>
  Object.hasOwn(table, locale)
    ? table[locale]
    : Object.hasOwn(table, language(locale))
    ? table[language(locale)]
    : undefined

/**
 * The words of the notice in the person's language; in English when there are none in it.
 *
 * @example
 * import { Disclosure } from "@parley/core"
 *
 * Disclosure.text({ name: "La Huerta" }, "es_ES")
 * // => "Soy el asistente automático de La Huerta."
 */
export const text = (options: Options, locale: string): string => {
  const own = options.text
  if (typeof own === "string") return own
  if (typeof own === "function") return own(locale)
  const chosen = own === undefined ? undefined : choose(own, locale) ?? choose(own, "en") ?? Object.values(own)[0]
  if (chosen !== undefined) return chosen
  const standard = choose(words, locale) ?? words["en"]
  return standard === undefined ? "You are talking to an automated assistant." : standard(options.name)
}

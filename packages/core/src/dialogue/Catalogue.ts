/**
 * Texts in several languages, chosen by the turn's locale.
 *
 * @module
 */
import type { Turn } from "./Definition.ts"
import type { Sayable } from "./Text.ts"

/** One text of one language: words, a message, or a function of the context and the turn. */
export type Entry = string | Sayable | ((context: never, turn: Turn) => string | Sayable)

type Languages = { readonly [language: string]: { readonly [key: string]: Entry } }

type Keys<L extends Languages> = { [Name in keyof L]: keyof L[Name] }[keyof L]

/** Refuses a language that lacks a text which another one has. */
type Complete<L extends Languages> = { readonly [Name in keyof L]: { readonly [Key in Keys<L>]: Entry } }

type ContextOf<E> = E extends (...given: infer P) => unknown ?
  P extends readonly [infer C, ...ReadonlyArray<unknown>] ? C : unknown
  : unknown

/** All languages' functions for one key are given the same context. */
type Needed<L extends Languages, Key> = UnionToIntersection<
  { [Name in keyof L]: Key extends keyof L[Name] ? { readonly context: ContextOf<L[Name][Key]> } : never }[keyof L]
> extends { readonly context: infer C } ? C : unknown

type UnionToIntersection<U> = (U extends unknown ? (_: U) => void : never) extends (_: infer I) => void ? I : never

/** The texts by key; each can be given to any word. */
export type Catalogue<L extends Languages> = {
  readonly [Key in Keys<L> & string]: (context: Needed<L, Key>, turn: Turn) => string | Sayable
}

/** The language of `languages` that fits a locale best: the same, else the same language, else the first. */
export const match = (languages: ReadonlyArray<string>, locale: string): string | undefined => {
  const wanted = locale.toLowerCase().replaceAll("_", "-")
  const plain = (name: string): string => name.toLowerCase().replaceAll("_", "-")
  return languages.find((name) => plain(name) === wanted) ??
    languages.find((name) => plain(name) === wanted.split("-")[0]) ??
    languages.find((name) => plain(name).split("-")[0] === wanted.split("-")[0]) ??
    languages[0]
}

/**
 * Texts in several languages: every language has every text, or it does not compile. The first language serves a locale
 * that none fits.
 *
 * @example
 * import { Catalogue } from "@parley/core"
 *
 * const texts = Catalogue.make({
 *   en: { size: "Which size?", total: (order: { readonly price: number }) => `That is ${order.price}.` },
 *   es: { size: "¿Qué tamaño?", total: (order: { readonly price: number }) => `Son ${order.price}.` }
 * })
 * texts.total({ price: 12 }, { at: 0, locale: "es_MX", channel: "messenger", person: {} }) // => "Son 12."
 */
export const make = <const L extends Languages>(languages: L & Complete<NoInfer<L>>): Catalogue<L> => {
  const names = Object.keys(languages)
  const keys = new Set(names.flatMap((name) => Object.keys(languages[name] ?? {})))
  const text = (key: string) => (context: unknown, turn: Turn): string | Sayable => {
    const entry = languages[match(names, turn.locale) ?? ""]?.[key] ?? ""
    // The function was typed with the context that the word gives it.
    return typeof entry === "function"
      ? (entry as (context: unknown, turn: Turn) => string | Sayable)(context, turn)
      : entry
  }
  // Every key of every language is in the set, so the record is complete.
  return Object.fromEntries([...keys].map((key) => [key, text(key)])) as Catalogue<L>
}

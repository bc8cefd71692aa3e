/**
 * Yes and no: what stands on buttons where an author wrote nothing else, and the words by which a person means either.
 *
 * @module
 */
import type { Turn } from "../Definition.ts"

/** The titles in English, which also stand where no language is known. */
export const english = ["Yes", "No"] as const

const titles: { readonly [language: string]: readonly [yes: string, no: string] } = {
  en: english,
  es: ["Sí", "No"],
  de: ["Ja", "Nein"],
  fr: ["Oui", "Non"],
  pt: ["Sim", "Não"],
  it: ["Sì", "No"],
  nl: ["Ja", "Nee"],
  ja: ["はい", "いいえ"],
  pl: ["Tak", "Nie"],
  tr: ["Evet", "Hayır"],
  ar: ["نعم", "لا"]
}

const inLanguage = (locale: string): readonly [yes: string, no: string] =>
  titles[locale.split(/[-_]/)[0]?.toLowerCase() ?? ""] ?? english

/** The titles of both in the language of a turn, in English where Parley does not know it. */
export const labels = [
  (_: unknown, { locale }: Turn): string => inLanguage(locale)[0],
  (_: unknown, { locale }: Turn): string => inLanguage(locale)[1]
] as const

/** The words by which a person says yes. */
export const yes = (
  "y yes yeah yep yup ok okay sure sí sì si ja oui sim tak evet はい ええ うん نعم 👍"
).split(" ")

/** The words by which a person says no. */
export const no = "n no nope nah nein non não nee nie hayır いいえ いや لا 👎".split(" ")

/**
 * Which of several languages fits a locale: "pt-BR" and "pt_BR" are one, and "pt" serves both.
 *
 * @module
 */

const plain = (name: string): string => name.trim().toLowerCase().replaceAll("_", "-")

/** The language of a locale, without its region or script: "pt" of "pt_BR". */
export const of = (locale: string): string => plain(locale).split("-")[0] ?? ""

/**
 * The name among `names` that fits a locale best: the same, else its language, else any region of its language; `undefined` when
 * none is of that language.
 */
export const fit = (names: ReadonlyArray<string>, locale: string): string | undefined => {
  const wanted = plain(locale)
  const language = of(locale)
  return names.find((name) => plain(name) === wanted)
    ?? names.find((name) => plain(name) === language)
    ?? names.find((name) => of(name) === language)
}

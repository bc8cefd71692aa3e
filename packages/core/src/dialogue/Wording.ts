/**
 * Words as people mean them: without case, accents and punctuation.
 *
 * @module
 */

/** The accents of Latin, Greek and Cyrillic, and the selector that turns a sign into its emoji. */
const marks = /[\u0300-\u036f\ufe0e\ufe0f]/g

const punctuation = /[\p{P}\s]+/gu

/** Most words that are typed need no knowledge of Unicode. */
const simple = /^[\x20-\x7e]*$/
const simplePunctuation = /[!-#%-*,-/:;?@[-\]_{} ]+/g

/**
 * The words in the form in which they are compared.
 *
 * @example
 * import { Wording } from "@parley/core"
 *
 * Wording.fold("  ¡Atrás,  POR favor! ") // => "atras por favor"
 */
export const fold = (words: string): string => {
  const isSimple = simple.test(words)
  const lower = isSimple ? words.toLowerCase() : words.normalize("NFKD").replace(marks, "").toLowerCase()
  const bare = lower.replace(isSimple ? simplePunctuation : punctuation, " ").trim()
  // A title may consist of signs alone; without them nothing would be left to compare.
  return bare === "" ? lower.trim() : bare
}

/** Whether two people would say that they wrote the same. */
export const isSame = (one: string, other: string): boolean => fold(one) === fold(other)

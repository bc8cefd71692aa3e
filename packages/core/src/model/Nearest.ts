/**
 * What was probably meant by a word that nobody knows.
 *
 * @module
 */

/** How many letters must be added, left out or exchanged to make one word of another. */
const distance = (left: string, right: string): number => {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1
      row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost))
    }
    previous = row
  }
  return previous[right.length] ?? 0
}

/**
 * The known word nearest to one, large and small letters alike; the first of those that are equally near. `undefined` where more
 * than two letters differ, or more than a third of those of a longer word.
 *
 * @example
 * import { Nearest } from "@parley/core"
 *
 * Nearest.find("sise", ["name", "size"])
 * // => "size"
 */
export const find = (word: string, known: ReadonlyArray<string>): string | undefined => {
  let best: string | undefined
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    if (far < least) {
      least = far
      best = candidate
    }
  }
  return best
}

/** ` Did you mean "X"?`, to end a complaint with, or nothing. */
export const hint = (word: string, known: ReadonlyArray<string>): string => {
  const near = find(word, known)
  return near === undefined ? "" : ` Did you mean "${near}"?`
}

/**
 * Words, numbers and addresses that stand for others of the same shape: as long, written alike, and the same for the same.
 *
 * @module
 */
import { Seed } from "@parley/core"

const consonants = "bdfghklmnprstvz"
const vowels = "aeiou"

/** Draws numbers that depend on a text and a salt alone. */
const draws = (text: string, salt: string): () => number => {
  let count = 0
  return () => Seed.fromText(`${salt}/${count++}/${text}`)
}

/** A word of as many letters, with capitals where the word has them. Case aside, equal words have equal stand-ins. */
export const word = (text: string, salt: string): string => {
  const draw = draws(text.toLowerCase(), salt)
  return [...text].map((sign, index) => {
    if (!/\p{L}/u.test(sign)) return sign
    const from = index % 2 === 0 ? consonants : vowels
    const drawn = from[draw() % from.length] ?? "x"
    return sign === sign.toLowerCase() ? drawn : drawn.toUpperCase()
  }).join("")
}

/** A text with other digits; the first is no zero where it was none. */
export const digits = (text: string, salt: string): string => {
  const draw = draws(text.replace(/\D/g, ""), salt)
  return text.replace(/\d/g, (digit, at: number) => String(at === 0 && digit !== "0" ? 1 + draw() % 9 : draw() % 10))
}

/** An address that leads nowhere, with the ending of the one it stands for. */
export const link = (url: string, salt: string): string => {
  const ending = /\.[A-Za-z0-9]{2,4}(?=$|[?#])/.exec(url.replace(/^https?:\/\/[^/]*/, ""))?.[0] ?? ""
  return `https://example.invalid/${Seed.fromText(`${salt}/${url}`).toString(36)}${ending}`
}

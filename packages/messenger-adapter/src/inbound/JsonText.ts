/**
 * Reads JSON without losing a digit: Meta sends some ids as numbers, and ids of 17 digits do not fit in one.
 *
 * @module
 */

/**
 * A cheap sign that a long whole number may stand outside of strings: not right behind a quote, where ids stand. It may be
 * wrong; only `quoteLong` is exact. Fixed in length, so that the search can leap.
 */
const suspicious = /[^"\d]\d{16}/

const digit = (code: number): boolean => code >= 48 && code <= 57

/** The end of the string literal that begins at `start`. */
const endOfString = (text: string, start: number): number => {
  let index = start + 1
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (code === 92) index += 2
    else if (code === 34) return index + 1
    else index += 1
  }
  return text.length
}

/** Puts whole numbers of 16 digits and more, outside of strings, into quotes. Leaves everything else as it is. */
export const quoteLong = (text: string): string => {
  const parts: Array<string> = []
  let copied = 0
  let index = 0
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (code === 34) {
      index = endOfString(text, index)
    } else if (code === 45 || digit(code)) {
      const start = index
      index += 1
      while (digit(text.charCodeAt(index))) index += 1
      const digits = index - start - (code === 45 ? 1 : 0)
      const next = text.charCodeAt(index)
      // 46 is ".", 69 and 101 are "E" and "e": a fraction or a power is no id.
      if (next === 46 || next === 69 || next === 101) {
        while (index < text.length && !/[\s,\]}]/.test(text.charAt(index))) index += 1
      } else if (digits >= 16) {
        parts.push(text.slice(copied, start), "\"", text.slice(start, index), "\"")
        copied = index
      }
    } else {
      index += 1
    }
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(copied)
}

/** The value of a JSON text, long whole numbers as strings. Throws a `SyntaxError` when the text is no JSON. */
export const parse = (text: string): unknown => JSON.parse(suspicious.test(text) ? quoteLong(text) : text)

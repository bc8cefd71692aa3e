/**
 * Long texts in parts: at the end of a paragraph, a line, a sentence or a word, and never inside a character that people see.
 *
 * @module
 */
import type { TextLength } from "./Capabilities.ts"

const encoder = new TextEncoder()

/** How long a text is, in a channel's unit. */
export const measure = (text: string, unit: TextLength["unit"]): number =>
  unit === "bytes" ? encoder.encode(text).length : [...text].length

/** Whether a text fits. A text is never longer than its code units say, nor has it more than three bytes for each. */
export const fits = (text: string, { max, unit }: TextLength): boolean =>
  text.length * (unit === "bytes" ? 3 : 1) <= max || measure(text, unit) <= max

/** The ends of the characters that people see at the start of `text`, as far as they fit. */
const ends = (text: string, { max, unit }: TextLength, locale: string): ReadonlyArray<number> => {
  const out: Array<number> = []
  let units = 0
  let length = 0
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "grapheme" }).segment(text)) {
    length += measure(segment, unit)
    if (length > max) break
    units += segment.length
    out.push(units)
  }
  return out
}

/** One character of many code points that is too long by itself: its code points are all that is left to part, one at the least. */
const inside = (text: string, { max, unit }: TextLength): number => {
  let units = 0
  let length = 0
  for (const point of text) {
    length += measure(point, unit)
    if (length > max && units > 0) break
    units += point.length
    if (length > max) break
  }
  return units
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.lastIndexOf(mark)
  return at === -1 || at + mark.length <= from ? 0 : at + mark.length
}

const afterSpace = (text: string, from: number): number => {
  for (let end = text.length - 1; end > from; end -= 1) if (/\s/.test(text.charAt(end))) return end
  return 0
}

const lastEnd = (text: string, from: number, locale: string, granularity: "sentence" | "word"): number => {
  let end = 0
  for (const { index } of new Intl.Segmenter(locale, { granularity }).segment(text)) if (index > from) end = index
  return end
}

/** Where to cut a text of which `most` code units fit: the best place in the second half of them, or all of them. */
const place = (text: string, most: number, locale: string): number => {
  // One more character shows whether a sentence or a word ends exactly there.
  const window = text.slice(0, most + 1)
  const half = Math.floor(most / 2)
  return after(window, "\n\n", half) || after(window, "\n", half)
    || lastEnd(window, half, locale, "sentence") || afterSpace(window, half)
    || lastEnd(window, half, locale, "word") || most
}

const address = /[a-z][a-z\d+.-]*:\/\/\S+/giu

/**
 * Beside the address in which a cut falls: before it, or behind it where it comes first and `widest` takes it. One that is too
 * long by itself is parted like words.
 */
const beside = (text: string, at: number, widest: TextLength): number => {
  for (const { 0: found, index } of text.matchAll(address)) {
    const end = index + found.length
    if (index >= at) break
    if (end <= at) continue
    if (!fits(found, widest)) return at
    if (index > 0) return index
    return text.slice(end).trim() === "" ? at : end
  }
  return at
}

/** Where to cut a text that does not fit: never inside an address or a character that people see, as long as one of them fits. */
const cut = (text: string, length: TextLength, widest: TextLength, locale: string): number => {
  const whole = ends(text, length, locale)
  const most = whole.at(-1)
  if (most === undefined) return inside(text, length)
  const found = Math.min(place(text, most, locale), most)
  const at = beside(text, found, widest)
  return at > most ? at : whole.findLast((end) => end <= at) ?? most
}

/** White space, but for that which bears a mark: it is a character of its own. */
const leading = /^(?:\s(?![\p{M}\u200d]))+/u

const within = (
  text: string,
  length: TextLength,
  locale: string,
  widest: TextLength
): { readonly parts: ReadonlyArray<string>; readonly rest: string } => {
  const parts: Array<string> = []
  let rest = text
  while (!fits(rest, length)) {
    const at = cut(rest, length, widest, locale)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).replace(leading, "")
  }
  return { parts, rest }
}

/**
 * A text in parts that each fit, the last one within `last` when that is given. Nothing is lost but the white space at the cuts;
 * where sentences and words end is told by `locale`. An address that fits goes whole into one part.
 */
export const split = (
  text: string,
  length: TextLength,
  locale: string,
  last: TextLength = length
): ReadonlyArray<string> => {
  // White space at the end would leave an empty last part.
  const first = within(text.trimEnd(), length, locale, length)
  const closing = within(first.rest, last, locale, length)
  return [...first.parts, ...closing.parts, closing.rest].filter((part) => part !== "")
}

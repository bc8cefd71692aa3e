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

/** The number of code units at the start of `text` that fit, with no character that people see cut in two. */
const reach = (text: string, { max, unit }: TextLength, locale: string): number => {
  let units = 0
  let length = 0
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "grapheme" }).segment(text)) {
    const next = length + measure(segment, unit)
    if (next > max) break
    length = next
    units += segment.length
  }
  if (units > 0) return units
  // One character of many code points that is too long by itself: its code points are all that is left to part.
  for (const point of text) {
    const next = length + measure(point, unit)
    if (next > max) break
    length = next
    units += point.length
  }
  return Math.max(units, 1)
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.lastIndexOf(mark)
  return at === -1 || at + mark.length <= from ? 0 : at + mark.length
}

const lastEnd = (text: string, from: number, locale: string, granularity: "sentence" | "word"): number => {
  let end = 0
  for (const { index } of new Intl.Segmenter(locale, { granularity }).segment(text)) if (index > from) end = index
  return end
}

/** Where to cut a text of which `most` code units fit: the best place in the second half of them, or all of them. */
const cut = (text: string, most: number, locale: string): number => {
  // One more character shows whether a sentence or a word ends exactly there.
  const window = text.slice(0, most + 1)
  const half = Math.floor(most / 2)
  return after(window, "\n\n", half) || after(window, "\n", half)
    || lastEnd(window, half, locale, "sentence") || lastEnd(window, half, locale, "word") || most
}

/**
 * A text in parts that each fit, the last one within `last` when that is given. Nothing is lost but the white space at the cuts;
 * where sentences and words end is told by `locale`.
 */
export const split = (
  text: string,
  length: TextLength,
  locale: string,
  last: TextLength = length
): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let rest = text
  while (!fits(rest, length)) {
    const most = reach(rest, length, locale)
    const at = Math.min(cut(rest, most, locale), most)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  const ends = fits(rest, last) ? [rest] : split(rest, last, locale)
  return [...parts, ...ends].filter((part) => part !== "")
}

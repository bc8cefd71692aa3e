/**
 * Checks of one message against what a `<` line asks.
 *
 * @module
 */
import type { Captures } from "./Pattern.ts"
import * as Pattern from "./Pattern.ts"
import type { Expected } from "./Script.ts"
import type { Message } from "./World.ts"

const titles = (options: ReadonlyArray<string>): string =>
  options.length === 0 ? "no buttons" : options.map((option) => `[${option}]`).join(" ")

const fit = (asked: ReadonlyArray<string>, found: ReadonlyArray<string>): boolean => {
  const open = asked.at(-1) === "..."
  const wanted = open ? asked.slice(0, -1) : asked
  return (open ? found.length >= wanted.length : found.length === wanted.length)
    && wanted.every((title, index) => title === found[index])
}

/** What a message gives to a `<` line: the captures, or a sentence that says how it differs. `marks` may be left out. */
export const check = (
  expected: Expected,
  message: Message,
  marks: ReadonlyArray<string>,
  captures: Captures
): { readonly captures: Captures } | { readonly difference: string } => {
  const found = Pattern.match(expected.text, message.text, captures)
  if (found === undefined) return { difference: "The words differ." }
  if (expected.options !== undefined && !fit(expected.options, message.options)) {
    return { difference: `It offers ${titles(message.options)}, not ${titles(expected.options)}.` }
  }
  const missing = (expected.marks ?? []).find((mark) => !marks.includes(mark))
  return missing === undefined
    ? { captures: found }
    : {
      difference: `It is not marked #${missing}${
        marks.length === 0 ? "" : `, but ${marks.map((mark) => `#${mark}`).join(" ")}`
      }.`
    }
}

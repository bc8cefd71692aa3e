/**
 * The places in a template's text where parameters go: `{{1}}` or `{{name}}` ("Send a utility message", 13 March 2026).
 *
 * @module
 */

/** The names of the placeholders in a text that the compiler knows. */
export type Of<Text extends string> = string extends Text ? string
  : Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Of<Rest>
  : never

const placeholder = /\{\{(\w+)\}\}/g

/** The names in a text, each once, in the order in which they first stand. */
export const names = (text: string): ReadonlyArray<string> => [
  ...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name))
]

/** How placeholders are told apart: by number, or by name. */
export type Format = "positional" | "named"

const isNumber = (name: string): boolean => /^[1-9]\d*$/.test(name)

/** The format of a text's placeholders, positional where there are none. A mixed one counts as named, and is a fault. */
export const formatOf = (placed: ReadonlyArray<string>): Format => placed.every(isNumber) ? "positional" : "named"

/** What is wrong with the placeholders of a text, with the cure; `undefined` when nothing is. */
export const fault = (
  text: string,
  { edges }: { readonly edges: "free" | "bare" }
): { readonly problem: string; readonly cure: string } | undefined => {
  const placed = names(text)
  const rest = text.replaceAll(placeholder, "")
  if (/\{\{|\}\}|\{\w+\}/.test(rest)) {
    return {
      problem: "it has braces that are no placeholder",
      cure: "write each as {{1}} or {{name}}, of letters, digits and _"
    }
  }
  if (placed.some(isNumber) && !placed.every(isNumber)) {
    return { problem: "it mixes numbers and names", cure: "number all placeholders, or name all" }
  }
  const numbers = placed.filter(isNumber).map(Number).toSorted((a, b) => a - b)
  if (numbers.some((number, index) => number !== index + 1)) {
    return { problem: "its numbers have a gap", cure: "number the placeholders 1, 2, 3…" }
  }
  if (edges === "bare" && /^\s*\{\{|\}\}\s*$/.test(text)) {
    return { problem: "a placeholder starts or ends it", cure: "put a word, or a full stop, before or after" }
  }
  return undefined
}

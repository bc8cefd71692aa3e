/**
 * One value of a foreign object, when it is of the expected kind; else `undefined`.
 *
 * @module
 */

/** A foreign object. */
export type Fields = { readonly [name: string]: unknown }

/** The value as an object; arrays and null are none. */
export const object = (value: unknown): Fields | undefined =>
  // An object that is no array has only string keys here: it was made by `JSON.parse`.
  typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : undefined

/** The value as a list, empty when it is none. */
export const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

/** The value as text. */
export const text = (value: unknown): string | undefined => typeof value === "string" ? value : undefined

/** An id is never longer than this; Meta's longest, message ids, have about 120 characters. */
export const longestId = 512

/** The value as an id: a text, or a number in some events; never empty. */
export const id = (value: unknown): string | undefined => {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value)
  return typeof value === "string" && value !== "" && value.length <= longestId ? value : undefined
}

/** Numbers that some events write as text. */
export const digits = /^-?\d{1,15}$/

/** The value as a finite number; some events write numbers as text. */
export const number = (value: unknown): number | undefined => {
  const read = typeof value === "string" && digits.test(value) ? Number(value) : value
  // The sign of a zero does not survive JSON.
  return typeof read === "number" && Number.isFinite(read) ? read + 0 : undefined
}

/** Values below this are seconds: in milliseconds they would lie before March 1973. */
const seconds = 1e11

/** No date lies further from 1970, in milliseconds. */
export const lastInstant = 8.64e15

/** The value as milliseconds since the epoch; seconds, which some events use, are turned into milliseconds. */
export const instant = (value: unknown): number | undefined => {
  const read = number(value)
  if (read === undefined || read <= 0 || read > lastInstant) return undefined
  return Math.trunc(read < seconds ? read * 1000 : read)
}

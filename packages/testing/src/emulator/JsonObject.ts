/**
 * JSON that came from outside, read one key at a time and never trusted.
 *
 * @module
 */

/** An object as `JSON.parse` gives it. */
export interface JsonObject {
  readonly [key: string]: unknown
}

/** Whether a value is an object, not an array and not null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The object under a key, if there is one. */
export const objectAt = (from: JsonObject, key: string): JsonObject | undefined => {
  const value = from[key]
  return isObject(value) ? value : undefined
}

/** The text under a key; a number counts as its digits, as the platform's own samples mix both for ids. */
export const textAt = (from: JsonObject, key: string): string | undefined => {
  const value = from[key]
  if (typeof value === "string") return value
  return typeof value === "number" ? String(value) : undefined
}

/** The array under a key, if there is one. */
export const arrayAt = (from: JsonObject, key: string): ReadonlyArray<unknown> | undefined => {
  const value = from[key]
  return Array.isArray(value) ? value : undefined
}

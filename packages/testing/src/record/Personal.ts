/**
 * Which fields of data that a task, a signal or the author keeps hold what is a person's own.
 *
 * @module
 */
import type { Json } from "@parley/core"

/** Names of fields in which people's data stands, whatever gave them. */
const personal = /name|mail|phone|tel|address|street|city|zip|postal|birth|iban|card|ssn|passport|licen[cs]e/i

/** Whether a field of this name holds people's data. */
export const isField = (name: string): boolean => personal.test(name)

/** The texts in the fields of people's data, however deep. */
export const texts = (value: Json.Json, isTheirs = false): ReadonlyArray<string> => {
  if (typeof value === "string") return isTheirs ? [value] : []
  if (typeof value !== "object" || value === null) return []
  if (Array.isArray(value)) return (value as ReadonlyArray<Json.Json>).flatMap((one) => texts(one, isTheirs))
  return Object.entries(value).flatMap(([name, one]) => texts(one, isTheirs || isField(name)))
}

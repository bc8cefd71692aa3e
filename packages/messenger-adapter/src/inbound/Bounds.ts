/**
 * How deep and how wide a body may be. Only one who knows the app secret can send more than Meta does; a body beyond these
 * bounds is refused whole, before any of it is kept.
 *
 * @module
 */
import * as Field from "./Field.ts"
import { maxDepth } from "./Raw.ts"

/** Meta sends at most 1,000 updates in one body ("Webhooks", "Event notifications", read 2026-11-21). */
export const maxItems = 10_000

const isDeeper = (value: unknown, left: number): boolean => {
  if (typeof value !== "object" || value === null) return false
  if (left === 0) return true
  if (Array.isArray(value)) {
    for (const inner of value) if (isDeeper(inner, left - 1)) return true
    return false
  }
  const fields = value as Field.Fields
  for (const name in fields) if (isDeeper(fields[name], left - 1)) return true
  return false
}

const itemsIn = (body: unknown): number => {
  let count = 0
  for (const envelope of Array.isArray(body) ? body : [body]) {
    const entries = Field.list(Field.object(envelope)?.entry)
    count += entries.length
    for (const entry of entries) {
      const fields = Field.object(entry)
      for (const name in fields) count += Field.list(fields[name]).length
    }
  }
  return count
}

/** What is wrong with a body, or `undefined`: it nests deeper than 40 levels, or it holds more than 10,000 entries and items. */
export const problem = (body: unknown): string | undefined =>
  isDeeper(body, maxDepth)
    ? `it nests deeper than ${maxDepth} levels`
    : itemsIn(body) > maxItems
    ? `it holds more than ${maxItems} items`
    : undefined

/**
 * A foreign JSON value as we keep it: safe to store, to print and to merge.
 *
 * @module
 */
import type { Json } from "@parley/core"

/** Values nested deeper than this are cut: printing them would overflow the stack. No event of Meta's nests beyond ten. */
export const maxDepth = 40

const deeper = `[nested deeper than ${maxDepth} levels]`

/**
 * The same value, without keys named `__proto__` (which would change a prototype when merged) and without what nests
 * deeper than 40 levels.
 */
export const keep = (value: unknown, depth = 0): Json.Json => {
  if (typeof value === "string" || typeof value === "boolean") return value
  // A number too large for JavaScript is read as infinite, and no JSON holds that; nor the sign of a zero.
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : String(value)
  if (typeof value !== "object" || value === null) return null
  if (depth === maxDepth) return deeper
  if (Array.isArray(value)) return value.map((item) => keep(item, depth + 1))
  const copy: Record<string, Json.Json> = {}
  for (const [key, inner] of Object.entries(value)) if (key !== "__proto__") copy[key] = keep(inner, depth + 1)
  return copy
}

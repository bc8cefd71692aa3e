/**
 * The states that a stored state value names.
 *
 * @module
 */
import type { Json } from "@parley/core"

/** The paths of all active states, outer ones before inner ones. */
export const of = (value: Json.Json | undefined, above = ""): ReadonlyArray<string> => {
  if (typeof value === "string") return [above + value]
  if (typeof value !== "object" || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [above + name, ...of(inner, `${above}${name}.`)])
}

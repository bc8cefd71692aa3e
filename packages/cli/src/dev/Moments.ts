/**
 * Moments of stored records, moved: a conversation that stood an hour ago as if it stood so now, or the other way round.
 *
 * @module
 */
import type { Json } from "@parley/core"

/** The fields of conversations and journal entries that are moments. What authors keep is theirs, and stays. */
const moments: ReadonlySet<string> = new Set([
  "at",
  "actAt",
  "due",
  "setAt",
  "startedAt",
  "since",
  "until",
  "receivedAt",
  "watermark",
  "lastHeardAt",
  "lastSaidAt",
  "seenAt",
  "expiresAt",
  "grantedAt",
  "usedAt",
  "nextAt",
  "stoppedAt"
])

/** What is the author's, or the channel's own. */
const theirs: ReadonlySet<string> = new Set([
  "snapshot",
  "state",
  "person",
  "raw",
  "input",
  "output",
  "payload",
  "error"
])

/** The record with its moments moved by so many milliseconds. */
export const moved = (record: Json.Json, by: number): Json.Json => {
  if (Array.isArray(record)) return (record as ReadonlyArray<Json.Json>).map((one) => moved(one, by))
  if (typeof record !== "object" || record === null) return record
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      theirs.has(name) && typeof value !== "number"
        ? value
        : moments.has(name) && typeof value === "number"
        ? value + by
        : moved(value, by)
    ])
  )
}

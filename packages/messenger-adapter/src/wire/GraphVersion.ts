/**
 * The versions of the Graph API and how long each one answers ("Graph API changelog", read 2026-11-21).
 *
 * @module
 */
import * as DateTime from "effect/DateTime"

/** One version: from when it answers and, once that is announced, until when. Milliseconds since 1970, midnight UTC. */
export interface GraphVersion {
  readonly version: string
  readonly beginsAt: number
  readonly endsAt?: number
}

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`)

/** Every version that answers or did until lately, the oldest first. */
export const all: ReadonlyArray<GraphVersion> = [
  { version: "v19.0", beginsAt: day("2024-01-23"), endsAt: day("2026-05-21") },
  { version: "v20.0", beginsAt: day("2024-05-21"), endsAt: day("2026-09-24") },
  { version: "v21.0", beginsAt: day("2024-10-02"), endsAt: day("2027-01-21") },
  { version: "v22.0", beginsAt: day("2025-01-21"), endsAt: day("2027-05-20") },
  { version: "v23.0", beginsAt: day("2025-05-29"), endsAt: day("2027-10-08") },
  { version: "v24.0", beginsAt: day("2025-10-08"), endsAt: day("2028-02-18") },
  { version: "v25.0", beginsAt: day("2026-02-18"), endsAt: day("2028-07-29") },
  { version: "v26.0", beginsAt: day("2026-07-29") }
]

/** The newest version: the one in every path unless another one is set. */
export const newest = "v26.0"

const find = (version: string): GraphVersion | undefined => all.find((one) => one.version === version)

/** When a version stops to answer, in milliseconds since 1970; `undefined` while no end is known, or for an unknown version. */
export const endsAt = (version: string): number | undefined => find(version)?.endsAt

/** How a version stands at a moment. */
export type Standing =
  | { readonly _tag: "Current" }
  | { readonly _tag: "Unknown" }
  | { readonly _tag: "Ending"; readonly endsAt: number }
  | { readonly _tag: "Ended"; readonly endsAt: number }

/** Warn this long before the end: the time for a test of the next version and a release. */
const warnedFor = 90 * 24 * 60 * 60 * 1000

/** How a version stands at `now`: it is `Ending` in the last 90 days of its time. */
export const standing = (version: string, now: number): Standing => {
  const found = find(version)
  if (found === undefined) return { _tag: "Unknown" }
  if (found.endsAt === undefined || now < found.endsAt - warnedFor) return { _tag: "Current" }
  return { _tag: now < found.endsAt ? "Ending" : "Ended", endsAt: found.endsAt }
}

const shown = (at: number): string => DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))

/** What to tell who uses a version, with the cure; `undefined` when there is nothing to tell. */
export const warning = (version: string, now: number): string | undefined => {
  const stands = standing(version, now)
  switch (stands._tag) {
    case "Current":
      return undefined
    case "Unknown":
      return `Graph version ${version} is not one that is known here; write one up to ${newest}, or leave it out`
    case "Ending":
      return `Graph version ${version} ends on ${shown(stands.endsAt)}; test with ${newest} and change to it before`
    case "Ended":
      return `Graph version ${version} ended on ${
        shown(stands.endsAt)
      }: Meta answers with another one; change to ${newest}`
  }
}

import { describe, expect, it } from "vitest"
import * as GraphVersion from "../../src/wire/GraphVersion.ts"

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`)

describe("versions of the Graph API", () => {
  it("have the newest as the one that is used, which is the last of the list and has no end yet", () => {
    const last = GraphVersion.all.at(-1)

    expect(last?.version).toBe(GraphVersion.newest)
    expect(GraphVersion.endsAt(GraphVersion.newest)).toBeUndefined()
    expect(GraphVersion.warning(GraphVersion.newest, day("2026-11-21"))).toBeUndefined()
  })

  it("begin in the order of the list, and end after they began, in the same order", () => {
    const begins = GraphVersion.all.map(({ beginsAt }) => beginsAt)
    const ends = GraphVersion.all.flatMap(({ endsAt }) => endsAt ?? [])

    expect(begins).toEqual(begins.toSorted((a, b) => a - b))
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    for (const { beginsAt, endsAt = Number.POSITIVE_INFINITY } of GraphVersion.all) {
      expect(beginsAt).toBeLessThan(endsAt)
    }
  })

  it("are warned of 90 days before their end, to the day, and told as ended from it on", () => {
    expect(GraphVersion.endsAt("v21.0")).toBe(day("2027-01-21"))
    expect(GraphVersion.standing("v21.0", day("2026-10-22"))).toEqual({ _tag: "Current" })
    expect(GraphVersion.standing("v21.0", day("2026-10-23"))).toEqual({ _tag: "Ending", endsAt: day("2027-01-21") })
    expect(GraphVersion.standing("v21.0", day("2027-01-21"))).toEqual({ _tag: "Ended", endsAt: day("2027-01-21") })
    expect(GraphVersion.warning("v21.0", day("2026-11-21"))).toBe(
      "Graph version v21.0 ends on 2027-01-21; test with v26.0 and change to it before"
    )
    expect(GraphVersion.warning("v20.0", day("2026-11-21"))).toContain("ended on 2026-09-24")
  })

  it("are told as unknown when they are not in the list", () => {
    expect(GraphVersion.standing("v99.0", 0)).toEqual({ _tag: "Unknown" })
    expect(GraphVersion.warning("v99.0", 0)).toContain("write one up to v26.0")
  })
})

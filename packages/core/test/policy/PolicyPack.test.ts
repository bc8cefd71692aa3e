import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"

const source: PolicyPack.Source = { page: "a test's own rules", read: "2026-11-21" }

const opening: PolicyPack.Opener = { id: "o", act: "message", lasts: 1, source }

const moment = FastCheck.integer({ min: 0, max: 20 })
const ends = FastCheck.record({ from: moment, until: moment }, { requiredKeys: [] })
const opener = ends.map((dated): PolicyPack.Opener => ({ ...dated, id: "o", act: "message", lasts: 1, source }))

test("the rules of a moment are the same whatever was asked before", () => {
  FastCheck.assert(
    FastCheck.property(FastCheck.array(opener, { maxLength: 5 }), FastCheck.array(moment), (openers, moments) => {
      const pack: PolicyPack.PolicyPack = { ...PolicyPack.open("demo"), openers }
      for (const now of moments) expect(PolicyPack.on(pack, now)).toEqual(PolicyPack.on({ ...pack }, now))
    })
  )
})

test("an opener that ended stays in view while a window of its last act may be open", () => {
  const openers: ReadonlyArray<PolicyPack.Opener> = [{ id: "o", act: "message", lasts: 5, until: 10, source }]
  const pack: PolicyPack.PolicyPack = { ...PolicyPack.open("demo"), openers }

  const seen = [9, 10, 14, 15].map((now) => PolicyPack.on(pack, now).openers.length)

  expect(seen).toEqual([1, 1, 1, 0])
})

test("a rule stands from its first instant up to its end, which is outside", () => {
  const disclosure: ReadonlyArray<PolicyPack.DisclosureRule> = [
    { id: "old", lapse: 1, moments: ["start"], until: 10, source },
    { id: "new", lapse: 2, moments: ["start"], from: 10, source }
  ]
  const pack: PolicyPack.PolicyPack = { ...PolicyPack.open("demo"), disclosure }

  const stood = [9, 10].map((now) => PolicyPack.on(pack, now).disclosure.id)

  expect(stood).toEqual(["old", "new"])
})

describe("the version of a pack", () => {
  const pack = PolicyPack.open("demo")
  const version = "2026-11-21.16xxex1"

  test("is the same on every machine and for ever, as it is stored: the last day of reading, and a fingerprint", () => {
    expect(PolicyPack.version(pack)).toBe(version)
    expect(PolicyPack.version(PolicyPack.open("demo"))).toBe(version)
  })

  test("survives the way through data, and fields in another order", () => {
    const back: unknown = JSON.parse(JSON.stringify(pack))
    const turned = Object.fromEntries(Object.entries(pack).toReversed())

    const versions = [back, turned].map((data) => Either.map(PolicyPack.decode(data), PolicyPack.version))

    expect(versions).toEqual([Either.right(version), Either.right(version)])
  })

  test("is another once a rule of the past is corrected, a page is read again, or rules change places", () => {
    const source: PolicyPack.Source = { page: "a test's own rules", read: "2026-12-01" }
    const past: PolicyPack.Opener = { id: "o", act: "message", lasts: 5, until: 10, source }
    const other: PolicyPack.Opener = { id: "p", act: "postback", lasts: 5, source: { ...source, read: "2026-11-30" } }
    const packs = [
      [past],
      [{ ...past, lasts: 6 }],
      [{ ...past, source: { ...source, read: "2026-12-02" } }],
      [past, other],
      [other, past]
    ].map((openers): PolicyPack.PolicyPack => ({ ...pack, openers }))

    const versions = packs.map(PolicyPack.version)

    expect(new Set(versions).size).toBe(packs.length)
    expect(versions.map((one) => one.slice(0, 10))).toEqual([
      "2026-12-01",
      "2026-12-01",
      "2026-12-02",
      "2026-12-01",
      "2026-12-01"
    ])
  })

  test("is that of every day of its timeline", () => {
    const views = [0, 9, 10].map((now) => PolicyPack.on({ ...pack, openers: [{ ...opening, until: 10 }] }, now).version)

    expect(new Set(views).size).toBe(1)
  })

  test("of a pack without a page is the fingerprint alone", () => {
    const bare = { ...pack, lanes: [], disclosure: [] }

    expect(PolicyPack.version(bare)).toMatch(/^[0-9a-z]{7}$/)
  })
})

import * as FastCheck from "effect/FastCheck"
import { expect, test } from "vitest"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"

const source: PolicyPack.Source = { page: "a test's own rules", read: "2026-11-21" }

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

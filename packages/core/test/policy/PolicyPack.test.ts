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

import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as Bucket from "../../src/graph/Bucket.ts"

const limits = fc.record({ most: fc.integer({ min: 1, max: 5 }), per: fc.integer({ min: 1, max: 100 }) })
const pauses = fc.array(fc.nat(60), { maxLength: 60 })

describe("places in time", () => {
  it("are never more than the limit in any span of its length, whenever they are asked for", () =>
    fc.assert(fc.property(limits, pauses, ({ most, per }, waits) => {
      const bucket = Bucket.make({ most, per })
      let now = 0
      const places = waits.map((wait) => bucket.take(now += wait))

      for (const [index, place] of places.entries()) {
        const after = places[index + most]
        if (after !== undefined) expect(after - place).toBeGreaterThanOrEqual(per)
      }
    })))

  it("are given at once where the span has room, in the order of asking, and never in the past", () =>
    fc.assert(fc.property(limits, pauses, ({ most, per }, waits) => {
      const bucket = Bucket.make({ most, per })
      const places: Array<number> = []
      let now = 0
      for (const wait of waits) {
        now += wait
        const busy = places.filter((place) => place > now - per).length
        const place = bucket.take(now)
        if (busy < most) expect(place).toBe(now)
        expect(place).toBeGreaterThanOrEqual(Math.max(now, places.at(-1) ?? 0))
        places.push(place)
      }
    })))
})

import * as FastCheck from "effect/FastCheck"
import { expect, test } from "vitest"
import * as Chain from "../../src/runtime/Chain.ts"
import { PassingMap } from "../../src/runtime/PassingMap.ts"

const deed = FastCheck.record({
  key: FastCheck.integer({ min: 0, max: 9 }).map(String),
  value: FastCheck.option(FastCheck.integer({ min: 1 }), { nil: undefined })
})

test("a passing map holds what a map would, whatever comes and goes", () => {
  FastCheck.assert(FastCheck.property(FastCheck.array(deed, { maxLength: 60 }), (deeds) => {
    const model = new Map<string, number>()
    const passing = new PassingMap<number>()
    for (const { key, value } of deeds) {
      if (value === undefined) {
        model.delete(key)
        passing.delete(key)
      } else {
        model.set(key, value)
        passing.set(key, value)
      }
    }

    const keys = deeds.map(({ key }) => key)
    expect(keys.map((key) => passing.get(key))).toEqual(keys.map((key) => model.get(key)))
    expect(keys.map((key) => passing.has(key))).toEqual(keys.map((key) => model.has(key)))
  }))
})

test("what stays in a passing map is still there when thousands have come and gone", () => {
  const passing = new PassingMap<number>()
  passing.set("first", 1)
  for (let round = 0; round < 5_000; round++) {
    passing.set(`${round}`, round)
    if (round === 2_500) passing.set("second", 2)
    passing.delete(`${round}`)
  }

  expect([passing.get("first"), passing.get("second"), passing.has("4999")]).toEqual([1, 2, false])
})

test("a passing map keeps few keys of what has left", () => {
  const passing = new PassingMap<number>()
  for (let round = 0; round < 5_000; round++) {
    passing.set(`${round}`, round)
    passing.delete(`${round}`)
  }

  expect(passing.places).toBeLessThan(100)
})

test("a chain holds in order what came and has not left", () => {
  FastCheck.assert(FastCheck.property(FastCheck.array(FastCheck.nat({ max: 12 }), { maxLength: 60 }), (leaving) => {
    const chain = Chain.make<number>()
    let model: ReadonlyArray<number> = []
    const links: Array<Chain.Link<number>> = []
    for (const [step, leaver] of leaving.entries()) {
      links.push(Chain.add(chain, step))
      model = [...model, step]
      const link = links[leaver]
      // Some leave twice, which changes nothing.
      if (link === undefined) continue
      Chain.remove(link)
      model = model.filter((one) => one !== link.value)
    }

    expect(Chain.all(chain)).toEqual(model)
  }))
})

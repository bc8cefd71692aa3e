import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Shrink from "../../src/properties/Shrink.ts"

const halves = (one: number): ReadonlyArray<number> => one === 0 ? [] : [0, Math.floor(one / 2)]

const shrunk = (list: ReadonlyArray<number>, fails: (all: ReadonlyArray<number>) => boolean, budget?: number) =>
  Effect.runSync(Shrink.shrink(list, {
    fails: (all) => Effect.sync(() => fails(all)),
    simpler: (one) => halves(one).filter((other) => other !== one),
    key: String,
    ...(budget === undefined ? {} : { budget })
  }))

const without = <A>(all: ReadonlyArray<A>, at: number): ReadonlyArray<A> => all.filter((_, index) => index !== at)

/** Whether a list fails, by no rule at all: the same list always answers the same. */
const noise = (salt: number) => (all: ReadonlyArray<number>): boolean => {
  let mixed = salt
  for (const one of all) mixed = (Math.imul(mixed ^ one, 0x85ebca6b) + 0x6d2b79f5) | 0
  return (mixed >>> 8) % 3 === 0
}

describe("a list that fails, made smaller", () => {
  it("fails still, and passes without any one of its elements, whatever makes it fail", () => {
    FastCheck.assert(FastCheck.property(
      FastCheck.array(FastCheck.nat(20), { minLength: 1, maxLength: 30 }),
      FastCheck.integer(),
      FastCheck.constantFrom(0, 10, 1_000),
      (list, salt, budget) => {
        const fails = noise(salt)
        FastCheck.pre(fails(list))

        const { list: small } = shrunk(list, fails, budget)

        expect(fails(small)).toBe(true)
        expect(small.some((_, at) => fails(without(small, at)))).toBe(false)
      }
    ))
  })

  it("is what was hidden in it, when that alone makes it fail", () => {
    FastCheck.assert(FastCheck.property(
      FastCheck.array(FastCheck.nat(9), { maxLength: 60 }),
      FastCheck.array(FastCheck.integer({ min: 100, max: 105 }), { minLength: 1, maxLength: 6 }),
      FastCheck.infiniteStream(FastCheck.nat(60)),
      (noise, hidden, places) => {
        const at = [...hidden].map(() => places.next().value as number).sort((one, other) => one - other)
        const list = [...noise]
        for (const [index, one] of hidden.entries()) {
          list.splice(Math.min(list.length, (at[index] ?? 0) + index), 0, one)
        }
        const fails = (all: ReadonlyArray<number>): boolean => {
          let next = 0
          for (const one of all) if (one === hidden[next]) next++
          return next === hidden.length
        }
        FastCheck.pre(fails(list))

        expect(shrunk(list, fails).list).toEqual(hidden)
      }
    ))
  })

  it("has simpler elements, where those fail as well", () => {
    const { list } = shrunk([3, 900, 4, 17, 900], (all) => all.filter((one) => one > 10).length >= 2)

    expect(list).toEqual([17, 14])
  })

  it("is the same each time", () => {
    FastCheck.assert(FastCheck.property(
      FastCheck.array(FastCheck.nat(20), { minLength: 1, maxLength: 30 }),
      FastCheck.integer(),
      (list, salt) => {
        const fails = noise(salt)
        FastCheck.pre(fails(list))

        expect(shrunk(list, fails)).toEqual(shrunk(list, fails))
      }
    ))
  })

  it("is found within the tries that it is given, and those that the last look takes", () => {
    const list = Array.from({ length: 60 }, (_, index) => index)
    let asked = 0

    shrunk(list, (all) => {
      asked++
      return all.length % 2 === 0 && all.length > 20
    }, 50)

    expect(asked).toBeLessThan(50 + 60 * 60)
  })
})

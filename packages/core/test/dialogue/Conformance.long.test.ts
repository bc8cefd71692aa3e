import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { seed } from "../long.ts"
import { all } from "./machines.ts"
import { walk } from "./walking.ts"

const definitions = Object.entries(all)
const steps = 1_000_000
const walks = 200

describe(`the pure step, over ${steps} random steps (PARLEY_SEED=${seed})`, () => {
  it.each(definitions)("does what XState's own actor does: %s", (_name, definition) => {
    const share = Math.ceil(steps / definitions.length)
    let taken = 0
    for (let round = 0; taken < share; round++) {
      const before = taken
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(1_000_000), { minLength: 40, maxLength: 400 }), (numbers) => {
          taken += walk(definition, numbers)
        }),
        { numRuns: walks, seed: (seed + round) % 2 ** 31 }
      )
      // A machine that ends at once would make this go on for ever.
      expect(taken - before).toBeGreaterThan(walks)
    }
  })
})

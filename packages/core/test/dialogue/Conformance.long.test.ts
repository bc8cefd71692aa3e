import type { Definition } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { seed } from "../seed.ts"
import { all } from "./machines.ts"
import { walk } from "./walking.ts"

const definitions = Object.entries(all)
const steps = 1_000_000
const share = Math.ceil(steps / definitions.length)
const walks = 200

/** Walks often enough to shrink what fails, and gives the number of steps. */
const round = (definition: Definition.Definition, seed: number): number => {
  let taken = 0
  FastCheck.assert(
    FastCheck.property(FastCheck.array(FastCheck.nat(1_000_000), { minLength: 40, maxLength: 400 }), (numbers) => {
      taken += walk(definition, numbers)
    }),
    { numRuns: walks, seed }
  )
  return taken
}

describe(`the pure step, over ${steps} random steps (PARLEY_SEED=${seed})`, () => {
  it.each(definitions)("does what XState's own actor does: %s", (_name, definition) => {
    for (let index = 0, taken = 0; taken < share; index++) {
      const more = round(definition, (seed + index) % 2 ** 31)
      // A dialogue that ends at once would be walked for ever.
      expect(more).toBeGreaterThan(walks)
      taken += more
    }
  })
})

import { describe, expect, test } from "vitest"
import { seed } from "./seed.ts"
import { histories } from "./histories/run.ts"

// In parts, so that a slow machine has time enough for each.
const parts = 5
const steps = 600

describe(`in ${parts * steps} steps of short random histories every promise to the person is kept`, () => {
  for (let part = 0; part < parts; part++) {
    const first = seed + part * 1000
    test(`in ${steps} of them (PARLEY_SEED=${first})`, async () => {
      expect(await histories(first, steps)).toBeUndefined()
    })
  }
})

const long = 600

test(`in one random history of ${long} steps every promise to the person is kept (PARLEY_SEED=${seed})`, async () => {
  expect(await histories(seed, long, long)).toBeUndefined()
})

import { expect, test } from "vitest"
import { seed } from "./seed.ts"
import { histories } from "./histories/run.ts"

const steps = 200_000

test(`in ${steps} steps of short random histories every promise to the person is kept (PARLEY_SEED=${seed})`, async () => {
  expect(await histories(seed, steps)).toBeUndefined()
})

const long = 10_000

test(`in one random history of ${long} steps every promise to the person is kept (PARLEY_SEED=${seed})`, async () => {
  expect(await histories(seed, long, long)).toBeUndefined()
})

import { expect, test } from "vitest"
import { seed } from "./seed.ts"
import { histories } from "./histories/run.ts"

const steps = 200_000

test(`in ${steps} steps of random histories every promise to the person is kept (PARLEY_SEED=${seed})`, async () => {
  expect(await histories(seed, steps)).toBeUndefined()
})

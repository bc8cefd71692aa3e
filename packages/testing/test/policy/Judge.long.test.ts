import { expect, test } from "vitest"
import { seed } from "./seed.ts"
import * as Situations from "./situations.ts"
import * as Twice from "./twice.ts"

const cases = 1_000_000

test(`in ${cases} situations by chance the emulator and the packs agree (PARLEY_SEED=${seed})`, () => {
  expect(Twice.disagreement(Situations.chance(seed), cases)).toBeUndefined()
})

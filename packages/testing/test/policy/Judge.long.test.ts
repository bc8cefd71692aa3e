import { expect, test } from "vitest"
import { seed } from "./seed.ts"
import * as Situations from "./situations.ts"
import * as Twice from "./twice.ts"

const cases = 1_000_000

test(`in ${cases} situations by chance the emulator and the packs agree (PARLEY_SEED=${seed})`, () => {
  const tally = Twice.run(Situations.chance(seed), cases)

  process.stdout.write(Twice.summary(tally))
  expect(tally.disagreement).toBeUndefined()
  expect(Twice.share(tally, "hidden")).toBeLessThan(Twice.bounds.hidden)
  expect(Twice.share(tally, "formless")).toBeLessThan(Twice.bounds.formless)
  expect(Twice.share(tally, "allowed")).toBeGreaterThan(Twice.bounds.allowed)
})

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, it } from "vitest"
import { seed } from "../seed.ts"
import { survives } from "./crashing.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-crash-"))
afterAll(() => rmSync(folder, { recursive: true }))

describe(`a SQLite file, in 8 lives of 12 kills each (PARLEY_SEED=${seed})`, () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("keeps what was acknowledged, once, and stays sound: life %i", async (life) => {
    await survives(join(folder, `${life}.db`), seed + life, 12)
  })
})

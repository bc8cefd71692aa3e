import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, it } from "vitest"
import { seed } from "../seed.ts"
import { survives } from "./crashing.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-crash-"))
afterAll(() => rmSync(folder, { recursive: true }))

it(`what was acknowledged before a kill -9 is there once, and the file is sound (PARLEY_SEED=${seed})`, async () => {
  await survives(join(folder, "crash.db"), seed, 4)
}, 60_000)

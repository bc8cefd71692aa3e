import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as LaneName from "../../packages/core/src/model/LaneName.ts"
import * as Examples from "../docs/Examples.ts"
import * as Lanes from "../docs/Lanes.ts"
import * as Pages from "../docs/Pages.ts"
import * as Processes from "../processes.ts"

const home = join(Examples.root, "docs", "lanes")

/** The convos that pages show: those of the grammar and of the migrations have bots and tests of their own. */
const shown = Pages.all()
  .filter(({ path }) => path !== "docs/convos.md" && !path.startsWith("docs/migration/"))
  .flatMap(({ path, text }) =>
    Examples.fences(text).filter(({ info }) => info === "convo").map(({ code, line }) => ({
      name: `${path.replaceAll("/", "-")}-${line}.convo`,
      code
    }))
  )

let folder: string
beforeAll(() => {
  // Below the bots' own configuration, which is the nearest one then.
  folder = mkdtempSync(join(home, ".pages-"))
  for (const { code, name } of shown) writeFileSync(join(folder, name), code)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const parley = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [...Processes.parley, ...args], {
    cwd: home,
    encoding: "utf8",
    env: {
      ...process.env,
      NO_COLOR: "1",
      CI: "",
      VITEST: undefined,
      VITEST_WORKER_ID: undefined,
      VITEST_POOL_ID: undefined
    }
  })

describe("the pages on lanes", () => {
  it("are as the code has them (`npm run docs:sync`)", () => {
    for (const { path, text } of Lanes.pages()) expect(readFileSync(join(Examples.root, path), "utf8"), path).toBe(text)
  })

  it("are one for each lane, and show every convo that is kept for them", () => {
    expect([...Lanes.lanes].sort()).toEqual([...LaneName.LaneName.literals].sort())
    expect([...Lanes.convos].sort()).toEqual(readdirSync(join(home, "convos")).sort())
  })
})

describe("the convos in the pages", () => {
  it("go as written", { timeout: 120_000 }, () => {
    const { status, stderr, stdout } = parley("replay", folder)

    expect({ status, told: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, told: "" })
    expect(stdout).toContain(`${shown.length} `)
    expect(shown.length).toBeGreaterThan(12)
  })
})

import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { fences } from "../docs/Examples.ts"
import * as Walkthrough from "../docs/Walkthrough.ts"
import * as Processes from "../processes.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))
const page = readFileSync(join(root, "docs", "testing.md"), "utf8")

/** What `npx` finds for a reader who has installed the packages: here those of this folder. */
const programs: { readonly [name: string]: ReadonlyArray<string> } = {
  parley: Processes.parley,
  vitest: [...Processes.typescript, join(root, "node_modules", "vitest", "vitest.mjs")]
}

/** The commands that have a test below; those that install go to the registry, and are not run. */
const known = [
  "npx -p @parley/cli parley replay tests/table.convo",
  "npx vitest run",
  "npx -p @parley/cli parley replay tests",
  "npx -p @parley/cli parley replay -u tests",
  "npx -p @parley/cli parley replay --watch tests",
  "npx -p @parley/cli parley print tests/table.convo --as typescript",
  "npx -p @parley/cli parley coverage tests/table.convo",
  "npx -p @parley/cli parley explore --out tests/explored",
  "npx -p @parley/cli parley coverage tests/table.convo tests/explored --threshold 100"
]

let folder: string
beforeAll(() => {
  // Below the root, so that packages are found as they would be in a reader's own folder.
  folder = mkdtempSync(join(root, "packages", "cli", ".testing-page-"))
  for (const { path, text } of Walkthrough.files(page)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), path.endsWith("vitest.config.ts") ? beside(text) : text)
  }
  writeFileSync(
    join(folder, "tests", "eager.convo"),
    fences(page).find(({ code }) => code.includes("How many guests?"))?.code ?? ""
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * The reader's configuration, reading the packages' sources; or what was built of them, as a reader does, which node loads by itself where
 * vitest is told so. Below `node_modules` that goes without saying.
 */
const beside = (text: string) =>
  text.replace(
    "plugins:",
    Processes.built
      ? "test: { server: { deps: { external: [/\\/packages\\/[^/]+\\/dist\\//] } } }, plugins:"
      : "resolve: { conditions: [\"parley-source\"] }, ssr: { resolve: { conditions: [\"parley-source\", \"node\", \"import\", \"default\"], "
        + "externalConditions: [\"parley-source\", \"node\"] } }, plugins:"
  )

const argsOf = (command: string): ReadonlyArray<string> => {
  const [, name = "", rest = ""] = /^npx (?:-p \S+ )?(\w+) (.*)$/.exec(command) ?? []
  return [...(programs[name] ?? []), ...rest.split(" ")]
}

const env = {
  ...process.env,
  NO_COLOR: "1",
  CI: "",
  VITEST: undefined,
  VITEST_WORKER_ID: undefined,
  VITEST_POOL_ID: undefined
}

const follow = (command: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, argsOf(command), {
    cwd: folder,
    encoding: "utf8",
    env
  })
  return { status, output: stdout, errors: stderr }
}

describe("the page on testing", () => {
  it("has no command that is not followed here", () => {
    const commands = fences(page).filter(({ info }) => info === "sh").flatMap(({ code }) => code.trimEnd().split("\n"))

    expect(commands.filter((command) => !/^(mkdir|npm) /.test(command))).toEqual(known)
  })

  it("replays its first convo as it says", { timeout: 120_000 }, () => {
    const { output, status } = follow(known[0] ?? "")

    expect({ status, end: output.trimEnd().split("\n").at(-1) }).toEqual({
      status: 0,
      end: "tests/table.convo: as written"
    })
  })

  it("fails as it shows, in a replay and in vitest", { timeout: 120_000 }, () => {
    const shown = fences(page).find(({ code }) => code.includes("instead: <"))?.code ?? "nothing is shown"

    const replayed = follow(known[2] ?? "")
    const tested = follow(known[1] ?? "")

    expect(replayed.output).toContain(shown)
    expect(replayed.output).toContain("tests/table.convo: as written")
    expect(replayed.status).toBe(1)
    expect(tested.output).toContain("✓ tests/table.convo")
    expect(tested.output + tested.errors).toContain("❯ tests/eager.convo:5:1")
  })

  it("updates nothing where there is no terminal", { timeout: 120_000 }, () => {
    const before = readFileSync(join(folder, "tests", "eager.convo"), "utf8")

    const { errors, status } = follow(known[3] ?? "")

    expect({ status, errors }).toMatchObject({ status: 1, errors: expect.stringContaining("Nothing was written.") })
    expect(readFileSync(join(folder, "tests", "eager.convo"), "utf8")).toBe(before)
  })

  it("watches", { timeout: 120_000 }, async () => {
    const child = spawn(process.execPath, argsOf(known[4] ?? ""), { cwd: folder, env })
    const written: Array<string> = []

    await new Promise<void>((resolve) => {
      child.stdout.on("data", (data: Buffer) => {
        written.push(data.toString())
        if (written.join("").includes("Waiting for a change")) resolve()
      })
      child.on("close", () => resolve())
    })
    child.kill()

    expect(written.join("")).toMatch(/tests\/table\.convo: \d+ ms/)
  })

  it("prints the twin", { timeout: 120_000 }, () => {
    expect(follow(known[5] ?? "").output).toContain("c.state(\"sure\", { guests: 4 })")
  })

  it("finds what is not covered, writes the convos for it, and covers all", { timeout: 240_000 }, () => {
    const shown = fences(page).filter(({ code }) => /^Not covered|^table: \d/.test(code)).map(({ code }) =>
      code.trimEnd()
    )

    const before = follow(known[6] ?? "")
    const explored = follow(known[7] ?? "")
    const after = follow(known[8] ?? "")

    for (const line of shown[0]?.split("\n").filter((line) => line !== "  …") ?? ["nothing is shown"]) {
      expect(before.output).toContain(line)
    }
    expect(explored.output).toContain(shown[1])
    expect({ status: after.status, end: after.output.trimEnd().split("\n").at(-1) }).toEqual({
      status: 0,
      end: "Coverage: 100 % (28 of 28), and 3 of 43 of what the repair kit answers."
    })
  })
})

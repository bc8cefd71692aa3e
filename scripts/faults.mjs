/**
 * Plants the faults of `packages/testing/test/policy/faults.ts`, one after the other, in a copy of the packages, and runs for each
 * the one test that must turn red. Ends with 1 when a fault survives, or fits no more.
 *
 * `npm run faults -- window` plants those whose name has the word in it.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { faults } from "../packages/testing/test/policy/faults.ts"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const wanted = process.argv[2] ?? ""
const chosen = faults.filter(({ name }) => name.includes(wanted))
const say = (line) => process.stdout.write(`${line}\n`)

const built = new Set(["node_modules", "dist", "test-results", ".turbo"])

/** A copy of the packages that reads its own sources, with the tools of the tree. */
const copy = () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-faults-"))
  for (const name of ["packages", "package.json", "tsconfig.base.json", "vitest.shared.ts"]) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (source) => !built.has(basename(source))
    })
  }
  const modules = join(folder, "node_modules")
  mkdirSync(join(modules, "@parley"), { recursive: true })
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name === "@parley" || (name.startsWith(".") && name !== ".bin")) continue
    symlinkSync(join(root, "node_modules", name), join(modules, name))
  }
  for (const name of readdirSync(join(folder, "packages"))) {
    symlinkSync(join(folder, "packages", name), join(modules, "@parley", name))
  }
  return folder
}

/** How the tests of a file that have this name ended: "passed", "failed", or "none" when there is no such test. */
const run = (folder, { file, name }) => {
  const [workspace, ...rest] = file.split("/")
  const at = join(folder, "packages", workspace)
  const results = join(folder, "results.json")
  rmSync(results, { force: true })
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      rest.join("/"),
      "--testNamePattern",
      name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"),
      "--reporter=json",
      `--outputFile=${results}`
    ],
    { cwd: at, encoding: "utf8", timeout: 120_000, env: { ...process.env, PARLEY_SEED: "1" } }
  )
  try {
    const { testResults } = JSON.parse(readFileSync(results, "utf8"))
    const ended = testResults.flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status, title }) => title.includes(name) && status !== "skipped" && status !== "pending")
    if (ended.length === 0) return "none"
    return ended.some(({ status }) => status === "failed") ? "failed" : "passed"
  } catch {
    return "none"
  }
}

const folder = copy()
const rows = []
try {
  for (const { file, find, name, replace, rule, test } of chosen) {
    const path = join(folder, "packages", file)
    const source = readFileSync(path, "utf8")
    const places = source.split(find).length - 1
    const before = places === 1 ? run(folder, test) : "unasked"
    let outcome = "caught"
    if (places !== 1) outcome = `fits ${places} places`
    else if (before !== "passed") outcome = `its test ${before === "failed" ? "is red already" : "is not there"}`
    else {
      writeFileSync(path, source.replace(find, () => replace))
      const after = run(folder, test)
      writeFileSync(path, source)
      if (after !== "failed") outcome = after === "passed" ? "SURVIVED" : "its test could not run"
    }
    rows.push({ fault: name, rule, test: test.file, outcome })
    say(`${outcome === "caught" ? "ok  " : "FAIL"}  ${name}  (${rule})\n      ${outcome}: ${test.file} > ${test.name}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const failed = rows.filter(({ outcome }) => outcome !== "caught").length
say(`\n${rows.length - failed} faults caught, ${failed} not`)
process.exit(rows.length > 0 && failed === 0 ? 0 : 1)

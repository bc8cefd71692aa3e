/**
 * Plants the faults of `packages/testing/test/policy/faults.ts`, one after the other, in a copy of the packages, and runs for each
 * the one test that must turn red; then those of `packages/testing/test/faults`, which the shipped promises have to find by themselves
 * (`plants.mjs`). Ends with 1 when a fault survives, or fits no more.
 *
 * `npm run faults -- window notice` plants those whose name has one of the words in it, `npm run faults -- plants` only the second half,
 * `npm run faults -- plants window` those of it. Before any fault is planted, each file of tests
 * runs once as it is.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { faults } from "../packages/testing/test/policy/faults.ts"
import * as Plants from "./plants.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const given = process.argv.slice(2)
const wanted = given.filter((word) => word !== "plants")
const chosen = given.includes("plants")
  ? []
  : faults.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
const say = (line) => process.stdout.write(`${line}\n`)

const built = new Set(["node_modules", "dist", "test-results", ".turbo"])

/** A copy of the packages that reads its own sources, with the tools of the tree. */
const copy = () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-faults-"))
  for (const name of ["packages", "examples", "package.json", "tsconfig.base.json", "vitest.shared.ts"]) {
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

/** How the tests of a file ended, all of them or those of a name; none when the file could not run. */
const results = (folder, file, name) => {
  const [workspace, ...rest] = file.split("/")
  const output = join(folder, "results.json")
  rmSync(output, { force: true })
  const pattern = name === undefined ? [] : ["--testNamePattern", name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")]
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      rest.join("/"),
      ...pattern,
      "--reporter=json",
      `--outputFile=${output}`
    ],
    {
      cwd: join(folder, "packages", workspace),
      encoding: "utf8",
      timeout: 240_000,
      env: { ...process.env, PARLEY_SEED: "1" }
    }
  )
  try {
    return JSON.parse(readFileSync(output, "utf8")).testResults.flatMap(({ assertionResults }) => assertionResults)
  } catch {
    return []
  }
}

/** How the tests of this name ended: "passed", "failed", or "none" when there is no such test. */
const ended = (tests, name) => {
  const own = tests.filter(({ status, title }) => title.includes(name) && status !== "skipped" && status !== "pending")
  if (own.length === 0) return "none"
  return own.some(({ status }) => status === "failed") ? "failed" : "passed"
}

const folder = copy()
const rows = []
const sound = new Map()
const asItIs = (file) => {
  if (!sound.has(file)) sound.set(file, results(folder, file))
  return sound.get(file)
}
let planted = { count: 0, isEnough: true }
try {
  for (const { file, find, name, replace, rule, test } of chosen) {
    const path = join(folder, "packages", file)
    const source = readFileSync(path, "utf8")
    const places = source.split(find).length - 1
    const before = places === 1 ? ended(asItIs(test.file), test.name) : "unasked"
    let outcome = "caught"
    if (places !== 1) outcome = `fits ${places} places`
    else if (before !== "passed") outcome = `its test ${before === "failed" ? "is red already" : "is not there"}`
    else {
      writeFileSync(path, source.replace(find, () => replace))
      const after = ended(results(folder, test.file, test.name), test.name)
      writeFileSync(path, source)
      if (after !== "failed") outcome = after === "passed" ? "SURVIVED" : "its test could not run"
    }
    rows.push({ fault: name, rule, test: test.file, outcome })
    say(`${outcome === "caught" ? "ok  " : "FAIL"}  ${name}  (${rule})\n      ${outcome}: ${test.file} > ${test.name}`)
  }
  if (chosen.length > 0) say("")
  planted = await Plants.run(folder, wanted, say)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const failed = rows.filter(({ outcome }) => outcome !== "caught").length
if (rows.length > 0) say(`${rows.length - failed} faults caught by their tests, ${failed} not`)
process.exit(rows.length + planted.count > 0 && failed === 0 && planted.isEnough ? 0 : 1)

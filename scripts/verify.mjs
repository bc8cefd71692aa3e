/**
 * `npm test`: every gate and every test suite through turbo, then one line for each and one line for all.
 *
 * The last line is `N passed, N failed`, alone. A gate that is not a test suite counts as one failure when it fails, so
 * that the line never says less than the exit code.
 *
 * @module
 */
import { spawn, spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const say = (line) => process.stdout.write(`${line}\n`)
const started = performance.now()

/** How long the whole may take, many times what it does. */
const minutes = 20

const early = ["lint:effects"]
const gates = ["package", "test"]
const rootGates = ["check:types", "lint:code", "format:check", "knip", "docs:check", "test:gates"]

/** Folders with a `package.json`: where suites leave their results. */
const folders = () => [
  join(root, "scripts"),
  ...["packages", "examples"].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name))
  ).filter((folder) => existsSync(join(folder, "package.json")))
]

const results = (folder) => join(folder, "test-results", "vitest.json")
const runs = join(root, ".turbo", "runs")

// What is counted below was written by this run, or put back by turbo for exactly these inputs.
for (const folder of folders()) rmSync(dirname(results(folder)), { recursive: true, force: true })
rmSync(runs, { recursive: true, force: true })

/** A process and all it has started: turbo waits for its tasks even when it is told to stop. */
const family = (pid) => {
  const pairs = (spawnSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).stdout ?? "").split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent) => pairs.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)])
  return [pid, ...below(pid)]
}

// A test that never comes back would leave continuous integration waiting for its own, longer limit.
let late = false
let running
const limit = setTimeout(() => {
  late = true
  for (const pid of family(running.pid)) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}, minutes * 60_000)

/** Runs tasks, and what they need. Gives the exit code. */
const turbo = (tasks, concurrency) =>
  new Promise((done) => {
    running = spawn(
      process.execPath,
      [
        join(root, "node_modules", "turbo", "bin", "turbo"),
        "run",
        ...tasks,
        "--continue=always",
        "--output-logs=errors-only",
        "--log-order=grouped",
        `--concurrency=${concurrency}`,
        "--summarize",
        ...process.argv.slice(2)
      ],
      {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        env: {
          ...process.env,
          TURBO_TELEMETRY_DISABLED: "1",
          TURBO_NO_UPDATE_NOTIFIER: "1",
          // Turbo does not look at the version of Node by itself.
          // The suites wait for the build, so the processes that they start may run what was built.
          PARLEY_BUILT: "1",
          PARLEY_NODE: `${process.version} ${process.platform} ${process.arch}`
        }
      }
    )
    running.on("error", () => done(1))
    running.on("close", (code) => done(code ?? 1))
  })

/** Each task as it was when it ran; the second time it may be unchanged. */
const tasksSoFar = () => {
  const told = new Map()
  for (const name of existsSync(runs) ? readdirSync(runs).filter((file) => file.endsWith(".json")) : []) {
    for (const task of JSON.parse(readFileSync(join(runs, name), "utf8")).tasks) {
      const known = told.get(task.taskId)
      if (known === undefined || known.cache?.status === "HIT") told.set(task.taskId, task)
    }
  }
  return [...told.values()]
}

const outcome = (task) => {
  const { exitCode, startTime, endTime } = task.execution ?? {}
  if (task.cache?.status === "HIT") return { ok: true, note: "unchanged" }
  if (exitCode === undefined || exitCode === null) return { ok: false, note: "not run, something before it failed" }
  return { ok: exitCode === 0, note: `${((endTime - startTime) / 1000).toFixed(1)} s` }
}

const ran = (task) => task.command !== "<NONEXISTENT>"
const cores = Math.max(2, Math.min(3, availableParallelism()))
// The longest suite waits for everything that is built, so that this comes first; beside it, what works on one core for as long.
const before = await turbo(["build", ...early.map((gate) => `//#${gate}`)], cores)
const built = tasksSoFar().filter(({ task }) => task === "build")
const isBuilt = built.length > 0 && built.filter(ran).every((task) => outcome(task).ok)
// One more than there are cores: some suites wait for processes and browsers of their own more than they work.
const after = late || !isBuilt ? 1 : await turbo([...gates, ...rootGates.map((gate) => `//#${gate}`)], cores + 1)
clearTimeout(limit)
const status = before === 0 ? after : before
const tasks = tasksSoFar()
const isSuite = (task) => /#test(:gates)?$/.test(task.taskId)

const count = (folder) => {
  if (!existsSync(results(folder))) return undefined
  const { numPassedTests, numFailedTests, numPendingTests, testResults, success } = JSON.parse(
    readFileSync(results(folder), "utf8")
  )
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests, success }
}

const folderOf = (task) => task.package === "//" ? join(root, "scripts") : join(root, task.directory)

let passed = 0
let failed = 0
say("")
for (const task of tasks.filter(ran).sort((a, b) => a.taskId < b.taskId ? -1 : 1)) {
  const { ok, note } = outcome(task)
  const counted = isSuite(task) ? count(folderOf(task)) : undefined
  passed += counted?.passed ?? 0
  failed += counted?.failed ?? 0
  if (!ok && (counted === undefined || counted.failed === 0)) failed += 1
  // Without a browser the page is not tried, and that is said.
  const skipped = counted?.skipped ? `, ${counted.skipped} skipped` : ""
  const tests = counted === undefined ? "" : `, ${counted.passed} passed, ${counted.failed} failed${skipped}`
  say(`${ok ? "ok  " : "FAIL"}  ${task.taskId.replace("//#", "")}  (${note}${tests})`)
}
if (tasks.length > 0 && !isBuilt) say("Nothing else was run: it would not be what these files say")
if (tasks.length === 0 || late) {
  failed += 1
  say(`FAIL  turbo ${late ? `was stopped after ${minutes} minutes` : "did not run"}`)
}

say(`\n${((performance.now() - started) / 1000).toFixed(0)} s`)
say(`${passed} passed, ${failed} failed`)
process.exit(status === 0 && failed === 0 ? 0 : 1)

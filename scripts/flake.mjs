/**
 * `npm run flake`: looks for tests that fail by chance. The suites of the runtime and of the testing package run a hundred times,
 * then the whole of `npm test` three times, while every core of the machine is kept busy.
 *
 * It can be stopped at any time: what was done stands in `.parley/flake.json`, and the same command goes on from there. Once all is done
 * that file is `.parley/flake.last.json`, and the next time begins anew.
 * `--times 5` runs the suites five times, `--whole 0` leaves the whole out, `--load 1` keeps one core busy, `--fresh` begins anew.
 * Each run has a seed of its own, printed and kept: `PARLEY_SEED=… npx vitest run --root packages/core test/runtime` repeats it.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { randomInt } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { Worker } from "node:worker_threads"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const state = join(root, ".parley", "flake.json")
const say = (line) => process.stdout.write(`${line}\n`)

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "100" },
    whole: { type: "string", default: "3" },
    load: { type: "string", default: String(availableParallelism()) },
    only: { type: "string" },
    fresh: { type: "boolean", default: false }
  }
})

const suites = [
  { name: "runtime", args: ["--root", "packages/core", "test/runtime"] },
  { name: "testing", args: ["--root", "packages/testing"] }
].filter(({ name }) => values.only === undefined || values.only === name)

/** A run: a suite by its number, or the whole. */
const plan = [
  ...Array.from(
    { length: Number(values.times) },
    (_, index) =>
      suites.map(({ args, name }) => ({ key: `${name} ${index + 1}`, command: ["npx", "vitest", "run", ...args] }))
  ).flat(),
  ...Array.from({ length: values.only === undefined ? Number(values.whole) : 0 }, (_, index) => ({
    key: `whole ${index + 1}`,
    // Forced: what has passed before must run again.
    command: ["npm", "test", "--", "--force"]
  }))
]

if (values.fresh) rmSync(state, { force: true })
const done = existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : {}
const keep = (key, result) => {
  done[key] = result
  mkdirSync(dirname(state), { recursive: true })
  writeFileSync(state, `${JSON.stringify(done, null, 2)}\n`)
}

const busy = "for (let sum = 0;;) for (let index = 0; index < 1e6; index++) sum += Math.sqrt(index + sum % 7)"
// Threads end with this process, however it ends.
for (let core = 0; core < Number(values.load); core++) new Worker(busy, { eval: true }).unref()

/** What runs now, in a group of its own so that all it has started can be ended. */
let running
const stop = () => {
  try {
    if (running?.pid !== undefined) process.kill(-running.pid, "SIGKILL")
  } catch {
    // It has ended by itself meanwhile.
  }
}
process.on("exit", stop)
// What was stopped has not failed: nothing is noted of it, and it is run again.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130))

/** Runs a command to its end: its exit code, and what it printed. */
const run = ([program, ...args], seed) =>
  new Promise((resolve) => {
    running = spawn(program, args, {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PARLEY_SEED: seed, NO_COLOR: "1" }
    })
    let output = ""
    for (const stream of [running.stdout, running.stderr]) stream.on("data", (data) => (output += data))
    running.on("error", (error) => resolve({ status: 1, output: error.message }))
    running.on("close", (status) => resolve({ status, output }))
  })

const failures = (output) =>
  [...output.matchAll(/^ *(?:×|FAIL) +(.*)$/gm)].map(([, name]) => name.trim()).filter((name, index, all) =>
    all.indexOf(name) === index
  )

for (const { command, key } of plan) {
  if (done[key] !== undefined) continue
  const seed = String(randomInt(2 ** 31))
  const began = performance.now()
  const { output, status } = await run(command, seed)
  const failed = status === 0 ? [] : failures(output)
  keep(key, { seed, status, seconds: Math.round((performance.now() - began) / 1000), failed })
  say(
    `${status === 0 ? "ok  " : "FAIL"}  ${key.padEnd(12)} ${
      Math.round((performance.now() - began) / 1000)
    } s   seed ${seed}`
  )
  for (const name of failed) say(`      ${name}`)
}

const runs = plan.map(({ key }) => ({ key, ...done[key] }))
const red = runs.filter(({ status }) => status !== 0)
say(`\n${runs.length - red.length} runs without a failure, ${red.length} with one`)
for (const { failed, key, seed } of red) {
  say(`  ${key}   PARLEY_SEED=${seed}   ${failed.join("; ") || "it did not end"}`)
}
if (existsSync(state)) renameSync(state, join(dirname(state), "flake.last.json"))
process.exit(red.length === 0 ? 0 : 1)

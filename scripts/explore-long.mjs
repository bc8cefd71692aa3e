/**
 * `npm run explore:long`: the promises that every bot should keep, over a million actions for each bot of the examples, on all cores, with
 * a seed that it prints. What was walked is noted in `.parley/explore-long.json`: a run that was stopped goes on where it was.
 * `npm run explore:long -- 50000` for another number, `PARLEY_SEED=7` for a seed of one's own.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { randomInt } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const command = join(root, "packages", "cli", "dist", "bin.js")
const notes = join(root, ".parley", "explore-long.json")
const say = (line) => process.stdout.write(`${line}\n`)

/** So many actions at a time: what is lost when a run is stopped. */
const portion = 25_000

const examples = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "parley.config.ts"))
)
const actions = Number(process.argv[2] ?? 1_000_000)
const given = process.env.PARLEY_SEED
const noted = existsSync(notes) ? JSON.parse(readFileSync(notes, "utf8")) : undefined
const isSame = noted !== undefined && noted.actions === actions && (given === undefined || String(noted.seed) === given)
const run = isSame ? noted : { actions, seed: Number(given ?? randomInt(2 ** 30)), done: [], broken: [] }

const again = `PARLEY_SEED=${run.seed} npm run explore:long -- ${actions}`
say(`seed ${run.seed}   again: ${again}${run.done.length === 0 ? "" : `   (${run.done.length} portions are walked)`}`)

const portions = Array.from({ length: Math.ceil(actions / portion) }, (_, part) => part).flatMap((part) =>
  examples.map((example) => ({
    name: `${example} ${part}`,
    example,
    // Each walk has a seed of its own: no two portions share one.
    seed: run.seed + part * portion,
    actions: Math.min(portion, actions - part * portion)
  }))
).filter(({ name }) => !run.done.includes(name))

const keep = () => {
  mkdirSync(dirname(notes), { recursive: true })
  writeFileSync(notes, JSON.stringify(run))
}

const walk = (one) =>
  new Promise((resolve) => {
    const args = ["--actions", String(one.actions), "--seed", String(one.seed), "--json"]
    const child = spawn(
      process.execPath,
      [command, "properties", "--config", join(root, "examples", one.example), ...args],
      { stdio: ["ignore", "pipe", "inherit"] }
    )
    let printed = ""
    child.stdout.on("data", (chunk) => printed += chunk)
    child.on("close", (code) => {
      let bots
      try {
        bots = JSON.parse(printed).bots
      } catch {
        say(`${one.name}: ended with ${code} and told nothing; ${again}`)
        process.exitCode = 1
        return resolve()
      }
      for (const { bot, violations } of bots) {
        for (const { convo, property, seed, sentence } of violations) {
          say(`\n${bot} ${property} (seed ${seed}): ${sentence}\n${convo}`)
          run.broken.push(`${bot} ${property} (seed ${seed})`)
        }
      }
      run.done.push(one.name)
      keep()
      say(`${one.name}: ${one.actions} actions from seed ${one.seed}`)
      resolve()
    })
  })

const next = async () => {
  for (let one = portions.shift(); one !== undefined; one = portions.shift()) await walk(one)
}
await Promise.all(Array.from({ length: availableParallelism() }, next))

if (process.exitCode === undefined) rmSync(notes, { force: true })
say(`seed ${run.seed}   ${run.broken.length} broken in ${actions} actions of each of ${examples.join(", ")}`)
for (const one of run.broken) say(`  ${one}`)
if (run.broken.length > 0) process.exitCode = 1

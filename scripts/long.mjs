/**
 * Runs the tests that are too long for `npm test`, with one seed for all of them, which it prints.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { randomInt } from "node:crypto"

const seed = process.env.PARLEY_SEED ?? String(randomInt(2 ** 31))
process.stdout.write(`seed ${seed}   again: PARLEY_SEED=${seed} npm run test:long\n`)
const { status } = spawnSync("npx", ["turbo", "run", "test:long", "--concurrency=1", "--output-logs=full"], {
  stdio: "inherit",
  env: { ...process.env, PARLEY_SEED: seed, PARLEY_LONG: "1", PARLEY_BUILT: "1", TURBO_TELEMETRY_DISABLED: "1" }
})
process.stdout.write(`seed ${seed}\n`)
process.exit(status ?? 1)

/**
 * `npm run fuzz`: a million mutated webhooks, with a seed that it prints. `npm run fuzz -- 5000000` for another number.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { randomInt } from "node:crypto"

const seed = process.env.PARLEY_SEED ?? String(randomInt(2 ** 31))
const rounds = process.argv[2] ?? "1000000"
process.stdout.write(`seed ${seed}   again: PARLEY_SEED=${seed} npm run fuzz -- ${rounds}\n`)
const files = ["test/inbound/Fuzz.test.ts", "test/inbound/Specification.test.ts"]
const { status } = spawnSync("npx", ["vitest", "run", "--root", "packages/messenger-adapter", ...files], {
  stdio: "inherit",
  env: { ...process.env, PARLEY_SEED: seed, PARLEY_FUZZ: rounds }
})
process.stdout.write(`seed ${seed}\n`)
process.exit(status ?? 1)

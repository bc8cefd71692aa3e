/**
 * Draws the pictures of the documentation anew: those of the templates, and those of the playground, which need a browser.
 *
 * `--templates` leaves the playground out; `--check` writes nothing, and fails with the templates' pictures that are older than what they show.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "./Examples.ts"
import * as Pictures from "./Pictures.ts"

const asked = new Set(process.argv.slice(2))
const pictures = await Pictures.all()

const isOld = ({ path, text }: Pictures.Picture): boolean => {
  const file = join(Examples.root, path)
  return !existsSync(file) || readFileSync(file, "utf8") !== text
}

if (asked.has("--check")) {
  const old = pictures.filter(isOld)
  for (const { path } of old) process.stderr.write(`${path} is older than what it shows; npm run docs:pictures\n`)
  process.stdout.write(`${pictures.length} pictures\n`)
  process.exitCode = old.length === 0 ? 0 : 1
} else {
  for (const { path, text } of pictures) {
    writeFileSync(join(Examples.root, path), text)
    process.stdout.write(`${path}\n`)
  }
  if (!asked.has("--templates")) {
    const vitest = join(Examples.root, "node_modules", "vitest", "vitest.mjs")
    const { status } = spawnSync(process.execPath, [vitest, "run", "test/playground/Talk.test.ts"], {
      cwd: join(Examples.root, "packages", "cli"),
      stdio: "inherit",
      env: { ...process.env, PARLEY_PICTURES: "1" }
    })
    process.exitCode = status ?? 1
  }
}

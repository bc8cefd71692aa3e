/**
 * `npm run lint:effects`: Effect's own diagnostics over the sources of the packages, as errors of the compiler.
 *
 * Its language service can only be built into a compiler. That is done to a copy beside the installation, so that the one that builds
 * stays as it came; and a compiler, unlike the service's own command, looks again at nothing but what a change can have touched.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const { resolve } = createRequire(import.meta.url)
const cache = join(root, "node_modules", ".cache", "effects")
const project = join(root, "tsconfig.effects.json")

const home = (name) => dirname(resolve(`${name}/package.json`))
const version = (name) => JSON.parse(readFileSync(join(home(name), "package.json"), "utf8")).version

const compiler = join(cache, `typescript-${version("typescript")}-${version("@effect/language-service")}`)

if (!existsSync(compiler)) {
  rmSync(cache, { recursive: true, force: true })
  const made = `${compiler}.${process.pid}`
  mkdirSync(made, { recursive: true })
  for (const part of ["package.json", "lib"]) {
    cpSync(join(home("typescript"), part), join(made, part), { recursive: true })
  }
  const patch = [join(home("@effect/language-service"), "cli.js"), "patch", "--dir", made, "--module", "tsc"]
  const { status, stderr, stdout } = spawnSync(process.execPath, patch, { cwd: root, encoding: "utf8" })
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`)
    process.exit(1)
  }
  // Whole, or not at all: what was stopped half-way is made again.
  renameSync(made, compiler)
}

// By these versions too: what another compiler found out is no answer.
const state = ["--tsBuildInfoFile", join(compiler, "effects.tsbuildinfo")]
const { status } = spawnSync(process.execPath, [join(compiler, "lib", "tsc.js"), "-p", project, ...state], {
  cwd: root,
  stdio: "inherit"
})
process.exit(status ?? 1)

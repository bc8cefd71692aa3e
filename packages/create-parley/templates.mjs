/**
 * Copies the examples into `templates/`, where the package carries them. What only works inside this repository stays out: each
 * example names such paths in its package.json (`parley.template.omit`).
 *
 * @module
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join, relative } from "node:path"

const examples = join(import.meta.dirname, "..", "..", "examples")
const out = join(import.meta.dirname, "templates")

/** Made, or made anew for each project. */
const never = new Set([
  "node_modules",
  "dist",
  "test-results",
  ".turbo",
  ".parley",
  "tsconfig.json",
  "vitest.config.ts"
])

rmSync(out, { recursive: true, force: true })
for (const name of readdirSync(examples)) {
  const from = join(examples, name)
  const manifest = join(from, "package.json")
  const template = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).parley?.template : undefined
  if (template === undefined) continue
  const omitted = new Set([...never, ...template.omit ?? []])
  cpSync(from, join(out, name), { recursive: true, filter: (path) => !omitted.has(relative(from, path)) })
}

/**
 * The pages of the documentation, as they lie in the repository.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative, sep } from "node:path"
import * as Examples from "./Examples.ts"
import type * as Links from "./Links.ts"

/** Folders that hold no page of ours: what is made, and what is installed. */
const made = new Set(["node_modules", "dist", "reference", ".vitepress"])

const below = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return made.has(entry.name) ? [] : below(path)
    return entry.name.endsWith(".md") ? [path] : []
  })

const manuals = (folder: string): ReadonlyArray<string> =>
  ["", ...readdirSync(folder)].map((name) => join(folder, name, "README.md")).filter((path) => existsSync(path))

/** What stands at a path from the root. */
export const kindOf = (path: string): Links.Kind => {
  const found = statSync(join(Examples.root, path), { throwIfNoEntry: false })
  if (found === undefined) return "nothing"
  return found.isDirectory() ? "folder" : "file"
}

/** Every page: those of `docs`, and what the repository, the packages and the examples say of themselves. */
export const all = (): ReadonlyArray<Links.Page> =>
  [
    ...["README.md", "CONTRIBUTING.md", "migrations/README.md"].map((name) => join(Examples.root, name)),
    ...["packages", "examples"].flatMap((name) => manuals(join(Examples.root, name))),
    ...below(join(Examples.root, "docs"))
  ].filter((path) => existsSync(path)).map((path) => ({
    path: relative(Examples.root, path).split(sep).join("/"),
    text: readFileSync(path, "utf8")
  }))

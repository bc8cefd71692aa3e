/**
 * The packages as they are published: their manifests, what can be imported of them, and what a project that does so looks like.
 *
 * @module
 */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "../docs/Examples.ts"

/** A package of this repository. */
export interface Package {
  readonly folder: string
  readonly name: string
  /** What can be imported: `@parley/core`, `@parley/core/sqlite`, … */
  readonly entries: ReadonlyArray<string>
}

/** Every package that is published. */
export const all = (): ReadonlyArray<Package> =>
  readdirSync(join(Examples.root, "packages"))
    .map((name) => join(Examples.root, "packages", name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => {
      // Our own manifest.
      const { exports, name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        readonly name: string
        readonly exports: Readonly<Record<string, unknown>>
      }
      const paths = Object.keys(exports).filter((path) => path !== "./package.json")
      return { folder, name, entries: paths.map((path) => `${name}${path.slice(1)}`) }
    })

/** What every package carries. */
export const always: ReadonlyArray<string> = ["LICENSE", "README.md", "package.json"]

/** The two kinds of project that a package has to work in: what `type` says in their package.json. */
export const kinds = ["module", "commonjs"] as const

/** What only vitest can load, as it wants to be imported by tests that it runs. */
const forVitest: ReadonlyArray<string> = ["@parley/testing/vitest", "@parley/testing/contracts"]

/** What any project can load. */
export const loadable = (packages: ReadonlyArray<Package>): ReadonlyArray<string> =>
  packages.flatMap(({ entries }) => entries).filter((entry) => !forVitest.includes(entry))

/** A module, TypeScript and JavaScript alike, that loads every entry and ends with a mistake where one gives nothing. */
export const loading = (entries: ReadonlyArray<string>): string =>
  [
    ...entries.map((entry, at) => `import * as entry${at} from "${entry}"`),
    "",
    `const entries = { ${entries.map((entry, at) => `"${entry}": entry${at}`).join(", ")} }`,
    "for (const [name, entry] of Object.entries(entries)) {",
    "  if (Object.keys(entry).length === 0) throw new Error(`${name} exports nothing`)",
    "}",
    "process.stdout.write(`${Object.keys(entries).length} entries\\n`)",
    ""
  ].join("\n")

/** How many bytes the files of a folder hold. */
export const bytes = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? bytes(path) : lstatSync(path).size)
  }, 0)

/**
 * A project that stands on its own: a template, with the settings that it has from its surroundings in this repository.
 *
 * @module
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Manifest, Template } from "./Template.ts"

/** What every project has, whatever its template: the package.json of `project/`. */
interface Base extends Record<string, unknown> {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

type Versions = Readonly<Record<string, string>>

/** What a bot does not need when it runs. */
const tools = new Set(["@parley/testing", "@parley/cli"])

const sorted = (versions: Versions): Versions =>
  Object.fromEntries(Object.entries(versions).sort(([one], [other]) => one < other ? -1 : 1))

const filtered = (versions: Versions, keep: (name: string) => boolean): Versions =>
  Object.fromEntries(Object.entries(versions).filter(([name]) => keep(name)))

/** The package.json of a project: the template's dependencies, tools apart, and what every project has. */
const manifest = (name: string, base: Base, { dependencies = {}, devDependencies = {} }: Manifest) => ({
  name,
  ...base,
  dependencies: sorted({ ...base.dependencies, ...filtered(dependencies, (one) => !tools.has(one)) }),
  devDependencies: sorted({
    ...base.devDependencies,
    ...filtered(dependencies, (one) => tools.has(one)),
    ...devDependencies
  })
})

/** npm leaves files of these names out of packages, so they travel without their dot. */
const dotted = new Set(["gitignore", "dockerignore"])

/** Writes a project into a folder that is free: the template's files, and those of `settings`, which is `project/` of this package. */
export const write = (
  template: Template,
  at: { readonly folder: string; readonly name: string; readonly settings: string }
): void => {
  mkdirSync(at.folder, { recursive: true })
  cpSync(template.folder, at.folder, { recursive: true })
  for (const file of readdirSync(at.settings)) {
    cpSync(join(at.settings, file), join(at.folder, dotted.has(file) ? `.${file}` : file))
  }
  // Our own file, packed with us.
  const base = JSON.parse(readFileSync(join(at.settings, "package.json"), "utf8")) as Base
  const text = JSON.stringify(manifest(at.name, base, template.manifest), null, 2)
  writeFileSync(join(at.folder, "package.json"), `${text}\n`)
}

/**
 * The bots to start from, in the order in which one learns from them.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Refusal } from "./Refusal.ts"

/** The package.json of a template, as far as a project is made of it. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly parley: {
    readonly template: { readonly order: number; readonly title: string; readonly about: string }
  }
}

/** A bot to start from. */
export interface Template {
  /** By which one asks for it. */
  readonly name: string
  readonly title: string
  /** What it teaches, in one line. */
  readonly about: string
  readonly order: number
  readonly folder: string
  readonly manifest: Manifest
}

const read = (folder: string, name: string): Template => {
  // Our own file, packed with us, and held by a test.
  const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as Manifest
  const { about, order, title } = manifest.parley.template
  return { name, title, about, order, folder: join(folder, name), manifest }
}

/** The templates in a folder, the first to learn from first. Throws `Refusal` where there are none. */
export const list = (folder: string): ReadonlyArray<Template> => {
  if (!existsSync(folder)) {
    throw new Refusal(`there are no templates in ${folder}. In a clone of the repository, run \`npm run build\` first.`)
  }
  return readdirSync(folder).map((name) => read(folder, name)).sort((one, other) => one.order - other.order)
}

/** The template of a name, or of a number in the list. Throws `Refusal` when there is none. */
export const chosen = (templates: ReadonlyArray<Template>, wish: string): Template => {
  const found = templates.find(({ name, order }) => name === wish.trim().toLowerCase() || String(order) === wish.trim())
  if (found !== undefined) return found
  throw new Refusal(`there is no template "${wish}"; there is ${templates.map(({ name }) => name).join(", ")}.`)
}

/** All of them, a line each. */
export const listing = (templates: ReadonlyArray<Template>): string => {
  const width = Math.max(...templates.map(({ name }) => name.length))
  return templates.map(({ about, name, order }) => `  ${order}. ${name.padEnd(width)}  ${about}`).join("\n")
}

/**
 * The table of the templates, made of what each says of itself in its package.json.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, posix } from "node:path"
import * as Examples from "./Examples.ts"

/** A template: the name of its folder, and what it says of itself. */
export interface Template {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly order: number
  /** The convo of which its README has a picture, from its folder. */
  readonly picture: string
}

/** All templates, in order of learning. */
export const all = (): ReadonlyArray<Template> =>
  readdirSync(join(Examples.root, "examples")).flatMap((name): ReadonlyArray<Template> => {
    const manifest = join(Examples.root, "examples", name, "package.json")
    if (!existsSync(manifest)) return []
    // Our own manifest.
    const { parley } = JSON.parse(readFileSync(manifest, "utf8")) as {
      readonly parley: { readonly template: Omit<Template, "name"> }
    }
    return [{ name, ...parley.template }]
  }).toSorted((one, other) => one.order - other.order)

/** The pages that have the table, by their paths from the root. */
export const pages: ReadonlyArray<string> = ["README.md", "docs/README.md", "examples/README.md"]

const begin = "<!-- the templates: made by `npm run docs:sync` -->"
const end = "<!-- /the templates -->"

/** The table, as a page has it. */
const table = (page: string): string =>
  [
    "| | template | teaches |",
    "|--:|---|---|",
    ...all().map(({ about, name, order, title }) =>
      `| ${order} | [${title}](${posix.relative(posix.dirname(page), `examples/${name}/README.md`)}) | ${about} |`
    )
  ].join("\n")

/** A page's text with the table as it is today; `undefined` where it has no place for it. */
export const put = (page: string, text: string): string | undefined => {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) return undefined
  return `${text.slice(0, from + begin.length)}\n\n${table(page)}\n\n${text.slice(to)}`
}

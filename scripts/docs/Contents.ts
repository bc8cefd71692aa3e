/**
 * The table of contents: the sections of `docs/README.md`, each with the pages of its table.
 *
 * @module
 */
import * as Links from "./Links.ts"

/** A page, by its title in the table and its path from the root. */
export interface Entry {
  readonly title: string
  readonly path: string
}

/** A section, by its heading. */
export interface Section {
  readonly title: string
  readonly entries: ReadonlyArray<Entry>
}

/** The sections of the index: each `## Heading` over rows of `| [Title](page.md) | … |`. */
export const sections = (index: Links.Page): ReadonlyArray<Section> =>
  index.text.split(/^## +/m).slice(1).flatMap((part) => {
    const title = part.split("\n", 1)[0] ?? ""
    const entries = [...part.matchAll(/^\| *\[([^\]]+)\]\(([^)\s]+)\)/gm)].map(({ 1: name = "", 2: target = "" }) => ({
      title: name.replaceAll("`", ""),
      path: Links.destination(index.path, target).path
    }))
    return entries.length === 0 ? [] : [{ title, entries }]
  })

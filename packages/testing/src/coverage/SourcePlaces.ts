/**
 * Where a state stands in the author's source: found by reading it, as a dialogue does not remember its lines.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import type { Element } from "./Element.ts"

/** Finds places in the sources below a folder. */
export interface SourcePlaces {
  /**
   * `file:line` of the element's state, the path as seen from the folder; of its dialogue where the state is not found, or is found
   * twice; `undefined` where neither is.
   */
  readonly of: (element: Pick<Element, "dialogue" | "state"> & { readonly word?: string }) => string | undefined
}

interface Source {
  readonly file: string
  readonly lines: ReadonlyArray<string>
}

const skipped = new Set(["node_modules", "dist", "test", "tests", "coverage"])

// More files than a bot has; a folder with more is not one.
const most = 2_000

const sourcesBelow = (folder: string): ReadonlyArray<Source> => {
  const found: Array<Source> = []
  const open = [folder]
  for (let at = open.pop(); at !== undefined && found.length < most; at = open.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name)
      if (entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith(".")) open.push(path)
      if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.name.endsWith(".d.ts")) {
        found.push({ file: relative(folder, path), lines: readFileSync(path, "utf8").split("\n") })
      }
    }
  }
  return found
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

const linesWith = ({ lines }: Source, pattern: RegExp, from = 0): ReadonlyArray<number> =>
  lines.flatMap((line, index) => (index >= from && pattern.test(line) ? [index + 1] : []))

/** The places below a folder. The sources are read at the first question. */
export const below = (folder: string): SourcePlaces => {
  let sources: ReadonlyArray<Source> | undefined
  const dialogues = new Map<string, { readonly source: Source; readonly line: number } | undefined>()
  const dialogueOf = (id: string) => {
    if (!dialogues.has(id)) {
      sources ??= sourcesBelow(folder)
      const pattern = new RegExp(`\\bid:\\s*["'\`]${escape(id)}["'\`]`)
      const found = sources.flatMap((source) => linesWith(source, pattern).map((line) => ({ source, line })))
      dialogues.set(id, found.length === 1 ? found[0] : undefined)
    }
    return dialogues.get(id)
  }
  return {
    of: ({ dialogue, state, word }) => {
      const home = dialogueOf(dialogue)
      if (home === undefined) return undefined
      const name = state.split(".", 1)[0] ?? ""
      const made = word === undefined || state.includes(".") ? "\\w+" : `(?:${escape(word)}|\\w+)`
      const pattern = new RegExp(`^\\s*["']?${escape(name)}["']?:\\s*(?:\\w+\\.${made}\\(|\\w+\\s*[,}]?\\s*$)`)
      // A state may stand in the file of its dialogue, below its name, or in a file of its own.
      const here = name === "" ? [] : linesWith(home.source, pattern, home.line)
      const places = here.length > 0
        ? here.map((line) => `${home.source.file}:${line}`)
        : name === ""
        ? []
        : (sources ?? []).flatMap((source) => linesWith(source, pattern).map((line) => `${source.file}:${line}`))
      return places.length === 1 ? places[0] : `${home.source.file}:${home.line}`
    }
  }
}

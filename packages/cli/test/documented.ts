/**
 * What the page of the command line shows of a command's data, and what of it has to be the same in what is printed.
 */
import { readFileSync } from "node:fs"

/** The page. */
export const page = readFileSync(new URL("../../../docs/command-line.md", import.meta.url), "utf8")

/** What the page says of a command. */
export const sectionOf = (command: string): string => page.split(`\n### parley ${command}\n`)[1]?.split(/\n##/)[0] ?? ""

/** The data that the page shows of a command. */
export const dataOf = (command: string): unknown => {
  const shown = /\n```json\n([\s\S]+?)\n```\n/.exec(sectionOf(command))?.[1]
  if (shown === undefined) throw new Error(`docs/command-line.md shows no data of parley ${command}`)
  return JSON.parse(shown)
}

/** Every way into data with the kind of value that stands there; the entries of a list all stand at the same place. */
export const shapeOf = (data: unknown, path = ""): ReadonlyArray<string> => {
  if (Array.isArray(data)) return [...new Set(data.flatMap((one) => shapeOf(one, `${path}[]`)))].sort()
  if (typeof data !== "object" || data === null) return [`${path}: ${typeof data}`]
  return Object.entries(data).flatMap(([name, value]) => shapeOf(value, `${path}.${name}`)).sort()
}

/** The names that the page lists of a command's data. */
export const listed = (command: string): ReadonlyArray<string> =>
  [...(new RegExp(`^\\| \`${command}\` \\| (.+) \\|$`, "m").exec(page)?.[1] ?? "").matchAll(/`(\w+)`/g)]
    .flatMap(([, name]) => name ?? [])

/** The names at the top of data, or of every entry of a list. */
export const namesOf = (data: unknown): ReadonlyArray<string> =>
  Array.isArray(data) ? [...new Set(data.flatMap(namesOf))] : Object.keys(data as object)

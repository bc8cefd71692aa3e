/**
 * Many convo files: which there are below a path, and their run with the bots of the nearest configuration, loaded once.
 *
 * @module
 */
import { readdirSync, statSync } from "node:fs"
import { join, resolve } from "node:path"
import * as Bots from "./Bots.ts"
import * as Convo from "./Convo.ts"

const below = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : below(path)
    return entry.isFile() && entry.name.endsWith(".convo") ? [path] : []
  })

/** A pattern of paths as an expression: `**` is any folders, `*` anything within a name, `?` one sign. */
const expression = (pattern: string): RegExp =>
  new RegExp(
    `^${
      pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(
        /\*\*\/?|\*|\?/g,
        (sign) => (sign === "*" ? "[^/]*" : sign === "?" ? "[^/]" : ".*")
      )
    }$`
  )

/** No such convos. */
export class NoConvos extends Error {
  override readonly name = "NoConvos"
}

/**
 * The convo files that a path means: itself, those below a directory, those that a pattern with `*` fits (for shells that leave
 * `dir/**` as it is). Throws `NoConvos` when there are none.
 */
export const files = (path: string): ReadonlyArray<string> => {
  const star = path.search(/[*?]/)
  if (star < 0) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) throw new NoConvos(`There is no ${path}.`)
    if (!found.isDirectory()) return [path]
    const all = below(path).toSorted()
    if (all.length === 0) throw new NoConvos(`There are no *.convo files in ${path}.`)
    return all
  }
  const base = path.slice(0, path.lastIndexOf("/", star) + 1) || "."
  const fits = expression(path.startsWith("./") ? path.slice(2) : path)
  const all = statSync(base, { throwIfNoEntry: false })?.isDirectory() === true
    ? below(base).filter((file) => fits.test(file) || fits.test(`./${file}`)).toSorted()
    : []
  if (all.length === 0) throw new NoConvos(`There are no *.convo files that fit ${path}.`)
  return all
}

/** The rules to play under, whatever the convos say. */
export type Rules = Pick<Convo.Options, "pack" | "on">

/** Rules as they are typed on the command line; empty for none. */
export const typed = ({ on, pack }: Rules): string =>
  [...(pack === undefined ? [] : [`--pack ${pack}`]), ...(on === undefined ? [] : [`--on ${on}`])].join(" ")

/** Bots for files, from the nearest configuration of each; one is loaded once. */
export class Configurations {
  private readonly loaded = new Map<string, Promise<Bots.Config>>()

  /** How the convos of a file are run. Rejects with `ConfigError`. */
  async of(file: string, rules: Rules = {}): Promise<Convo.Options> {
    const path = Bots.find(file) ?? resolve(file)
    const found = this.loaded.get(path) ?? Bots.load(file)
    this.loaded.set(path, found)
    const { bots, templates } = await found
    const words = typed(rules)
    return {
      bots,
      ...(templates === undefined ? {} : { templates }),
      ...(rules.pack === undefined ? {} : { pack: rules.pack }),
      ...(rules.on === undefined ? {} : { on: rules.on }),
      ...(words === "" ? {} : { rules: words })
    }
  }
}

/**
 * Plays the convo of a file with the bots of its nearest configuration; rejects with `ConvoFailed` when it does not go as
 * written. For any test runner: `test("order", () => Suite.check("tests/order.convo"))`.
 */
export const check = async (file: string, rules: Rules = {}): Promise<void> =>
  Convo.assertPassed(await Convo.runFile(file, await new Configurations().of(file, rules)))

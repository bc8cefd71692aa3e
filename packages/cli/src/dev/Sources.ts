/**
 * The bots of what an author gave: a configuration, a folder below one, or a file that exports a bot or a dialogue.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { BotDefinition, BotProblem } from "@parley/core"
import { Bots, SourcePlaces } from "@parley/testing"
import { existsSync, statSync } from "node:fs"
import { basename, dirname, extname, join, resolve } from "node:path"
import type { Load } from "./Editions.ts"
import type { Problem, Source } from "./Picture.ts"
import * as Problems from "./Problems.ts"

/** Where the sources are. */
export interface Place {
  /** The file that is loaded. */
  readonly file: string
  /** The folder whose changes count. */
  readonly home: string
  readonly isConfig: boolean
}

/** The bots, or everything that keeps them from running. */
export type Loaded =
  | { readonly _tag: "Loaded"; readonly config: Bots.Config }
  | { readonly _tag: "Faulty"; readonly problems: ReadonlyArray<Problem> }

/** The nearest folder of a package; the file's own where there is none. */
const packageOf = (file: string): string => {
  for (let folder = dirname(file);; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder
    if (dirname(folder) === folder) return dirname(file)
  }
}

/** Where the sources of a path are, or why there are none. */
export const find = (path: string): Place | string => {
  const given = resolve(path)
  const found = statSync(given, { throwIfNoEntry: false })
  if (found === undefined) {
    return `There is no ${path}. Give a file that exports a bot, a parley.config.ts, or a folder.`
  }
  if (found.isFile() && !basename(given).startsWith("parley.config.")) {
    return /\.[cm]?[jt]s$/.test(given)
      ? { file: given, home: packageOf(given), isConfig: false }
      : `${path} is no TypeScript or JavaScript file. Give one that exports a bot, or a parley.config.ts.`
  }
  const config = Bots.find(given)
  return config === undefined
    ? `There is no parley.config.ts in ${path} or above. Give a file that exports a bot: parley dev bot.ts`
    : { file: config, home: dirname(config), isConfig: true }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const isDialogue = (value: unknown): value is Definition.Definition =>
  isObject(value) && "machine" in value && "states" in value && "id" in value && "version" in value

const isBot = (value: unknown): value is BotDefinition.BotDefinition =>
  isObject(value) && "dialogues" in value && Array.isArray(value.dialogues) && "disclosure" in value

const isRunning = (value: unknown): boolean => isObject(value) && "listen" in value && "observe" in value

/** The configuration that the exports of a file amount to. Throws `ConfigError` where there is no bot among them. */
const ofExports = (exports: { readonly [name: string]: unknown }, file: string): Bots.Config => {
  const own = basename(file, extname(file))
  const all = Object.entries(exports)
  const { default: main } = exports
  if (isObject(main) && "bots" in main) return Bots.checked(main, file)
  const bots = all.flatMap(([name, value]) => isBot(value) ? [[name === "default" ? own : name, value] as const] : [])
  if (bots.length > 0) return { bots: Object.fromEntries(bots) }
  const dialogues = all.map(([, value]) => value).filter(isDialogue)
  if (dialogues.length > 0) {
    return {
      bots: { [own]: BotDefinition.make({ dialogues: [...new Set(dialogues)] }) }
    }
  }
  const names = all.map(([name]) => name)
  const there = names.length === 0 ? "It exports nothing." : `It exports ${names.join(", ")}.`
  throw new Bots.ConfigError({
    path: file,
    reason: all.some(([, value]) => isRunning(value))
      ? "it exports a bot that runs already, on its own channel. Export its dialogue, or what createBot was given as "
        + "BotDefinition.make({ dialogues: [ … ] })."
      : `it exports no bot. Write: export default BotDefinition.make({ dialogues: [ … ] }), or export a dialogue. ${there}`
  })
}

/** The place of what a problem names: a state of a dialogue, a dialogue, or at least the file. */
const sourceOf = (problem: string, { file, home }: Place): Source => {
  const dialogue = /dialogue "([^"]+)"/.exec(problem)?.[1]
  const state = /state "([^"]+)"/.exec(problem)?.[1] ?? ""
  const found = dialogue === undefined ? undefined : SourcePlaces.below(home).of({ dialogue, state })
  const [, at, line] = /^(.*):(\d+)$/.exec(found ?? "") ?? []
  return at === undefined ? Problems.sourceOf(file, 1) : Problems.sourceOf(join(home, at), Number(line))
}

const problemsOf = (config: Bots.Config, place: Place, at: number): ReadonlyArray<Problem> =>
  Object.entries(config.bots).flatMap(([name, definition]) =>
    BotProblem.find(definition).map((problem): Problem => ({
      kind: "dialogue",
      message: `The bot "${name}" cannot run: ${problem}.`,
      source: sourceOf(problem, place),
      at
    }))
  )

/** Loads the sources as they stand now. Never rejects. */
export const read = async (place: Place, load: Load, at: number): Promise<Loaded> => {
  const { file, home, isConfig } = place
  try {
    const exports = await load(file)
    const config = isConfig ? Bots.checked(exports["default"], file) : ofExports(exports, file)
    const problems = problemsOf(config, place, at)
    return problems.length === 0 ? { _tag: "Loaded", config } : { _tag: "Faulty", problems }
  } catch (error) {
    return {
      _tag: "Faulty",
      problems: [{ source: Problems.sourceOf(file, 1), ...Problems.ofLoading(error, home, at) }]
    }
  }
}

/**
 * The bots that convos can name, and the file that lists them.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import * as Schema from "effect/Schema"
import { existsSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import * as Nearest from "./Nearest.ts"

/** Bots by the name that `bot NAME` uses. Their services are those of the test: stand-ins where the real ones cost. */
export interface Bots {
  readonly [name: string]: BotDefinition.BotDefinition
}

/** A utility template that the platform approved: `{{1}}` or `{{name}}` in `body` is where parameters go. */
export interface UtilityTemplate {
  readonly name: string
  /** The language code, "en" for one. */
  readonly language: string
  readonly body: string
}

/** What `parley.config.ts` exports. */
export interface Config {
  readonly bots: Bots
  /** The utility templates that the platform approved, so that convos can send them; none unless given. */
  readonly templates?: ReadonlyArray<UtilityTemplate>
}

/**
 * Types the default export of `parley.config.ts`, the file from which tools learn which bots there are.
 *
 * @example
 * import { defineConfig } from "@parley/testing"
 *
 * Object.keys(defineConfig({ bots: {} }).bots)
 * // => []
 */
export const defineConfig = (config: Config): Config => config

/** No bots could be had for a file. */
export class ConfigError extends Schema.TaggedError<ConfigError>()("ConfigError", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.path}: ${this.reason}`
  }
}

const names = ["parley.config.ts", "parley.config.js", "parley.config.mjs"]

/** The configuration nearest to a file or directory, walking up; `undefined` when there is none. */
export const find = (from: string): string | undefined => {
  for (let directory = resolve(from);; directory = dirname(directory)) {
    const found = names.map((name) => join(directory, name)).find((path) => existsSync(path))
    if (found !== undefined) return found
    if (dirname(directory) === directory) return undefined
  }
}

/** What is wrong with the bots of a configuration, in a sentence; `undefined` when nothing is. */
const problemOf = ({ bots }: Config): string | undefined => {
  const names = Object.entries(bots as { readonly [name: string]: unknown })
  if (names.length === 0) {
    return "it names no bots. Give it one: defineConfig({ bots: { pizza: BotDefinition.make({ … }) } })"
  }
  const odd = names.find(([, bot]) =>
    typeof bot !== "object" || bot === null || !("dialogues" in bot) || !Array.isArray(bot.dialogues)
  )
  return odd === undefined
    ? undefined
    : `"${odd[0]}" is not a bot. Write ${odd[0]}: BotDefinition.make({ dialogues: [ … ] })`
}

const isConfig = (found: unknown): found is Config =>
  typeof found === "object" && found !== null && "bots" in found && typeof found.bots === "object" &&
  found.bots !== null

/** Loads the configuration nearest to a file. A TypeScript file needs a host that reads TypeScript. Rejects with `ConfigError`. */
export const load = async (file: string): Promise<Config> => {
  const path = find(file)
  if (path === undefined) {
    throw new ConfigError({
      path: file,
      reason: "no parley.config.ts here or above. Write one: export default defineConfig({ bots: { pizza } })"
    })
  }
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  if (!isConfig(module.default)) {
    throw new ConfigError({ path, reason: "its default export is not defineConfig({ bots: { … } })" })
  }
  const problem = problemOf(module.default)
  if (problem !== undefined) throw new ConfigError({ path, reason: problem })
  return module.default
}

/** The bot of a name, or a sentence that says which there are. */
export const named = (bots: Bots, name: string): BotDefinition.BotDefinition | string => {
  const found = Object.hasOwn(bots, name) ? bots[name] : undefined
  if (found !== undefined) return found
  const known = Object.keys(bots)
  return known.length === 0
    ? `There is no bot "${name}", nor any other.`
    : `There is no bot "${name}"; there is ${known.join(", ")}.${Nearest.hint(name, known)}`
}

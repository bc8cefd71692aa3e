/**
 * The bots that convos can name, and the file that lists them.
 *
 * @module
 */
import { type BotDefinition, Nearest } from "@parley/core"
import type { MessengerSettings, Profile } from "@parley/messenger-adapter"
import * as Schema from "effect/Schema"
import { existsSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import type { Approval } from "./Script.ts"

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
  /** `approved` unless given. */
  readonly status?: "approved" | "pending" | "rejected" | "paused" | "disabled"
}

/** A business account of a bot, as far as rules ask for it. */
export interface Account {
  readonly channel: "messenger" | "instagram"
  /** What it was approved for; `humanAgent` and `utility` unless given. */
  readonly approvals?: ReadonlyArray<Approval>
  /** The rules: those of the day, or those of the seed pages on every day; `current` unless given. */
  readonly pack?: "current" | "seeds"
}

/** What is asked of dialogue coverage. */
export interface CoverageWishes {
  /** The least that must be covered, in per cent; nothing is asked unless given. */
  readonly threshold?: number
  /** The languages that the bots speak; those that were heard unless given. */
  readonly languages?: ReadonlyArray<string>
  /** Where a suite of a test runner writes its tally; `.parley/coverage` unless given. */
  readonly folder?: string
}

/** What `parley.config.ts` exports. */
export interface Config {
  readonly bots: Bots
  /** The accounts that each bot is for, so that checks know their rules; one on Messenger unless given. */
  readonly accounts?: { readonly [bot: string]: ReadonlyArray<Account> }
  /**
   * The utility templates of the account, so that convos can send them. The bot knows the same: another one is refused before it
   * is said. Unless given the platform has none, and the bot takes templates at their word.
   */
  readonly templates?: ReadonlyArray<UtilityTemplate>
  /** What accounts show around their conversations: the menu, the greeting; `parley profile push` sets it. */
  readonly profile?: Profile.Profile
  /** The accounts that commands look after, one entry for each channel; the one of the environment unless given. */
  readonly messenger?: ReadonlyArray<MessengerSettings.Options>
  /** What `parley coverage` and `convos` of vitest ask of dialogue coverage. */
  readonly coverage?: CoverageWishes
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

/** What is wrong with a configuration, in a sentence; `undefined` when nothing is. */
const problemOf = (config: Config): string | undefined => {
  const { bots, messenger, templates } = config
  if (messenger !== undefined && !Array.isArray(messenger)) {
    return "`messenger` is no list. Write messenger: [{ accounts: [ … ] }], one entry for each channel"
  }
  if (templates !== undefined && !Array.isArray(templates)) {
    return "`templates` is no list. Write templates: [UtilityTemplate.make({ … })]"
  }
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

/** What a file exports as its configuration. Throws `ConfigError` when it is none. */
export const checked = (found: unknown, path: string): Config => {
  if (!isConfig(found)) {
    throw new ConfigError({ path, reason: "its default export is not defineConfig({ bots: { … } })" })
  }
  const problem = problemOf(found)
  if (problem !== undefined) throw new ConfigError({ path, reason: problem })
  return found
}

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
  return checked(module.default, path)
}

/** Each bot with a dialogue that no bot before it has: what is to be looked at once is in these. */
export const distinct = (bots: Bots): ReadonlyArray<readonly [name: string, bot: BotDefinition.BotDefinition]> => {
  const known = new Set<unknown>()
  return Object.entries(bots).filter(([, { dialogues }]) => {
    const isNew = dialogues.some((dialogue) => !known.has(dialogue))
    for (const dialogue of dialogues) known.add(dialogue)
    return isNew
  })
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

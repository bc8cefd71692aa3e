/**
 * A plug-in of vitest that takes `*.convo` files for test files: each is one test under its own name, its failures stand at its
 * own lines, and watch mode runs it when it is saved.
 *
 * @module
 */
import { existsSync } from "node:fs"
import { basename, resolve } from "node:path"
import { configDefaults, type Plugin } from "vitest/config"
import * as Bots from "./convo/Bots.ts"

/** How convo files become tests. */
export interface Options {
  /** Where the bots are; the nearest `parley.config.ts` of each convo unless given. A relative path starts where vitest runs. */
  readonly config?: string
  /** Which files are convos; all that end in `.convo`, below where vitest runs, unless given. */
  readonly include?: ReadonlyArray<string>
}

/** The convo's own title: the first comment above its header, or the name of its file. */
const titleOf = (file: string, text: string): string => {
  const [first = ""] = text.split(/\r?\n/)
  const title = /^#\s*(\S.*)$/.exec(first)?.[1]
  return title === undefined ? basename(file) : title.trim()
}

/** Every line stands where it stands: what fails at line 7 is line 7 of the convo. */
const mapOf = (file: string, text: string) => ({
  version: 3 as const,
  names: [],
  sources: [file],
  sourcesContent: [text],
  mappings: text.split("\n").map((_, index) => (index === 0 ? "AAAA" : "AACA")).join(";")
})

const headerLine = (text: string): number => text.split(/\r?\n/).findIndex((line) => /^bot\s/.test(line))

/** The module of a convo. Its test is made on the line of the header, so that tools find it there. */
const moduleOf = (file: string, text: string, config: string): string =>
  [
    `import { convo } from "@parley/testing/vitest";import config from ${JSON.stringify(config)};`,
    "\n".repeat(Math.max(0, headerLine(text))),
    `convo(${JSON.stringify(titleOf(file, text))}, ${JSON.stringify({ file, text })}, config)`
  ].join("")

/**
 * The plug-in, for `plugins` of `vitest.config.ts`.
 *
 * @example
 * import { convoPlugin } from "@parley/testing/vitest-plugin"
 * import { defineConfig } from "vitest/config"
 *
 * defineConfig({ plugins: [convoPlugin()] }).plugins?.length
 * // => 1
 */
export const convoPlugin = ({ config, include = ["**/*.convo"] }: Options = {}): Plugin => ({
  name: "parley:convos",
  enforce: "pre",
  // Lists of two configurations are joined; a list of ours alone would take the place of the usual one.
  config: (user) => ({
    test: { include: user.test?.include === undefined ? [...configDefaults.include, ...include] : [...include] }
  }),
  transform(text, id) {
    const [file = id] = id.split("?")
    if (!file.endsWith(".convo")) return undefined
    const found = config === undefined ? Bots.find(file) : resolve(config)
    if (found === undefined || !existsSync(found)) {
      return this.error(
        `${file}: no parley.config.ts here or above. Write one: export default defineConfig({ bots: { pizza } })`
      )
    }
    this.addWatchFile(found)
    return { code: moduleOf(file, text, found), map: mapOf(file, text) }
  }
})

/**
 * Convo files as vitest tests: each `*.convo` file is one test, and a failure points at its line. The plug-in of
 * `@parley/testing/vitest-plugin` makes a test file of each; `convos` makes tests inside a test file of one's own. And an emulator
 * for each test of a bot of any kind, and the promises that every bot should keep as tests of their own.
 *
 * @module
 */
import { readdirSync } from "node:fs"
import { relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, it } from "vitest"
import type { Bots, Config } from "./convo/Bots.ts"
import * as Convo from "./convo/Convo.ts"
import { emulator, type Fixture, type Options as EmulatorOptions } from "./fixture/emulator.ts"
import * as SuiteCoverage from "./coverage/SuiteCoverage.ts"

export { properties } from "./properties/Suite.ts"

/** How convo files are run. */
export interface Options {
  /** The bots that `bot NAME` can mean. */
  readonly bots: Bots
  /** The utility templates that the platform approved; none unless given. */
  readonly templates?: Config["templates"]
  /** How long real work of services may stay away, in real milliseconds; 5,000 unless given. */
  readonly guard?: number
  /** Counts what of the dialogues the convos touch; nothing is counted, and nothing costs, unless given. */
  readonly coverage?: Config["coverage"]
}

const files = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".convo"))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort()

/** Throws what vitest shows unless the convo went as written; paths in it are as one would type them here. */
const passed = (outcome: Convo.Outcome): void => Convo.assertPassed(outcome, { from: process.cwd() })

/**
 * Makes one test of each `*.convo` file in a directory and below it. A relative path starts where vitest runs; a `URL`
 * may be given instead: `convos(new URL(".", import.meta.url), { bots })`. A directory without convos is an error.
 */
export const convos = (directory: string | URL, options: Options): void => {
  const root = typeof directory === "string" ? resolve(directory) : fileURLToPath(directory)
  const found = files(root)
  if (found.length === 0) throw new Error(`There are no *.convo files in ${root}.`)
  const counted = options.coverage === undefined ? undefined : SuiteCoverage.begin(options.bots, options.coverage)
  const playing = counted === undefined ? options : { ...options, bots: counted.bots, watch: counted.watch }
  describe("convos", () => {
    for (const file of found) {
      it(relative(root, file), async () => passed(await Convo.runFile(file, playing)))
    }
    if (counted !== undefined) it("cover enough of the dialogues", () => counted.end(relative(process.cwd(), root)))
  })
}

/**
 * A vitest `test` whose tests each have an emulator of their own in `meta`. It is closed after the test; a failure of any kind
 * shows what passed between the bot and the emulator.
 *
 * `const test = emulatorTest({ webhook }); test("greets", async ({ meta }) => { … })`
 */
export const emulatorTest = (options: EmulatorOptions) =>
  it.extend<{ readonly meta: Fixture }>({
    meta: async ({ onTestFailed }, use) => {
      const meta = await emulator(options)
      onTestFailed(({ task }) => {
        for (const error of task.result?.errors ?? []) {
          // `Unexpected` shows it already.
          if (error.name !== "Unexpected") error.message += `\n\n${meta.report()}`
        }
      })
      await use(meta)
      await meta.close()
    }
  })

/** Makes the test of one convo: what the plug-in writes for each file. `title` is its name. */
export const convo = (
  title: string,
  source: { readonly file: string; readonly text: string },
  options: Options
): void => {
  it(title, async () => passed(await Convo.runText(source.text, { file: source.file, ...options })))
}

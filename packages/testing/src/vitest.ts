/**
 * Convo files as vitest tests: each `*.convo` file is one test, and a failure points at its line.
 *
 * @module
 */
import { readdirSync } from "node:fs"
import { relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, it } from "vitest"
import type { Bots, Config } from "./convo/Bots.ts"
import * as Convo from "./convo/Convo.ts"

/** How convo files are run. */
export interface Options {
  /** The bots that `bot NAME` can mean. */
  readonly bots: Bots
  /** The utility templates that the platform approved; none unless given. */
  readonly templates?: Config["templates"]
  /** How long real work of services may stay away, in real milliseconds; 5,000 unless given. */
  readonly guard?: number
}

const files = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".convo"))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort()

/**
 * Makes one test of each `*.convo` file in a directory and below it. A relative path starts where vitest runs; a `URL`
 * may be given instead: `convos(new URL(".", import.meta.url), { bots })`. A directory without convos is an error.
 */
export const convos = (directory: string | URL, options: Options): void => {
  const root = typeof directory === "string" ? resolve(directory) : fileURLToPath(directory)
  const found = files(root)
  if (found.length === 0) throw new Error(`There are no *.convo files in ${root}.`)
  describe("convos", () => {
    for (const file of found) {
      it(relative(root, file), async () => {
        Convo.assertPassed(await Convo.runFile(file, options))
      })
    }
  })
}

/**
 * The reference: what TypeDoc makes of the docstrings, under the names by which the packages are imported.
 *
 * @module
 */
import type * as Links from "./Links.ts"

/** What a module of the sources is imported as. */
const names: Readonly<Record<string, string>> = {
  "core/src": "@parley/core",
  "core/src/store/SqliteStore": "@parley/core/sqlite",
  "messenger-adapter/src": "@parley/messenger-adapter",
  "testing/src": "@parley/testing",
  "testing/src/contracts": "@parley/testing/contracts",
  "testing/src/fixture": "@parley/testing/emulator",
  "testing/src/vitest": "@parley/testing/vitest",
  "testing/src/vitest-plugin": "@parley/testing/vitest-plugin",
  "cli/src": "@parley/cli"
}

const named = (text: string): string => names[text] ?? text

/** A page of the reference with the names that readers know. */
export const page = ({ path, text }: Links.Page): Links.Page => ({
  path,
  text: text
    .replace(/^# (\S+)$/m, (_all, name: string) => `# ${named(name)}`)
    .replace(/^- \[([^\]]+)\]/gm, (_all, name: string) => `- [${named(name)}]`)
})

/**
 * The version of the command, which is that of its package.
 *
 * @module
 */
import { readFileSync } from "node:fs"

/** The version: `1.2.3`. */
export const read = (): string => {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8")
  return (JSON.parse(manifest) as { readonly version: string }).version // Our own manifest.
}

/** Whether a command line asks for nothing else, so that nothing has to be loaded to answer it. */
export const isAsked = (words: ReadonlyArray<string>): boolean => words.length === 1 && words[0] === "--version"

/**
 * A page that is followed step by step: the files that it has its reader write, and what a command of it prints.
 *
 * A file is a fenced block under a paragraph that begins with its name in backquotes: `` `src/table.ts`: ``.
 *
 * @module
 */
import { fences } from "./Examples.ts"

/** A file of the reader's. */
export interface Written {
  readonly path: string
  readonly text: string
}

/** The files that a page has its reader write. */
export const files = (page: string): ReadonlyArray<Written> => {
  const lines = page.split("\n")
  return fences(page).flatMap(({ code, line }) => {
    // The line of the fence itself, and the empty one above it.
    const before = lines.slice(0, line - 2).join("\n").trimEnd().split(/\n\n/).at(-1) ?? ""
    const path = /^`([\w./-]+\.\w+)`/.exec(before)?.[1]
    return path === undefined ? [] : [{ path, text: code }]
  })
}

/** The blocks of a page that hold a command, each with the block right under it, where one is: what the command prints. */
export const printed = (page: string, command: string): string | undefined => {
  const blocks = fences(page)
  const at = blocks.findIndex(({ code, info }) => info === "sh" && code.split("\n").includes(command))
  const next = blocks[at + 1]
  return at < 0 || next === undefined || next.info !== "" ? undefined : next.code
}

/** Whether a page tells its reader to run a command, in a block or between backquotes. */
export const tells = (page: string, command: string): boolean =>
  page.includes(`\`${command}\``) || fences(page).some(({ code }) => code.split("\n").includes(command))

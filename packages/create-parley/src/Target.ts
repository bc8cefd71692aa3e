/**
 * The folder that a bot is written into, and the name that it gets there.
 *
 * @module
 */
import { existsSync, readdirSync, statSync } from "node:fs"
import { basename } from "node:path"
import { Refusal } from "./Refusal.ts"

/** A fresh clone of an empty repository is as good as an empty folder. */
const harmless = new Set([".git", ".DS_Store"])

/** Throws `Refusal` unless a folder is empty, or not there yet. */
export const assertFree = (folder: string): void => {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw new Refusal(`${folder} is a file. Name a folder that is not there yet.`)
  const there = readdirSync(folder).filter((name) => !harmless.has(name)).sort()
  if (there.length === 0) return
  const some = there.slice(0, 3).join(", ") + (there.length > 3 ? `, and ${there.length - 3} more` : "")
  throw new Refusal(
    `${folder} is not empty: it has ${some}. Nothing was written. Name a folder that is not there yet, or empty this one.`
  )
}

/** What npm takes for a name: at most 214 characters. */
const valid = /^(?:@[a-z0-9][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._~-]*$/

/** A name for package.json. Throws `Refusal` for a wished one that npm would not take; that of a folder is made to fit. */
export const nameFor = (folder: string, wished: string | undefined): string => {
  if (wished !== undefined) {
    if (valid.test(wished) && wished.length <= 214) return wished
    throw new Refusal(`"${wished}" is no name for a package: use small letters, digits, and - . _ between them.`)
  }
  const plain = basename(folder).normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(
    /[^a-z0-9]+/g,
    "-"
  ).replaceAll(/^-|-$/g, "")
  return plain === "" ? "bot" : plain.slice(0, 214)
}

/**
 * What went wrong while an author works, with the place in their sources.
 *
 * @module
 */
import { Diagnose } from "@parley/core"
import { Bots } from "@parley/testing"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { reasonOf } from "../command/CommandError.ts"
import type { Problem, Source } from "./Picture.ts"

/** A place as an author sees it: from where the command was started. */
export const sourceOf = (file: string, line: number): Source => ({
  file: relative(
    process.cwd(),
    file.startsWith("file:") ? fileURLToPath(file.replace(/\?.*$/, "")) : file.replace(/\?.*$/, "")
  ),
  line
})

/** Places as errors print them: in brackets, at the end of a line, before a message. */
const place = /((?:file:\/\/)?\/[^\s():?]+\.[cm]?[jt]sx?)(?:\?[^:\s)]*)?:(\d+)(?::\d+)?/g

const isTheirs = (file: string): boolean => !file.includes("/node_modules/")

/** The first place in a text that is the author's: below one of the folders, where there is one there, else anywhere. */
const firstPlace = (text: string, home: string): Source | undefined => {
  const all = [...text.matchAll(place)].filter(([, file]) => file !== undefined && isTheirs(file))
  const plain = (file: string) => file.replace(/^file:\/\//, "")
  const [, file, line] = all.find(([, file = ""]) => plain(file).startsWith(home)) ?? []
  return file === undefined ? undefined : sourceOf(plain(file), Number(line))
}

/** What an error that loading gave means to the author. `home` is the folder of their sources. */
export const ofLoading = (error: unknown, home: string, at: number): Problem => {
  const reason = reasonOf(error)
  const stack = error instanceof Error ? error.stack ?? "" : ""
  // A syntax error names its place in the message; a missing export and whatever is thrown in the stack.
  const source = firstPlace(reason, home) ?? firstPlace(stack, home)
  // The place is told beside it.
  const message = reason.replace(/^Transform failed with \d+ errors?:\n/, "").replaceAll(/\?edition=\d+/g, "")
    .replace(/^\S+:\d+:\d+: ERROR: /, "").replace(/ \(made at .*\)(?=:?\n)/, "")
  return {
    kind: error instanceof Diagnose.DialogueMistakes ? "dialogue" : "load",
    message: error instanceof Bots.ConfigError ? error.reason : message,
    ...(source === undefined
      ? error instanceof Bots.ConfigError ? { source: sourceOf(error.path, 1) } : {}
      : { source }),
    ...(cureOf(reason) === undefined ? {} : { cure: cureOf(reason) ?? "" }),
    at
  }
}

const cureOf = (reason: string): string | undefined => {
  const module = /does not provide an export named '([^']+)'/.exec(reason)?.[1]
  if (module !== undefined) return `Export ${module} there, or correct the name where it is imported.`
  const found = /Cannot find package '([^']+)'/.exec(reason)?.[1]
  return found === undefined ? undefined : `Install it: npm install ${found}`
}

const order: ReadonlyArray<Problem["kind"]> = ["load", "dialogue", "port", "page", "failed", "types"]

/** The worst first, of one kind the newest first. */
export const sorted = (problems: ReadonlyArray<Problem>): ReadonlyArray<Problem> =>
  problems.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.at - a.at)

/** A problem as a terminal shows it. */
export const line = ({ cure, message, source }: Problem): string =>
  `${source === undefined ? "" : `${source.file}:${source.line}: `}${message}${cure === undefined ? "" : `\n  ${cure}`}`

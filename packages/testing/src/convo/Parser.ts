/**
 * Text to a convo. Never throws: what cannot be read is told with its line and column, and what was probably meant; all of
 * it at once.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as LineParser from "./LineParser.ts"
import type { Line, Script } from "./Script.ts"

/** What is wrong at one place of a convo. Lines and columns count from 1. */
export interface Problem {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A problem as editors and terminals can follow it: `file:line:column message`. */
export const format = (problem: Problem, file = "convo"): string =>
  `${file}:${problem.line}:${problem.column} ${problem.message}`

/** The convo that a text holds, or everything that is wrong with it. */
export const parse = (text: string): Either.Either<Script, ReadonlyArray<Problem>> => {
  const rows = text.replace(/^\uFEFF/, "").split(/\r?\n/)
  if (rows.at(-1) === "") rows.pop()
  const lines: Array<Line> = []
  const problems: Array<Problem> = []
  let headed = false
  rows.forEach((row, index) => {
    const read = LineParser.parse(row)
    const at = { line: index + 1, column: 1 }
    if (Either.isLeft(read)) {
      problems.push({ line: index + 1, column: read.left.column, message: read.left.message })
      return
    }
    const line = read.right
    if (line._tag === "Header") {
      if (headed) {
        problems.push({
          ...at,
          message: "A second header. One file holds one convo; move this one to a file of its own."
        })
      }
      headed = true
    } else if (!headed && line._tag !== "Blank" && line._tag !== "Comment") {
      headed = true
      problems.push({
        ...at,
        message: "Before the first line stands the header: \"bot NAME\", for one \"bot pizza   person Ana en_US\"."
      })
    }
    lines.push(line)
  })
  if (!headed && problems.length === 0) {
    problems.push({ line: rows.length + 1, column: 1, message: "The convo has no header. Begin with \"bot NAME\"." })
  }
  return problems.length > 0 ? Either.left(problems) : Either.right({ lines })
}

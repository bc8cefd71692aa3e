/**
 * How a convo ended, as data for another program.
 *
 * @module
 */
import type { Convo } from "@parley/testing"

/** What is wrong at one line of a convo. `line` and `column` count from 1. */
export interface Problem {
  readonly line: number
  /** Where in the line; of a text that cannot be read. */
  readonly column?: number
  readonly message: string
  /** The line as it is written, and those that came in its place. */
  readonly expected?: string
  readonly instead?: ReadonlyArray<string>
  /** Where the dialogue stood; absent where none was active. */
  readonly state?: string
  /** The moment within the convo, in ISO form. */
  readonly at?: string
  /** Why, the nearest reason first. */
  readonly why?: ReadonlyArray<string>
}

/** The ending of one file's convo. */
export interface Ending {
  readonly file: string
  readonly outcome: "asWritten" | "otherwise" | "unreadable"
  /** Absent of a convo that went as written. */
  readonly problems?: ReadonlyArray<Problem>
}

/** What was wrong; nothing of a convo that went as written. */
export const problems = (outcome: Convo.Outcome): ReadonlyArray<Problem> => {
  switch (outcome._tag) {
    case "Passed":
      return []
    case "Failed": {
      const { at, expected, instead, line, problem, state, why } = outcome.report
      return [{
        line,
        message: problem,
        expected,
        instead,
        ...(state === undefined ? {} : { state }),
        at,
        why: why.map(({ about, lines }) => `${about}: ${lines.join(" ")}`)
      }]
    }
    case "Unreadable":
      return outcome.problems.map(({ column, line, message }) => ({ line, column, message }))
  }
}

const names = { Passed: "asWritten", Failed: "otherwise", Unreadable: "unreadable" } as const

/** The ending of a file's convo. */
export const of = (file: string, outcome: Convo.Outcome): Ending => ({
  file,
  outcome: names[outcome._tag],
  ...(outcome._tag === "Passed" ? {} : { problems: problems(outcome) })
})

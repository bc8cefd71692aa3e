/**
 * Bringing a convo up to date with what its bot does now: change by change, each of them accepted, rejected or edited. Lines
 * that nobody changed stay as they were written.
 *
 * @module
 */
import * as Either from "effect/Either"
import type { Hunk } from "./Hunk.ts"
import * as Hunks from "./Hunk.ts"
import * as Parser from "./Parser.ts"
import * as Printer from "./Printer.ts"
import type { Outcome } from "./Runner.ts"
import type { Line, Script } from "./Script.ts"

/** A change that someone is asked about. `line` counts from 1 in the file as it will be. */
export interface Question {
  readonly line: number
  readonly problem: string
  readonly gone: ReadonlyArray<string>
  readonly come: ReadonlyArray<string>
  /** What of policy it touches; empty for plain words. */
  readonly policy: Hunk["policy"]
}

/** What is to become of a change. An edit gives the lines that come instead. */
export type Answer =
  | { readonly _tag: "Accept" }
  | { readonly _tag: "Reject" }
  | { readonly _tag: "Edit"; readonly lines: ReadonlyArray<string> }
  /** Leaves this change and all after it. */
  | { readonly _tag: "Stop" }

/** How an update ended: the text as it is to stand, how many changes were taken, and what still fails. */
export interface Updated {
  readonly text: string
  readonly accepted: number
  readonly rejected: number
  /** The failure that no change of lines helps with, if it came to one. */
  readonly stuck: Extract<Outcome, { _tag: "Failed" }> | undefined
}

/** A line as it is played, and as it stands in the file: nothing, itself, or what a rejected change would have replaced. */
interface Row {
  readonly played: Line
  readonly written: ReadonlyArray<string>
}

const blank: Line = { _tag: "Blank" }

/** More changes than that are not an update. */
const limit = 500

/** The rows that a change leaves: as it says, or as they stood while the play goes on as if it were made. */
const replaced = (gone: ReadonlyArray<Row>, come: ReadonlyArray<Line>, accepted: boolean): ReadonlyArray<Row> => {
  if (accepted) return come.map((played) => ({ played, written: [Printer.line(played)] }))
  const written = gone.flatMap((row) => row.written)
  if (come.length === 0) return written.length === 0 ? [] : [{ played: blank, written }]
  return come.map((played, index) => ({ played, written: index === 0 ? written : [] }))
}

/** The lines of an edit, or `undefined` when one of them cannot be read. */
const edited = (lines: ReadonlyArray<string>): ReadonlyArray<Line> | undefined => {
  const read = Parser.parse(["bot b", ...lines, ""].join("\n"))
  return Either.isRight(read) ? read.right.lines.slice(1) : undefined
}

/**
 * Plays a convo, and asks about one change after the other until it goes as written, or no change helps. `play` runs a script
 * from its beginning. The text must be one that can be read.
 */
export const run = async (
  text: string,
  options: {
    readonly play: (script: Script) => Promise<Outcome>
    readonly ask: (question: Question) => Promise<Answer>
  }
): Promise<Updated> => {
  const source = text.replace(/^\uFEFF/, "").split(/\r?\n/)
  if (source.at(-1) === "") source.pop()
  const script = Either.getOrThrowWith(
    Parser.parse(text),
    (problems) => new Error(problems.map((problem) => Parser.format(problem)).join("\n"))
  )
  const rows: Array<Row> = script.lines.map((played, index) => ({ played, written: [source[index] ?? ""] }))
  const done = { accepted: 0, rejected: 0 }
  const end = (stuck: Updated["stuck"]): Updated => ({
    text: rows.flatMap(({ written }) => written).map((line) => `${line}\n`).join(""),
    ...done,
    stuck
  })
  for (let count = 0; count < limit; count++) {
    const lines = rows.map(({ played }) => played)
    const outcome = await options.play({ lines })
    if (outcome._tag === "Passed") return end(undefined)
    const hunk = Hunks.of(lines, outcome.found)
    if (hunk === undefined) return end(outcome)
    const gone = rows.slice(hunk.at, hunk.at + hunk.gone.length)
    const question: Question = {
      line: rows.slice(0, hunk.at).flatMap(({ written }) => written).length + 1,
      problem: outcome.report.problem,
      gone: hunk.gone.map((line, index) => gone[index]?.written[0] ?? Printer.line(line)),
      come: hunk.come.map(Printer.line),
      policy: hunk.policy
    }
    const answer = await options.ask(question)
    if (answer._tag === "Stop") return end(outcome)
    const wanted = answer._tag === "Edit" ? edited(answer.lines) : hunk.come
    if (wanted === undefined) continue
    const accepted = answer._tag !== "Reject"
    rows.splice(hunk.at, hunk.gone.length, ...replaced(gone, wanted, accepted))
    done[accepted ? "accepted" : "rejected"]++
  }
  return end(undefined)
}

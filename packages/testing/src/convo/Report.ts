/**
 * What is told of a convo that failed: the conversation with its clock, state and window in the margin, the line, what came
 * instead and in which words it differs, why, and the command that repeats it.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Difference from "./Difference.ts"
import type { Cause, Moment } from "./World.ts"

/** How a line of the conversation is shown. */
export type Tone = "person" | "bot" | "note" | "wrong"

/** One line of the conversation as it went, and the moment at which it stood. */
export interface Spoken {
  readonly tone: Tone
  readonly text: string
  readonly moment?: Moment
}

/** A convo that did not go as written. `line` counts from 1; `instead` is what came in its place. */
export interface Report {
  readonly file: string | undefined
  readonly line: number
  readonly expected: string
  readonly problem: string
  readonly instead: ReadonlyArray<string>
  readonly conversation: ReadonlyArray<Spoken>
  readonly state: string | undefined
  readonly window: string | undefined
  /** The point in time within the convo, ISO. */
  readonly at: string
  /** Why, the nearest reason first. */
  readonly why: ReadonlyArray<Cause>
  /** The header of the convo as text. */
  readonly header: string
  /** How the rules were chosen on the command line, for the command that repeats it: `--on 2026-11-01`. */
  readonly rules?: string
}

/** How a report is written. */
export interface Options {
  readonly colour?: boolean
  /** The directory that the command which repeats it is typed in; paths in it stand as they are unless given. */
  readonly from?: string
}

const colours: { readonly [tone in Tone | "gone" | "come"]: string } = {
  person: "\u001b[36m",
  bot: "\u001b[32m",
  note: "\u001b[2m",
  wrong: "\u001b[31m",
  gone: "\u001b[31;9m",
  come: "\u001b[32;1m"
}
const reset = "\u001b[0m"

/** A text in the colour of its tone. */
export const paint = (tone: Tone, text: string): string => `${colours[tone]}${text}${reset}`

/** The turn that failed, and the three before it. */
const turnsShown = 4
const linesShown = 30

const clock = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at)).slice(5, 19).replace("T", " ")

/** From where on the conversation is shown. */
const firstShown = (conversation: ReadonlyArray<Spoken>): number => {
  let turns = 0
  for (let index = conversation.length - 1; index >= 0; index--) {
    if (conversation.length - index > linesShown) return index + 1
    if (conversation[index]?.tone !== "bot" && ++turns === turnsShown) return index
  }
  return 0
}

const differing = (report: Report, tint: (colour: keyof typeof colours, text: string) => string, plain: boolean) => {
  const [first] = report.instead
  if (first === undefined || !/^(@ \S+ )?< /.test(first) || !/^(@ \S+ )?< /.test(report.expected)) return undefined
  const pieces = Difference.of(report.expected, first)
  if (!pieces.some(({ kind, text }) => kind === "same" && /[\p{L}\p{N}]/u.test(text))) return undefined
  return pieces.map(({ kind, text }) => {
    if (kind === "same") return text
    if (!plain) return tint(kind, text)
    return kind === "gone" ? `[-${text}-]` : `{+${text}+}`
  }).join("")
}

/** Quoted for a shell, where it needs to be. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

const relative = (file: string, from: string | undefined): string =>
  from !== undefined && file.startsWith(`${from}/`) ? file.slice(from.length + 1) : file

/** The command that repeats it; `undefined` for a convo that stands in no file. */
export const again = (report: Report, from?: string): string | undefined =>
  report.file === undefined || !report.file.endsWith(".convo")
    ? undefined
    : `npx -p @parley/cli parley replay ${quoted(relative(report.file, from))}${
      report.rules === undefined ? "" : ` ${report.rules}`
    }`

/** A report as text, ending without a line end. Colours stand for the signs that mark words as gone (`[-…-]`) and come (`{+…+}`). */
export const render = (report: Report, options: Options = {}): string => {
  const plain = options.colour !== true
  const tint = (colour: keyof typeof colours, text: string) => (plain ? text : `${colours[colour]}${text}${reset}`)
  const first = firstShown(report.conversation)
  const shown = report.conversation.slice(first)
  const here: Moment = {
    at: Date.parse(report.at),
    state: report.state?.replace(/ \([^()]*\)$/, "") ?? "?",
    window: report.window === "open" ? "open" : "closed"
  }
  const width = Math.min(
    28,
    Math.max(5, ...[...shown, { moment: here }].map(({ moment }) => moment?.state.length ?? 0))
  )
  const margin = (moment: Moment | undefined) =>
    moment === undefined
      ? " ".repeat(26 + width)
      : `${clock(moment.at)}  ${
        (moment.state.length > width ? `${moment.state.slice(0, width - 1)}…` : moment.state).padEnd(width)
      }  ${moment.window.padEnd(6)}`
  const indent = " ".repeat(margin(here).length + 6)
  const difference = differing(report, tint, plain)
  const labels = Math.max(8, ...report.why.map(({ about }) => about.length))
  const repeated = again(report, options.from)
  return [
    tint(
      "wrong",
      `${report.file === undefined ? "convo" : relative(report.file, options.from)}:${report.line} ${report.problem}`
    ),
    "",
    tint("note", `    ${"time".padEnd(14)}  ${"state".padEnd(width)}  window`),
    ...(first > 0 ? [tint("note", `    … ${first} earlier ${first === 1 ? "line" : "lines"}`)] : []),
    ...shown.map(({ moment, text, tone }) => `    ${tint("note", margin(moment))}  ${tint(tone, text)}`),
    `    ${tint("note", margin(here))}${tint("wrong", `→ ${report.expected}`)}`,
    ...report.instead.map((text) => `${indent}${tint("wrong", `instead: ${text}`)}`),
    ...(difference === undefined ? [] : [`${indent}words:   ${difference}`]),
    "",
    "    why",
    `      ${"stands".padEnd(labels)}  ${report.state ?? "(unknown)"}, window ${
      report.window ?? "unknown"
    }, ${report.at}`,
    ...report.why.flatMap(({ about, lines }) =>
      lines.map((line, index) => `      ${(index === 0 ? about : "").padEnd(labels)}  ${line}`)
    ),
    "",
    ...(repeated === undefined ? [`    again: this convo (${report.header})`] : [`    again: ${repeated}`])
  ].join("\n")
}

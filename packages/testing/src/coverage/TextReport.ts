/**
 * Coverage for people at a terminal.
 *
 * @module
 */
import type { Element, Kind } from "./Element.ts"
import * as Summary from "./Summary.ts"

/** What a report knows of elements besides the numbers. */
export interface Options {
  /** `file:line` of an element. */
  readonly place?: (element: Element) => string | undefined
  /** The file of a convo that reaches an element, where one was made. */
  readonly convo?: (element: Element) => string | undefined
  /** How many missing elements are listed; 40 unless given. */
  readonly most?: number
}

const plural: { readonly [K in Kind]: string } = {
  state: "states",
  transition: "transitions",
  guard: "guards, both ways",
  timer: "timers",
  task: "ends of tasks",
  message: "messages",
  lane: "lanes",
  language: "languages",
  disclosure: "notices"
}

/** The name of a kind in reports. */
export const nameOf = (kind: Kind): string => plural[kind]

const of = ({ covered, total }: Summary.Share): string => `${covered} of ${total}`

const width = Math.max(...Object.values(plural).map((name) => name.length)) + 2

/** The lines of a report. */
export const render = (summary: Summary.Summary, options: Options = {}): ReadonlyArray<string> => {
  const { convo = () => undefined, most = 40, place = () => undefined } = options
  const { all, kit, missing, parts } = summary
  const lines: Array<string> = []
  for (const part of parts) {
    lines.push(`${part.dialogue === "" ? "the bot" : part.dialogue}  ${Summary.percent(part.all)} %`)
    for (const { kind, ...share } of part.kinds) lines.push(`  ${plural[kind].padEnd(width)}${of(share)}`)
  }
  if (missing.length > 0) {
    lines.push("", "Not covered:")
    for (const element of missing.slice(0, most)) {
      const where = place(element)
      const file = convo(element)
      lines.push(
        `  ${element.kind}  ${element.label}${where === undefined ? "" : `  ${where}`}${
          file === undefined ? "" : `  → ${file}`
        }`
      )
    }
    if (missing.length > most) lines.push(`  and ${missing.length - most} more`)
  }
  lines.push("", `Coverage: ${Summary.percent(all)} % (${of(all)}), and ${of(kit)} of what the repair kit answers.`)
  return lines
}

/**
 * What might stand in the place of a line, and is simpler to read: round lengths of time, plain words, an ordinary act.
 *
 * @module
 */
import type { Act, Line, PersonLine } from "../convo/Script.ts"
import * as Printer from "../convo/Printer.ts"

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const round = [second, minute, 10 * minute, hour, 12 * hour, day, 25 * hour, 2 * day, 7 * day]

const words = ["hi", "yes"]

const simplerActs = (act: Act): ReadonlyArray<Act> => {
  const plain: ReadonlyArray<Act> = words.map((text) => ({ _tag: "Says", text }))
  switch (act._tag) {
    case "Says": {
      const at = words.indexOf(act.text)
      return plain.slice(0, at < 0 ? words.length : at)
    }
    case "Taps":
      return []
    case "Rates":
      return []
    default:
      return plain
  }
}

/** Lines to try in the place of a line, the simplest first. */
export const of = (line: Line): ReadonlyArray<Line> => {
  switch (line._tag) {
    case "Person":
      return simplerActs(line.act).map((act): Line => ({ _tag: "Person", act }))
    case "Other": {
      const own: ReadonlyArray<Line> = line.line._tag === "Person" ? [line.line] : []
      const acts: ReadonlyArray<PersonLine> = line.line._tag === "Person"
        ? simplerActs(line.line.act).map((act) => ({ _tag: "Person", act }))
        : []
      return [...own, ...acts.map((simple): Line => ({ _tag: "Other", who: line.who, line: simple }))]
    }
    case "Time": {
      if (line.move._tag !== "For") return []
      const { millis } = line.move
      // A round length is simpler than any other, even one that is shorter.
      const at = round.indexOf(millis)
      const shorter = at < 0 ? round : round.slice(0, at)
      return shorter.map((one): Line => ({ _tag: "Time", move: { _tag: "For", millis: one } }))
    }
    default:
      return []
  }
}

/** The same convo with everybody's lines said by the first person. */
export const alone = (lines: ReadonlyArray<Line>): ReadonlyArray<ReadonlyArray<Line>> =>
  lines.some(({ _tag }) => _tag === "Other") ? [lines.map((line) => line._tag === "Other" ? line.line : line)] : []

/** What tells a line from others. */
export const key = Printer.line

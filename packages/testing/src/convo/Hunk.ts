/**
 * One change that would make a line of a convo hold: the lines that go, those that come, and what of policy it touches.
 *
 * @module
 */
import * as Expectation from "./Expectation.ts"
import * as Marks from "./Marks.ts"
import * as Pattern from "./Pattern.ts"
import * as Reading from "./Reading.ts"
import type { Found, Said } from "./Runner.ts"
import type { BotLine, Line } from "./Script.ts"

/** What a change may touch that a person has to answer for. */
export type Policy = "window" | "lane" | "tag" | "disclosure" | "the number of sends"

/** A change. `at` is the place of the first line that goes, from 0. */
export interface Hunk {
  readonly at: number
  readonly gone: ReadonlyArray<Line>
  readonly come: ReadonlyArray<Line>
  readonly policy: ReadonlyArray<Policy>
}

/** Whether a line does something, so that what the bot says after it answers it. */
const acts = (line: Line): boolean =>
  line._tag === "Person" || line._tag === "Time" || line._tag === "Trouble" || line._tag === "Agent"
  || line._tag === "Signal" || (line._tag === "Other" && line.line._tag === "Person")

const botOf = (line: Line, person: string): { readonly who: string; readonly line: BotLine } | undefined =>
  line._tag === "Bot"
    ? { who: person, line }
    : line._tag === "Other" && line.line._tag === "Bot"
    ? { who: line.who, line: line.line }
    : undefined

const isLane = (mark: string): boolean => Marks.told([mark])?.lane !== undefined
const kindOf = (mark: string): string => (isLane(mark) ? "lane" : mark.split(":")[0] ?? mark)

/** The marks to ask of a message, given those that were asked: what was not mentioned is not checked, a notice always is. */
const marksOf = (said: Said, before: BotLine | undefined): ReadonlyArray<string> => {
  const asked = before?.expected.marks
  if (asked === undefined) {
    return said.marks.filter((mark) => kindOf(mark) !== "lane" || !["reply", "update"].includes(mark))
  }
  const kinds = new Set(["disclosure", ...asked.map(kindOf)])
  return said.marks.filter((mark) => kinds.has(kindOf(mark)))
}

const lineOf = (said: Said, before: BotLine | undefined, found: Found): Line => {
  const fresh = Reading.expecting(said.message)
  const marks = marksOf(said, before)
  const fits = before !== undefined
    && Pattern.match(before.expected.text, said.message.text, found.captures) !== undefined
  const options = fresh.expected.options ?? (before?.expected.options === undefined ? undefined : [])
  const line: BotLine = {
    _tag: "Bot",
    expected: {
      text: fits ? before.expected.text : fresh.expected.text,
      ...(options === undefined || (before !== undefined && before.expected.options === undefined) ? {} : { options }),
      ...(marks.length === 0 ? {} : { marks })
    }
  }
  return said.who === found.person ? line : { _tag: "Other", who: said.who, line }
}

/** Which lines tell of which messages, keeping the order of both: the most that fit. */
const paired = (
  lines: ReadonlyArray<Line>,
  said: ReadonlyArray<Said>,
  fits: (line: Line, one: Said) => boolean
): ReadonlyMap<number, number> => {
  const table = Array.from({ length: lines.length + 1 }, () => Array.from({ length: said.length + 1 }, () => 0))
  for (let i = lines.length - 1; i >= 0; i--) {
    for (let j = said.length - 1; j >= 0; j--) {
      table[i]![j] = Math.max(
        table[i + 1]![j]!,
        table[i]![j + 1]!,
        fits(lines[i]!, said[j]!) ? table[i + 1]![j + 1]! + 1 : 0
      )
    }
  }
  const pairs = new Map<number, number>()
  let i = 0
  let j = 0
  while (i < lines.length && j < said.length) {
    if (fits(lines[i]!, said[j]!) && table[i]![j] === table[i + 1]![j + 1]! + 1) pairs.set(i++, j++)
    else if (table[i + 1]![j]! >= table[i]![j + 1]!) i++
    else j++
  }
  return pairs
}

/** The lines from the one that failed to the next act, as they would tell what was said. */
const retold = (block: ReadonlyArray<Line>, found: Found): ReadonlyArray<Line> => {
  const { captures, person, unread } = found
  const fits = (line: Line, said: Said): boolean => {
    const bot = botOf(line, person)
    return bot !== undefined && bot.who === said.who
      && "captures" in Expectation.check(bot.line.expected, said.message, said.marks, captures)
  }
  const pairs = paired(block, unread, fits)
  const lines: Array<Line> = []
  let next = 0
  /** Where messages that no line is left for go: behind the last line that tells of one. */
  let last = 0
  block.forEach((line, index) => {
    const bot = botOf(line, person)
    if (bot === undefined) return void lines.push(line)
    const pair = pairs.get(index)
    const until = pair ?? [...pairs].find(([place]) => place > index)?.[1] ?? unread.length
    if (pair === undefined) {
      const said = unread[next]
      if (said === undefined || next >= until || said.who !== bot.who) return
      lines.push(lineOf(said, bot.line, found))
      next++
    } else {
      while (next < pair) lines.push(lineOf(unread[next++]!, undefined, found))
      lines.push(line)
      next = pair + 1
    }
    last = lines.length
  })
  lines.splice(last, 0, ...unread.slice(next).map((said) => lineOf(said, undefined, found)))
  return lines
}

const same = (left: Line | undefined, right: Line | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right)

const without = (marks: ReadonlyArray<string>, kind: string): string =>
  marks.filter((mark) => kindOf(mark) === kind).toSorted().join()

const policyOf = (gone: ReadonlyArray<Line>, come: ReadonlyArray<Line>): ReadonlyArray<Policy> => {
  const told = (lines: ReadonlyArray<Line>) => lines.flatMap((line) => botOf(line, "")?.line ?? [])
  const marks = (lines: ReadonlyArray<Line>) => told(lines).flatMap(({ expected }) => expected.marks ?? [])
  const held = (lines: ReadonlyArray<Line>) =>
    lines.flatMap((line) =>
      line._tag === "Not" && (line.forbidden._tag === "Send" || line.held !== undefined) ? [line] : []
    )
  const windows = (lines: ReadonlyArray<Line>) => lines.map((line) => line._tag === "Time" ? line.window : undefined)
  const differs = (kind: string) => without(marks(gone), kind) !== without(marks(come), kind)
  return [
    ...(windows(gone).join() === windows(come).join() ? [] : ["window" as const]),
    ...(differs("lane") || differs("label") ? ["lane" as const] : []),
    ...(differs("tag") ? ["tag" as const] : []),
    ...(differs("disclosure") ? ["disclosure" as const] : []),
    ...(told(gone).length === told(come).length && JSON.stringify(held(gone)) === JSON.stringify(held(come))
      ? []
      : ["the number of sends" as const])
  ]
}

const made = (at: number, before: ReadonlyArray<Line>, after: ReadonlyArray<Line>): Hunk | undefined => {
  let first = 0
  while (first < before.length && first < after.length && same(before[first], after[first])) first++
  let last = 0
  while (last < Math.min(before.length, after.length) - first && same(before.at(-1 - last), after.at(-1 - last))) last++
  const gone = before.slice(first, before.length - last)
  const come = after.slice(first, after.length - last)
  return gone.length + come.length === 0 ? undefined : { at: at + first, gone, come, policy: policyOf(gone, come) }
}

/** The change that would let the line that failed hold; `undefined` where no change of lines helps. */
export const of = (lines: ReadonlyArray<Line>, found: Found): Hunk | undefined => {
  const { at, mended, words } = found
  if (!words) {
    const line = lines[at]
    if (mended === undefined || line === undefined) return undefined
    return made(at, [line], mended === "nothing" ? [] : [mended])
  }
  const rest = lines.slice(at)
  const stop = rest.findIndex(acts)
  const block = stop < 0 ? rest : rest.slice(0, stop)
  const kept = mended === "nothing" ? block.slice(1) : block
  if (block.length > 0 || stop < 0) {
    const told = retold(kept, found)
    return made(at, block, told)
  }
  // The line that failed is the next act: what was said stands before it, and before the empty lines above it.
  let from = at
  while (from > 0 && (lines[from - 1]?._tag === "Blank" || lines[from - 1]?._tag === "Comment")) from--
  const between = lines.slice(from, at)
  return made(from, between, [...found.unread.map((said) => lineOf(said, undefined, found)), ...between])
}

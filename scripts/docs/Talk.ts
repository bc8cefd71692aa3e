/**
 * A conversation as those see it who have it: bubbles of both sides, the answers that are offered, and what happens in between.
 *
 * @module
 */
import { Convo, Parser, Suite } from "@parley/testing"
import * as Either from "effect/Either"
import { basename, dirname } from "node:path"

/** One thing on the picture, the earliest first. */
export type Entry =
  | { readonly who: "person" | "bot" | "colleague"; readonly text: string; readonly offered: ReadonlyArray<string> }
  | { readonly who: "note"; readonly text: string }

type Line = ReturnType<typeof Convo.make>["lines"][number]

/** Words without the signs that convos need. */
const plain = (text: string): string => text.replace(/\\([\s\S])/g, (_, sign: string) => sign === "n" ? "\n" : sign)

const media = /^\((image|audio|video|file) (\S+)\)$/

const shown = (text: string): string => {
  const [, kind, url = ""] = media.exec(plain(text)) ?? []
  return kind === undefined ? plain(text) : `▣ ${basename(url)}`
}

const units: ReadonlyArray<readonly [number, string]> = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"]
]

const length = (millis: number): string => {
  const [size, name] = units.find(([unit]) => millis % unit === 0) ?? [1, "millisecond"]
  const count = millis / size
  return `${count} ${name}${count === 1 ? "" : "s"} later`
}

const day = (at: string): string =>
  new Intl.DateTimeFormat("en", {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC"
  }).format(new Date(at))

const note = (text: string): ReadonlyArray<Entry> => [{ who: "note", text }]

const said = (who: "person" | "colleague", text: string): ReadonlyArray<Entry> => [{ who, text, offered: [] }]

const acted = (line: Extract<Line, { readonly _tag: "Person" }>): ReadonlyArray<Entry> => {
  const { act } = line
  switch (act._tag) {
    case "Says":
      return said("person", plain(act.text))
    case "Taps":
      return act.title === "phone" ? said("person", "☏ her own number") : said("person", plain(act.title))
    case "SendsMedia":
      return said("person", `▣ ${basename(act.url)}`)
    case "Comments":
      return [...note("under a post"), ...said("person", plain(act.text))]
    case "ClicksAd":
      return note("she clicks an ad")
    default:
      return note(act._tag.replace(/(?<=[a-z])[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`).toLowerCase())
  }
}

const ofLine = (line: Line): ReadonlyArray<Entry> => {
  switch (line._tag) {
    case "Person":
      return acted(line)
    case "Bot":
      return [{
        who: "bot",
        text: shown(line.expected.text),
        offered: (line.expected.options ?? []).map((title) => title === "phone" ? "☏ her own number" : plain(title))
      }]
    case "Time":
      return note(
        (line.move._tag === "For" ? length(line.move.millis) : day(line.move.at))
          + (line.window === "closed" ? ", the window is shut" : "")
      )
    case "Signal":
      return note(`the business signals “${line.signal}”`)
    case "Agent":
      return line.act._tag === "Says"
        ? said("colleague", plain(line.act.text))
        : note("a colleague gives the conversation back")
    default:
      return []
  }
}

/** What was told on one line of a replay. */
const read = (text: string): ReadonlyArray<Entry> => {
  const parsed = Parser.parse(`bot any\n${text}\n`)
  if (Either.isLeft(parsed)) throw new Error(`cannot be drawn: ${text}`)
  return parsed.right.lines.slice(1).flatMap(ofLine)
}

const isSame = (one: Entry | undefined, other: Entry): boolean =>
  one?.who === "colleague" && other.who === "bot" && one.text === other.text

/** The conversation of a convo's file, played by the bot it is of. Rejects where it does not go as written. */
export const of = async (file: string): Promise<ReadonlyArray<Entry>> => {
  const outcome = await Convo.runFile(file, { ...await new Suite.Configurations().of(dirname(file)), quiet: true })
  if (outcome._tag !== "Passed") throw new Error(Convo.explain(outcome))
  const entries = outcome.conversation.flatMap(({ text }) => read(text))
  // A second to move past a limit is nothing to tell, and what a colleague writes comes back as an echo.
  return entries.filter((entry, index) =>
    entry.who === "note" ? entry.text !== "1 second later" : !isSame(entries[index - 1], entry)
  )
}

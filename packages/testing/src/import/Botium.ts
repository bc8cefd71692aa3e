/**
 * Botium's conversations (`*.convo.txt`) as convos, with the utterances that they name (`*.utterances.txt`).
 *
 * Words of the bot hold in Botium when the message contains them; so they do in the convo, except that here small and
 * capital letters differ. The format is that of botium-core 1.15, as far as public excerpts
 * of its lists of asserters show it (read 2026-11-21).
 *
 * @module
 */
import * as Pattern from "../convo/Pattern.ts"
import type { Act, Expected } from "../convo/Script.ts"
import { refusalOf } from "./BotiumRefusals.ts"
import { Gathered, type Imported, literal, rows, sends } from "./Imported.ts"

/** Several ways of saying one thing, under a name. */
export interface Utterances {
  readonly name: string
  readonly words: ReadonlyArray<string>
}

/** What an import needs to know besides the file. */
export interface Options {
  /** The name of the bot that the convo is for. */
  readonly bot: string
  readonly person?: string
  /** What the names of utterances stand for. Of a person's, the first is said. */
  readonly utterances?: ReadonlyArray<Utterances>
}

/** The utterances of a file: the name first, then one way of saying it on each line. */
export const utterances = (text: string): Utterances | undefined => {
  const [name, ...words] = rows(text).map((row) => row.trim()).filter((row) => row !== "")
  return name === undefined ? undefined : { name, words }
}

/** One part of the conversation, as it stands in the file. */
interface Part {
  readonly who: "me" | "bot"
  /** The line of its mark, from 1. */
  readonly line: number
  readonly rows: Array<{ readonly line: number; readonly text: string }>
}

/** A line of a part that is no text. */
interface Order {
  readonly line: number
  readonly name: string
  readonly args: ReadonlyArray<string>
}

const memory = /\$([A-Za-z_]\w*)/g
const functions = new Set(
  "now now_EN now_DE date time timestamp year month day_of_month day_of_week random random10 uniqid number msg func cap env projectname testcasename testsessionname"
    .split(" ")
)

/** Reads the parts into lines. */
class Reading extends Gathered {
  private readonly captured = new Set<string>()
  private readonly known: ReadonlyMap<string, ReadonlyArray<string>>

  constructor(known: ReadonlyArray<Utterances>) {
    super()
    this.known = new Map(known.map(({ name, words }) => [name, words]))
  }

  part({ line, rows: told, who }: Part): void {
    const words: Array<string> = []
    const orders: Array<Order> = []
    for (const row of told) {
      const [, name, rest = ""] = /^([A-Z][A-Z_]{2,})(?:\s+(.*))?$/.exec(row.text) ?? []
      const args = rest.split("|").map((one) => one.trim()).filter((one) => one !== "")
      if (name !== undefined && !this.known.has(row.text) && refusalOf(name) !== undefined) {
        orders.push({ line: row.line, name, args })
      } else words.push(row.text)
    }
    if (who === "me") this.me(line, words.join("\n"), orders)
    else this.bot(line, words.join("\n"), orders)
  }

  private me(
    line: number,
    text: string,
    orders: ReadonlyArray<Order>
  ): void {
    const acts: Array<Act> = []
    for (const { args: [first, ...more], line: at, name } of orders) {
      if (name === "BUTTON" && first !== undefined) acts.push({ _tag: "Taps", title: first })
      else if (name === "MEDIA" && first !== undefined && more.length === 0) acts.push(sends(first))
      else if (name === "PAUSE" && /^\d+$/.test(first ?? "")) this.pause(Number(first))
      else this.refuse(at, refusalOf(name) ?? "")
    }
    if (text !== "") {
      const [first = text, ...others] = this.known.get(text) ?? []
      acts.unshift({ _tag: "Says", text: this.pattern(line, first, "me") })
      if (others.length > 0) this.add({ _tag: "Comment", text: `${text}, also: ${others.join("; ")}` })
    }
    if (acts.length === 0 && orders.length === 0) this.refuse(line, "#me says nothing; write what the person says.")
    for (const act of acts) this.add({ _tag: "Person", act })
  }

  private bot(
    line: number,
    text: string,
    orders: ReadonlyArray<Order>
  ): void {
    if (text.startsWith("?")) {
      return this.refuse(line, "A message that may be missing (?) has no counterpart: a convo tells each message.")
    }
    const patterns = text === "" ? [] : [this.words(line, text)]
    let options: Expected["options"]
    for (const { args, line: at, name } of orders) {
      const made = asserted(name, args)
      if (made !== undefined) patterns.push(made)
      else if (name === "BUTTONS" && args.length > 0) options = [...args, "..."]
      else if (name === "BUTTONS_COUNT" && args[0] === "0") options = []
      else if (name === "PAUSE" && /^\d+$/.test(args[0] ?? "")) this.pause(Number(args[0]))
      else this.refuse(at, refusalOf(name) ?? "")
    }
    if (patterns.length > 1) {
      this.refuse(line, "Only one check of the words fits on a line; join them in one regular expression.")
    }
    this.add({
      _tag: "Bot",
      expected: { text: patterns[0] ?? "...", ...(options === undefined ? {} : { options }) }
    })
  }

  private pause(millis: number): void {
    this.add({ _tag: "Time", move: { _tag: "For", millis } })
  }

  /** What the words of a bot's part ask of the message. */
  private words(line: number, text: string): string {
    const not = text.startsWith("!")
    const name = not ? text.slice(1).trim() : text
    const [first = name, ...others] = this.known.get(name) ?? []
    if (not) return `/^(?![\\s\\S]*(?:${[first, ...others].map(literal).join("|")}))/`
    if (others.length > 0) return `/${[first, ...others].map(literal).join("|")}/`
    return `...${this.pattern(line, first, "bot")}...`
  }

  /** Words as a pattern, in which what Botium remembers is a capture. */
  private pattern(line: number, text: string, who: Part["who"]): string {
    for (const [whole, name = ""] of text.matchAll(memory)) {
      if (functions.has(name)) {
        this.refuse(line, `${whole} is a function of Botium's; write the words that stand there.`)
      } else if (who === "bot") this.captured.add(name)
      else if (!this.captured.has(name)) {
        this.refuse(line, `Nothing that the bot said before gives ${whole}; write the words that stand there.`)
      }
    }
    // Marks that no text holds keep the names apart from what must be taken as it is.
    return Pattern.exactly(text.replace(memory, "\uE000$1\uE001")).replace(/\uE000(\w+)\uE001/g, "{$1}")
  }
}

/** The pattern of a check of words, or `undefined` when it is none or cannot be written as one. */
const asserted = (name: string, args: ReadonlyArray<string>): string | undefined => {
  const [first] = args
  if (first === undefined) return undefined
  const [, check, ignores] = /^(TEXT_[A-Z]+?(?:_ANY|_ALL)?)(_IC)?$/.exec(name) ?? []
  const flag = ignores === undefined ? "" : "i"
  const any = args.map(literal).join("|")
  switch (check) {
    case "TEXT_EQUALS":
    case "TEXT_EQUALS_ANY":
      return args.length === 1 && flag === "" ? Pattern.exactly(first) : `/^(?:${any})$/${flag}`
    case "TEXT_CONTAINS_ANY":
      return args.length === 1 && flag === "" ? `...${Pattern.exactly(first)}...` : `/${any}/${flag}`
    case "TEXT_CONTAINS_ALL":
      return `/^${args.map((one) => `(?=[\\s\\S]*${literal(one)})`).join("")}/${flag}`
    case "TEXT_REGEXP":
    case "TEXT_REGEXP_ANY": {
      const made = `/${args.map((one) => (args.length === 1 ? one : `(?:${one})`)).join("|")}/${flag}`
      return typeof Pattern.compile(made) === "string" ? undefined : made
    }
    case "TEXT_WILDCARD":
    case "TEXT_WILDCARD_ANY":
      return args.length === 1 && flag === ""
        ? first.split("*").map(Pattern.exactly).join("...")
        : `/^(?:${args.map((one) => one.split("*").map(literal).join("[\\s\\S]*")).join("|")})$/${flag}`
    default:
      return undefined
  }
}

/** The convo that a `.convo.txt` holds, or everything in it that has no counterpart. Never throws. */
export const read = (text: string, options: Options): Imported => {
  const reading = new Reading(options.utterances ?? [])
  const above: Array<string> = []
  const parts: Array<Part> = []
  let skipping = false
  rows(text).forEach((row, index) => {
    const line = index + 1
    const [, mark, rest = ""] = /^#(\w+)\s*(.*)$/.exec(row) ?? []
    if (mark === undefined) {
      const part = parts.at(-1)
      if (skipping || row.trim() === "") return
      if (part === undefined) above.push(row.trim())
      else part.rows.push({ line, text: row.trim() })
      return
    }
    skipping = mark !== "me" && mark !== "bot"
    if (mark !== "me" && mark !== "bot") {
      return reading.refuse(
        line,
        `#${mark} has no counterpart: a convo holds what person and bot say, from #me and #bot.`
      )
    }
    if (rest !== "") reading.refuse(line, `"${rest}" after #${mark} has no counterpart.`, mark.length + 3)
    parts.push({ who: mark, line, rows: [] })
  })
  for (const comment of above) reading.add({ _tag: "Comment", text: comment })
  const { bot, person } = options
  reading.add({ _tag: "Header", bot, ...(person === undefined ? {} : { person }) })
  if (parts.length === 0) reading.refuse(1, "There is no #me and no #bot: this is no conversation of Botium's.")
  for (const part of parts) reading.part(part)
  return reading.end()
}

/**
 * One line of a convo from its text.
 *
 * @module
 */
import { type Json, Nearest } from "@parley/core"
import * as Either from "effect/Either"
import * as ActParser from "./ActParser.ts"
import type { Read } from "./LineFault.ts"
import { wrong } from "./LineFault.ts"
import * as HeaderParser from "./HeaderParser.ts"
import * as Marks from "./Marks.ts"
import * as Pattern from "./Pattern.ts"
import type { AgentAct, BotLine, Forbidden, Line, PersonLine, Sign, StateLine, Trouble } from "./Script.ts"
import * as Span from "./Span.ts"
import * as TaskCourses from "./TaskCourses.ts"

/** Words, then after two spaces or more what is noted beside them, with the column of each. */
const halves = (text: string, column: number) => {
  const cut = /\s{2,}/.exec(text)
  if (cut === null) return { words: text.trimEnd(), notes: "", notesColumn: column + text.length }
  const from = cut.index + cut[0].length
  return { words: text.slice(0, cut.index), notes: text.slice(from).trimEnd(), notesColumn: column + from }
}

const json = (text: string, column: number): Read<Json.Json> => {
  try {
    return Either.right(JSON.parse(text) as Json.Json) // What JSON.parse gives is JSON.
  } catch (error) {
    return wrong(column, `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const note = /\[((?:\\[\s\S]|[^\]\\])*)\]\s*|#([^\s#[]+)\s*/y

const bot = (text: string, column: number): Read<BotLine> => {
  const { words, notes, notesColumn } = halves(text, column)
  if (words === "") return wrong(column, "What should the bot say? Write the words, or ... for any.")
  // Only a regular expression can be wrong, and most lines have none.
  const compiled = words.startsWith("/") ? Pattern.compile(words) : undefined
  if (typeof compiled === "string") return wrong(column, compiled)
  const options: Array<string> = []
  const marks: Array<string> = []
  let hasOptions = false
  note.lastIndex = 0
  while (note.lastIndex < notes.length) {
    const from = note.lastIndex
    const found = note.exec(notes)
    if (found === null) {
      return wrong(
        notesColumn + from,
        "After two spaces stand [buttons] and #marks. Words that hold two spaces in a row are written with \\s for the second."
      )
    }
    if (found[2] !== undefined) {
      const unknown = Marks.problem(found[2])
      if (unknown !== undefined) return wrong(notesColumn + from, unknown)
      marks.push(found[2])
    } else {
      hasOptions = true
      if (found[1] !== "") options.push((found[1] ?? "").replace(/\\([\s\S])/g, "$1"))
    }
  }
  return Either.right({
    _tag: "Bot",
    expected: { text: words, ...(hasOptions ? { options } : {}), ...(marks.length > 0 ? { marks } : {}) }
  })
}

const person = (text: string, column: number): Read<PersonLine> =>
  Either.map(ActParser.parse(text.trimEnd(), column), (act) => ({ _tag: "Person", act }))

const state = (text: string, column: number): Read<StateLine> => {
  const { words, notes, notesColumn } = halves(text, column)
  if (words === "") return wrong(column, "Which state? Write its name, or (none) when no dialogue is active.")
  if (/\s/.test(words)) {
    return wrong(
      column,
      "A state is one name, or names joined by dots; its context stands after three spaces, as JSON."
    )
  }
  if (words.startsWith("(") && words !== "(none)") {
    return wrong(column, `In brackets stands only (none): no dialogue is active.${Nearest.hint(words, ["(none)"])}`)
  }
  const name = words === "(none)" ? undefined : words
  if (notes === "") return Either.right({ _tag: "State", state: name })
  return Either.flatMap(
    json(notes, notesColumn),
    (context) =>
      typeof context === "object" && context !== null && !Array.isArray(context)
        ? Either.right<StateLine>({
          _tag: "State",
          state: name,
          context: context as { readonly [key: string]: Json.Json }
        })
        : wrong(notesColumn, "The context is checked by an object: {\"size\": \"large\"}.")
  )
}

const signs: ReadonlyArray<Sign> = ["typing", "seen"]

const sign = (text: string, column: number): Read<Sign> => {
  const found = signs.find((known) => known === text)
  return found === undefined
    ? wrong(column, `What is shown is "typing" or "seen".${Nearest.hint(text, signs)}`)
    : Either.right(found)
}

/** What was probably meant by words that are no length: "25 hours" is 25h, "untl …" is until. */
const meantTime = (words: string): string => {
  const [, count, unit = ""] = /^(\d+)\s*([a-z]+)$/i.exec(words) ?? []
  const named = ["days", "hours", "minutes", "seconds", "ms"] as const
  const near = count === undefined
    ? undefined
    : Nearest.find(unit, [...named, ...named.map((name) => name.slice(0, -1))])
  if (near !== undefined) return ` Did you mean "${count}${near.startsWith("ms") ? "ms" : near.charAt(0)}"?`
  const [first = "", ...rest] = words.split(" ")
  return rest.length > 0 ? Nearest.hint(first, ["until"]) : ""
}

const time = (text: string, column: number): Read<Line> => {
  const { words, notes, notesColumn } = halves(text, column)
  const window = notes === "" ? undefined : /^window (open|closed)$/.exec(notes)?.[1] as "open" | "closed" | undefined
  if (notes !== "" && window === undefined) {
    return wrong(
      notesColumn,
      `Beside a time stands "window open" or "window closed".${Nearest.hint(notes, ["window open", "window closed"])}`
    )
  }
  const checked = window === undefined ? {} : { window }
  const until = /^until (.+)$/.exec(words)
  if (until !== null) {
    const at = until[1] ?? ""
    return Number.isNaN(Date.parse(at))
      ? wrong(column + 6, "A moment is written like 2026-03-02T09:00Z.")
      : Either.right({ _tag: "Time", move: { _tag: "Until", at }, ...checked })
  }
  const length = Span.read(words)
  return length === undefined
    ? wrong(
      column,
      `A length is written like 10m, 25h, 1h30m or 7d; a moment like "until 2026-03-02T09:00Z".${meantTime(words)}`
    )
    : Either.right({ _tag: "Time", move: { _tag: "For", ...length }, ...checked })
}

const not = (text: string, column: number): Read<Line> => {
  const { words, notes, notesColumn } = halves(text, column)
  const held = notes === "" ? undefined : /^held (\d+)$/.exec(notes)?.[1]
  if (notes !== "" && held === undefined) {
    return wrong(
      notesColumn,
      `Beside it stands "held 1": how many messages wait.${Nearest.hint(notes.split(" ")[0] ?? "", ["held"])}`
    )
  }
  const counted = held === undefined ? {} : { held: Number(held) }
  const found = (forbidden: Forbidden): Read<Line> => Either.right({ _tag: "Not", forbidden, ...counted })
  const call = /^no call (\S+) (\S+)$/.exec(words)
  if (call !== null) return found({ _tag: "Call", method: call[1] ?? "", path: call[2] ?? "" })
  switch (words) {
    case "no send":
      return found({ _tag: "Send" })
    case "no typing":
      return found({ _tag: "Sign", sign: "typing" })
    case "no seen":
      return found({ _tag: "Sign", sign: "seen" })
    case "no taker":
      return found({ _tag: "Taker" })
  }
  return wrong(
    column,
    `What must not happen: "no send", "no typing", "no seen", "no call METHOD PATH", "no taker".${
      Nearest.hint(words, ["no send", "no typing", "no seen", "no call", "no taker"])
    }`
  )
}

const call = (text: string, column: number): Read<Line> => {
  const found = /^([A-Z]+) (\S+)(?:\s+([\s\S]+))?$/.exec(text.trimEnd())
  if (found === null) {
    const [first = ""] = text.split(/\s/)
    const near = Nearest.find(first, ["GET", "POST", "DELETE"])
    return wrong(
      column,
      `A call is written like: POST /me/messages {"messaging_type": "RESPONSE"}.${
        near === undefined ? "" : ` Did you mean "${near}"?`
      }`
    )
  }
  const [, method = "", path = "", body] = found
  if (body === undefined) return Either.right({ _tag: "Call", method, path })
  return Either.map(json(body, column + text.indexOf(body)), (parsed) => ({ _tag: "Call", method, path, body: parsed }))
}

const simple: { readonly [words: string]: Trouble } = {
  crash: { _tag: "Crash" },
  restart: { _tag: "Restart" },
  "lose answer": { _tag: "LoseAnswer" },
  "lose echo": { _tag: "LoseEcho" },
  duplicate: { _tag: "Duplicate" }
}

const trouble = (text: string, column: number): Read<Line> => {
  const words = text.trimEnd()
  const known = Object.hasOwn(simple, words) ? simple[words] : undefined
  if (known !== undefined) return Either.right({ _tag: "Trouble", trouble: known })
  if (words.startsWith("task ")) return TaskCourses.parse(words, column)
  const [, word, digits] = /^(status|code|batch|reorder) (\d+)$/.exec(words) ?? []
  const number = Number(digits)
  if (word === "status") return Either.right({ _tag: "Trouble", trouble: { _tag: "Status", status: number } })
  if (word === "code") return Either.right({ _tag: "Trouble", trouble: { _tag: "Code", code: number } })
  if (word === "batch") return Either.right({ _tag: "Trouble", trouble: { _tag: "Batch", count: number } })
  if (word === "reorder") return Either.right({ _tag: "Trouble", trouble: { _tag: "Reorder", count: number } })
  const all = [...Object.keys(simple), "status 503", "code 613", "batch 2", "reorder 2", "task NAME breaks"]
  // A number that was forgotten or misspelt is not what the word is known by.
  const near = Nearest.hint(words, all) ||
    Nearest.hint(words.split(" ")[0] ?? "", ["status", "code", "batch", "reorder", "task"])
  return wrong(column, `Trouble is one of: ${all.join(", ")}.${near}`)
}

const other = (text: string, column: number): Read<Line> => {
  const [, who, gap = "", rest = ""] = /^(\S+)(\s+)([\s\S]+)$/.exec(text.trimEnd()) ?? []
  if (who === undefined) {
    return wrong(column, "Who? \"@ Luis > hi\" is another person, \"@ agent > hello\" a person of the business.")
  }
  const from = column + who.length + gap.length
  if (who === "bridge") {
    if (rest === "returns") return Either.right({ _tag: "Agent", act: { _tag: "Returns", bridge: true } })
    return rest.startsWith("> ")
      ? Either.right({ _tag: "Agent", act: { _tag: "Says", text: rest.slice(2), bridge: true } })
      : wrong(
        from,
        `Through the bridge a person writes ("@ bridge > hello") or "returns" the conversation.${
          Nearest.hint(rest, ["returns"])
        }`
      )
  }
  if (who === "agent") {
    const acts: { readonly [word: string]: AgentAct } = { takes: { _tag: "Takes" }, returns: { _tag: "Returns" } }
    const known = Object.hasOwn(acts, rest) ? acts[rest] : undefined
    if (known !== undefined) return Either.right({ _tag: "Agent", act: known })
    return rest.startsWith("> ")
      ? Either.right({ _tag: "Agent", act: { _tag: "Says", text: rest.slice(2) } })
      : wrong(
        from,
        `An agent says ("@ agent > hello"), "takes" the conversation or "returns" it.${
          Nearest.hint(rest, ["takes", "returns"])
        }`
      )
  }
  const body = rest.slice(2)
  const wrap = (line: PersonLine | BotLine | StateLine): Line => ({ _tag: "Other", who, line })
  switch (rest.slice(0, 2)) {
    case "> ":
      return Either.map(person(body, from + 2), wrap)
    case "< ":
      return Either.map(bot(body, from + 2), wrap)
    case "= ":
      return Either.map(state(body, from + 2), wrap)
  }
  const near = Nearest.hint(who, ["agent", "bridge"])
  if (near !== "" && ["takes", "returns"].includes(rest)) {
    return wrong(column, `${who} is a person of the channel, and cannot do that.${near}`)
  }
  return wrong(from, `After the name of a person stands one of > < =: "@ ${who} > hi".`)
}

const signal = (text: string, column: number): Read<Line> => {
  const [, name, gap = "", payload] = /^(\S+)(?:(\s+)([\s\S]+))?$/.exec(text.trimEnd()) ?? []
  if (name === undefined) return wrong(column, "Which signal? \"signal shipped {\\\"order\\\": 7}\".")
  if (payload === undefined) return Either.right({ _tag: "Signal", signal: name })
  return Either.map(json(payload, column + name.length + gap.length), (parsed) => ({
    _tag: "Signal",
    signal: name,
    payload: parsed
  }))
}

const marks: { readonly [mark: string]: (text: string, column: number) => Read<Line> } = {
  ">": person,
  "<": bot,
  "=": state,
  "*": (text, column) => Either.map(sign(text.trimEnd(), column), (shown) => ({ _tag: "Shown", sign: shown })),
  "~": time,
  "!": not,
  $: call,
  "%": trouble,
  "@": other
}

const words: { readonly [word: string]: (text: string, column: number) => Read<Line> } = {
  bot: HeaderParser.parse,
  signal
}

const unknownMark = (row: string): Read<never> => {
  const first = /^\S+/.exec(row)?.[0] ?? ""
  if (/^(bot|b)\s*:/i.test(row)) return wrong(1, "What the bot says starts with \"< \".")
  if (/^(user|person|me|you|u)\s*:/i.test(row)) return wrong(1, "What the person says starts with \"> \".")
  const mark = first.charAt(0)
  if (Object.hasOwn(marks, mark)) return wrong(2, `After "${mark}" stands one space.`)
  return wrong(
    1,
    `A line starts with one of > < * ~ = ! $ % @ #, or with "signal" or "bot".${
      Nearest.hint(first, Object.keys(words))
    }`
  )
}

/** One line, or what is wrong with it. */
export const parse = (row: string): Read<Line> => {
  if (row.trim() === "") return Either.right({ _tag: "Blank" })
  if (row.startsWith("#")) return Either.right({ _tag: "Comment", text: row.slice(1).replace(/^ /, "").trimEnd() })
  const indent = /^\s*/.exec(row)?.[0].length ?? 0
  if (indent > 0) return wrong(1, "A line starts at its first column; take the space before it away.")
  const [, head = "", gap = "", rest = ""] = /^(\S+)(\s*)([\s\S]*)$/.exec(row) ?? []
  const read = Object.hasOwn(marks, head) ? marks[head] : Object.hasOwn(words, head) ? words[head] : undefined
  return read === undefined ? unknownMark(row) : read(rest, head.length + gap.length + 1)
}

/**
 * A convo as the TypeScript that makes it: each line a call of a builder's word.
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Marks from "./Marks.ts"
import type {
  Act,
  AgentAct,
  BotLine,
  Header,
  Line,
  PersonLine,
  Script,
  StateLine,
  TaskCourse,
  Trouble
} from "./Script.ts"

/** What the module is made with. */
export interface Options {
  /** The name of the constant; `convo` unless given. */
  readonly name?: string
  /** The dialogue that types it: its name, and the module that exports it. */
  readonly dialogue?: { readonly name: string; readonly from: string }
}

const quoted = (text: string): string => JSON.stringify(text)

const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

/** A value as a literal in the house's hand: keys bare where they may be. */
const literal = (value: Json.Json | undefined): string => {
  if (value === undefined) return "undefined"
  if (Array.isArray(value)) return `[${value.map((one: Json.Json) => literal(one)).join(", ")}]`
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, one]) => {
      // A literal `__proto__:` sets the prototype; in brackets it is a key like others.
      const name = key === "__proto__" ? `["__proto__"]` : isName(key) ? key : quoted(key)
      return `${name}: ${literal(one)}`
    })
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`
  }
  return JSON.stringify(value)
}

/** A line that no word makes, as data. Lines are JSON but for what is absent. */
const asData = (line: Line): string => {
  if (line._tag === "State" && line.state === undefined) {
    return `{ _tag: "State", state: undefined, context: ${literal(line.context)} }`
  }
  return literal(JSON.parse(JSON.stringify(line)) as Json.Json)
}

/** A pattern between slashes as a regular expression, where that says the same. */
const words = (text: string): string => {
  const found = /^\/(.+)\/([a-z]*)$/.exec(text)
  if (found === null) return quoted(text)
  const [, source = "", flags = ""] = found
  try {
    const expression = new RegExp(source, flags)
    return expression.source === source && expression.flags === flags && !flags.includes("g")
      ? `/${source}/${flags}`
      : quoted(text)
  } catch {
    return quoted(text)
  }
}

const call = (word: string, ...args: ReadonlyArray<string>): string => `c.${word}(${args.join(", ")})`

const act = (done: Act): string => {
  switch (done._tag) {
    case "Says":
      return call("person", quoted(done.text))
    case "Taps":
      return call("taps", quoted(done.title))
    case "GetsStarted":
      return "c.getsStarted"
    case "SendsPayload":
      return call("payload", quoted(done.payload))
    case "SendsMedia":
      return call("sends", quoted(done.kind), quoted(done.url))
    case "SharesLocation":
      return call("location", `${done.latitude}`, `${done.longitude}`)
    case "Follows":
      return call("follows", quoted(done.ref))
    case "TicksCheckbox":
      return call("ticksCheckbox", quoted(done.ref))
    case "Reacts":
      return call("reacts", quoted(done.reaction))
    case "Comments":
      return call("comments", quoted(done.text), ...(done.live === true ? ["\"live\""] : []))
    case "Posts":
      return call("posts", quoted(done.text))
    case "ClicksAd":
      return call("clicksAd", quoted(done.ad))
    case "Rates":
      return call("rates", quoted(done.answer))
    case "WantsNews":
      return "c.wantsNews"
    case "WantsNoNews":
      return "c.wantsNoNews"
    case "Blocks":
      return "c.blocks"
    case "Unblocks":
      return "c.unblocks"
    case "Reads":
      return "c.reads"
  }
}

const bot = ({ expected }: BotLine): string => {
  const options: ReadonlyArray<string> = [
    ...(expected.options === undefined ? [] : [`options: ${literal(expected.options)}`]),
    ...(expected.marks === undefined ? [] : marks(expected.marks))
  ]
  return call("bot", words(expected.text), ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`]))
}

/** The marks by their own words, where these bring them back in the same order. */
const marks = (found: ReadonlyArray<string>): ReadonlyArray<string> => {
  const told = Marks.told(found)
  if (told === undefined) return [`marks: ${literal(found)}`]
  return Object.entries(told).map(([name, value]) => `${name}: ${literal(value)}`)
}

const units = [["weeks", 604_800_000], ["days", 86_400_000], ["hours", 3_600_000], ["minutes", 60_000], [
  "seconds",
  1000
]] as const

/** A length in the largest unit that measures it in whole numbers. */
const length = (millis: number): string => {
  const unit = units.find(([, size]) => millis > 0 && millis % size === 0)
  if (unit === undefined) return `${millis}`
  const count = millis / unit[1]
  return quoted(`${count} ${count === 1 ? unit[0].slice(0, -1) : unit[0]}`)
}

const course = (task: string, goes: TaskCourse): string => {
  switch (goes._tag) {
    case "Fails":
      return call(
        "task.fails",
        quoted(task),
        quoted(goes.failure),
        ...(goes.fields === undefined ? [] : [literal(goes.fields)])
      )
    case "Breaks":
      return call("task.breaks", quoted(task))
    case "Gives":
      return call("task.gives", quoted(task), literal(goes.result))
    case "Takes":
      return call("task.takes", quoted(task), length(goes.millis))
  }
}

const trouble = (what: Trouble): string => {
  switch (what._tag) {
    case "Crash":
      return "c.crash"
    case "Restart":
      return "c.restart"
    case "Status":
      return call("status", `${what.status}`)
    case "Code":
      return call("code", `${what.code}`)
    case "LoseAnswer":
      return "c.loseAnswer"
    case "LoseEcho":
      return "c.loseEcho"
    case "Duplicate":
      return "c.duplicate"
    case "Batch":
      return call("batch", `${what.count}`)
    case "Reorder":
      return call("reorder", `${what.count}`)
    case "Task":
      return course(what.task, what.course)
  }
}

const agent = (done: AgentAct): string => {
  const who = done._tag !== "Takes" && done.bridge === true ? "bridge" : "agent"
  return done._tag === "Says"
    ? call(`${who}.says`, quoted(done.text))
    : `c.${who}.${done._tag === "Takes" ? "takes" : "returns"}`
}

const acted = (line: PersonLine | BotLine | StateLine): string => {
  switch (line._tag) {
    case "Person":
      return act(line.act)
    case "Bot":
      return bot(line)
    case "State":
      if (line.state === undefined) return line.context === undefined ? "c.noDialogue" : asData(line)
      return call("state", quoted(line.state), ...(line.context === undefined ? [] : [literal(line.context)]))
  }
}

const not = (line: Extract<Line, { _tag: "Not" }>): string => {
  const { forbidden, held } = line
  if (forbidden._tag === "Send") return call("noSend", ...(held === undefined ? [] : [`{ held: ${held} }`]))
  if (held !== undefined) return asData(line)
  switch (forbidden._tag) {
    case "Sign":
      return forbidden.sign === "typing" ? "c.noTyping" : "c.noSeen"
    case "Call":
      return call("noCall", quoted(forbidden.method), quoted(forbidden.path))
    case "Taker":
      return "c.noTaker"
  }
}

/** One line as an expression; `undefined` for the header, which is no line of its own. */
const expression = (line: Line): string => {
  switch (line._tag) {
    case "Blank":
      return "c.blank"
    case "Comment":
      return call("comment", quoted(line.text))
    case "Header":
      return asData(line)
    case "Person":
    case "Bot":
    case "State":
      return acted(line)
    case "Shown":
      return line.sign === "typing" ? "c.typing" : "c.seen"
    case "Time": {
      const check = line.window === undefined ? [] : [`{ window: ${quoted(line.window)} }`]
      return line.move._tag === "For"
        ? call("wait", line.move.written === undefined ? length(line.move.millis) : quoted(line.move.written), ...check)
        : call("until", quoted(line.move.at), ...check)
    }
    case "Not":
      return not(line)
    case "Call":
      return call(
        "call",
        quoted(line.method),
        quoted(line.path),
        ...(line.body === undefined ? [] : [literal(line.body)])
      )
    case "Trouble":
      return trouble(line.trouble)
    case "Other":
      return call("other", quoted(line.who), acted(line.line))
    case "Agent":
      return agent(line.act)
    case "Signal":
      return call("signal", quoted(line.signal), ...(line.payload === undefined ? [] : [literal(line.payload)]))
  }
}

const order = ["bot", "person", "locale", "start", "seed", "channel", "pack", "approvals", "templates"] as const

const headed = ({ _tag: _, ...fields }: Header, above: ReadonlyArray<Line>, options: Options): string => {
  const parts = [
    ...(above.length === 0 ? [] : [`above: (c) => [${above.map(expression).join(", ")}]`]),
    ...order.flatMap((name) => fields[name] === undefined ? [] : [`${name}: ${literal(fields[name])}`]),
    ...(options.dialogue === undefined ? [] : [`dialogue: ${options.dialogue.name}`])
  ]
  return `{ ${parts.join(", ")} }`
}

/**
 * The TypeScript module that makes a convo.
 *
 * @example
 * import { Convo } from "@parley/testing"
 * import { Either } from "effect"
 *
 * const convo = Either.getOrThrow(Convo.parse("bot pizza   person Ana\n> hi\n< Which size?   [Small]\n"))
 * Convo.typescript(convo).split("\n")[4]
 * // => '  c.bot("Which size?", { options: ["Small"] })'
 */
export const print = (script: Script, options: Options = {}): string => {
  const at = script.lines.findIndex(({ _tag }) => _tag === "Header")
  const header = script.lines[at]
  const lines = script.lines.slice(at + 1).map(expression)
  const { dialogue, name = "convo" } = options
  return [
    "import { Convo } from \"@parley/testing\"",
    ...(dialogue === undefined ? [] : [`import { ${dialogue.name} } from ${quoted(dialogue.from)}`]),
    "",
    `export const ${name} = Convo.make(${
      header?._tag === "Header" ? headed(header, script.lines.slice(0, at), options) : "{ bot: \"\" }"
    }, (c) => [`,
    ...lines.map((line, index) => `  ${line}${index === lines.length - 1 ? "" : ","}`),
    "])",
    ""
  ].join("\n")
}

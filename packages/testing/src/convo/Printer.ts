/**
 * A convo as text, in its canonical form: one space after the mark, three before what is noted beside the words.
 *
 * @module
 */
import type {
  Act,
  AgentAct,
  BotLine,
  Expected,
  Header,
  Line,
  PersonLine,
  Script,
  StateLine,
  Trouble
} from "./Script.ts"
import * as Span from "./Span.ts"
import * as TaskCourses from "./TaskCourses.ts"

const gap = "   "

const title = (text: string): string => `[${text.replaceAll("\\", "\\\\").replaceAll("]", "\\]")}]`

const act = (done: Act): string => {
  switch (done._tag) {
    case "Says":
      return done.text
    case "Taps":
      return title(done.title)
    case "GetsStarted":
      return "(get started)"
    case "SendsPayload":
      return `(payload ${done.payload})`
    case "SendsMedia":
      return `(${done.kind} ${done.url})`
    case "SharesLocation":
      return `(location ${done.latitude} ${done.longitude})`
    case "Follows":
      return `(ref ${done.ref})`
    case "TicksCheckbox":
      return `(checkbox ${done.ref})`
    case "Reacts":
      return `(reacts ${done.reaction})`
    case "Comments":
      return done.live === true ? `(live comment ${done.text})` : `(comment ${done.text})`
    case "Posts":
      return `(post ${done.text})`
    case "ClicksAd":
      return `(ad ${done.ad})`
    case "Rates":
      return `(rates ${done.answer})`
    case "WantsNews":
      return "(wants news)"
    case "WantsNoNews":
      return "(wants no news)"
    case "Blocks":
      return "(blocks)"
    case "Unblocks":
      return "(unblocks)"
    case "Reads":
      return "(reads)"
  }
}

const expected = (message: Expected): string => {
  const notes = (message.options ?? []).map((option) => (option === "..." ? "[...]" : title(option)))
  if (message.options?.length === 0) notes.push("[]")
  for (const mark of message.marks ?? []) notes.push(`#${mark}`)
  return notes.length === 0 ? message.text : `${message.text}${gap}${notes.join(" ")}`
}

const header = (line: Header): string =>
  [
    `bot ${line.bot}`,
    line.person === undefined
      ? undefined
      : `person ${line.person}${line.locale === undefined ? "" : ` ${line.locale}`}`,
    line.person === undefined && line.locale !== undefined ? `locale ${line.locale}` : undefined,
    line.start === undefined ? undefined : `start ${line.start}`,
    line.seed === undefined ? undefined : `seed ${line.seed}`,
    line.channel === undefined ? undefined : `channel ${line.channel}`,
    line.pack === undefined ? undefined : `pack ${line.pack}`,
    line.approvals === undefined ? undefined : `approvals ${line.approvals.join(",") || "none"}`,
    line.templates === undefined ? undefined : `templates ${line.templates.join(",") || "none"}`
  ].filter((part) => part !== undefined).join(gap)

const trouble = (what: Trouble): string => {
  switch (what._tag) {
    case "Crash":
      return "crash"
    case "Restart":
      return "restart"
    case "Status":
      return `status ${what.status}`
    case "Code":
      return `code ${what.code}`
    case "LoseAnswer":
      return "lose answer"
    case "LoseEcho":
      return "lose echo"
    case "Duplicate":
      return "duplicate"
    case "Batch":
      return `batch ${what.count}`
    case "Reorder":
      return `reorder ${what.count}`
    case "Task":
      return `task ${what.task} ${TaskCourses.print(what.course)}`
  }
}

const agent = (done: AgentAct): string => {
  const who = done._tag !== "Takes" && done.bridge === true ? "bridge" : "agent"
  return done._tag === "Says" ? `@ ${who} > ${done.text}` : `@ ${who} ${done._tag === "Takes" ? "takes" : "returns"}`
}

const acted = (line: PersonLine | BotLine | StateLine): string => {
  switch (line._tag) {
    case "Person":
      return `> ${act(line.act)}`
    case "Bot":
      return `< ${expected(line.expected)}`
    case "State":
      return `= ${line.state ?? "(none)"}${line.context === undefined ? "" : gap + JSON.stringify(line.context)}`
  }
}

/** One line as text, without its line end. */
export const line = (entry: Line): string => {
  switch (entry._tag) {
    case "Blank":
      return ""
    case "Comment":
      return entry.text === "" ? "#" : `# ${entry.text}`
    case "Header":
      return header(entry)
    case "Person":
    case "Bot":
    case "State":
      return acted(entry)
    case "Shown":
      return `* ${entry.sign}`
    case "Time": {
      const move = entry.move._tag === "For"
        ? entry.move.written ?? Span.encode(entry.move.millis)
        : `until ${entry.move.at}`
      return `~ ${move}${entry.window === undefined ? "" : `${gap}window ${entry.window}`}`
    }
    case "Not": {
      const { forbidden } = entry
      const what = forbidden._tag === "Send"
        ? "no send"
        : forbidden._tag === "Sign"
        ? `no ${forbidden.sign}`
        : forbidden._tag === "Taker"
        ? "no taker"
        : `no call ${forbidden.method} ${forbidden.path}`
      return `! ${what}${entry.held === undefined ? "" : `${gap}held ${entry.held}`}`
    }
    case "Call":
      return `$ ${entry.method} ${entry.path}${entry.body === undefined ? "" : ` ${JSON.stringify(entry.body)}`}`
    case "Trouble":
      return `% ${trouble(entry.trouble)}`
    case "Other":
      return `@ ${entry.who} ${acted(entry.line)}`
    case "Agent":
      return agent(entry.act)
    case "Signal":
      return `signal ${entry.signal}${entry.payload === undefined ? "" : ` ${JSON.stringify(entry.payload)}`}`
  }
}

/** A convo as text, ending in a line end. */
export const print = (script: Script): string => script.lines.map((entry) => `${line(entry)}\n`).join("")

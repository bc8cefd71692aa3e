/**
 * A stored conversation as a convo: what people did, what the bot said to it, how its tasks went and when.
 *
 * @module
 */
import type { Conversation, Definition, Inbound, JournalEntry, Json } from "@parley/core"
import { Inbound as Inbounds } from "@parley/core"
import * as DateTime from "effect/DateTime"
import type { Header, Line, TaskCourse } from "../convo/Script.ts"
import type { Script } from "../convo/Script.ts"
import * as Deeds from "./Deeds.ts"
import * as Heard from "./Heard.ts"

/** A conversation as a store keeps it. */
export interface Stored {
  readonly conversation: Conversation.Conversation
  readonly journal: ReadonlyArray<JournalEntry.JournalEntry>
  /** The ids of outbounds that did not arrive: refused, failed, given up. */
  readonly undelivered?: ReadonlySet<string>
}

/** How it is told. */
export interface Options {
  /** The name of the bot in the convo, and its dialogues, which know the names of their tasks. */
  readonly bot: string
  readonly dialogues: ReadonlyArray<Definition.Definition>
  readonly person?: string
  /** What else the header says: the rules, the approvals, the templates. */
  readonly header?: Omit<Header, "_tag" | "bot" | "person" | "start">
  /** Silences shorter than this many milliseconds are left out; a minute unless given. */
  readonly silence?: number
}

const second = 1000
const defaultSilence = 60 * second
/** A timer that fires so much later than it was due found no bot that ran. */
const late = 60 * second

const iso = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at))

const header = ({ conversation, journal: [first] }: Stored, { bot, header: more, person }: Options): Header => ({
  _tag: "Header",
  bot,
  ...(person === undefined ? {} : { person }),
  ...(first === undefined ? {} : { start: iso(first.at) }),
  ...(conversation.id.channel === "instagram" ? { channel: "instagram" } : {}),
  ...more
})

const isRecord = (value: Json.Json): value is { readonly [key: string]: Json.Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

type Ended = Extract<Inbound.Event, { readonly _tag: "TaskSucceeded" | "TaskFailed" }>

/** How a task ended; `undefined` where it gave something that was not kept: then its services are asked again. */
const courseOf = (event: Ended, task: Definition.TaskDefinition | undefined): TaskCourse | undefined => {
  if (event._tag === "TaskSucceeded") {
    if (event.output !== undefined) return { _tag: "Gives", result: event.output }
    return task?.result === undefined ? { _tag: "Gives", result: null } : undefined
  }
  if (event.failure === undefined) return { _tag: "Breaks" }
  const { _tag: _, message: _message, ...fields } = isRecord(event.error) ? event.error : {}
  return { _tag: "Fails", failure: event.failure, ...(Object.keys(fields).length === 0 ? {} : { fields }) }
}

const troubled = (task: string, course: TaskCourse): Line => ({
  _tag: "Trouble",
  trouble: { _tag: "Task", task, course }
})

/** Where the lines stand while they are written. */
class Telling {
  readonly lines: Array<Line> = []
  /** The last line that did something, and for each task that runs the line that started it. */
  private acted: Line | undefined
  private readonly started = new Map<string, { readonly by: Line | undefined; readonly at: number }>()
  private now: number
  private readonly offered = new Set<string>()
  private readonly silence: number

  constructor(now: number, silence: number) {
    this.now = now
    this.silence = silence
  }

  /** Time passes until something happens at a moment; short silences are left out. */
  passes(at: number): void {
    if (at - this.now >= this.silence) this.does({ _tag: "Time", move: { _tag: "Until", at: iso(at) } })
    this.now = Math.max(this.now, at)
  }

  /** Time passes until something that happens by itself has happened. */
  comes(at: number): void {
    // What is due in the same second is due for sure after the next.
    const seconds = Math.ceil(Math.max(0, at - this.now) / second) + 1
    this.does({
      _tag: "Time",
      move: seconds * second >= this.silence
        ? { _tag: "Until", at: iso(Math.ceil(at / second) * second + second) }
        : { _tag: "For", millis: seconds * second }
    })
    this.now = Math.max(this.now, at)
  }

  /** A timer fires: at its moment, or, where it was late, when the bot was there again. */
  fires(due: number, at: number): void {
    if (at - due < late) return this.comes(at)
    this.does({ _tag: "Trouble", trouble: { _tag: "Crash" } })
    this.does({ _tag: "Time", move: { _tag: "Until", at: iso(at) } })
    this.does({ _tag: "Trouble", trouble: { _tag: "Restart" } })
    this.now = Math.max(this.now, at)
  }

  does(line: Line): void {
    this.acted = line
    this.lines.push(line)
  }

  /** Tasks begin by what was done last. */
  starts(tasks: ReadonlyArray<string>, at: number): void {
    for (const task of tasks) this.started.set(task, { by: this.acted, at })
  }

  /** A task ended: how it went is told before the act that started it, and how long it took where that is to be seen. */
  ends(
    id: string,
    name: string,
    { at, course }: { readonly at: number; readonly course: TaskCourse | undefined }
  ): void {
    const start = this.started.get(id)
    if (start === undefined) return
    const took = at - start.at
    const isSlow = took >= second
    const courses: ReadonlyArray<TaskCourse> = course === undefined
      ? []
      : isSlow
      ? [{ _tag: "Takes", millis: took }, course]
      : [course]
    const before = start.by === undefined ? 0 : this.lines.indexOf(start.by)
    this.lines.splice(before, 0, ...courses.map((one): Line => troubled(name, one)))
    if (isSlow) this.comes(at)
  }

  happens(event: Inbound.Event): void {
    const deed = Deeds.of(event, this.offered)
    if (typeof deed === "string") {
      this.lines.push({ _tag: "Comment", text: `Here came ${deed}, for which there is no line.` })
    } else for (const line of deed) this.does(line)
  }

  /** What the bot said in a turn. */
  says(spoken: ReadonlyArray<JournalEntry.Spoken>, undelivered: ReadonlySet<string>): void {
    for (const one of spoken) {
      if (one.verdict !== "sent" || undelivered.has(one.outbound ?? "")) continue
      const line = Heard.line(one)
      if (line === undefined) continue
      for (const title of line.expected.options ?? []) this.offered.add(title)
      this.lines.push(line)
    }
  }
}

const nobody: ReadonlySet<string> = new Set()

/**
 * The convo that a stored conversation is. It begins where the journal does; the bot takes it as it did as far as that depends
 * on what stands in it. What a convo has no line for is told in a comment.
 */
export const script = (stored: Stored, options: Options): Script => {
  const { conversation, journal, undelivered = nobody } = stored
  const tasks = new Map(options.dialogues.map(({ id, tasks: known }) => [id, known]))
  const telling = new Telling(journal[0]?.at ?? 0, options.silence ?? defaultSilence)
  let dialogue: string | undefined
  for (const entry of journal) {
    const { at, inbound, outcome, spoken } = entry
    const { event } = inbound
    // What was put off while a person of the business had the conversation comes by itself once they are gone.
    const wasPutOff = inbound.id.startsWith("deferred/")
    if (event._tag === "TimerFired" && !wasPutOff) telling.fires(inbound.at, at)
    else if (Deeds.of(event, nobody).length > 0) telling.passes(at)
    if (event._tag === "TaskSucceeded" || event._tag === "TaskFailed") {
      const task = tasks.get(dialogue ?? "")?.[event.task]
      telling.ends(event.task, task?.name ?? event.task, { at, course: courseOf(event, task) })
    }
    dialogue = entry.dialogue?.id
    telling.happens(event)
    if (outcome === "ignored" && spoken.length === 0 && Inbounds.isPersons(event)) {
      telling.lines.push({ _tag: "Not", forbidden: { _tag: "Taker" } })
    }
    telling.starts(entry.tasksStarted, at)
    telling.says(spoken, undelivered)
  }
  if (conversation.dialogue === undefined) telling.lines.push({ _tag: "State", state: undefined })
  return { lines: [header(stored, options), ...telling.lines] }
}

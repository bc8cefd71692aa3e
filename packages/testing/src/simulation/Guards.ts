/**
 * The guards that an event met, each with its answer and with what it read: worked out after the fact, from the record of
 * where the dialogue stood.
 *
 * @module
 */
import type { Conversation, Definition, Inbound, Json, Step } from "@parley/core"
import { Course, Ledger, Route, Scope, Snapshot, Understood, Workings } from "@parley/core"
import * as Either from "effect/Either"

/** One guard that was asked. */
export interface Tried {
  /** The state that it belongs to; empty for the dialogue as a whole. */
  readonly state: string
  /** Its name, or how it is written. */
  readonly guard: string
  /** Where it leads. */
  readonly to: string
  /** Its answer, or what it threw. */
  readonly answer: boolean | string
  /** What it read of the context and the event, with the values. */
  readonly read: ReadonlyArray<string>
}

/** As much of XState's transitions and nodes as is read here. */
interface Way {
  readonly guard?: unknown
  readonly target?: ReadonlyArray<{ readonly path: ReadonlyArray<string> }> | undefined
}
interface Node {
  readonly path: ReadonlyArray<string>
  readonly parent?: Node | undefined
  readonly transitions: ReadonlyMap<string, ReadonlyArray<Way>>
  readonly always?: ReadonlyArray<Way> | undefined
}

type Guard = (given: { readonly context: unknown; readonly event: unknown }, params: unknown) => boolean

/** What the dialogue is told, given the conversation before the turn; `undefined` when no dialogue that runs hears of it. */
export const told = (
  dialogues: ReadonlyArray<Definition.Definition>,
  before: Conversation.Conversation,
  { event }: Inbound.Inbound,
  locale: string
): Step.DialogueEvent | undefined => {
  if (event._tag === "TimerFired") {
    const timer = before.timers.find(({ id }) => id === event.timer)
    return timer === undefined ? undefined : { type: "timer", id: timer.id, event: timer.event }
  }
  if (event._tag === "TaskSucceeded") {
    return { type: "taskSucceeded", id: event.task, ...(event.output === undefined ? {} : { output: event.output }) }
  }
  if (event._tag === "TaskFailed") {
    const { error, failure, task } = event
    return { type: "taskFailed", id: task, error, ...(failure === undefined ? {} : { failure }) }
  }
  if (event._tag === "Settled") {
    return event.refusal === undefined ? undefined : { type: "refused", refusal: event.refusal }
  }
  if (before.dialogue === undefined) return undefined
  const routed = Route.route({
    dialogues,
    event,
    locale,
    active: before.dialogue,
    ...(before.tasks.length > 0 ? { busy: true as const } : {})
  })
  return routed._tag === "Active" ? routed.event : undefined
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null
  && (Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value)))

/** The same value, which notes what is read of it. */
const watched = <A extends object>(value: A, path: string, note: (path: string, value: unknown) => void): A =>
  new Proxy(value, {
    get: (target, key, receiver) => {
      const found: unknown = Reflect.get(target, key, receiver)
      if (typeof key !== "string" || typeof found === "function" || !Object.hasOwn(target, key)) return found
      const here = path === "" ? key : `${path}.${key}`
      if (isPlain(found)) return watched(found, here, note)
      note(here, found)
      return found
    }
  })

const nameOf = (guard: unknown): string => {
  if (typeof guard === "function") {
    const written = guard.name === "" || guard.name === "guard" ? String(guard).replace(/\s+/g, " ") : guard.name
    return written.length > 140 ? `${written.slice(0, 137)}...` : written
  }
  const { params } = guard as { readonly params?: { readonly part?: string; readonly label?: string } }
  return params?.label ?? params?.part ?? "a guard"
}

const ask = (
  workings: Workings.Workings,
  guard: unknown,
  context: object,
  event: object
): Pick<Tried, "answer" | "read"> => {
  const read = new Map<string, string>()
  const note = (path: string, value: unknown) => {
    // The turn's own facts stand in the margin already.
    if (!path.startsWith("sys.turn")) read.set(path.replace(/^data\./, ""), shown(value))
  }
  const given = { context: watched(context, "", note), event: watched(event, "event", note) }
  const named = guard as { readonly type?: string; readonly params?: unknown }
  const known = workings.machine.implementations.guards as { readonly [name: string]: Guard | undefined }
  const test = typeof guard === "function" ? guard as Guard : known[named.type ?? ""]
  const listed = () => [...read].map(([path, value]) => `${path} ${value}`)
  if (test === undefined) return { answer: "it cannot be asked", read: [] }
  try {
    const answer = test(given, typeof guard === "function" ? undefined : named.params)
    return { answer, read: listed() }
  } catch (error) {
    return { answer: `threw: ${error instanceof Error ? error.message : String(error)}`, read: listed() }
  }
}

/** XState's own question whether the machine is in a state already: it cannot be asked with a context alone, and explains nothing. */
const isStateIn = (guard: unknown): boolean => typeof guard === "function" && guard.name === "stateIn"

const targetOf = (way: Way): string =>
  (way.target ?? []).map(({ path }) => path.join(".")).join(", ") || "no other state"

/** The guards of some ways, up to the first that opens. */
const askAll = (
  workings: Workings.Workings,
  node: Node,
  ways: ReadonlyArray<Way>,
  context: object,
  event: object
): { readonly tried: ReadonlyArray<Tried>; readonly opened: boolean } => {
  const tried: Array<Tried> = []
  for (const way of ways) {
    if (way.guard === undefined) return { tried, opened: true }
    if (isStateIn(way.guard)) continue
    const asked = ask(workings, way.guard, context, event)
    tried.push({ state: node.path.join("."), guard: nameOf(way.guard), to: targetOf(way), ...asked })
    if (asked.answer === true) return { tried, opened: true }
  }
  return { tried, opened: false }
}

/** One turn whose guards are asked for. */
export interface Question {
  readonly dialogues: ReadonlyArray<Definition.Definition>
  readonly before: Conversation.Conversation
  readonly after: Conversation.Conversation
  readonly inbound: Inbound.Inbound
  readonly locale: string
  readonly at: number
}

/** Where the dialogue stood, as the machine has it; `undefined` where it cannot be read. */
export const courseOf = (
  question: Question,
  stored: Json.Json,
  definition: Definition.Definition
): Course.Course | undefined => {
  const workings = Workings.of(definition)
  const read = Snapshot.decode(workings, stored)
  if (Either.isLeft(read) || read.right._tag !== "Stands") return undefined
  const { position } = read.right
  const { person } = question.before
  const turn = { at: question.at, locale: question.locale, channel: question.before.id.channel, person }
  return Course.restore(workings, Ledger.make(workings, question.at, position), position, turn)
}

/** The dialogue that a conversation is in. */
export const definitionOf = ({ dialogues }: Question, conversation: Conversation.Conversation) =>
  dialogues.find(({ id }) => id === conversation.dialogue?.id)

/** The guards that the event of a turn met, innermost state first, and those that hold the dialogue where it stands now. */
export const tried = (question: Question): ReadonlyArray<Tried> => {
  const { after, before, dialogues, inbound, locale } = question
  const found: Array<Tried> = []
  const definition = definitionOf(question, before)
  const event = told(dialogues, before, inbound, locale)
  if (before.dialogue !== undefined && definition !== undefined && event !== undefined) {
    const course = courseOf(question, before.dialogue.snapshot, definition)
    const understood = course === undefined ? undefined : Understood.from(definition, event, course.ledger.tasks)
    if (course !== undefined && understood !== undefined) {
      const asked = new Set<Node>()
      // XState's nodes, innermost and their parents; a node that is shared is asked once.
      for (const leaf of (course.snapshot._nodes as ReadonlyArray<Node>).toReversed()) {
        for (let node: Node | undefined = leaf; node !== undefined && !asked.has(node); node = node.parent) {
          asked.add(node)
          const { opened, tried } = askAll(
            course.workings,
            node,
            node.transitions.get(understood.type) ?? [],
            course.snapshot.context as object,
            understood
          )
          found.push(...tried)
          if (opened) return [...found, ...passing(course, understood, question, after), ...holding(question, after)]
        }
      }
    }
  }
  return [...found, ...holding(question, after)]
}

/** The guards of the states that the event led through, asked with the context as it was left. */
const passing = (
  course: Course.Course,
  event: Understood.Understood,
  question: Question,
  after: Conversation.Conversation
): ReadonlyArray<Tried> => {
  const { snapshot, workings } = course
  const { trace, value } = Scope.collect(
    workings.scope,
    (inert) => workings.machine.transition(snapshot, event, inert)
  )
  const definition = definitionOf(question, after)
  const stands = after.dialogue === undefined || definition === undefined
    ? undefined
    : courseOf(question, after.dialogue.snapshot, definition)
  const context = (stands?.snapshot ?? value).context as object
  const active = new Set(value._nodes as ReadonlyArray<Node>)
  // The trace tells of a node its id alone; it is the machine's own node all the same.
  const through = trace.taken.flatMap(({ target }) => (target ?? []) as unknown as ReadonlyArray<Node>)
  return through.filter((node) => !active.has(node) && node.always !== undefined).flatMap((node) =>
    askAll(workings, node, node.always ?? [], context, event).tried
  )
}

/** The guards of the ways that open by themselves, where the dialogue stands now: all of them said no. */
const holding = (question: Question, after: Conversation.Conversation): ReadonlyArray<Tried> => {
  const definition = definitionOf(question, after)
  if (after.dialogue === undefined || definition === undefined) return []
  const course = courseOf(question, after.dialogue.snapshot, definition)
  if (course === undefined) return []
  return (course.snapshot._nodes as ReadonlyArray<Node>).flatMap((node) =>
    askAll(course.workings, node, node.always ?? [], course.snapshot.context as object, { type: "" }).tried
  )
}

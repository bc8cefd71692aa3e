/**
 * The course of one step: a machine taken out of its stored position, moved by one event after another, and the places that
 * commands left on the way.
 *
 * @module
 */
import type { AnyMachineSnapshot, AnyStateNode } from "xstate"
import type { Json } from "../model/Json.ts"
import { chosen } from "./Answer.ts"
import type { MachineContext, Turn } from "./Definition.ts"
import * as Ledger from "./Ledger.ts"
import * as Position from "./Position.ts"
import * as Scope from "./Scope.ts"
import type { Understood } from "./Understood.ts"
import { pathOf, type Workings } from "./Workings.ts"

/** A step under way. */
export interface Course {
  readonly workings: Workings
  readonly ledger: Ledger.Ledger
  snapshot: AnyMachineSnapshot
  frames: ReadonlyArray<Position.Frame>
  deferred: ReadonlyArray<string>
  /** The ends of tasks that came while the dialogue was elsewhere, for the place that it has just returned to. */
  results: ReadonlyArray<Position.Ended>
}

/** More places than anyone returns from; the oldest is given up. */
const frameLimit = 8

/** The combinations of parallel states may be many, and few of them are met often. */
const standingLimit = 512

// XState's snapshots are read-only in their types; each of these was made for this step alone.
type Open = { -readonly [Key in keyof AnyMachineSnapshot]: AnyMachineSnapshot[Key] }

const contextOf = (snapshot: AnyMachineSnapshot): MachineContext => snapshot.context as MachineContext

const nodesById = (workings: Workings, ids: ReadonlyArray<string>): Array<AnyStateNode> =>
  ids.map((id): AnyStateNode => workings.machine.getStateNodeById(id))

/** What XState makes of a state value that stands there without a context: the same for all who stand there. */
const standing = (workings: Workings, value: Json): AnyMachineSnapshot => {
  const { machine, scope, standing } = workings
  const key = typeof value === "string" ? value : JSON.stringify(value)
  const known = standing.get(key)
  if (known !== undefined) return known
  const stored = {
    status: "active",
    value,
    context: {},
    children: {},
    historyValue: {},
    output: undefined,
    error: undefined
  }
  // XState asks for the snapshot of its own persisting; this is what it reads of one.
  const persisted = stored as unknown as Parameters<typeof machine.restoreSnapshot>[0]
  const snapshot: AnyMachineSnapshot = machine.restoreSnapshot(persisted, scope.inert)
  if (standing.size < standingLimit) standing.set(key, snapshot)
  return snapshot
}

/** The names of the innermost states of a value. */
const homeOf = (workings: Workings, value: Json): ReadonlyArray<AnyStateNode> =>
  Position.leaves(workings.machine.root, value)

/** A step that goes on from a stored position. */
export const restore = (
  workings: Workings,
  ledger: Ledger.Ledger,
  position: Position.Position,
  turn: Turn
): Course => {
  const historyValue: { [id: string]: Array<AnyStateNode> } = {}
  for (const id in position.history) historyValue[id] = nodesById(workings, position.history[id] ?? [])
  const { sys } = position
  const context: MachineContext = {
    data: position.data,
    sys: sys.notified === undefined
      ? { turn, retries: sys.retries, drafts: sys.drafts, calls: sys.calls, trail: sys.trail }
      : { ...sys, turn }
  }
  // XState would make an actor for each child. It only ever asks for the child's name, to stop it.
  const children: { [id: string]: unknown } = {}
  for (const id in position.tasks) children[id] = { id, src: position.tasks[id] }
  const snapshot: AnyMachineSnapshot = { ...standing(workings, position.value) }
  const open: Open = snapshot
  open.context = context
  open.historyValue = historyValue
  open.children = children as Open["children"]
  const course: Course = {
    workings,
    ledger,
    snapshot,
    frames: position.frames,
    deferred: position.deferred,
    results: []
  }
  remember(course)
  return course
}

/** A step that begins the dialogue. Throws what the machine throws. */
export const begin = (workings: Workings, ledger: Ledger.Ledger, turn: Turn, input: unknown): Course => {
  const { trace, value } = Scope.collect(
    workings.scope,
    (inert) => workings.machine.getInitialSnapshot(inert, { turn, ...(input === undefined ? {} : { input }) })
  )
  // XState does not throw here: it gives a snapshot in error.
  if (value.status === "error") throw value.error
  for (const action of trace.actions) Ledger.note(ledger, action)
  return { workings, ledger, snapshot: value, frames: [], deferred: [], results: [] }
}

/** Lets the history state lead to the place that was left last. */
const remember = (course: Course): void => {
  const { home } = course.workings
  const last = course.frames.at(-1)
  if (home === undefined || last === undefined) return
  const snapshot = course.snapshot as Open
  snapshot.historyValue = { ...snapshot.historyValue, [home]: [...homeOf(course.workings, last.value)] }
}

/** Gives up a place: its tasks need not go on. */
const forget = (course: Course, frame: Position.Frame): void => {
  const ended = new Set(frame.results.map((one) => one.id))
  for (const id in frame.tasks) {
    if (!ended.has(id) && !course.ledger.tasks.has(id)) course.ledger.stopped.add(id)
  }
}

/** The dialogue left `frame` by a command: its tasks go on. */
const leave = (course: Course, frame: Position.Frame): void => {
  for (const id in frame.tasks) course.ledger.stopped.delete(id)
  course.frames = [...course.frames, frame]
  while (course.frames.length > frameLimit) {
    const [oldest, ...rest] = course.frames
    if (oldest !== undefined) forget(course, oldest)
    course.frames = rest
  }
}

/**
 * The dialogue is back in the place that was left last. XState has entered it anew; what must not begin anew is put back:
 * timers are due when they were, wrong answers stay counted, tasks go on.
 */
const comeBack = (course: Course, frame: Position.Frame): void => {
  const { ledger } = course
  course.frames = course.frames.slice(0, -1)
  for (const id in frame.timers) {
    const due = frame.timers[id] ?? ledger.at
    const timer = ledger.set.get(id)
    if (timer === undefined) continue
    if (ledger.rows.get(id) === due) {
      ledger.set.delete(id)
      ledger.timers.set(id, due)
    } else {
      Ledger.set(ledger, { ...timer, after: Math.max(0, due - ledger.at) })
    }
  }
  const results = new Map(frame.results.map((one) => [one.id, one]))
  for (const id in frame.tasks) {
    const result = results.get(id)
    if (ledger.started.delete(id)) {
      ledger.stopped.delete(id)
      if (result !== undefined) course.results = [...course.results, result]
    } else if (result === undefined) {
      ledger.stopped.add(id)
    }
  }
  const context = contextOf(course.snapshot)
  const sys = { ...context.sys, retries: { ...context.sys.retries, ...frame.retries } }
  ;(course.snapshot as Open).context = { ...context, sys }
}

/** A task that begins again while it still runs for a place that was left: the old one ends, and its place loses it. */
const replaceTasks = (course: Course): void => {
  const { ledger } = course
  if (ledger.started.size === 0 || course.frames.length === 0) return
  course.frames = course.frames.map((frame) => {
    const again = Object.keys(frame.tasks).filter((id) => ledger.started.has(id))
    if (again.length === 0) return frame
    for (const id of again) if (!frame.results.some((one) => one.id === id)) ledger.stopped.add(id)
    const tasks = Object.fromEntries(Object.entries(frame.tasks).filter(([id]) => !again.includes(id)))
    return { ...frame, tasks, results: frame.results.filter((one) => !again.includes(one.id)) }
  })
}

/** Whether a task runs that a command has to wait for. */
export const isBusy = (course: Course): boolean =>
  course.snapshot.hasTag("working") && !course.snapshot.hasTag("interruptible")

/** Whether words mean an option of a question that is open. */
export const isOption = ({ snapshot, workings }: Course, text: string): boolean => {
  const { offers } = workings.definition
  if (offers === undefined) return false
  const nodes = snapshot._nodes as ReadonlyArray<AnyStateNode>
  return nodes.some((node) => {
    const offered = offers[pathOf(node)]?.(contextOf(snapshot))
    return offered !== undefined && chosen(text, offered) !== undefined
  })
}

/**
 * Moves the machine by one event. `command` names the command that the event is, if it is one that leaves. Gives whether
 * anything in the dialogue took it. Throws what the machine throws.
 */
export const advance = (course: Course, event: Understood, command?: string): boolean => {
  const { ledger, workings } = course
  const { home, machine } = workings
  const before = course.snapshot
  const nodes = before._nodes as ReadonlyArray<AnyStateNode>
  const mayReturn = home !== undefined && command !== undefined && workings.returning.has(command)
  const frame: Position.Frame | undefined = mayReturn
    ? {
      // XState's state value is made of strings and records.
      value: before.value as Json,
      timers: Object.fromEntries(ledger.timers),
      retries: contextOf(before).sys.retries,
      tasks: Object.fromEntries(ledger.tasks),
      results: []
    }
    : undefined
  if (home !== undefined && frame !== undefined) {
    // A command that goes and comes back within one transition must find its way, too.
    ;(before as Open).historyValue = { ...before.historyValue, [home]: [...homeOf(workings, frame.value)] }
  }
  const { trace, value: next } = Scope.collect(
    workings.scope,
    (inert) => machine.transition(before, event, inert)
  )
  if (next.status === "error") throw next.error
  const first = trace.taken[0]
  if (first === undefined) {
    remember(course)
    return false
  }
  course.snapshot = next
  for (const action of trace.actions) Ledger.note(ledger, action)
  const left = first.target !== undefined && first.target.length > 0
    // Said again where it leads to, a command leaves nothing.
    && !first.target.some((target) => nodes.some((node) => node.id === target.id))
  if (frame !== undefined && left) leave(course, frame)
  const last = course.frames.at(-1)
  const isBack = home !== undefined &&
    trace.taken.some((way) => way.target?.some((target) => target.id === home) === true)
  if (isBack && last !== undefined) comeBack(course, last)
  replaceTasks(course)
  if (next.status === "done") finish(course)
  else remember(course)
  return true
}

const finish = (course: Course): void => {
  const { ledger } = course
  for (const id of ledger.timers.keys()) Ledger.cancel(ledger, id)
  for (const id of ledger.tasks.keys()) Ledger.stop(ledger, id)
  for (const frame of course.frames) forget(course, frame)
  course.frames = []
  course.deferred = []
  course.results = []
}

const recordOf = <A>(map: ReadonlyMap<string, A>): { readonly [key: string]: A } =>
  map.size === 0 ? {} : Object.fromEntries(map)

/** Where the dialogue stands at the end of the step. */
export const position = (course: Course): Position.Position => {
  const { ledger, snapshot } = course
  const { data, sys } = contextOf(snapshot)
  const history: { [id: string]: ReadonlyArray<string> } = {}
  for (const id in snapshot.historyValue) {
    // Where commands return to is told by the frames.
    if (id === course.workings.home && course.frames.length > 0) continue
    history[id] = (snapshot.historyValue[id] ?? []).map((node: AnyStateNode) => node.id)
  }
  return {
    value: snapshot.value as Json,
    data,
    sys: {
      retries: sys.retries,
      drafts: sys.drafts,
      calls: sys.calls,
      trail: sys.trail,
      ...(sys.notified === undefined ? {} : { notified: sys.notified })
    },
    tasks: recordOf(ledger.tasks),
    history,
    timers: recordOf(ledger.timers),
    frames: course.frames,
    deferred: course.deferred,
    done: snapshot.status === "done",
    migrated: false
  }
}

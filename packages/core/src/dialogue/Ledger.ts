/**
 * What one step is to do, as data: XState's actions, taken down in order and set off against each other.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Instant } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Body } from "../model/Outbound.ts"
import type { MachineOutput } from "./Definition.ts"
import type { Result, TaskStart, TimerSet } from "./Outcome.ts"
import type { Position } from "./Position.ts"
import type { Action } from "./Scope.ts"
import type { Workings } from "./Workings.ts"

/**
 * The ledger of one step. `timers` and `tasks` are what runs now; `rows` is what ran when the step began, so that what is
 * set and cancelled within one step leaves no trace.
 */
export interface Ledger {
  readonly workings: Workings
  readonly at: Instant
  readonly rows: Map<string, Instant>
  readonly said: Array<Body>
  readonly timers: Map<string, Instant>
  readonly set: Map<string, TimerSet>
  readonly cancelled: Set<string>
  readonly tasks: Map<string, string>
  readonly started: Map<string, TaskStart>
  readonly stopped: Set<string>
  goto: Result["goto"]
  locale: string | undefined
  person: Result["person"]
}

/** A map of its own, made without a detour by a list of entries: every step makes three, and most stay empty. */
const mapOf = <A>(record: { readonly [key: string]: A } | undefined): Map<string, A> => {
  const map = new Map<string, A>()
  for (const key in record) map.set(key, record[key]!)
  return map
}

/** A ledger at the beginning of a step. */
export const make = (workings: Workings, at: Instant, position?: Position): Ledger => ({
  workings,
  at,
  rows: mapOf(position?.timers),
  said: [],
  timers: mapOf(position?.timers),
  set: new Map(),
  cancelled: new Set(),
  tasks: mapOf(position?.tasks),
  started: new Map(),
  stopped: new Set(),
  goto: undefined,
  locale: undefined,
  person: undefined
})

/** Notes that a timer is to be set; one of the same id is replaced. */
export const set = (ledger: Ledger, timer: TimerSet): void => {
  ledger.timers.set(timer.id, ledger.at + timer.after)
  ledger.set.set(timer.id, timer)
  ledger.cancelled.delete(timer.id)
}

/** Notes that a timer is to be cancelled, if it runs. */
export const cancel = (ledger: Ledger, id: string): void => {
  if (!ledger.timers.delete(id)) return
  ledger.set.delete(id)
  if (ledger.rows.has(id)) ledger.cancelled.add(id)
}

/** Notes that a task is to be stopped, if it runs. */
export const stop = (ledger: Ledger, id: string): void => {
  if (!ledger.tasks.delete(id)) return
  if (!ledger.started.delete(id)) ledger.stopped.add(id)
}

const emitted = (ledger: Ledger, output: MachineOutput): void => {
  switch (output.type) {
    case "out.message":
      ledger.said.push({ _tag: "Message", message: output.message })
      return
    case "out.control":
      ledger.said.push({ _tag: "Control", control: output.control })
      return
    case "out.goto":
      ledger.goto = { dialogue: output.dialogue, ...(output.input === undefined ? {} : { input: output.input }) }
      return
    case "out.locale":
      ledger.locale = output.locale
      return
    case "out.person":
      ledger.person = { ...ledger.person, ...output.person }
      return
    default:
      throw new Error(
        `it emits "${
          (output as { readonly type: string }).type
        }"; a dialogue emits out.message, out.control, out.goto, `
          + "out.locale and out.person"
      )
  }
}

interface Raise {
  // Events of a machine are JSON by convention: they are kept until the timer fires.
  readonly event: { readonly type: string; readonly [key: string]: Json }
  readonly id?: string
  readonly delay?: number
}

const delayed = (ledger: Ledger, { delay, event, id }: Raise): void => {
  // A raise without a delay has been taken within the transition.
  if (delay === undefined) return
  let name = id ?? event.type
  // Without an id nothing can cancel it, and two of a kind run side by side.
  if (id === undefined) { for (let count = 2; ledger.timers.has(name); count++) name = `${event.type}#${count}` }
  set(ledger, {
    id: name,
    after: Math.max(0, delay),
    meaning: ledger.workings.meanings.get(event.type) ?? "deadline",
    event
  })
}

const spawned = (
  ledger: Ledger,
  child: { readonly id: string; readonly src: unknown; readonly input: unknown }
): void => {
  const { tasks } = ledger.workings.definition
  const source = typeof child.src === "string" ? child.src : child.id
  const task = tasks[child.id] ?? tasks[source]
  if (task === undefined) {
    throw new Error(`it starts the actor "${child.id}", which is not a task of the dialogue; use the word run`)
  }
  ledger.tasks.set(child.id, source)
  ledger.started.set(child.id, {
    id: child.id,
    name: task.name,
    recovery: task.recovery,
    input: Schema.encodeSync(task.input)(child.input)
  })
}

/** Takes down one action of a transition. Throws for an action that a dialogue cannot have. */
export const note = (ledger: Ledger, action: Action): void => {
  // XState gives each of its own actions these parameters; the conformance test holds them against the pinned version.
  switch (action.type) {
    case "xstate.emit":
      return emitted(ledger, (action.params as { readonly event: MachineOutput }).event)
    case "xstate.raise":
      return delayed(ledger, action.params as Raise)
    case "xstate.cancel":
      return cancel(ledger, (action.params as { readonly sendId: string }).sendId)
    case "xstate.spawnChild":
      return spawned(ledger, action.params as Parameters<typeof spawned>[1])
    case "xstate.stopChild": {
      const child = action.params as { readonly id: string } | undefined
      return child === undefined ? undefined : stop(ledger, child.id)
    }
    default:
      throw new Error(
        `it asks for the action "${action.type}", which cannot be kept as data; a dialogue may assign, emit, raise and cancel`
      )
  }
}

/**
 * What becomes of a timer or a task's end that comes while a person of the business, or another app, has the conversation.
 *
 * @module
 */
import type { AnyStateMachine } from "xstate"
import type { TaskFailed, TaskSucceeded, TimerFired } from "../model/Inbound.ts"
import type { Deferral, Definition } from "./Definition.ts"

/** A timer that came due, or the end of a task. */
export type Late = typeof TimerFired.Type | typeof TaskSucceeded.Type | typeof TaskFailed.Type

/**
 * `Now`: the dialogue hears it at once. `Later`: it is kept until the bot has the conversation again, and then this event is
 * heard. `Never`: it is dropped.
 */
export type Fate =
  | { readonly _tag: "Now" }
  | { readonly _tag: "Later"; readonly event: Late }
  | { readonly _tag: "Never" }

const isTimerOf = (machine: AnyStateMachine, path: string, timer: string): boolean => {
  try {
    // Two of a kind run side by side under numbered names.
    const [name] = timer.split("#")
    return machine.getStateNodeById(`${machine.id}.${path}`).after.some((one) => one.eventType === name)
  } catch {
    return false
  }
}

/** What was declared for a timer or a task, by its id: it waits unless the author said otherwise. */
export const of = (definition: Definition, id: string): Deferral => {
  const declared = definition.deferrals ?? {}
  const own = declared[id]
  if (own !== undefined) return own
  const path = Object.keys(declared).find((path) => isTimerOf(definition.machine, path, id))
  return path === undefined ? "wait" : declared[path] ?? "wait"
}

/**
 * What becomes of a late event. A result that is dropped comes back as the task's failure (`else`), since the dialogue waits
 * for an end of it.
 */
export const fate = (definition: Definition, event: Late): Fate => {
  const declared = of(definition, event._tag === "TimerFired" ? event.timer : event.task)
  if (declared === "act") return { _tag: "Now" }
  if (declared === "wait" || event._tag === "TaskFailed") return { _tag: "Later", event }
  return event._tag === "TimerFired" ? { _tag: "Never" } : {
    _tag: "Later",
    event: {
      _tag: "TaskFailed",
      task: event.task,
      revision: event.revision,
      error: { reason: "its result came while a person had the conversation, and was dropped" }
    }
  }
}

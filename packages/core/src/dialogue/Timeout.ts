/**
 * What happens when a person says nothing for a while.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type { TimerMeaning } from "../model/Conversation.ts"
import type { Millis } from "../model/Instant.ts"
import type { Deferral, MachineContext } from "./Definition.ts"
import { edges, keep, lead, mistake, type Named, type Place } from "./Place.ts"
import type { Edge, Happened, Node } from "./Plan.ts"
import type { AnyTo, To } from "./Target.ts"

/**
 * A timer on a state. `after` is a length as `Duration` writes it ("10 minutes"), or a function of the context.
 *
 * `meaning` says what becomes of it after downtime; `deadline` unless given. `times` bounds how often it leads on in a
 * row without a word from the person, so that a reminder that returns to its question cannot go on for ever; once
 * unless given. `whileHuman` says what becomes of it when it fires while a person of the business has the conversation: it
 * waits until the bot has it again unless `"drop"` is given.
 */
export interface Timeout<C, D, T extends string> {
  readonly after: D | ((context: C) => Duration.DurationInput)
  readonly to: To<C, T>
  readonly meaning?: TimerMeaning
  readonly times?: number
  readonly whileHuman?: "wait" | "drop"
}

/** A timer's length as the compiler knows it: what is written, or "dynamic" for a function. */
export type Length = Duration.DurationInput | "dynamic"

/** A timeout without its types. */
export interface AnyTimeout {
  readonly after: Duration.DurationInput | ((context: never) => Duration.DurationInput)
  readonly to: AnyTo
  readonly meaning?: TimerMeaning
  readonly times?: number
  readonly whileHuman?: Deferral
}

/** A timeout as a state compiles it. */
export interface Compiled {
  readonly after: Node
  readonly edges: ReadonlyArray<Edge>
  readonly timer: { readonly after: Millis | "dynamic"; readonly meaning: TimerMeaning }
}

const counter = (path: string): string => `${path}:timeout`

/** The count of timers that fired in a row at a path, taken off. */
export const heard = (context: MachineContext, path: string): MachineContext => {
  const name = counter(path)
  if (context.sys.retries[name] === undefined) return context
  const { [name]: _, ...retries } = context.sys.retries
  return { ...context, sys: { ...context.sys, retries } }
}

const length = (place: Place, after: Duration.DurationInput): Millis => {
  const read = Duration.decodeUnknown(after)
  const millis = read._tag === "Some" ? Duration.toMillis(read.value) : Number.NaN
  if (Number.isFinite(millis) && millis > 0) return Math.round(millis)
  mistake(
    place,
    `the timer's length ${JSON.stringify(after) ?? String(after)} is not a finite time`,
    "write a length such as \"10 minutes\""
  )
  return 1
}

/**
 * The timer of a state: how it leads on, and how it is told of.
 *
 * A timer that has led on as often as it may does nothing when it fires.
 */
export const compile = (place: Place, timeout: AnyTimeout, actions: ReadonlyArray<Named> = []): Compiled => {
  const { after, whileHuman = "wait" } = timeout
  if (whileHuman !== "wait") place.plan.deferrals.set(place.path, whileHuman)
  const times = timeout.times ?? 1
  const name = counter(place.path)
  const count = keep(place, "timeout+1", (context) => ({
    ...context,
    sys: { ...context.sys, retries: { ...context.sys.retries, [name]: (context.sys.retries[name] ?? 0) + 1 } }
  }))
  const millis = typeof after === "function" ? "dynamic" as const : length(place, after)
  const way = {
    part: "timeout",
    by: "timer" as const,
    to: timeout.to,
    after: millis,
    times,
    when: (context: MachineContext, _: Happened) => (context.sys.retries[name] ?? 0) < times,
    actions: [count, ...actions]
  }
  const delay = millis === "dynamic" ? `${place.path}/timeout` : String(millis)
  if (typeof after === "function") {
    place.plan.delays.set(delay, (context) =>
      // The length was typed with the context that this place reads.
      Math.max(
        1,
        Math.round(Duration.toMillis((after as (context: unknown) => Duration.DurationInput)(place.read(context))))
      ))
  }
  return {
    after: { [delay]: lead(place, way) },
    edges: edges(place, way),
    timer: { after: millis, meaning: timeout.meaning ?? "deadline" }
  }
}

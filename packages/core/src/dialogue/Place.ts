/**
 * The place where a state is compiled: its path, the context that is the author's there, and the plan that collects
 * what it leaves behind.
 *
 * @module
 */
import type * as Schema from "effect/Schema"
import type { Json } from "../model/Json.ts"
import type { Message, Origin } from "../model/Message.ts"
import type { MachineContext } from "./Definition.ts"
import type { Edge, Happened, Node, Output, Plan, Save, Test } from "./Plan.ts"
import { type AnyTo, cases } from "./Target.ts"
import { literal, render, type Text } from "./Text.ts"

/** A place in a dialogue, or in a dialogue that another one calls. */
export interface Place {
  readonly plan: Plan
  readonly path: string
  /** The path that the names of targets are relative to: empty at the top, the call's path inside a call. */
  readonly base: string
  /** How the author's context is stored here. */
  readonly context: Schema.Schema<unknown, Json>
  /** The dialogues that called each other to come here, by id. */
  readonly calledBy: ReadonlyArray<string>
  readonly read: (context: MachineContext) => unknown
  readonly write: (context: MachineContext, data: unknown) => MachineContext
}

/** An action as the machine names it. */
export type Named = Node

/** What becomes of an answer, a result or a signal before the next state is entered. */
export interface Way {
  readonly part: string
  readonly by: Edge["by"]
  readonly to: AnyTo
  readonly when?: Test
  readonly save?: Save
  readonly actions?: ReadonlyArray<Named>
  readonly after?: Edge["after"]
  readonly times?: number
}

const note = <F>(functions: Map<string, Map<string, F>>, place: Place, part: string, one: F): void => {
  const parts = functions.get(place.path) ?? new Map<string, F>()
  functions.set(place.path, parts.set(part, one))
}

/** The absolute path of a target that was written at this place. */
export const pathOf = (place: Place, name: string): string => {
  if (name === "$return") return name
  // A form leads from slot to slot: ".next" is a sibling of the place.
  if (name.startsWith(".")) return `${place.path.slice(0, place.path.lastIndexOf("."))}${name}`
  return place.base === "" ? name : `${place.base}.${name}`
}

/** XState's name of a state by its path. */
export const reference = (place: Place, path: string): string => `#${place.plan.id}.${path}`

/** An action that emits. */
export const put = (place: Place, part: string, output: Output): Named => {
  note(place.plan.outputs, place, part, output)
  return { type: "put", params: { at: place.path, part } }
}

/** Where the words of this place come from, as their messages tell. */
export const originOf = (place: Place): Origin => ({ dialogue: place.plan.id, state: place.path })

/** An action that says a message. Its origin is this place, unless more is to be told of it. */
export const say = (
  place: Place,
  part: string,
  message: (context: MachineContext, event: Happened) => Message,
  origin: Origin = originOf(place)
): Named =>
  // Before the spread: behind it, V8 would make a class of its own for each message.
  put(place, part, (context, event) => ({ type: "out.message", message: { origin, ...message(context, event) } }))

/** An action that keeps something. */
export const keep = (place: Place, part: string, save: Save): Named => {
  note(place.plan.saves, place, part, save)
  return { type: "keep", params: { at: place.path, part } }
}

/** A guard. */
export const is = (place: Place, part: string, test: Test, label?: string): Node => {
  note(place.plan.tests, place, part, test)
  return { type: "is", params: label === undefined ? { at: place.path, part } : { at: place.path, part, label } }
}

/** The author's context with some of its fields replaced. */
export const patch = (place: Place, context: MachineContext, fields: object | undefined): MachineContext =>
  fields === undefined ? context : place.write(context, { ...(place.read(context) as object), ...fields })

const returning: Named = { type: "returning" }

/**
 * The transitions of one way: one for each case of its target. A case sees the context as the way's `save` leaves it,
 * though XState asks guards before it acts.
 */
export const lead = (place: Place, way: Way): ReadonlyArray<Node> => {
  const kept = way.save === undefined ? [] : [keep(place, way.part, way.save)]
  return cases(way.to).map((one, index) => {
    const own = one.when as ((context: unknown) => boolean) | undefined
    const part = own === undefined ? way.part : `${way.part}#${index}`
    const test: Test | undefined = own === undefined
      ? way.when
      : (context, event) =>
        (way.when === undefined || way.when(context, event)) &&
        own(place.read(way.save === undefined ? context : way.save(context, event)))
    const actions = [...kept, ...(way.actions ?? []), ...(one.to === "$return" ? [returning] : [])]
    const path = pathOf(place, one.to)
    return {
      target: reference(place, path),
      // A state that leads to itself begins anew: its question is asked again, its timer starts again.
      ...(path === place.path ? { reenter: true } : {}),
      ...(test === undefined ? {} : { guard: is(place, part, test, one.label) }),
      ...(actions.length === 0 ? {} : { actions })
    }
  })
}

/** The edges of one way, for the checks. */
export const edges = (place: Place, way: Pick<Way, "by" | "part" | "to" | "after" | "times">): ReadonlyArray<Edge> =>
  cases(way.to).map((one) => ({
    by: way.by,
    to: pathOf(place, one.to),
    label: one.label ?? way.part,
    ...(way.after === undefined ? {} : { after: way.after }),
    ...(way.times === undefined ? {} : { times: way.times })
  }))

/** Notes a mistake of this state. */
export const mistake = (place: Place, problem: string, cure: string): void => {
  place.plan.mistakes.push({ state: place.path, problem, cure })
}

/** The author's text as a message, in the context of this place. */
export const wording = (place: Place, text: Text<never>): (context: MachineContext) => Message => {
  if (literal(text)?.trim() === "") mistake(place, "a text is empty", "say something, or leave the message out")
  // The words of a kit were typed with the context that this place reads.
  return (context) => render(text as Text<unknown>, place.read(context), context.sys.turn)
}

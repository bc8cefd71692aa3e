/**
 * The word `call`: another dialogue, inlined as a state with a context of its own.
 *
 * @module
 */
import type * as Schema from "effect/Schema"
import type { Json } from "../../model/Json.ts"
import type { MachineContext, Stored, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, keep, lead, mistake, patch, type Place, type Way } from "../Place.ts"
import type { Happened, Sketch } from "../Plan.ts"
import { backways } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Fields } from "./Ask.ts"

/** What a call inlines: a dialogue before it is compiled. */
export interface Blueprint {
  readonly id: string
  readonly version: number
  readonly initial: string
  readonly context: Schema.Schema<unknown, Json>
  readonly signals: { readonly [name: string]: Schema.Schema<unknown, Json> }
  /** The context at the start, from the input. */
  readonly begin: (input: unknown, turn: Turn) => unknown
  readonly states: { readonly [name: string]: AnyState }
  /** The dialogue's own migrations; they rewrite what a call of it keeps. */
  readonly migrate: { readonly [version: number]: (stored: Stored) => Stored }
}

/** A dialogue as `call` needs to know it. */
export interface Callable<Input, Output, N> {
  readonly blueprint: Blueprint
  readonly Takes?: (_: Input) => void
  readonly Gives?: () => Output
  readonly Needs?: () => N
}

type Handing<C, Input> = [Input] extends [void] ? { readonly input?: never }
  : { readonly input: (context: C, turn: Turn) => Input }

/** The facts of a call: the needs of what it calls. */
export type FactsOf<N> = N extends Facts.Needs<infer R, infer P, infer Q> ? Facts.Special<P, Q, never, R> : Facts.Silent

/** The word `call`. */
export interface Call<C, K extends string> {
  /**
   * Runs another dialogue to its end, then goes on with what it gives. It keeps its own context; its own starts,
   * commands and repair kit do not count here. Dialogues that call each other in a circle are refused when they are
   * made.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const Named = Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) })
   * const e = Dialogue.setup({ id: "n", version: 1, context: Named, output: Schema.String, states: ["ask", "done"] })
   * const name = e.make({
   *   initial: "ask",
   *   states: {
   *     ask: e.ask("Your name?", { answer: Schema.NonEmptyString, save: (name) => ({ name }), to: "done" }),
   *     done: e.end(undefined, { output: (context) => context.name })
   *   }
   * })
   * const d = Dialogue.setup({ id: "greeter", version: 1, context: Named, states: ["name", "bye"] })
   * const greeter = d.make({
   *   initial: "name",
   *   states: {
   *     name: d.call(name, { save: (name) => ({ name }), to: "bye" }),
   *     bye: d.end((context) => `Bye, ${context.name}!`)
   *   }
   * })
   * greeter.states.map((state) => state.path) // => ["name", "name.ask", "name.done", "bye"]
   */
  <Input, Output, N, const T extends K | Back, S>(
    dialogue: Callable<Input, Output, N> | (() => Callable<Input, Output, N>),
    options: Handing<C, NoInfer<Input>> & {
      readonly save?: (output: NoInfer<Output>, context: C, turn: Turn) => Fields<C, S>
      readonly to: To<C, T>
    }
  ): State<C, T, FactsOf<N>>
}

/** The options of `call` without their types. */
export interface AnyCall {
  readonly input?: (context: never, turn: Turn) => unknown
  readonly save?: (output: never, context: never, turn: Turn) => object
  readonly to: AnyTo
}

const called = (
  dialogue:
    | Pick<Callable<never, unknown, unknown>, "blueprint">
    | (() => Pick<Callable<never, unknown, unknown>, "blueprint">)
): Blueprint | undefined => {
  if (typeof dialogue !== "function") return dialogue.blueprint
  try {
    return dialogue().blueprint
  } catch (error) {
    // A dialogue that is not made yet when it is called can only be one of a circle.
    if (error instanceof ReferenceError || error instanceof TypeError) return undefined
    throw error
  }
}

const without = (place: Place, context: MachineContext): MachineContext => {
  const { [place.path]: _, ...calls } = context.sys.calls
  const inside = (path: string): boolean => path.startsWith(`${place.path}.`)
  return { ...context, sys: { ...context.sys, calls, trail: context.sys.trail.filter((path) => !inside(path)) } }
}

/** A state that runs another dialogue. */
export const call = (
  dialogue:
    | Pick<Callable<never, unknown, unknown>, "blueprint">
    | (() => Pick<Callable<never, unknown, unknown>, "blueprint">),
  options: AnyCall
): AnyState => ({
  word: "call",
  compile: (place) => {
    const { plan } = place
    const blueprint = called(dialogue)
    const cure = "break the circle: lead to one of them with goto, or put the common part into a dialogue of its own"
    if (blueprint === undefined) {
      mistake(place, `${[...place.calledBy, "…"].join(" → ")}: the dialogue that is called is not made yet`, cure)
      return { type: "final" }
    }
    if (place.calledBy.includes(blueprint.id)) {
      mistake(place, `dialogues call each other in a circle: ${[...place.calledBy, blueprint.id].join(" → ")}`, cure)
      return { type: "final" }
    }
    for (const [name, schema] of Object.entries(blueprint.signals)) {
      const known = plan.signals.get(name)
      if (known !== undefined && known !== schema) {
        mistake(
          place,
          `the signal ${name} of ${blueprint.id} has another schema here`,
          "give it one schema, or another name"
        )
      }
      plan.signals.set(name, schema)
    }
    plan.calls.set(place.path, {
      dialogue: blueprint.id,
      version: blueprint.version,
      context: blueprint.context,
      migrate: blueprint.migrate
    })
    // Input and output were typed by the two dialogues' schemas, the context by the one this place reads.
    const input = options.input as ((context: unknown, turn: Turn) => unknown) | undefined
    const own = options.save as ((output: unknown, context: unknown, turn: Turn) => object) | undefined
    const write = (context: MachineContext, data: unknown): MachineContext => ({
      ...context,
      sys: { ...context.sys, calls: { ...context.sys.calls, [place.path]: data } }
    })
    const way: Way = {
      part: "done",
      by: "auto",
      to: options.to,
      save: (context: MachineContext, event: Happened) =>
        without(
          place,
          own === undefined
            ? context
            : patch(place, context, own(event["output"], place.read(context), context.sys.turn))
        )
    }
    plan.states.push({ path: place.path, word: "call" })
    const first: Sketch["edges"] = [{ by: "auto", to: `${place.path}.${blueprint.initial}`, label: "call" }]
    plan.sketches.push({ path: place.path, word: "call", plain: false, ends: false, edges: first })
    const inner = plan.sketches.length
    const asked = plan.questions.length
    const states = Object.fromEntries(
      Object.entries(blueprint.states).map(([name, state]) => [
        name,
        state.compile({
          plan,
          path: `${place.path}.${name}`,
          base: place.path,
          context: blueprint.context,
          calledBy: [...place.calledBy, blueprint.id],
          read: (context) => context.sys.calls[place.path],
          write
        })
      ])
    )
    // What ends inside goes on outside.
    const onward = edges(place, way)
    for (let index = inner; index < plan.sketches.length; index++) {
      const sketch = plan.sketches[index]
      if (sketch?.word === "end" && sketch.ends && isChild(place.path, sketch.path)) {
        plan.sketches[index] = { ...sketch, ends: false, edges: onward }
      }
    }
    const enter = keep(place, "enter", (context) =>
      context.sys.returning === true
        ? context
        : write(context, blueprint.begin(input?.(place.read(context), context.sys.turn), context.sys.turn)))
    return {
      meta: { word: "call", dialogue: blueprint.id, version: blueprint.version },
      initial: blueprint.initial,
      entry: [enter],
      states,
      on: backways(place, plan.questions.slice(asked)),
      onDone: lead(place, way)
    }
  }
})

/** Whether `path` stands directly under `parent`. */
const isChild = (parent: string, path: string): boolean =>
  path.startsWith(`${parent}.`) && !path.slice(parent.length + 1).includes(".")

/**
 * The words that leave a dialogue: `end`, and `goto` another one.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Json } from "../../model/Json.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { mistake, put, reference, say, wording } from "../Place.ts"
import type { AnyState, State } from "../State.ts"
import type { Text } from "../Text.ts"
import { part, texts } from "./Say.ts"

/** What an ending gives, when the dialogue has an `output` schema. */
export type Giving<C, Output> = [Output] extends [void] ? { readonly output?: never }
  : { readonly output: (context: C, turn: Turn) => Output }

/** The word `end`. */
export interface End<C, Output> {
  /**
   * Ends the dialogue, with last words if given. What the person says next is routed afresh.
   *
   * A dialogue with an `output` schema says in every `end` what it gives to the one that called it.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "bye", version: 1, context: Schema.Struct({}), states: ["bye"] })
   * const bye = d.make({ initial: "bye", states: { bye: d.end("Bye!") } })
   * bye.states[0]?.word // => "end"
   */
  (
    ...given: [Output] extends [void] ? [] : [text: undefined, options: Giving<C, Output>]
  ): State<C, never, Facts.Silent>
  (
    text: Text<C> | ReadonlyArray<Text<C>>,
    ...options: [Output] extends [void] ? [] : [options: Giving<C, Output>]
  ): State<C, never, Facts.Plain>
}

/** The options of `end` without their types. */
export interface AnyEnd {
  readonly output?: (context: never, turn: Turn) => unknown
}

/** A state that ends the dialogue. */
export const end = (text?: Text<never> | ReadonlyArray<Text<never>>, options: AnyEnd = {}): AnyState => ({
  word: "end",
  compile: (place) => {
    // The output was typed with the context that this place reads.
    const output = options.output as ((context: unknown, turn: Turn) => unknown) | undefined
    place.plan.states.push({ path: place.path, word: "end" })
    place.plan.sketches.push({ path: place.path, word: "end", plain: text !== undefined, ends: true, edges: [] })
    return {
      type: "final",
      meta: { word: "end" },
      ...(text === undefined ? {} : {
        entry: texts(text).map((one, index) => say(place, part(index), wording(place, one)))
      }),
      ...(output === undefined ? {} : {
        output: ({ context }: { readonly context: MachineContext }) => output(place.read(context), context.sys.turn)
      })
    }
  }
})

/** A dialogue as `goto` needs to know it; `input` is never read at run time. */
export interface Destination<Input> {
  readonly id: string
  readonly input?: Schema.Schema<unknown, Json>
  readonly Takes?: (_: Input) => void
}

type Handing<C, Input> = [Input] extends [void] ? [options?: { readonly input?: never }]
  : [options: { readonly input: (context: C, turn: Turn) => Input }]

/** The word `goto`. */
export interface Goto<C> {
  /**
   * Leaves this dialogue for another one of the bot, with the input that it takes. Give a function where two dialogues
   * lead to each other.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const e = Dialogue.setup({ id: "bye", version: 1, context: Schema.Struct({}), states: ["bye"] })
   * const bye = e.make({ initial: "bye", states: { bye: e.end("Bye!") } })
   * const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello", "leave"] })
   * const hello = d.make({
   *   initial: "hello",
   *   states: { hello: d.say("Hello!", { to: "leave" }), leave: d.goto(bye) }
   * })
   * hello.states.map((state) => state.word) // => ["say", "goto"]
   */
  <Input>(
    dialogue: Destination<Input> | (() => Destination<Input>),
    ...options: Handing<C, NoInfer<Input>>
  ): State<C, never, Facts.Silent>
}

/** A state that leaves for another dialogue. */
export const goto = (
  dialogue: Destination<never> | (() => Destination<never>),
  options: { readonly input?: (context: never, turn: Turn) => unknown } = {}
): AnyState => ({
  word: "goto",
  compile: (place) => {
    const input = options.input as ((context: unknown, turn: Turn) => unknown) | undefined
    place.plan.states.push({ path: place.path, word: "goto" })
    place.plan.sketches.push({ path: place.path, word: "goto", plain: false, ends: true, edges: [] })
    if (typeof dialogue !== "function" && dialogue.id === place.plan.id) {
      mistake(place, "goto leads to its own dialogue", "lead to a state of the dialogue instead")
    }
    const leave = put(place, "goto", (context) => {
      const destination = typeof dialogue === "function" ? dialogue() : dialogue
      if (input === undefined || destination.input === undefined) return { type: "out.goto", dialogue: destination.id }
      const encoded = Schema.encodeSync(destination.input)(input(place.read(context), context.sys.turn))
      return { type: "out.goto", dialogue: destination.id, input: encoded }
    })
    const meta = typeof dialogue === "function" ? { word: "goto" } : { word: "goto", dialogue: dialogue.id }
    // Inside a call the whole dialogue ends, not only the one that was called.
    return place.base === ""
      ? { type: "final", meta, entry: [leave] }
      : { meta, entry: [leave], always: { target: reference(place, "$left") } }
  }
})

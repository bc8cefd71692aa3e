/**
 * The word `ask`: a question that is answered in one's own words, with a place, or with an attachment.
 *
 * @module
 */
import * as Either from "effect/Either"
import type * as Schema from "effect/Schema"
import type { Message } from "../../model/Message.ts"
import { type Heard, type Problem, reader, type Sendable } from "../Answer.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { patch, type Place, wording } from "../Place.ts"
import type { Happened } from "../Plan.ts"
import { compile as compileQuestion, type Question } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import { message, type Text } from "../Text.ts"
import type { AnyTimeout, Length, Timeout } from "../Timeout.ts"

/** What is said when an answer is not accepted: words, or a function of what was wrong. */
export type Invalid<C> = string | Message | ((problem: Problem, context: C, turn: Turn) => string | Message)

/** After `max` wrong answers in a row, on to another state. */
export interface Retries<T extends string> {
  readonly max: number
  readonly to: T
}

/** The fields that a `save` gives, and none beside them. */
export type Fields<C, S> = S & Partial<C> & { readonly [Key in Exclude<keyof S, keyof C>]: never }

/** The word `ask`. */
export interface Ask<C, K extends string> {
  /**
   * Asks, and waits for an answer that the schema can read. Text is trimmed before it is read.
   *
   * `save` gives the fields of the context that change. When nothing is read, `invalid` is said; without it, the
   * sentence of the schema's `message`, else that of the repair kit, and the question again.
   *
   * @example
   * import { Answer, Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const Guests = Schema.Struct({ guests: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
   * const d = Dialogue.setup({ id: "table", version: 1, context: Guests, states: ["guests", "done"] })
   * const table = d.make({
   *   initial: "guests",
   *   states: {
   *     guests: d.ask("For how many?", { answer: Answer.integer, save: (guests) => ({ guests }), to: "done" }),
   *     done: d.end(({ guests }) => `A table for ${guests}.`)
   *   }
   * })
   * table.states.map((state) => state.path) // => ["guests", "done"]
   */
  <
    A,
    I extends Sendable,
    const T extends K | Back,
    S,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    text: Text<C>,
    options: {
      readonly answer: Schema.Schema<A, I>
      readonly save?: (answer: NoInfer<A>, context: C, turn: Turn) => Fields<C, S>
      readonly invalid?: Invalid<C>
      readonly retries?: Retries<T>
      readonly timeout?: Timeout<C, D, T2>
      readonly to: To<C, T>
    }
  ): State<C, T | NoInfer<T2>, Facts.Plain<Facts.Unproven<D, NoInfer<T2>>>>
}

/** The options of `ask` without their types. */
export interface AnyAsk {
  readonly answer: Schema.Schema<unknown, never>
  readonly save?: (answer: never, context: never, turn: Turn) => object
  readonly invalid?: Invalid<never>
  readonly retries?: Retries<string>
  readonly timeout?: AnyTimeout
  readonly to: AnyTo
}

/** What is said when an answer was not accepted, and whether the question is asked again after it. */
export const invalid = (
  place: Place,
  own: Invalid<never> | undefined,
  why: (heard: Heard) => Problem
): Question["invalid"] => {
  const { kit } = place.plan
  if (own === undefined) {
    return {
      again: true,
      say: (context, heard) => {
        const sentence = why(heard).sentence
        return sentence === undefined ? kit.notUnderstood(context.sys.turn) : message(sentence)
      }
    }
  }
  return {
    again: false,
    say: (context, heard) => {
      if (typeof own !== "function") return message(own)
      // The function was typed with the context that this place reads.
      const say = own as (problem: Problem, context: unknown, turn: Turn) => string | Message
      return message(say(why(heard), place.read(context), context.sys.turn))
    }
  }
}

/** The question of an answer that a schema reads. */
const question = (
  place: Place,
  word: string,
  text: Text<never>,
  options: Omit<AnyAsk, "save" | "answer">,
  read: (heard: Heard) => Either.Either<unknown, Problem>,
  save: ((answer: unknown, context: MachineContext) => MachineContext) | undefined
): Question => {
  // One message is read by a guard and again by the action that follows it.
  let last: { readonly of: Happened | Heard; readonly reading: Either.Either<unknown, Problem> } | undefined
  const reading = (event: Happened | Heard): Either.Either<unknown, Problem> => {
    // Only messages of a person come to a question's guards.
    if (last?.of !== event) last = { of: event, reading: read(event as Heard) }
    return last.reading
  }
  return {
    word,
    message: wording(place, text),
    ways: [{
      part: "answer",
      by: "answer",
      to: options.to,
      when: (_, event) => Either.isRight(reading(event)),
      ...(save === undefined ? {} : {
        save: (context: MachineContext, event: Happened) => {
          const read = reading(event)
          return Either.isRight(read) ? save(read.right, context) : context
        }
      })
    }],
    invalid: invalid(place, options.invalid, (heard) => {
      const read = reading(heard)
      return Either.isLeft(read) ? read.left : {}
    }),
    ...(options.retries === undefined ? {} : { retries: options.retries }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout })
  }
}

/** A question that a schema reads. */
export const ask = (text: Text<never>, options: AnyAsk): AnyState => ({
  word: "ask",
  compile: (place) => {
    const { save } = options
    // The schema was typed to read what a person can send, and `save` to take what it gives.
    const read = reader(options.answer as unknown as Schema.Schema<unknown, Sendable>)
    const own = save as ((answer: unknown, context: unknown, turn: Turn) => object) | undefined
    const asked = question(
      place,
      "ask",
      text,
      options,
      read,
      own === undefined
        ? undefined
        : (answer, context) => patch(place, context, own(answer, place.read(context), context.sys.turn))
    )
    return compileQuestion(place, { ...asked, answer: options.answer as unknown as Schema.Schema<unknown, unknown> })
  }
})

/**
 * The word `say`: words, and on to the next state at once.
 *
 * @module
 */
import type * as Facts from "../Facts.ts"
import { edges, lead, say as saying, wording } from "../Place.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"

/** The word `say`. */
export interface Say<C, K extends string> {
  /**
   * Says something, then goes on at once. Several texts become several messages, in order.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello", "bye"] })
   * const hello = d.make({ initial: "hello", states: { hello: d.say("Hello!", { to: "bye" }), bye: d.end() } })
   * hello.states.map((state) => state.word) // => ["say", "end"]
   */
  <const T extends K | Back>(
    text: Text<C> | ReadonlyArray<Text<C>>,
    options: { readonly to: To<C, T> }
  ): State<C, T, Facts.Plain>
}

/** The texts of a word that takes one or several. */
export const texts = (text: Text<never> | ReadonlyArray<Text<never>>): ReadonlyArray<Text<never>> =>
  // A message is an object, never an array, so an array is a list of texts.
  Array.isArray(text) ? text as ReadonlyArray<Text<never>> : [text as Text<never>]

/** The part of a word's `index`-th text. */
export const part = (index: number): string => index === 0 ? "words" : `words${index + 1}`

/** A state that says something and goes on. */
export const say = (
  text: Text<never> | ReadonlyArray<Text<never>>,
  options: { readonly to: AnyTo }
): AnyState => ({
  word: "say",
  compile: (place) => {
    const way = { part: "to", by: "auto" as const, to: options.to }
    place.plan.states.push({ path: place.path, word: "say" })
    place.plan.sketches.push({ path: place.path, word: "say", plain: true, ends: false, edges: edges(place, way) })
    return {
      meta: { word: "say" },
      entry: texts(text).map((one, index) => saying(place, part(index), wording(place, one))),
      always: lead(place, way)
    }
  }
})

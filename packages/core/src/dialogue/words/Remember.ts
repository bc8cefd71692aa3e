/**
 * The word `remember`: what outlives the dialogue, said to nobody.
 *
 * @module
 */
import type { Json } from "../../model/Json.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, keep, lead, patch, put, type Way } from "../Place.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Fields } from "./Ask.ts"

/** The word `remember`. */
export interface Remember<C, K extends string> {
  /**
   * Keeps something, says nothing, and goes on at once: fields of the context (`save`), the language of the
   * conversation (`locale`), or facts of the person that outlive the dialogue (`person`). What is said from here on, also in the
   * same turn, is said in that language, and knows those facts.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "tongue", version: 1, context: Schema.Struct({}), states: ["spanish", "done"] })
   * const tongue = d.make({
   *   initial: "spanish",
   *   states: { spanish: d.remember({ locale: () => "es", to: "done" }), done: d.end("¡Hola!") }
   * })
   * tongue.states[0]?.word // => "remember"
   */
  <const T extends K | Back, S>(
    options: {
      readonly save?: (context: C, turn: Turn) => Fields<C, S>
      readonly locale?: (context: C, turn: Turn) => string
      readonly person?: (context: C, turn: Turn) => { readonly [key: string]: Json }
      readonly to: To<C, T>
    }
  ): State<C, T, Facts.Silent>
}

/** The options of `remember` without their types. */
export interface AnyRemember {
  readonly save?: (context: never, turn: Turn) => object
  readonly locale?: (context: never, turn: Turn) => string
  readonly person?: (context: never, turn: Turn) => { readonly [key: string]: Json }
  readonly to: AnyTo
}

/** The turn as the rest of it goes on. */
const turned = (context: MachineContext, known: Partial<Turn>): MachineContext => ({
  ...context,
  sys: { ...context.sys, turn: { ...context.sys.turn, ...known } }
})

/** A state that keeps something and goes on. */
export const remember = (options: AnyRemember): AnyState => ({
  word: "remember",
  compile: (place) => {
    // All three were typed with the context that this place reads.
    const save = options.save as ((context: unknown, turn: Turn) => object) | undefined
    const locale = options.locale as ((context: unknown, turn: Turn) => string) | undefined
    const person = options.person as ((context: unknown, turn: Turn) => { readonly [key: string]: Json }) | undefined
    const way: Way = {
      part: "to",
      by: "auto",
      to: options.to,
      ...(save === undefined ? {} : {
        save: (context: MachineContext) => patch(place, context, save(place.read(context), context.sys.turn))
      })
    }
    place.plan.states.push({ path: place.path, word: "remember" })
    place.plan.sketches.push({
      path: place.path,
      word: "remember",
      plain: false,
      ends: false,
      edges: edges(place, way)
    })
    return {
      meta: { word: "remember" },
      entry: [
        ...(locale === undefined ? [] : [
          put(place, "locale", (context) => ({
            type: "out.locale",
            locale: locale(place.read(context), context.sys.turn)
          })),
          keep(place, "locale", (context) => turned(context, { locale: locale(place.read(context), context.sys.turn) }))
        ]),
        ...(person === undefined ? [] : [
          put(place, "person", (context) => ({
            type: "out.person",
            person: person(place.read(context), context.sys.turn)
          })),
          keep(place, "person", (context) => {
            const { turn } = context.sys
            return turned(context, { person: { ...turn.person, ...person(place.read(context), turn) } })
          })
        ])
      ],
      always: lead(place, way)
    }
  }
})

/**
 * The word `notify`: words for a purpose, which may travel when the window is shut.
 *
 * @module
 */
import type * as Duration from "effect/Duration"
import { toMillis } from "effect/Duration"
import type { Template } from "../../model/Message.ts"
import type { Purpose } from "../../model/Purpose.ts"
import type { Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, keep, lead, say, type Way, wording } from "../Place.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"

/** A template of the channel, as it is given to `notify`. */
export interface Utility<C, Name extends string = string> {
  readonly name: Name
  readonly language: string
  readonly parameters: (context: C, turn: Turn) => { readonly [name: string]: string }
}

/** The word `notify`. */
export interface Notify<C, K extends string> {
  /**
   * Says something for a purpose, then goes on at once. Policy chooses the lane; when none is open, `otherwise` holds:
   * `hold` keeps the message until the person writes (for `holdFor`, 7 days unless given), `drop` lets it go, and a
   * state under `refused` takes the dialogue there instead.
   *
   * `utility` names an approved template that may travel in the message's stead; a promotion has none, as Meta allows none.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "news", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })
   * const news = d.make({
   *   initial: "tell",
   *   states: {
   *     tell: d.notify("Your table is booked.", { purpose: "bookingConfirmation", otherwise: "drop", to: "done" }),
   *     done: d.end()
   *   }
   * })
   * news.states.map((state) => state.word) // => ["notify", "end"]
   */
  <
    const P extends Exclude<Purpose, "reply" | "humanAnswer">,
    const T extends K | Back,
    const N extends string = never
  >(
    text: Text<C>,
    options: {
      readonly purpose: P
      readonly utility?: "promotion" extends P ? never : Utility<C, N>
      readonly otherwise: "hold" | "drop" | { readonly refused: T }
      readonly holdFor?: Duration.DurationInput
      readonly to: To<C, T>
    }
  ): State<C, T, Facts.Special<P, [N] extends [never] ? never : "utility">>
}

/** The options of `notify` without their types. */
export interface AnyNotify {
  readonly purpose: Purpose
  readonly utility?: Utility<never>
  readonly otherwise: "hold" | "drop" | { readonly refused: string }
  readonly holdFor?: Duration.DurationInput
  readonly to: AnyTo
}

/** A state that says something for a purpose. */
export const notify = (text: Text<never>, options: AnyNotify): AnyState => ({
  word: "notify",
  compile: (place) => {
    const { otherwise, utility } = options
    const way: Way = { part: "to", by: "auto", to: options.to }
    const refused = typeof otherwise === "string" ? undefined : otherwise.refused
    // The parameters were typed with the context that this place reads.
    const parameters = utility?.parameters as
      | ((context: unknown, turn: Turn) => { readonly [name: string]: string })
      | undefined
    const words = wording(place, text)
    const tell = say(place, "words", (context) => {
      const template: typeof Template.Type | undefined = utility === undefined || parameters === undefined ?
        undefined :
        {
          _tag: "Template",
          name: utility.name,
          language: utility.language,
          parameters: parameters(place.read(context), context.sys.turn)
        }
      return {
        ...words(context),
        purpose: options.purpose,
        ...(options.purpose === "promotion" ? { promotional: true } : {}),
        otherwise: typeof otherwise === "string" ? otherwise : "refuse",
        ...(options.holdFor === undefined ? {} : { holdFor: toMillis(options.holdFor) }),
        ...(template === undefined ? {} : { utility: template })
      }
    })
    place.plan.states.push({ path: place.path, word: "notify" })
    place.plan.sketches.push({
      path: place.path,
      word: "notify",
      plain: false,
      ends: false,
      edges: [
        ...edges(place, way),
        ...(refused === undefined ? [] : edges(place, { by: "refused", part: "refused", to: refused }))
      ]
    })
    if (refused !== undefined) {
      place.plan.refusals.push(...lead(place, {
        part: "refused",
        by: "refused",
        to: refused,
        when: (context) => context.sys.notified === place.path
      }))
    }
    const note = keep(place, "notified", (context) => ({ ...context, sys: { ...context.sys, notified: place.path } }))
    return {
      meta: { word: "notify", purpose: options.purpose },
      entry: refused === undefined ? [tell] : [note, tell],
      always: lead(place, way)
    }
  }
})

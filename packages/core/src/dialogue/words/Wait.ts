/**
 * The word `wait`: for something that is told from outside.
 *
 * @module
 */
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, keep, lead, patch, say, type Way, wording } from "../Place.ts"
import type { Node } from "../Plan.ts"
import { arrive, only } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"
import { type AnyTimeout, compile as compileTimeout, heard, type Length, type Timeout } from "../Timeout.ts"
import type { Fields } from "./Ask.ts"

/** The word `wait`. */
export interface Wait<C, K extends string, Signals> {
  /**
   * Waits for a signal of the dialogue (`bot.signal`). A person who writes meanwhile is told to be patient
   * (`meanwhile`, else the repair kit's `waiting`).
   *
   * A signal may come when the window is shut, so it cannot lead to plain words: put a `notify` between.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({
   *   id: "parcel",
   *   version: 1,
   *   context: Schema.Struct({}),
   *   signals: { shipped: Schema.Struct({ number: Schema.String }) },
   *   states: ["wait", "tell", "done"]
   * })
   * const parcel = d.make({
   *   initial: "wait",
   *   states: {
   *     wait: d.wait({ signal: "shipped", to: "tell" }),
   *     tell: d.notify("Your parcel is on its way.", { purpose: "shipping", otherwise: "hold", to: "done" }),
   *     done: d.end()
   *   }
   * })
   * parcel.states[0]?.signal // => "shipped"
   */
  <
    const N extends keyof Signals & string,
    const T extends K | Back,
    S,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    options: {
      readonly signal: N
      readonly save?: (payload: Signals[N], context: C, turn: Turn) => Fields<C, S>
      readonly meanwhile?: Text<C>
      readonly timeout?: Timeout<C, D, T2>
      readonly to: To<C, T>
    }
  ): State<C, T | NoInfer<T2>, Facts.Silent<T | Facts.Unproven<D, NoInfer<T2>>>>
}

/** The options of `wait` without their types. */
export interface AnyWait {
  readonly signal: string
  readonly save?: (payload: never, context: never, turn: Turn) => object
  readonly meanwhile?: Text<never>
  readonly timeout?: AnyTimeout
  readonly to: AnyTo
}

/** A state that waits for a signal. */
export const wait = (options: AnyWait): AnyState => ({
  word: "wait",
  compile: (place) => {
    const { plan } = place
    // The payload was typed by the signal's schema, the context by the one this place reads.
    const own = options.save as ((payload: unknown, context: unknown, turn: Turn) => object) | undefined
    const way: Way = {
      part: options.signal,
      by: "signal",
      to: options.to,
      ...(own === undefined ? {} : {
        save: (context: MachineContext, event) =>
          patch(place, context, own(event["payload"], place.read(context), context.sys.turn))
      })
    }
    const timeout = options.timeout === undefined ? undefined : compileTimeout(place, options.timeout)
    plan.states.push({
      path: place.path,
      word: "wait",
      signal: options.signal,
      ...(timeout === undefined ? {} : { timer: timeout.timer })
    })
    plan.sketches.push({
      path: place.path,
      word: "wait",
      plain: false,
      ends: false,
      edges: [...edges(place, way), ...(timeout?.edges ?? [])]
    })
    const patience: Node = {
      actions: [
        keep(place, "heard", (context) => heard(context, place.path)),
        say(
          place,
          "waiting",
          options.meanwhile === undefined
            ? (context) => plan.kit.waiting(context.sys.turn)
            : wording(place, options.meanwhile)
        )
      ]
    }
    return {
      meta: { word: "wait", signal: options.signal },
      entry: [arrive(place)],
      on: {
        [`in.signal.${options.signal}`]: lead(place, way),
        "in.message": patience,
        ...only(plan, { repeat: patience })
      },
      ...(timeout === undefined ? {} : { after: timeout.after })
    }
  }
})

/**
 * The word `handover`: a person of the business takes the conversation.
 *
 * @module
 */
import type * as Duration from "effect/Duration"
import type { Control } from "../../model/Outbound.ts"
import type * as Facts from "../Facts.ts"
import { edges, lead, put, say, type Way, wording } from "../Place.ts"
import { words } from "../../model/Message.ts"
import { arrive } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"
import { compile as compileTimeout } from "../Timeout.ts"

/** The word `handover`. */
export interface Handover<C, K extends string> {
  /**
   * Gives the conversation to an inbox, and is silent until it comes back. It goes on at `resume` when the inbox gives
   * it back, or after `resumeAfter`, when the bot takes it back by itself. `note` is for the person who answers, `say`
   * for the one who asked.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "desk", version: 1, context: Schema.Struct({}), states: ["human", "done"] })
   * const desk = d.make({
   *   initial: "human",
   *   states: {
   *     human: d.handover("inbox", { say: "One of us will be here soon.", resume: "done", resumeAfter: "12 hours" }),
   *     done: d.end("I am back.")
   *   }
   * })
   * desk.states[0]?.timer // => { after: 43200000, meaning: "deadline" }
   */
  <const T extends K | Back, const D extends Duration.DurationInput | undefined = undefined>(
    inbox: string,
    options: Options<C, T, D> & { readonly say: Text<C> }
  ): State<C, T, Facts.Special<never, "handover", Unproven<D, T>, never, true>>
  <const T extends K | Back, const D extends Duration.DurationInput | undefined = undefined>(
    inbox: string,
    options: Options<C, T, D>
  ): State<C, T, Facts.Special<never, "handover", Unproven<D, T>>>
}

interface Options<C, T extends string, D> {
  readonly note?: Text<C>
  readonly resume: To<C, T>
  readonly resumeAfter?: D
}

type Unproven<D, T extends string> = [D] extends [undefined] ? never : Facts.Unproven<D, T>

/** The options of `handover` without their types. */
export interface AnyHandover {
  readonly note?: Text<never>
  readonly say?: Text<never> | undefined
  readonly resume: AnyTo
  readonly resumeAfter?: Duration.DurationInput | undefined
}

/** A state in which a person of the business has the conversation. */
export const handover = (inbox: string, options: AnyHandover): AnyState => ({
  word: "handover",
  compile: (place) => {
    const { plan } = place
    const way: Way = { part: "resume", by: "released", to: options.resume }
    const note = options.note === undefined ? undefined : wording(place, options.note)
    const pass = put(place, "pass", (context) => ({
      type: "out.control",
      control: { _tag: "Pass", to: inbox, ...(note === undefined ? {} : { note: words(note(context)) }) }
    }))
    const take: Control = { _tag: "Take" }
    const timeout = options.resumeAfter === undefined ? undefined : compileTimeout(
      place,
      // A person has the conversation when this fires: that is its purpose.
      { after: options.resumeAfter, to: options.resume, times: Number.MAX_SAFE_INTEGER, whileHuman: "act" },
      [put(place, "take", () => ({ type: "out.control", control: take }))]
    )
    plan.states.push({
      path: place.path,
      word: "handover",
      ...(timeout === undefined ? {} : { timer: timeout.timer })
    })
    plan.sketches.push({
      path: place.path,
      word: "handover",
      plain: options.say !== undefined,
      ends: false,
      // Who takes the conversation back has no word from the person: one turn of the loop shows it all.
      edges: [...edges(place, way), ...(timeout?.edges.map((edge) => ({ ...edge, times: 1 })) ?? [])]
    })
    return {
      tags: ["human"],
      meta: { word: "handover", inbox },
      entry: [
        arrive(place),
        ...(options.say === undefined ? [] : [say(place, "words", wording(place, options.say))]),
        pass
      ],
      on: {
        "in.released": lead(place, way),
        // What the person says now is meant for a human: no command of ours may take it.
        ...Object.fromEntries([...plan.commands].map((name) => [`in.command.${name}`, {}]))
      },
      ...(timeout === undefined ? {} : { after: timeout.after })
    }
  }
})

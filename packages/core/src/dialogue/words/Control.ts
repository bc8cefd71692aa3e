/**
 * The word `control`: who has the conversation on the channel, changed by the dialogue.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import { words } from "../../model/Message.ts"
import type { Control as Change } from "../../model/Outbound.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, lead, mistake, type Place, put, type Way, wording } from "../Place.ts"
import { arrive } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"
import { type AnyTimeout, compile as compileTimeout, type Length, type Timeout } from "../Timeout.ts"

/** The word `control`. */
export interface Control<C, K extends string> {
  /**
   * Changes who has the conversation on the channel, then goes on at once. It travels in the order of the words around it, and
   * counts once the channel took it.
   *
   * - `"pass"` gives it to an app by its id, or to `"inbox"`, and does not wait for it to come back (`handover` does);
   * - `"take"` takes it back, whoever has it: words behind it are the bot's again;
   * - `"release"` gives it up, to the default app of the business; it is the bot's again once the person writes to it;
   * - `"extend"` keeps it for so long, counted from now, when the channel would take it away earlier;
   * - `"request"` asks the app that has it, and waits: `to` is where it leads once that app gives it up, `timeout` where it leads
   *   when it does not. The words of such a state are held, as the conversation is still another's: take it first.
   *
   * `note` is for the one who gets it, or is asked.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "desk", version: 1, context: Schema.Struct({}), states: ["back", "hello"] })
   * const desk = d.make({
   *   initial: "back",
   *   states: { back: d.control("take", { note: "The case is closed.", to: "hello" }), hello: d.end("I am back.") }
   * })
   * desk.states.map((state) => state.word) // => ["control", "end"]
   */
  <const T extends K | Back>(change: "pass", options: Passing<C, T>): Going<C, T>
  <const T extends K | Back>(change: "take" | "release", options: Noted<C, T>): Going<C, T>
  <const T extends K | Back>(change: "extend", options: Extending<C, T>): Going<C, T>
  <
    const T extends K | Back,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    change: "request",
    options: Noted<C, T> & { readonly timeout?: Timeout<C, D, T2> }
  ): State<
    C,
    T | NoInfer<T2>,
    Facts.Special<never, "handover", Facts.Unproven<D, NoInfer<T2>>>
  >
}

type Going<C, T extends string> = State<C, T, Facts.Special<never, "handover">>

interface Noted<C, T extends string> {
  readonly note?: Text<C>
  readonly to: To<C, T>
}

interface Passing<C, T extends string> extends Noted<C, T> {
  readonly app: string | ((context: C, turn: Turn) => string)
}

interface Extending<C, T extends string> {
  readonly for: Duration.DurationInput | ((context: C, turn: Turn) => Duration.DurationInput)
  readonly to: To<C, T>
}

/** The options of `control` without their types. */
export interface AnyControl {
  readonly app?: string | ((context: never, turn: Turn) => string)
  readonly note?: Text<never>
  readonly for?: Duration.DurationInput | ((context: never, turn: Turn) => Duration.DurationInput)
  readonly timeout?: AnyTimeout
  readonly to: AnyTo
}

const isLength = (millis: number): boolean => Number.isFinite(millis) && millis > 0

const lengthOf = (length: Duration.DurationInput): number => {
  const read = Duration.decodeUnknown(length)
  return read._tag === "Some" ? Math.round(Duration.toMillis(read.value)) : Number.NaN
}

const extension = (place: Place, given: NonNullable<AnyControl["for"]>): (context: MachineContext) => Change => {
  const cure = "write a length such as \"2 hours\""
  if (typeof given !== "function") {
    const millis = lengthOf(given)
    if (!isLength(millis)) mistake(place, `the conversation cannot be kept for ${JSON.stringify(given)}`, cure)
    return () => ({ _tag: "Extend", for: millis })
  }
  // The function was typed with the context that this place reads.
  const length = given as (context: unknown, turn: Turn) => Duration.DurationInput
  return (context) => {
    const millis = lengthOf(length(place.read(context), context.sys.turn))
    if (!isLength(millis)) throw new Error(`the conversation cannot be kept for ${millis} milliseconds; ${cure}`)
    return { _tag: "Extend", for: millis }
  }
}

type Name = "pass" | "take" | "release" | "request" | "extend"

const changeOf = (place: Place, name: Name, options: AnyControl): (context: MachineContext) => Change => {
  if (name === "extend") return extension(place, options.for ?? 0)
  const noted = options.note === undefined ? undefined : wording(place, options.note)
  const noteOf = (context: MachineContext) => noted === undefined ? {} : { note: words(noted(context)) }
  switch (name) {
    case "pass": {
      // The function was typed with the context that this place reads.
      const app = (options.app ?? "inbox") as string | ((context: unknown, turn: Turn) => string)
      return (context) => ({
        _tag: "Pass",
        to: typeof app === "string" ? app : app(place.read(context), context.sys.turn),
        ...noteOf(context)
      })
    }
    case "take":
      return (context) => ({ _tag: "Take", ...noteOf(context) })
    case "release":
      return (context) => ({ _tag: "Release", ...noteOf(context) })
    case "request":
      return (context) => ({ _tag: "Request", ...noteOf(context) })
  }
}

/** A state that changes who has the conversation. */
export const control = (name: Name, options: AnyControl): AnyState => ({
  word: "control",
  compile: (place) => {
    const change = changeOf(place, name, options)
    const act = put(place, "control", (context) => ({ type: "out.control", control: change(context) }))
    const waits = name === "request"
    const way: Way = { part: "to", by: waits ? "released" : "auto", to: options.to }
    const timeout = options.timeout === undefined ? undefined : compileTimeout(place, {
      ...options.timeout,
      // Another app has the conversation when this fires: that is its purpose.
      whileHuman: "act"
    })
    place.plan.states.push({
      path: place.path,
      word: "control",
      ...(timeout === undefined ? {} : { timer: timeout.timer })
    })
    place.plan.sketches.push({
      path: place.path,
      word: "control",
      plain: false,
      ends: false,
      edges: [...edges(place, way), ...(timeout?.edges ?? [])]
    })
    const meta = { word: "control", control: name }
    if (!waits) return { meta, entry: [act], always: lead(place, way) }
    return {
      meta,
      tags: ["human"],
      entry: [arrive(place), act],
      on: { "in.released": lead(place, way) },
      ...(timeout === undefined ? {} : { after: timeout.after })
    }
  }
})

/**
 * The word `notify`: words for a purpose, which may travel when the window is shut.
 *
 * @module
 */
import type * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { Json } from "../../model/Json.ts"
import type { Message, Origin } from "../../model/Message.ts"
import type { Purpose } from "../../model/Purpose.ts"
import type { MachineContext, StateInfo } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import * as Intent from "../Intent.ts"
import * as Otherwise from "../Otherwise.ts"
import * as Outline from "../Outline.ts"
import { edges, keep, lead, originOf, type Place, say, type Way, wording } from "../Place.ts"
import type { Edge, Node } from "../Plan.ts"
import { arrive } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"

/**
 * Whether words that waited are still true, when they are about to be said late. The context is the dialogue's as it stands,
 * or, once the dialogue has ended, as it stood when the words were said; `person` is what outlives dialogues.
 */
export type StillTrue<C> = (context: C, person: { readonly [key: string]: Json }) => boolean

/** The word `notify`. */
export interface Notify<C, K extends string> {
  /**
   * Says something for a purpose, then goes on at once. Policy chooses the lane; when none is open, `otherwise` decides:
   * `"hold"` keeps the message until the person writes (for 7 days, or `{ hold: "2 days" }`), `"drop"` lets it go,
   * `{ refused: "state" }` takes the dialogue there instead (`"refuse"`: to the dialogue's own `refused`), and
   * `{ instead: … }` tries other words.
   *
   * `utility` names an approved template that may travel in the message's stead; only news of an order, an account or an
   * appointment has one, and carries no promotion. `topic` is that of a permission that `optIn` asked for. `stillTrue` is
   * asked when held words are about to be said: `false` drops them.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "news", version: 1, context: Schema.Struct({}), states: ["tell", "done"] })
   * const news = d.make({
   *   initial: "tell",
   *   states: {
   *     tell: d.notify("Your table is booked.", {
   *       purpose: "bookingConfirmation",
   *       utility: { name: "booked", language: "en", parameters: () => ({}) },
   *       otherwise: { instead: { text: "A word on your table.", purpose: "orderAction", otherwise: "drop" } },
   *       to: "done"
   *     }),
   *     done: d.end()
   *   }
   * })
   * news.states.map((state) => state.word) // => ["notify", "end"]
   */
  <
    const P extends Purpose,
    const T extends K | Back,
    const O extends Otherwise.Otherwise<C, K | Back>,
    const N extends string = never
  >(
    text: Text<C>,
    options: Intent.Intent<C> & {
      readonly purpose: P & Intent.Notifiable<NoInfer<P>>
      readonly promotional?: Intent.Promotional<NoInfer<P>>
      readonly sponsored?: Intent.Sponsored<NoInfer<P>>
      readonly utility?: Intent.Templated<NoInfer<P>, Intent.Utility<C, N>>
      readonly otherwise: O
      readonly holdFor?: Duration.DurationInput
      readonly stillTrue?: StillTrue<C>
      readonly to: To<C, T>
    }
  ): State<
    C,
    T | Otherwise.Targets<O>,
    Facts.Special<
      P | Otherwise.Purposes<O>,
      Facts.NeedsTemplate<N> | Otherwise.Capabilities<O>
    >
  >
}

/** The options of `notify` without their types. */
export interface AnyNotify extends Intent.AnyIntent {
  readonly purpose: Purpose
  readonly otherwise: Otherwise.AnyOtherwise
  readonly holdFor?: Duration.DurationInput
  readonly stillTrue?: StillTrue<never>
  readonly to: AnyTo
}

/** What a state waits for once it has said its message: the node's part, the ways on, and the timer beside them. */
export interface Waiting {
  readonly node: Node
  readonly edges: ReadonlyArray<Edge>
  readonly timer?: NonNullable<StateInfo["timer"]>
}

/** What a message with a purpose is made of, whichever word says it. Without `waiting` the state leads on at once. */
export interface Purposeful extends Omit<AnyNotify, "to"> {
  readonly word: string
  readonly content: (context: MachineContext) => Message
  readonly to: AnyTo
  readonly waiting?: Waiting
}

/** Notes the check of a message, and gives the origin that names it. */
const checked = (place: Place, stillTrue: StillTrue<never>): (context: MachineContext) => Origin => {
  // The function was typed with the context that this place reads.
  const test = stillTrue as StillTrue<unknown>
  const encode = Schema.encodeSync(place.context)
  place.plan.checks.set(place.path, { context: place.context, read: place.read, test })
  return (context) => ({ ...originOf(place), check: place.path, context: encode(place.read(context)) })
}

/** The state of a message with a purpose. */
export const compile = (place: Place, given: Purposeful): Node => {
  const { content, purpose, stillTrue, word } = given
  const way: Way = { part: "to", by: "auto", to: given.to }
  const { edges: onward, node, timer }: Waiting = given.waiting
    ?? { node: { always: lead(place, way) }, edges: edges(place, way) }
  const intent = Intent.compile(place, given)
  const fallback = Otherwise.compile(place, given.otherwise, purpose, given.holdFor)
  const origin = stillTrue === undefined ? undefined : checked(place, stillTrue)
  const tell = say(place, "words", (context) => {
    const message = fallback.complete(context, intent(context, content(context)))
    return origin === undefined ? message : { ...message, origin: origin(context) }
  })
  place.plan.states.push({ path: place.path, word, ...(timer === undefined ? {} : { timer }) })
  place.plan.sketches.push({
    path: place.path,
    word,
    plain: false,
    ends: false,
    message: Outline.of(given, word === "survey"),
    edges: [...onward, ...fallback.edges]
  })
  const note = keep(place, "notified", (context) => ({ ...context, sys: { ...context.sys, notified: place.path } }))
  return {
    meta: { word, purpose },
    entry: [...(fallback.tells ? [note] : []), tell, ...(given.waiting === undefined ? [] : [arrive(place)])],
    ...node
  }
}

/** A state that says something for a purpose. */
export const notify = (text: Text<never>, options: AnyNotify): AnyState => ({
  word: "notify",
  compile: (place) => compile(place, { ...options, word: "notify", content: wording(place, text) })
})

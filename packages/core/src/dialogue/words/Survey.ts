/**
 * The word `survey`: a form that asks for feedback, and the answer that comes back.
 *
 * @module
 */
import type * as Schema from "effect/Schema"
import type * as Literal from "../../model/Literal.ts"
import type * as Model from "../../model/Message.ts"
import type { Rating } from "../../model/Inbound.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import type * as Intent from "../Intent.ts"
import type * as Otherwise from "../Otherwise.ts"
import { edges, lead, patch, type Place, type Way } from "../Place.ts"
import type { Happened } from "../Plan.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import { type AnyTimeout, compile as compileTimeout, heard, type Length, type Timeout } from "../Timeout.ts"
import type { Fields } from "./Ask.ts"
import { compile, type StillTrue, type Waiting } from "./Notify.ts"

/** A form that asks for feedback. Its question and its titles hold no web addresses; `privacyUrl` is required by Meta. */
export type Questionnaire = Omit<Schema.Schema.Type<typeof Model.Survey>, "_tag">

/** What a form that is written out may not be: longer than Meta takes ("Customer Feedback Template", read 2026-11-21). */
type Written<F> = F extends (...given: infer _) => infer _ ? unknown : {
  readonly [K in keyof F]: K extends "title" ? Literal.WithinIf<F[K], 65>
    : K extends "subtitle" ? Literal.WithinIf<F[K], 80>
    : K extends "button" ? Literal.WithinIf<F[K], 20>
    : K extends "expiresInDays" ? number extends F[K] ? unknown : 1 | 2 | 3 | 4 | 5 | 6 | 7
    : K extends "question" ? Asked<F[K]>
    : K extends keyof Questionnaire ? unknown
    : Literal.Refused<"there is no such field">
}

type Asked<Q> = {
  readonly [K in keyof Q]: K extends "title" ? Literal.WithinIf<Q[K], 85>
    : K extends "followUp" ? Literal.WithinIf<Q[K], 65>
    : K extends keyof Questionnaire["question"] ? unknown
    : Literal.Refused<"there is no such field">
}

/**
 * What is done with the answer: `save` gives the fields that change, `to` is where it leads. People answer within the days that
 * the form is open, when the window may be shut, so it cannot lead to plain words.
 */
export interface Answered<C, S, T extends string, D, T2 extends string> {
  readonly save?: (rating: Rating, context: C, turn: Turn) => Fields<C, S>
  readonly timeout?: Timeout<C, D, T2>
  readonly to: To<C, T>
}

/** The word `survey`. */
export interface Survey<C, K extends string> {
  /**
   * Sends a form that asks for feedback on a purchase, an event or a product, then goes on at once; with `answered` it waits
   * for the answer, and goes on to `to` when the person says anything else. Outside the window it travels where the channel
   * has a lane for feedback, within seven days of the person's last message; when none is open, `otherwise` decides as in
   * `notify`, and it waits (`"hold"`) unless one is given. Instagram has no surveys.
   *
   * An answer for which no state waits begins the dialogue that starts with it (`Start.rated`).
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const Meal = Schema.Struct({ score: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
   * const d = Dialogue.setup({ id: "rating", version: 1, context: Meal, states: ["rate", "done"] })
   * const rating = d.make({
   *   initial: "rate",
   *   states: {
   *     rate: d.survey({
   *       title: "Your order",
   *       question: { id: "taste", title: "How did it taste?", kind: "csat" },
   *       privacyUrl: "https://example.com/privacy"
   *     }, {
   *       purpose: "purchaseFeedback",
   *       otherwise: "drop",
   *       to: "done",
   *       answered: {
   *         save: ({ score = 0 }) => ({ score }),
   *         timeout: { after: "2 days", to: "done" },
   *         to: "done"
   *       }
   *     }),
   *     done: d.end()
   *   }
   * })
   * rating.states.map((state) => state.word) // => ["survey", "end"]
   */
  <
    const F extends Questionnaire | ((context: C, turn: Turn) => Questionnaire),
    const P extends Intent.Surveying,
    const T extends K | Back,
    const O extends Otherwise.Otherwise<C, K | Back>,
    S,
    const T2 extends K | Back = never,
    const D extends Length = "dynamic",
    const T3 extends K | Back = never
  >(
    form: F & Written<F>,
    options: {
      readonly purpose: P
      readonly notification?: "regular" | "silent" | "none"
      readonly otherwise?: O
      readonly stillTrue?: StillTrue<C>
      readonly answered?: Answered<C, S, T2, D, T3>
      readonly to: To<C, T>
    }
  ): State<
    C,
    T | NoInfer<T2> | NoInfer<T3> | Otherwise.Targets<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>,
    Facts.Special<
      P | Otherwise.Purposes<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>,
      "survey" | Otherwise.Capabilities<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>,
      NoInfer<T2> | Facts.Unproven<D, NoInfer<T3>>
    >
  >
}

/** What is done with the answer, without its types. */
export interface AnyAnswered {
  readonly save?: (rating: Rating, context: never, turn: Turn) => object
  readonly timeout?: AnyTimeout
  readonly to: AnyTo
}

/** The options of `survey` without their types. */
export interface AnySurvey {
  readonly purpose: Intent.Surveying
  readonly notification?: "regular" | "silent" | "none"
  readonly otherwise?: Otherwise.AnyOtherwise
  readonly stillTrue?: StillTrue<never>
  readonly answered?: AnyAnswered
  readonly to: AnyTo
}

const content = (
  place: Place,
  form: Questionnaire | ((context: never, turn: Turn) => Questionnaire)
): (context: MachineContext) => Model.Message => {
  if (typeof form !== "function") return () => ({ content: { ...form, _tag: "Survey" } })
  // The function was typed with the context that this place reads.
  const make = form as (context: unknown, turn: Turn) => Questionnaire
  return (context) => ({ content: { ...make(place.read(context), context.sys.turn), _tag: "Survey" } })
}

/** What the person said to the question of this form, when that is what happened. */
const ratingOf = (event: Happened, question: string): Rating | undefined =>
  // Only answers to surveys come here.
  (event["answers"] as ReadonlyArray<Rating>).find((one) => one.question === question)

/** The wait for the answer. */
const waiting = (
  place: Place,
  form: (context: MachineContext) => Model.Message,
  onward: AnyTo,
  answered: AnyAnswered
): Waiting => {
  const rating = (context: MachineContext, event: Happened): Rating | undefined => {
    const { content } = form(context)
    return content._tag === "Survey" ? ratingOf(event, content.question.id) : undefined
  }
  // The function was typed with the context that this place reads.
  const own = answered.save as ((rating: Rating, context: unknown, turn: Turn) => object) | undefined
  const way: Way = {
    part: "answered",
    by: "answer",
    to: answered.to,
    when: (context, event) => rating(context, event) !== undefined,
    save: (context, event) => {
      const found = rating(context, event)
      const quiet = heard(context, place.path)
      return own === undefined || found === undefined
        ? quiet
        : patch(place, quiet, own(found, place.read(context), context.sys.turn))
    }
  }
  const other: Way = { part: "other", by: "answer", to: onward, save: (context) => heard(context, place.path) }
  const timeout = answered.timeout === undefined ? undefined : compileTimeout(place, answered.timeout)
  const otherwise = lead(place, other)
  return {
    node: {
      tags: ["awaiting"],
      on: {
        "in.rated": lead(place, way),
        "in.message": otherwise,
        // The form stands in the thread: it is not sent again.
        ...(place.plan.inPlace.has("repeat") ? { "in.command.repeat": otherwise } : {})
      },
      ...(timeout === undefined ? {} : { after: timeout.after })
    },
    edges: [...edges(place, way), ...edges(place, other), ...(timeout?.edges ?? [])],
    ...(timeout === undefined ? {} : { timer: timeout.timer })
  }
}

/** A state that sends a form. */
export const survey = (
  form: Questionnaire | ((context: never, turn: Turn) => Questionnaire),
  options: AnySurvey
): AnyState => ({
  word: "survey",
  compile: (place) => {
    const { answered, ...rest } = options
    const message = content(place, form)
    return compile(place, {
      otherwise: "hold",
      ...rest,
      word: "survey",
      content: message,
      ...(answered === undefined ? {} : { waiting: waiting(place, message, options.to, answered) })
    })
  }
})

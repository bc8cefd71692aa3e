/**
 * The word `survey`: a form that asks for feedback.
 *
 * @module
 */
import type * as Schema from "effect/Schema"
import type * as Model from "../../model/Message.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import type * as Intent from "../Intent.ts"
import type * as Otherwise from "../Otherwise.ts"
import type { Place } from "../Place.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import { compile, type StillTrue } from "./Notify.ts"

/** A form that asks for feedback. Its question and its titles hold no web addresses; `privacyUrl` is required by Meta. */
export type Questionnaire = Omit<Schema.Schema.Type<typeof Model.Survey>, "_tag">

/** The word `survey`. */
export interface Survey<C, K extends string> {
  /**
   * Sends a form that asks for feedback on a purchase, an event or a product, then goes on at once. Outside the window it
   * travels where the channel has a lane for feedback, within seven days of the person's last message; when none is open,
   * `otherwise` decides as in `notify`, and it waits (`"hold"`) unless one is given. Instagram has no surveys.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "rating", version: 1, context: Schema.Struct({}), states: ["rate", "done"] })
   * const rating = d.make({
   *   initial: "rate",
   *   states: {
   *     rate: d.survey({
   *       title: "Your order",
   *       question: { id: "taste", title: "How did it taste?", kind: "csat" },
   *       privacyUrl: "https://example.com/privacy"
   *     }, { purpose: "purchaseFeedback", otherwise: "drop", to: "done" }),
   *     done: d.end()
   *   }
   * })
   * rating.states.map((state) => state.word) // => ["survey", "end"]
   */
  <
    const P extends Intent.Surveying,
    const T extends K | Back,
    const O extends Otherwise.Otherwise<C, K | Back>
  >(
    form: Questionnaire | ((context: C, turn: Turn) => Questionnaire),
    options: {
      readonly purpose: P
      readonly notification?: "regular" | "silent" | "none"
      readonly otherwise?: O
      readonly stillTrue?: StillTrue<C>
      readonly to: To<C, T>
    }
  ): State<
    C,
    T | Otherwise.Targets<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>,
    Facts.Special<
      P | Otherwise.Purposes<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>,
      "survey" | Otherwise.Capabilities<Otherwise.Chosen<O, Otherwise.Otherwise<C, K | Back>>>
    >
  >
}

/** The options of `survey` without their types. */
export interface AnySurvey {
  readonly purpose: Intent.Surveying
  readonly notification?: "regular" | "silent" | "none"
  readonly otherwise?: Otherwise.AnyOtherwise
  readonly stillTrue?: StillTrue<never>
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

/** A state that sends a form. */
export const survey = (
  form: Questionnaire | ((context: never, turn: Turn) => Questionnaire),
  options: AnySurvey
): AnyState => ({
  word: "survey",
  compile: (place) => compile(place, { otherwise: "hold", ...options, word: "survey", content: content(place, form) })
})

/**
 * What becomes of words when no lane is open for them: they wait, they are let go, others are tried, or the dialogue is told.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type { Message, Otherwise as Kept } from "../model/Message.ts"
import type { Purpose } from "../model/Purpose.ts"
import type { MachineContext } from "./Definition.ts"
import type { NeedsTemplate, Refused } from "./Facts.ts"
import * as Intent from "./Intent.ts"
import { edges, lead, mistake, type Place, wording } from "./Place.ts"
import type { Edge } from "./Plan.ts"
import type { Sayable, Text } from "./Text.ts"

/**
 * What becomes of words when no lane is open. `"hold"`: they wait until the person writes, for seven days, or for as long as
 * `hold` says. `"drop"`: they are let go. `"refuse"`: the dialogue goes to the state under its `refused`; `refused` names a
 * state for these words alone. `instead`: other words are tried, with an `otherwise` of their own; plain words there have
 * the same purpose, and wait when they cannot travel either.
 */
export type Otherwise<C, K extends string> =
  | Kept
  | { readonly hold: Duration.DurationInput }
  | { readonly refused: K }
  | { readonly instead: Plain<C> | Instead<C, K> }

/** Plain words; a message with more to it is the `text` of an `Instead`, so that the compiler can tell the two apart. */
type Plain<C> = Exclude<Text<C>, Sayable>

/** Words that stand in for others, with all that is to be known of them. */
export type Instead<C, K extends string> =
  & Intent.Intent<C>
  & { readonly text: Text<C>; readonly otherwise: Otherwise<C, K> }
  & (
    | {
      readonly purpose: Intent.Update
      readonly promotional?: Refused<"a tag or a template carries no promotion: leave promotional out">
      readonly sponsored?: Refused<"only a promotion is sponsored">
      readonly utility?: Intent.Utility<C>
    }
    | {
      readonly purpose: Intent.Selling
      readonly promotional?: true
      readonly sponsored?: true
      readonly utility?: Refused<"a promotion travels by no template">
    }
    | {
      readonly purpose: "news"
      readonly promotional?: Refused<"news carry no promotion: leave promotional out">
      readonly sponsored?: Refused<"only a promotion is sponsored">
      readonly utility?: Refused<"no template is approved for this purpose">
    }
    | {
      readonly purpose: Intent.Other
      readonly promotional?: true
      readonly sponsored?: Refused<"only a promotion is sponsored">
      readonly utility?: Refused<"no template is approved for this purpose">
    }
  )

/** What was chosen: the compiler takes all there is (`All`) where nothing was written. */
export type Chosen<O, All> = [All] extends [O] ? "hold" : O

/** The states that a refusal leads to. */
export type Targets<O> = O extends { readonly refused: infer T extends string } ? T
  : O extends { readonly instead: { readonly otherwise: infer Q } } ? Targets<Q>
  : never

/** The purposes of the words that stand in for others. */
export type Purposes<O> = O extends { readonly instead: infer I } ?
    | (I extends { readonly text: unknown; readonly purpose: infer P extends string } ? P : never)
    | (I extends { readonly otherwise: infer Q } ? Purposes<Q> : never)
  : never

/** What the channel must be capable of for the words that stand in for others. */
export type Capabilities<O> = O extends { readonly instead: infer I } ?
    | (I extends { readonly utility: { readonly name: infer N extends string } } ? NeedsTemplate<N> : never)
    | (I extends { readonly otherwise: infer Q } ? Capabilities<Q> : never)
  : never

/** An `Otherwise` without its types. */
export type AnyOtherwise =
  | Kept
  | { readonly hold: Duration.DurationInput }
  | { readonly refused: string }
  | { readonly instead: Text<never> | AnyInstead }

interface AnyInstead extends Intent.AnyIntent {
  readonly text: Text<never>
  readonly purpose: Purpose
  readonly otherwise: AnyOtherwise
}

/** What is done as a last resort, and for how long words wait, in milliseconds. */
interface End {
  readonly otherwise: Kept
  readonly holdFor?: number
  readonly refused?: string
}

const isInstead = (one: Text<never> | AnyInstead): one is AnyInstead => typeof one === "object" && "text" in one

/** The end of a chain of stand-ins, which decides for all of them. */
const endOf = (place: Place, otherwise: AnyOtherwise): End => {
  if (typeof otherwise === "string") return { otherwise }
  if ("refused" in otherwise) return { otherwise: "refuse", refused: otherwise.refused }
  if ("instead" in otherwise) {
    return isInstead(otherwise.instead) ? endOf(place, otherwise.instead.otherwise) : { otherwise: "hold" }
  }
  return { otherwise: "hold", holdFor: length(place, otherwise.hold) }
}

const length = (place: Place, hold: Duration.DurationInput): number => {
  const read = Duration.decodeUnknown(hold)
  const millis = read._tag === "Some" ? Duration.toMillis(read.value) : Number.NaN
  if (Number.isFinite(millis) && millis > 0) return Math.round(millis)
  mistake(place, "its words are to wait for a time that is none", "write a length such as \"2 days\"")
  return 1
}

type Say = (context: MachineContext) => Message

const standIn = (place: Place, instead: Text<never> | AnyInstead, purpose: Purpose, end: End): Say => {
  if (!isInstead(instead)) {
    const words = wording(place, instead)
    const intent = Intent.compile(place, { purpose })
    return (context) => ending(intent(context, words(context)), end)
  }
  const words = wording(place, instead.text)
  const intent = Intent.compile(place, instead)
  const next = following(place, instead.otherwise, instead.purpose, end)
  return (context) => {
    const message = ending(intent(context, words(context)), end)
    return next === undefined ? message : { ...message, instead: next(context) }
  }
}

const following = (place: Place, otherwise: AnyOtherwise, purpose: Purpose, end: End): Say | undefined =>
  typeof otherwise === "object" && "instead" in otherwise
    ? standIn(place, otherwise.instead, purpose, end)
    : undefined

const ending = (message: Message, { holdFor, otherwise }: End): Message => ({
  ...message,
  otherwise,
  ...(holdFor === undefined ? {} : { holdFor })
})

/** How a message is completed with what becomes of it, and the ways on to the states that are told of a refusal. */
export interface Compiled {
  readonly complete: (context: MachineContext, message: Message) => Message
  readonly edges: ReadonlyArray<Edge>
  /** Whether a state of its own is told of a refusal, so that the dialogue has to know who spoke last. */
  readonly tells: boolean
}

/** What becomes of the words of a state. `purpose` is theirs, for stand-ins that have none. */
export const compile = (
  place: Place,
  otherwise: AnyOtherwise,
  purpose: Purpose,
  holdFor?: Duration.DurationInput
): Compiled => {
  const found = endOf(place, otherwise)
  const end = holdFor === undefined || found.holdFor !== undefined
    ? found
    : { ...found, holdFor: length(place, holdFor) }
  const next = following(place, otherwise, purpose, end)
  const { refused } = end
  if (end.otherwise === "refuse" && refused === undefined) place.plan.refusing.add(place.path)
  if (refused !== undefined) {
    place.plan.refusals.push(...lead(place, {
      part: "refused",
      by: "refused",
      to: refused,
      when: (context, event) => (event["state"] ?? context.sys.notified) === place.path
    }))
  }
  return {
    complete: (context, message) => {
      const whole = ending(message, end)
      return next === undefined ? whole : { ...whole, instead: next(context) }
    },
    edges: refused === undefined ? [] : edges(place, { by: "refused", part: "refused", to: refused }),
    tells: refused !== undefined
  }
}

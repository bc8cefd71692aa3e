/**
 * The judges of one bot: what some lines break of a promise.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Line } from "../convo/Script.ts"
import type { Broken, Judge } from "./Broken.ts"
import { disclosed } from "./Disclosed.ts"
import * as Doings from "./Doings.ts"
import * as Ground from "./Ground.ts"
import type { Property } from "./Property.ts"
import { lawful } from "./Refusals.ts"
import { silent } from "./Silent.ts"
import type { Subject } from "./Subject.ts"
import { buttons, sound } from "./Taken.ts"
import * as Twin from "./Twin.ts"
import * as Walk from "./Walk.ts"
import * as WayOut from "./WayOut.ts"

/** The promises that one walk is enough for. */
export type Watched = Exclude<Property, Twin.Disturbance>

/** Whether a promise is about two walks that are compared. */
export const isTwin = (property: Property): property is Twin.Disturbance =>
  property === "restart" || property === "webhooks"

/** The bot without the pauses in which it types: the same words at once, which cost less and come at moments that can be compared. */
export const brisk = (subject: Subject): Subject => ({ ...subject, bot: { ...subject.bot, typing: false } })

/** All that judges a bot, and what may happen to it. */
export interface Bench {
  readonly doings: Doings.Doings
  readonly judges: { readonly [property in Watched]: Judge }
  /**
   * What lines break of a promise, by the bot as it is or by one that does not pause to type. A bot that cannot be built breaks
   * nothing here.
   */
  readonly judge: (property: Property, lines: ReadonlyArray<Line>) => Effect.Effect<Broken | undefined>
}

/** The judges of a bot, with what is made up from a seed. */
export const make = (
  subject: Subject,
  seed: number,
  answers: { readonly [state: string]: ReadonlyArray<string> }
): Bench => {
  const ground = Ground.of(subject)
  const wishes = Ground.wishes(subject, seed, answers)
  const waysOut = WayOut.make(ground, wishes)
  const judges = { lawful, disclosed, silent, buttons, sound, wayOut: waysOut }
  const once = (tried: Subject, property: Property, lines: ReadonlyArray<Line>): Effect.Effect<Broken | undefined> =>
    Effect.orElseSucceed(
      isTwin(property)
        ? Twin.compare(tried, lines, property)
        : Walk.along(tried, lines, ({ steps }) => judges[property](steps, tried)),
      () => undefined
    )
  return {
    doings: Doings.make(ground, wishes),
    judges,
    judge: (property, lines) =>
      isTwin(property)
        ? once(brisk(subject), property, lines)
        : Effect.flatMap(once(subject, property, lines), (found) =>
          found === undefined ? once(brisk(subject), property, lines) : Effect.succeed(found))
  }
}

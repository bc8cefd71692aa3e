/**
 * By how much time may be pushed forward: it does not go back.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/** What is said to one who asks for something else. */
export const wrong =
  "advance must be milliseconds or a text like \"25 hours\", and not less than zero: time does not go back."

const isNegative = (length: Duration.DurationInput): boolean =>
  typeof length === "string"
    ? length.trimStart().startsWith("-")
    : Array.isArray(length)
    ? length.some((part) => part < 0)
    : (typeof length === "number" || typeof length === "bigint") && length < 0

/** The length of time that was asked for; nothing where it is none, is negative or never ends. */
export const read = (length: Duration.DurationInput): Option.Option<Duration.Duration> =>
  isNegative(length)
    ? Option.none()
    : Option.filter(Effect.runSync(Effect.option(Effect.try(() => Duration.decode(length)))), Duration.isFinite)

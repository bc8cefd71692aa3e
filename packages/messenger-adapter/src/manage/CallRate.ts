/**
 * Keeps calls below a number in a span of time, by waiting.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** Lets calls through in order, each as soon as it is within the limit. */
export interface CallRate {
  readonly limit: <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** At most `calls` in any span of `per`, counted from when each begins. */
export const make = (options: { readonly calls: number; readonly per: Duration.DurationInput }): CallRate => {
  const per = Duration.toMillis(options.per)
  let begun: ReadonlyArray<number> = []
  const reserve = (now: number): number => {
    const place = begun[begun.length - options.calls]
    const at = place === undefined ? now : Math.max(now, place + per)
    begun = [...begun, at].slice(-options.calls)
    return at - now
  }
  const turn = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const wait = reserve(now)
    return wait > 0 ? Effect.sleep(Duration.millis(wait)) : Effect.void
  })
  return { limit: (call) => Effect.zipRight(turn, call) }
}

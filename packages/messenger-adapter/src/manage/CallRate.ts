/**
 * Keeps calls below a number in a span of time, by waiting.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Bucket from "../graph/Bucket.ts"

/** Lets calls through in order, each as soon as it is within the limit. */
export interface CallRate {
  readonly limit: <A, E, R>(call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** At most `calls` in any span of `per`, counted from when each begins. */
export const make = (options: { readonly calls: number; readonly per: Duration.DurationInput }): CallRate => {
  const bucket = Bucket.make({ most: options.calls, per: Duration.toMillis(options.per) })
  const turn = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const wait = bucket.take(now) - now
    return wait > 0 ? Effect.sleep(Duration.millis(wait)) : Effect.void
  })
  return { limit: (call) => Effect.zipRight(turn, call) }
}

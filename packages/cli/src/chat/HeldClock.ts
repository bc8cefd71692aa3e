/**
 * The machine's clock, which can be held: while it is, its time stands, and whoever sleeps by it sleeps on.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** A clock that can be held. */
export interface HeldClock {
  readonly clock: Clock.Clock
  readonly hold: () => void
  readonly release: () => void
  readonly isHeld: () => boolean
}

/** A clock that runs with the machine's. After a hold it goes on from where it stood. */
export const make = (): HeldClock => {
  const real = Clock.make()
  const waiting = new Set<() => void>()
  let behind = 0
  let heldAt: number | undefined
  const now = () => (heldAt ?? real.unsafeCurrentTimeMillis()) - behind
  const released = Effect.async<void>((resume) => {
    if (heldAt === undefined) return resume(Effect.void)
    const go = () => resume(Effect.void)
    waiting.add(go)
    return Effect.sync(() => void waiting.delete(go))
  })
  const sleepUntil = (due: number): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (heldAt !== undefined) return Effect.zipRight(released, sleepUntil(due))
      const left = due - now()
      return left <= 0 ? Effect.void : Effect.zipRight(real.sleep(Duration.millis(Math.ceil(left))), sleepUntil(due))
    })
  return {
    clock: {
      [Clock.ClockTypeId]: Clock.ClockTypeId,
      unsafeCurrentTimeMillis: now,
      unsafeCurrentTimeNanos: () => BigInt(Math.round(now())) * 1_000_000n,
      currentTimeMillis: Effect.sync(now),
      currentTimeNanos: Effect.sync(() => BigInt(Math.round(now())) * 1_000_000n),
      sleep: (length) => Effect.suspend(() => sleepUntil(now() + Duration.toMillis(length)))
    },
    hold: () => {
      heldAt ??= real.unsafeCurrentTimeMillis()
    },
    release: () => {
      if (heldAt === undefined) return
      behind += real.unsafeCurrentTimeMillis() - heldAt
      heldAt = undefined
      const all = [...waiting]
      waiting.clear()
      for (const go of all) go()
    },
    isHeld: () => heldAt !== undefined
  }
}

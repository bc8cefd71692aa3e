import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import * as VirtualTime from "../../src/runtime/VirtualTime.ts"

/** The machine's clock, which ends a sleep of no length at once, and knows who still sleeps by it. */
const counted = () => {
  const real = Clock.make()
  let asleep = 0
  const sleeping = (length: Duration.Duration) =>
    Effect.acquireUseRelease(
      Effect.sync(() => ++asleep),
      () => real.sleep(length),
      () => Effect.sync(() => --asleep)
    )
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => real.unsafeCurrentTimeMillis(),
    unsafeCurrentTimeNanos: () => real.unsafeCurrentTimeNanos(),
    currentTimeMillis: real.currentTimeMillis,
    currentTimeNanos: real.currentTimeNanos,
    sleep: (length) => Duration.toMillis(length) === 0 ? Effect.void : sleeping(length)
  }
  return { clock, asleep: () => asleep }
}

it("leaves no timer behind when it closes, also after a wait of no length", async () => {
  const { asleep, clock } = counted()
  const time = VirtualTime.make({ flow: "real", follow: clock })
  const waiting = Effect.runFork(time.clock.sleep(Duration.minutes(10)))
  await Effect.runPromise(time.clock.sleep(Duration.zero))
  const before = asleep()

  time.close()
  await Effect.runPromise(Effect.sleep(0))

  expect(before).toBe(1)
  expect(asleep()).toBe(0)
  await Effect.runPromise(waiting.interruptAsFork(waiting.id()))
})

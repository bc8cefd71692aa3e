import { VirtualTime } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as HeldClock from "../src/chat/HeldClock.ts"

/** Lets a little real time pass: the clock that is looked at is another one. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 30))

describe("a clock that is held", () => {
  it("stands, and goes on from where it stood", async () => {
    const held = HeldClock.make()
    held.hold()
    const stood = held.clock.unsafeCurrentTimeMillis()
    await moment()
    const still = held.clock.unsafeCurrentTimeMillis()

    held.release()
    const after = held.clock.unsafeCurrentTimeMillis()
    await moment()

    expect(still).toBe(stood)
    expect(after - stood).toBeLessThan(20)
    expect(held.clock.unsafeCurrentTimeMillis()).toBeGreaterThan(after)
  })

  it("lets nobody wake who sleeps by it, until it runs again", async () => {
    const held = HeldClock.make()
    held.hold()
    let isAwake = false
    const sleeper = Effect.runPromise(
      Effect.map(held.clock.sleep(Duration.millis(5)), () => {
        isAwake = true
      })
    )
    await moment()
    const slept = !isAwake

    held.release()
    await sleeper

    expect(slept).toBe(true)
    expect(isAwake).toBe(true)
  })

  it("makes a time that follows it stand, which can be turned all the same", async () => {
    const held = HeldClock.make()
    held.hold()
    const time = VirtualTime.make({ flow: "real", follow: held.clock })
    const began = time.now()

    await moment()
    const stood = time.now()
    await Effect.runPromise(time.advance("1 hour"))
    const turned = time.now()
    time.close()

    expect(stood).toBe(began)
    expect(turned - began).toBe(3_600_000)
  })
})

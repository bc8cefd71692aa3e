import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import * as VirtualTime from "../../src/runtime/VirtualTime.ts"

const live = <A, E>(effect: Effect.Effect<A, E>) => Effect.runPromise(effect)

const minute = 60_000

describe("sleeps", () => {
  it("end in the order of their due times, and equal ones in the order in which they were set", async () => {
    const time = VirtualTime.make({ start: 0 })
    const seen: Array<string> = []
    const nap = (name: string, length: number) =>
      Effect.forkDaemon(Effect.zipRight(Effect.sleep(length), Effect.sync(() => seen.push(`${name}@${time.now()}`))))
    await live(
      time.run(Effect.all([nap("c", 3_000), nap("a", 1_000), nap("b1", 2_000), nap("b2", 2_000), nap("b3", 2_000)]))
    )
    expect(seen).toEqual([])
    await live(time.advance(5_000))
    expect(seen).toEqual(["a@1000", "b1@2000", "b2@2000", "b3@2000", "c@3000"])
    expect(time.now()).toBe(5_000)
  })

  it("that are set while time is advanced end in the same walk, at their own instant", async () => {
    const time = VirtualTime.make({ start: 0 })
    const at: Array<number> = []
    const tick = Effect.forever(
      Effect.zipRight(Effect.sleep("1 hour"), Effect.sync(() => at.push(time.now() / minute)))
    )
    await live(time.run(Effect.forkDaemon(tick)))
    await live(time.advance("3 hours"))
    expect(at).toEqual([60, 120, 180])
  })

  it("that were interrupted never end", async () => {
    const time = VirtualTime.make({ start: 0 })
    let woke = false
    const fiber = await live(time.run(Effect.forkDaemon(Effect.zipRight(
      Effect.sleep(10),
      Effect.sync(() => {
        woke = true
      })
    ))))
    await live(time.run(Fiber.interrupt(fiber)))
    await live(time.advance(1_000))
    expect(woke).toBe(false)
    expect(time.waiting()).toEqual([])
  })
})

describe("settling", () => {
  it("runs fibers until none can run, and leaves sleepers asleep", async () => {
    const time = VirtualTime.make({ start: 0 })
    const seen: Array<string> = []
    const program = Effect.gen(function*() {
      const door = yield* Deferred.make<void>()
      yield* Effect.forkDaemon(Effect.zipRight(Deferred.await(door), Effect.sync(() => seen.push("opened"))))
      yield* Effect.forkDaemon(Effect.zipRight(Effect.yieldNow(), Deferred.succeed(door, undefined)))
      yield* Effect.forkDaemon(Effect.zipRight(Effect.sleep(1), Effect.sync(() => seen.push("slept"))))
    })
    await live(time.run(program))
    expect(seen).toEqual(["opened"])
    expect(time.now()).toBe(0)
  })

  it("passes through typing and fires what is due on the way, but not what is due after it", async () => {
    const time = VirtualTime.make({ start: 0 })
    const seen: Array<string> = []
    const say = (name: string, effect: Effect.Effect<void>) =>
      Effect.forkDaemon(Effect.zipRight(effect, Effect.sync(() => seen.push(`${name}@${time.now()}`))))
    await live(time.run(Effect.all([
      say("typed", Effect.zipRight(time.pace(800), time.pace(1_200))),
      say("timer", Effect.sleep(1_500)),
      say("later", Effect.sleep(2_001))
    ])))
    expect(seen).toEqual(["timer@1500", "typed@2000"])
    expect(time.waiting()).toEqual([{ due: 2_001, kind: "sleep" }])
  })

  it("waits for a declared promise as long as it takes, and moves no time for it", async () => {
    const time = VirtualTime.make({ start: 0 })
    let answer = 0
    const ask = Effect.promise(() =>
      time.declarePromise("orders", () => new Promise<number>((ok) => setImmediate(() => ok(7))))
    )
    await live(time.run(Effect.forkDaemon(Effect.map(ask, (value) => {
      answer = value
    }))))
    expect(answer).toBe(7)
    expect(time.now()).toBe(0)
  })

  it("does not wait for declared work that sleeps on the clock", async () => {
    const time = VirtualTime.make({ start: 0 })
    let done = false
    const slow = Effect.zipRight(
      Effect.sleep("2 minutes"),
      Effect.sync(() => {
        done = true
      })
    )
    await live(time.run(Effect.forkDaemon(time.declare("slow")(slow))))
    expect(done).toBe(false)
    await live(time.advance("2 minutes"))
    expect(done).toBe(true)
  })

  it("waits again for declared work that woke up and went somewhere real", async () => {
    const time = VirtualTime.make({ start: 0 })
    let done = false
    const real = Effect.async<void>((resume) => {
      setImmediate(() => resume(Effect.void))
    })
    const slow = Effect.zipRight(
      Effect.sleep(10),
      Effect.zipRight(
        real,
        Effect.sync(() => {
          done = true
        })
      )
    )
    await live(time.run(Effect.forkDaemon(time.declare("slow")(slow))))
    await live(time.advance(10))
    expect(done).toBe(true)
  })

  it("lets in what a promise gives at once, though a timeout sleeps beside it", async () => {
    const time = VirtualTime.make({ start: 0 })
    let answer: string | undefined
    const ask = Effect.promise(() => Promise.resolve("yes")).pipe(Effect.timeout("30 seconds"))
    await live(time.run(Effect.forkDaemon(
      time.declare("ask")(Effect.tap(ask, (said) => {
        answer = said
      }))
    )))
    expect(answer).toBe("yes")
    expect(time.now()).toBe(0)
  })

  it("fails with the origin of work that does not come back", async () => {
    const time = VirtualTime.make({ guard: 20 })
    const fork = Effect.forkDaemon(time.declare("task PlaceOrder")(Effect.never))
    const failure = await live(Effect.flip(time.run(fork)))
    expect(String(failure)).toContain("task PlaceOrder")
    expect(failure).toMatchObject({ _tag: "LeftSimulation", why: "noAnswer" })
  })

  it("fails so in a finalizer too, where nothing can be interrupted", async () => {
    const time = VirtualTime.make({ guard: 20 })
    await live(Effect.flip(time.run(Effect.forkDaemon(time.declare("away")(Effect.never)))))
    expect(await live(Effect.flip(Effect.uninterruptible(time.settle)))).toMatchObject({ origins: ["away"] })
  })

  it("fails when something undeclared came back by itself", async () => {
    const time = VirtualTime.make({})
    const real = Effect.async<void>((resume) => {
      setImmediate(() => resume(Effect.void))
    })
    await live(time.run(Effect.forkDaemon(real)))
    await new Promise((ok) => setImmediate(() => setImmediate(ok)))
    expect(await live(Effect.flip(time.settle))).toMatchObject({ _tag: "LeftSimulation", why: "unasked" })
  })

  it("fails when fibers keep one another running for ever", async () => {
    const time = VirtualTime.make({})
    expect(await live(Effect.flip(time.run(Effect.forkDaemon(Effect.forever(Effect.yieldNow()))))))
      .toMatchObject({ _tag: "NeverSettles" })
  })
})

describe("a process", () => {
  it("that is killed runs no further, not even its finalizers, and its callers hear of it", async () => {
    const time = VirtualTime.make({ start: 0 })
    const process = time.process()
    const seen: Array<string> = []
    const worker = Effect.zipRight(Effect.sleep(10), Effect.sync(() => seen.push("worked"))).pipe(
      Effect.onInterrupt(() => Effect.sync(() => seen.push("finalized")))
    )
    await live(time.run(process.provide(Effect.forkDaemon(worker))))
    const caller = process.call(Effect.never, Effect.fail("reset")).pipe(
      Effect.catchAll((reason) => Effect.sync(() => seen.push(reason)))
    )
    await live(time.run(Effect.forkDaemon(caller)))
    await live(time.run(Effect.sync(() => process.kill())))
    await live(time.advance(100))
    expect(seen).toEqual(["reset"])
  })

  it("that is killed does not even run what was about to run", async () => {
    const time = VirtualTime.make()
    const process = time.process()
    let ran = false
    const about = Effect.zipRight(
      Effect.yieldNow(),
      Effect.sync(() => {
        ran = true
      })
    )
    await live(time.run(Effect.zipRight(process.provide(Effect.forkDaemon(about)), Effect.sync(() => process.kill()))))
    expect(ran).toBe(false)
  })

  it("that is killed takes its declared work with it", async () => {
    const time = VirtualTime.make({ guard: 20 })
    const process = time.process()
    await live(Effect.flip(time.run(process.provide(Effect.forkDaemon(time.declare("away")(Effect.never))))))
    await live(Effect.ignore(time.run(Effect.sync(() => process.kill()))))
    await live(time.settle)
    expect(process.isAlive).toBe(false)
  })

  it("answers its callers while it lives", async () => {
    const time = VirtualTime.make()
    const process = time.process()
    expect(await live(time.run(process.call(Effect.as(Effect.yieldNow(), 7), Effect.succeed(0))))).toBe(7)
    expect(await live(Effect.flip(time.run(process.call(Effect.fail("no"), Effect.succeed(0)))))).toBe("no")
  })

  it("tells its callers at once when it is dead, or dies of what they ask", async () => {
    const time = VirtualTime.make()
    const process = time.process()
    let ran = false
    const deadly = Effect.zipRight(Effect.sync(() => process.kill()), Effect.never)
    const later = Effect.sync(() => {
      ran = true
      return "answered"
    })

    const during = await live(time.run(process.call(deadly, Effect.succeed("reset"))))
    const after = await live(time.run(process.call(later, Effect.succeed("reset"))))

    expect([during, after, ran]).toEqual(["reset", "reset", false])
  })
})

describe("an act", () => {
  it("is over when all that follows from it is, and gives what the function gave", async () => {
    const time = VirtualTime.make({ start: 0 })
    const seen: Array<number> = []
    let wake = () => {}
    const listener = Effect.zipRight(
      Effect.async<void>((resume) => {
        wake = () => resume(Effect.void)
      }),
      Effect.zipRight(time.pace(500), Effect.sync(() => seen.push(time.now())))
    )
    await live(time.run(Effect.forkDaemon(listener)))

    const given = await live(time.act(() => {
      wake()
      return "woken"
    }))

    expect(given).toBe("woken")
    expect(seen).toEqual([500])
  })
})

describe("sources", () => {
  it("give the same random numbers for the same seed, and others for another", async () => {
    const draw = (seed: number) => live(VirtualTime.make({ seed }).run(Effect.all([Random.next, Random.nextInt])))
    expect(await draw(7)).toEqual(await draw(7))
    expect(await draw(7)).not.toEqual(await draw(8))
  })

  it("give the failure of an effect as its own", async () => {
    expect(await live(Effect.flip(VirtualTime.make().run(Effect.fail("no"))))).toBe("no")
  })
})

describe("the real flow", () => {
  it("starts now, and jumps ahead through everything that is due, in order", async () => {
    const time = VirtualTime.make({ flow: "real" })
    const start = time.now()
    const seen: Array<string> = []
    const nap = (name: string, length: "1 hour" | "24 hours") =>
      Effect.forkDaemon(Effect.zipRight(
        Effect.sleep(length),
        Effect.sync(() => {
          seen.push(name)
        })
      ))
    await live(time.provide(Effect.all([nap("day", "24 hours"), nap("hour", "1 hour")])))
    await live(time.advance("25 hours"))
    expect(seen).toEqual(["hour", "day"])
    expect(time.now() - start).toBeGreaterThanOrEqual(25 * 60 * minute)
    expect(time.now() - start).toBeLessThan(25 * 60 * minute + minute)
    time.close()
  })

  it("lets sleeps end by themselves", async () => {
    const time = VirtualTime.make({ flow: "real" })
    const order = await live(time.provide(Effect.gen(function*() {
      const first = yield* Clock.currentTimeMillis
      yield* Effect.all([Effect.sleep(15), Effect.sleep(5)], { concurrency: "unbounded" })
      return (yield* Clock.currentTimeMillis) - first
    })))
    expect(order).toBeGreaterThanOrEqual(15)
    time.close()
  })
})

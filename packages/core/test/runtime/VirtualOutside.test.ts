import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as VirtualTime from "../../src/runtime/VirtualTime.ts"

/** An outside whose state a test says. */
const outside = () => {
  const state = { open: [] as ReadonlyArray<string>, depth: 0, steps: 0, beyond: 0 }
  const watcher: VirtualTime.Outside = {
    within: (step) => {
      state.steps++
      state.depth++
      try {
        return step()
      } finally {
        state.depth--
      }
    },
    without: (body) => {
      state.beyond++
      return body()
    },
    open: () => state.open,
    returning: () => "a promise, made in a test"
  }
  return { state, watcher }
}

const live = <A, E>(effect: Effect.Effect<A, E>) => Effect.runPromise(effect)

describe("time with an outside", () => {
  it("runs the steps of the simulation within it, and the one who drives without", async () => {
    const { state, watcher } = outside()
    const time = VirtualTime.make({ outside: watcher })
    const seen: Array<number> = []
    const real = Effect.promise(() =>
      time.declarePromise("away", () => new Promise<void>((done) => setImmediate(done)))
    )

    await live(time.run(Effect.forkDaemon(Effect.zipRight(real, Effect.sync(() => seen.push(state.depth))))))

    expect(seen).toEqual([1])
    expect(state.beyond).toBeGreaterThan(0)
  })

  it("does not rest while something is open that nothing waits for", async () => {
    const { state, watcher } = outside()
    const time = VirtualTime.make({ outside: watcher })
    const step = Effect.sync(() => {
      state.open = ["a timer, set in a test"]
    })

    const failure = await live(Effect.flip(time.run(step)))

    expect(failure).toMatchObject({ _tag: "LeftSimulation", why: "open", origins: ["a timer, set in a test"] })
  })

  it("waits for what is open beside a sleep, and gives up at the guard", async () => {
    const { state, watcher } = outside()
    const time = VirtualTime.make({ outside: watcher, guard: 20 })
    const sleeper = time.declare("sleeper")(Effect.zipRight(
      Effect.sync(() => {
        state.open = ["a timer, set in a test"]
      }),
      Effect.sleep("1 hour")
    ))

    const failure = await live(Effect.flip(time.run(Effect.forkDaemon(sleeper))))
    state.open = []
    await live(time.advance("1 hour"))

    expect(failure).toMatchObject({ why: "noAnswer", origins: ["a timer, set in a test"] })
    expect(time.waiting()).toEqual([])
  })

  it("looks outside once more when asked, and names what came back", async () => {
    const { watcher } = outside()
    const time = VirtualTime.make({ outside: watcher })
    await live(time.run(Effect.forkDaemon(Effect.promise(() => Promise.resolve()))))

    const failure = await live(Effect.flip(time.lookOutside))

    expect(failure).toMatchObject({ why: "unasked", origins: ["a promise, made in a test"] })
  })
})

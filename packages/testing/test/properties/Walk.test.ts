import { describe, expect, it } from "@effect/vitest"
import { Properties } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Bots from "./bots.ts"

/** How often the event loop comes round while something runs. */
const rounds = <A, E>(work: Effect.Effect<A, E>): Effect.Effect<number, E> =>
  Effect.async<number, E>((resume) => {
    let count = 0
    let isOver = false
    const again = () => {
      if (isOver) return
      count++
      setImmediate(again)
    }
    setImmediate(again)
    Effect.runCallback(work, {
      onExit: (exit) => {
        isOver = true
        resume(Effect.as(exit, count))
      }
    })
  })

describe("random walks", () => {
  it.effect("let others have the thread before each of them", () =>
    Effect.gen(function*() {
      const few = yield* rounds(Properties.check({ bot: Bots.good }, { actions: 80, only: ["lawful"] }))

      const many = yield* rounds(Properties.check({ bot: Bots.good }, { actions: 400, only: ["lawful"] }))

      expect(many - few).toBeGreaterThanOrEqual(4)
    }), 60_000)
})

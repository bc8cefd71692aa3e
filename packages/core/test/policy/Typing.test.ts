import { Message, Typing } from "@parley/core"
import { FastCheck } from "effect"
import { describe, expect, test } from "vitest"

describe("Typing", () => {
  test("a longer message takes longer, between the least and the most", () => {
    const plan = (length: number) => Typing.plan(Message.text("x".repeat(length)), 1, { jitter: 0 })

    expect([plan(1), plan(100), plan(1_000)]).toEqual([600, 2_200, 4_000])
  })

  test("the same message and seed give the same pause, within the bounds", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string(), FastCheck.integer(), (text, seed) => {
      const pause = Typing.plan(Message.text(text), seed)

      expect(Typing.plan(Message.text(text), seed)).toBe(pause)
      expect(pause).toBeGreaterThanOrEqual(Typing.standard.least)
      expect(pause).toBeLessThanOrEqual(Typing.standard.most)
    }))
  })

  test("pauses vary with the seed", () => {
    const pauses = new Set(Array.from({ length: 50 }, (_, seed) => Typing.plan(Message.text("x".repeat(80)), seed)))

    expect(pauses.size).toBeGreaterThan(25)
  })
})

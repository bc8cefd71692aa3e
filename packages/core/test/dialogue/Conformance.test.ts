import type { Envelope, Json } from "@parley/core"
import { Step } from "@parley/core"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { afterAll, describe, expect, it } from "vitest"
import { all } from "./machines.ts"
import { envelope } from "./raw.ts"
import { pick, type Stored, walk } from "./walking.ts"

let steps = 0

describe("the pure step", () => {
  for (const [name, definition] of Object.entries(all)) {
    it(`does what XState's own actor does: ${name}`, () => {
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(100_000), { minLength: 40, maxLength: 70 }), (numbers) => {
          steps += walk(definition, numbers)
        }),
        { numRuns: 50, seed: 20_261_121 }
      )
    })
  }

  it("is the fold of its envelopes: the same events give the same snapshot, byte for byte", () => {
    for (const definition of Object.values(all)) {
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(100_000), { maxLength: 30 }), (numbers) => {
          const begin = envelope({ type: "start" })
          const journal: Array<Envelope.Envelope> = [begin]
          const events = new Map<string, Json.Json>()
          const next = (stored: Json.Json | undefined, one: Envelope.Envelope) =>
            Either.getOrThrow(Step.take(definition, stored, one))
          let result = next(undefined, begin)
          for (const number of numbers) {
            for (const timer of result.timersSet) events.set(timer.id, timer.event)
            const one = envelope(pick(definition, number, result.snapshot as Stored, events), number)
            journal.push(one)
            result = next(JSON.parse(JSON.stringify(result.snapshot)) as Json.Json, one)
          }
          const folded = journal.reduce<Json.Json | undefined>((stored, one) => next(stored, one).snapshot, undefined)
          expect(JSON.stringify(folded)).toBe(JSON.stringify(result.snapshot))
        }),
        { numRuns: 20, seed: 7 }
      )
    }
  })

  afterAll(() => {
    expect(steps).toBeGreaterThan(10_000)
  })
})

import { describe, expect, it } from "@effect/vitest"
import { load } from "./load.ts"
import { walk } from "./walk.ts"

describe("a simulation", () => {
  it("gives the same bytes for the same seed, whatever else the machine does", { timeout: 120_000 }, async () => {
    const seeds = Array.from({ length: 12 }, (_, index) => index + 1)
    const traces: Array<unknown> = []
    for (const seed of seeds) traces.push(await walk(seed))

    const others = load(1)
    const again: Array<unknown> = []
    for (const seed of seeds) again.push(await walk(seed))
    await others.end()

    expect(again).toEqual(traces)
  })

  it("gives other bytes for another seed", async () => {
    expect((await walk(1)).digest).not.toBe((await walk(2)).digest)
  })
})

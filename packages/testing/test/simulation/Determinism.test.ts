import { describe, expect, it } from "@effect/vitest"
import { twice } from "./twice.ts"
import { walk } from "./walk.ts"

describe("a simulation", () => {
  it("gives the same bytes for the same seed, whatever else the machine does", { timeout: 120_000 }, async () => {
    const { alone, busy } = await twice(12)

    expect(busy).toHaveLength(12)
    expect(busy).toEqual(alone)
  })

  it("gives other bytes for another seed", async () => {
    expect((await walk(1)).digest).not.toBe((await walk(2)).digest)
  })
})

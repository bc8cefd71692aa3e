import { expect, it } from "vitest"
import { twice } from "./twice.ts"

it("a simulation gives the same bytes for each of 200 seeds, whatever else the machine does", async () => {
  const { alone, busy } = await twice(200)

  expect(busy).toHaveLength(200)
  expect(busy).toEqual(alone)
})

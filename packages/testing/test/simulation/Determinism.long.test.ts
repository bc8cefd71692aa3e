import { expect, it } from "vitest"
import { load } from "./load.ts"
import { walk } from "./walk.ts"

it("a simulation gives the same bytes for each of 200 seeds, whatever else the machine does", async () => {
  const seeds = Array.from({ length: 200 }, (_, index) => index + 1)
  const traces: Array<unknown> = []
  for (const seed of seeds) traces.push(await walk(seed))

  const others = load(1)
  const again: Array<unknown> = []
  for (const seed of seeds) again.push(await walk(seed))
  await others.end()

  expect(again).toEqual(traces)
})

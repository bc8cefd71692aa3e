import { Explore } from "@parley/testing"
import { expect, it } from "vitest"
import config from "../parley.config.ts"

it("everything that the dialogue can do is reached by exploring it", async () => {
  const { bots: { support: bot } } = config

  const found = bot === undefined ? undefined : await Explore.run(bot, { name: "support", seconds: 60 })

  expect(found?.missing.map(({ element }) => element.label)).toEqual([])
  expect(found?.problems).toEqual([])
})

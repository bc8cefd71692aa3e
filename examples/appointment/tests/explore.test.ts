import { Explore } from "@parley/testing"
import { expect, it } from "vitest"
import config from "../parley.config.ts"

it("everything that the dialogue can do is reached by exploring it", async () => {
  const { bots: { appointment: bot }, templates } = config

  const found = bot === undefined ? undefined : await Explore.run(bot, {
    name: "appointment",
    seconds: 60,
    ...(templates === undefined ? {} : { templates })
  })

  expect(found?.missing.map(({ element }) => element.label)).toEqual([])
  expect(found?.problems).toEqual([])
})

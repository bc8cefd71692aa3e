import { Explore } from "@parley/testing"
import { expect, it } from "vitest"
import config from "../parley.config.ts"

it("everything that the dialogue can do is reached by exploring it", async () => {
  const { bots: { "order-status": bot }, templates } = config

  const found = bot === undefined ? undefined : await Explore.run(bot, {
    name: "order-status",
    seconds: 60,
    answers: { number: ["L1001", "F1002"] },
    ...(templates === undefined ? {} : { templates })
  })

  expect(found?.missing.map(({ element }) => element.label)).toEqual([])
  expect(found?.problems).toEqual([])
})

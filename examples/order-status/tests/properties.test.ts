import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { "order-status": bot }, templates } = config

if (bot !== undefined) {
  properties(bot, {
    name: "order-status",
    answers: { number: ["L1001", "F1002"] },
    ...(templates === undefined ? {} : { templates })
  })
}

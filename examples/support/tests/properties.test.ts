import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { support } } = config

if (support !== undefined) {
  properties(support, { name: "support", answers: { number: ["123456", "654321"] } })
}

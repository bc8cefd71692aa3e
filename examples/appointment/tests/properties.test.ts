import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { appointment }, templates } = config

if (appointment !== undefined) {
  properties(appointment, { name: "appointment", ...(templates === undefined ? {} : { templates }) })
}

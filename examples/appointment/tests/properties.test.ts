import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { appointment }, templates } = config

if (appointment !== undefined) {
  // All people take their times from one calendar.
  properties(appointment, { name: "appointment", shared: true, ...(templates === undefined ? {} : { templates }) })
}

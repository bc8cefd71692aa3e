import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { lead } } = config

if (lead !== undefined) properties(lead, { name: "lead" })

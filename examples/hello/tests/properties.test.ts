import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { hello } } = config

if (hello !== undefined) properties(hello, { name: "hello" })

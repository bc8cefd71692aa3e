import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { web }, templates = [] } = config

if (web !== undefined) properties(web, { name: "web", templates })

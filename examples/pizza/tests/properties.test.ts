import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { pizza }, templates } = config

if (pizza !== undefined) properties(pizza, { name: "pizza", ...(templates === undefined ? {} : { templates }) })

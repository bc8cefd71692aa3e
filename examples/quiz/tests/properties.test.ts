import { properties } from "@parley/testing/vitest"
import config from "../parley.config.ts"

const { bots: { quiz } } = config

if (quiz !== undefined) properties(quiz, { name: "quiz" })

import { convos } from "@parley/testing/vitest"
import config from "../parley.config.ts"

convos(new URL(".", import.meta.url), { bots: config.bots })

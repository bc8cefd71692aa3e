import { convos } from "@parley/testing/vitest"
import config from "../parley.config.ts"

convos(new URL("../convos/", import.meta.url), config)

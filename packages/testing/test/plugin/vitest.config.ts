import { convoPlugin } from "../../src/vitest-plugin.ts"
import { defineConfig } from "vitest/config"
import { consumer } from "../../../../vitest.shared.ts"

const { resolve = {}, ssr = {}, test: { server = {} } = {} } = consumer

export default defineConfig({
  plugins: [convoPlugin()],
  resolve,
  ssr,
  test: { includeTaskLocation: true, pool: "threads", maxWorkers: 1, minWorkers: 1, server }
})

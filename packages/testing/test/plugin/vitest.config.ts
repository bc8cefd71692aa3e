import { convoPlugin } from "../../src/vitest-plugin.ts"
import { defineConfig } from "vitest/config"

const conditions = ["parley-source"]

export default defineConfig({
  plugins: [convoPlugin()],
  resolve: { conditions },
  ssr: {
    resolve: { conditions: [...conditions, "node", "import", "default"], externalConditions: [...conditions, "node"] }
  },
  test: { includeTaskLocation: true, pool: "threads", maxWorkers: 1, minWorkers: 1 }
})

import { convoPlugin } from "../../src/vitest-plugin.ts"
import { defineConfig } from "vitest/config"

const conditions = ["parley-source"]

/** The packages are read as they were built, where that is known to be fresh: that is several times faster. */
const packages = process.env["PARLEY_BUILT"] !== undefined
  ? {}
  : {
    resolve: { conditions },
    ssr: {
      resolve: { conditions: [...conditions, "node", "import", "default"], externalConditions: [...conditions, "node"] }
    }
  }

export default defineConfig({
  plugins: [convoPlugin()],
  ...packages,
  test: {
    includeTaskLocation: true,
    pool: "threads",
    maxWorkers: 1,
    minWorkers: 1,
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } }
  }
})

import { defineConfig } from "vitest/config"

const conditions = ["parley-source"]
const long = process.env["PARLEY_LONG"] !== undefined

/**
 * Tests read the packages' sources, not their built files. Files named `*.long.test.ts` run with `npm run test:long` only.
 * Half of the cores for each package, because two packages are tested at a time.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: {
    resolve: {
      conditions: [...conditions, "node", "import", "default"],
      externalConditions: [...conditions, "node"]
    }
  },
  test: {
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 30_000,
    include: [long ? "{test,tests}/**/*.long.test.ts" : "{test,tests}/**/*.test.ts"],
    exclude: long ? [] : ["{test,tests}/**/*.long.test.ts"],
    allowOnly: false,
    passWithNoTests: long,
    pool: "threads",
    maxWorkers: "50%",
    minWorkers: 1
  }
})

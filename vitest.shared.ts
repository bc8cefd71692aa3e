import { defineConfig } from "vitest/config"

const conditions = ["parley-source"]
const long = process.env["PARLEY_LONG"] !== undefined

/**
 * Secrets that fixtures plant: the tokens, app secrets and verify tokens under which suites run. One that is printed while tests run,
 * by a logger or by hand, fails the run.
 */
const planted = /CANARY-|PAGE-TOKEN|EAAsimulation|simulated-app-secret|EAAGsecrettoken|0123456789abcdefsecret/

/**
 * Tests read the packages' sources, not their built files. Files named `*.long.test.ts` run with `npm run test:long` only.
 * Half of the cores for each package, because two packages are tested at a time. The files of a package share one worker and its
 * loaded modules: no module of ours keeps state, and loading them anew for each file took longer than the tests themselves.
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
    onConsoleLog: (log) => {
      if (!planted.test(log)) return
      process.exitCode = 1
      process.stderr.write("\nA secret of a fixture was printed, by the lines below: nothing may print one.\n")
    },
    passWithNoTests: long,
    pool: "threads",
    isolate: false,
    maxWorkers: "50%",
    minWorkers: 1
  }
})

import { defineConfig, type ViteUserConfig } from "vitest/config"

const conditions = ["parley-source"]
const long = process.env["PARLEY_LONG"] !== undefined
const built = process.env["PARLEY_BUILT"] !== undefined

/**
 * Secrets that fixtures plant: the tokens, app secrets and verify tokens under which suites run. One that is printed while tests run,
 * by a logger or by hand, fails the run.
 */
const planted = /CANARY-|PAGE-TOKEN|EAAsimulation|simulated-app-secret|EAAGsecrettoken|0123456789abcdefsecret/

/**
 * Files named `*.long.test.ts` run with `npm run test:long` only. What is tried there as often as in continuous integration, and less
 * often at one's desk, are the promises of the examples and the mutated webhooks.
 *
 * Half of the cores for each package, because other packages are tested at the same time. The files of a package share one worker and its
 * loaded modules: no module of ours keeps state, and loading them anew for each file took longer than the tests themselves.
 */
const test: ViteUserConfig["test"] = {
  testTimeout: long ? 600_000 : 30_000,
  hookTimeout: 30_000,
  include: long
    ? ["{test,tests}/**/*.long.test.ts", "{tests/properties,test/inbound/Fuzz}.test.ts"]
    : ["{test,tests}/**/*.test.ts"],
  env: long ? { CI: "true" } : {},
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

/** Tests of a package read the packages' sources, not their built files. */
const sources: ViteUserConfig = {
  resolve: { conditions },
  ssr: {
    resolve: {
      conditions: [...conditions, "node", "import", "default"],
      externalConditions: [...conditions, "node"]
    }
  },
  test
}

/**
 * Tests of what only uses the packages read them as an application does, once they are built: node loads those files in a fifth of the
 * time that it takes to translate the sources.
 */
const packages: ViteUserConfig = {
  test: { ...test, server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } } }
}

export const consumer = defineConfig(built ? packages : sources)

export default defineConfig(sources)

import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    allowOnly: false,
    // What was built of the packages is run as it is; to transform it took longer than the tests that need it.
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } }
  }
})

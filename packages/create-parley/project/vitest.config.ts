import { defineConfig } from "vitest/config"

/** Exploring a dialogue takes longer than a usual test. The files share one worker and what it has loaded. */
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 120_000,
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    minWorkers: 1
  }
})

import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("./plugin", import.meta.url))
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs")

/** A run of vitest in the folder of the plug-in: what it printed, and its exit code. */
const run = async (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [
    vitest,
    "run",
    "--root",
    root,
    "--config",
    join(root, "vitest.config.ts"),
    ...args
  ], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", VITEST: undefined, VITEST_WORKER_ID: undefined, VITEST_POOL_ID: undefined }
  })
  const written: Array<string> = []
  child.stdout.on("data", (data: Buffer) => written.push(data.toString()))
  child.stderr.on("data", (data: Buffer) => written.push(data.toString()))
  const [code]: ReadonlyArray<unknown> = await once(child, "close")
  return { code, output: written.join("") }
}

describe("the plug-in of vitest", () => {
  it(
    "makes a test of each convo file, beside the usual ones, and shows failures at its lines",
    { timeout: 120_000 },
    async () => {
      const { code, output } = await run("--reporter=verbose")

      expect(code).toBe(1)
      expect(output).toContain("✓ convos/hello.convo > Says hello")
      expect(output).toContain("✓ usual.test.ts > a usual test")
      expect(output).toContain("× convos/wrong.convo > wrong.convo")
      expect(output).toContain("❯ convos/wrong.convo:7:1")
      expect(output).toMatch(/7\| < Good bye!/)
      expect(output).toContain("instead: < Hello!")
      expect(output).toMatch(/again: npx -p @parley\/cli parley replay \S*wrong\.convo/)
    }
  )

  it("finds a convo by its file and its line", { timeout: 120_000 }, async () => {
    const { code, output } = await run("--reporter=verbose", "convos/hello.convo:2")

    expect(output).toContain("✓ convos/hello.convo > Says hello")
    expect(output).not.toContain("wrong.convo")
    expect(code).toBe(0)
  })
})

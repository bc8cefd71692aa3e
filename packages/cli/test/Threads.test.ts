import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import * as Threads from "../src/replay/Threads.ts"
import { parley } from "./spawned.ts"

const files = (count: number) => Array.from({ length: count }, (_, index) => `${String(index).padStart(4, "0")}.convo`)

describe("many files", () => {
  it("are played by one thread while more would not pay, or where there is one core", () => {
    expect(Threads.split(files(199), 8)).toEqual([files(199)])
    expect(Threads.split(files(1_000), 1)).toEqual([files(1_000)])
  })

  it("are shared out once it pays, each to one thread, in their order, the most to the first", () => {
    for (const cores of [2, 3, 8]) {
      const shares = Threads.split(files(1_000), cores)

      expect(shares.flat()).toEqual(files(1_000))
      expect(shares).toHaveLength(cores)
      expect(shares[0]?.length).toBe(Math.max(...shares.map(({ length }) => length)))
    }
  })
})

const folder = mkdtempSync(join(tmpdir(), "parley-threads-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config = fileURLToPath(new URL("./rules/parley.config.ts", import.meta.url))
const greeting = "bot parcel   person Ana\n\n> parcel\n< ...   #disclosure\n< What is it?\n"

describe("a replay on several cores", () => {
  it("tells each file in its order, and what failed in another thread in full", { timeout: 120_000 }, async () => {
    writeFileSync(join(folder, "parley.config.ts"), `export { default } from ${JSON.stringify(config)}\n`)
    for (const file of files(200)) {
      const wrong = file === "0190.convo"
      writeFileSync(join(folder, file), wrong ? greeting.replace("What is it?", "Who is it?") : greeting)
    }

    const { code, errors, output } = await parley("replay", folder)

    const told = output.split("\n").flatMap((line) =>
      /(\d{4}\.convo)(?:: as written|:\d+ The bot)/.exec(line)?.[1] ?? []
    )
    expect(told).toEqual(files(200))
    expect(output).toContain("instead: < What is it?")
    expect(output).toMatch(/199 of 200 as written, in /)
    expect({ code, errors }).toMatchObject({
      code: 1,
      errors: expect.stringContaining("1 of 200 did not go as written.")
    })
  })
})

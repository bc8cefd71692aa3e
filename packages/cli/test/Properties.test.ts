import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { parley } from "./talked.ts"

const faulty = fileURLToPath(new URL("./faulty", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "properties-"))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(
  join(folder, "parley.config.ts"),
  `export { default } from ${JSON.stringify(join(faulty, "parley.config.ts"))}\n`
)

const walked = (...rest: ReadonlyArray<string>) => parley("properties", ...rest, "--config", folder, "--actions", "160")

describe("parley properties", () => {
  it("says how far a bot was walked when it kept every promise", async () => {
    const { complaint, printed } = await walked("good", "--seed", "3", "--only", "lawful", "--only", "sound")

    expect(complaint).toBeUndefined()
    expect(printed).toBe("good: every promise was kept in 160 actions from seed 3.\n")
  })

  it("prints data for another program", async () => {
    const { printed } = await walked("good", "--only", "lawful", "--json")

    expect(JSON.parse(printed)).toEqual({ bots: [{ bot: "good", violations: [] }] })
  })

  it("shows what was broken and how it is found again, and fails", async () => {
    const { complaint, printed } = await walked("odd")

    expect(complaint).toBe("1 promise was broken; the shortest convos that show it are above.")
    expect(printed).toMatch(/^odd: 1 broken\.\n\nsound: Nothing that happens breaks the bot/)
    expect(printed).toContain("again: npx -p @parley/cli parley properties odd --seed 1 --actions 80 --only sound")
  })
})

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { parley } from "./talked.ts"

const faulty = fileURLToPath(new URL("./faulty", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "explore-"))
afterAll(() => rmSync(folder, { recursive: true }))

const config = `export { default } from ${JSON.stringify(join(faulty, "parley.config.ts"))}\n`

/** A folder with the bots and nothing else. */
const place = (): string => {
  const made = mkdtempSync(join(folder, "place-"))
  writeFileSync(join(made, "parley.config.ts"), config)
  return made
}

describe("parley explore", () => {
  it("writes convos that cover a bot, and says how much", async () => {
    const made = place()

    const { complaint, printed } = await parley("explore", "good", "--config", made, "--out", join(made, "convos"))

    expect(complaint).toBeUndefined()
    expect(printed).toMatch(/^good: \d+ convos cover 100 %/)
    expect(readdirSync(join(made, "convos")).every((name) => name.endsWith(".convo"))).toBe(true)
  })

  it("never writes over a convo that a person wrote", async () => {
    const made = place()
    const out = join(made, "convos")
    await parley("explore", "good", "--config", made, "--out", out)
    const [first = ""] = readdirSync(out)
    writeFileSync(join(out, first), "# by hand\n")

    const { complaint } = await parley("explore", "good", "--config", made, "--out", out)

    expect(complaint).toContain("was written by hand")
    expect(readFileSync(join(out, first), "utf8")).toBe("# by hand\n")
  })

  it("prints data for another program", async () => {
    const made = place()

    const { printed } = await parley("explore", "good", "--config", made, "--out", join(made, "convos"), "--json")

    expect(JSON.parse(printed)).toMatchObject({ bots: [{ bot: "good", missing: [], problems: [] }] })
  })

  it("knows the bots by name", async () => {
    const { complaint } = await parley("explore", "goood", "--config", place())

    expect(complaint).toContain("There is no bot \"goood\"")
  })
})

describe("parley coverage", () => {
  const written = "bot good\n> bye\n< You are talking to an automated assistant.\n< Bye!\n"

  it("says what the convos below a folder cover, and fails below the threshold", async () => {
    const made = place()
    writeFileSync(join(made, "bye.convo"), written)

    const enough = await parley("coverage", made, "--threshold", "10")
    const short = await parley("coverage", made, "--threshold", "100")

    expect(enough.complaint).toBeUndefined()
    expect(enough.printed).toContain("Not covered:")
    expect(short.complaint).toMatch(/% are covered, and 100 % are asked for/)
  })

  it("writes the page, the tally, and convos to what is missing", async () => {
    const made = place()
    writeFileSync(join(made, "bye.convo"), written)
    const to = (name: string) => join(made, name)

    await parley("coverage", made, "--html", to("page.html"), "--tally", to("tally.json"), "--convos", to("missing"))
    const again = await parley("coverage", to("tally.json"), to("missing"))

    expect(readFileSync(to("page.html"), "utf8")).toContain("<svg")
    expect(existsSync(to("missing"))).toBe(true)
    expect(again.printed).not.toContain("after a long silence  ")
  })

  it("fails when a convo does not go as written", async () => {
    const made = place()
    writeFileSync(join(made, "bye.convo"), "bot good\n> bye\n< Hello!\n")

    const { complaint } = await parley("coverage", made)

    expect(complaint).toContain("1 convos did not go as written")
  })
})

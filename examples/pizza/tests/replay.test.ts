import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { Parley, type Surroundings } from "./cli/Parley.ts"

const convo = (name: string): string => fileURLToPath(new URL(`./${name}.convo`, import.meta.url))
const soldOut = convo("sold-out")

const started: Array<Parley> = []
afterEach(() => Promise.all(started.splice(0).map((parley) => parley.kill())))

/** Replays convos to the end: what was printed, what was complained of, and the exit code. */
const replay = async (files: ReadonlyArray<string>, around?: Surroundings) => {
  const parley = new Parley(["replay", ...files], around)
  started.push(parley)
  const code = await parley.end()
  return { code, output: parley.output, errors: parley.errors }
}

let folder: string
let wrong: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-replay-"))
  const config = fileURLToPath(new URL("../parley.config.ts", import.meta.url))
  writeFileSync(join(folder, "parley.config.ts"), `export { default } from ${JSON.stringify(config)}\n`)
  wrong = join(folder, "wrong.convo")
  writeFileSync(wrong, readFileSync(soldOut, "utf8").replace("< Where to?", "< Whereto, dear friend?"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const colour = "\u001b["

describe("parley replay", () => {
  test("prints the conversation and exits with 0 when it goes as written", async () => {
    const { code, errors, output } = await replay([soldOut])

    expect({ code, errors }).toEqual({ code: 0, errors: "" })
    expect(output.split("\n")).toEqual(expect.arrayContaining(["> 12 Main Street", "< Where to?"]))
    expect(output).toContain(`${soldOut}: as written`)
    expect(output).not.toContain(colour)
  })

  test("shows the line, what came instead and the state at a difference, plays on, and exits with 1", async () => {
    const { code, errors, output } = await replay([wrong, soldOut])

    const line = readFileSync(wrong, "utf8").split("\n").indexOf("< Whereto, dear friend?") + 1
    const [difference = "", after = ""] = output.split("again: ")
    expect({ code, errors }).toEqual({ code: 1, errors: "parley: 1 of 2 did not go as written.\n" })
    expect(after).toContain(`npx -p @parley/cli parley replay ${wrong}`)
    expect(difference).toContain(`${wrong}:${line} `)
    expect(difference).toContain("→ < Whereto, dear friend?")
    expect(difference).toContain("instead: < Where to?")
    expect(difference).toMatch(/stands +address \(pizza\)/)
    expect(difference).not.toContain("> 12 Main Street")
    expect(after).toContain(`${soldOut}: as written`)
  })

  test("paints at a terminal, and does not where NO_COLOR is set", async () => {
    const painted = await replay([soldOut], { terminal: true, noColor: undefined })
    const plain = await replay([soldOut], { terminal: true, noColor: "1" })

    expect(painted.output).toContain(`${colour}36m> pizza`)
    expect(plain.output).not.toContain(colour)
    expect(stripVTControlCharacters(painted.output)).toBe(plain.output)
  })

  test("says what is missing where there is no configuration, and exits with 1", async () => {
    const lost = mkdtempSync(join(tmpdir(), "parley-lost-"))
    const file = join(lost, "lost.convo")
    writeFileSync(file, readFileSync(soldOut, "utf8"))

    const { code, errors, output } = await replay([file])
    rmSync(lost, { recursive: true })

    expect({ code, output }).toEqual({ code: 1, output: "" })
    expect(errors).toBe(
      `parley: ${file}: no parley.config.ts here or above. Write one: export default defineConfig({ bots: { pizza } })\n`
    )
  })
})

import { once } from "node:events"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { start } from "./spawned.ts"
import { parley } from "./talked.ts"

const faulty = fileURLToPath(new URL("./faulty/parley.config.ts", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "mutate-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder with the bots and one convo. */
const place = (convo: string): string => {
  const made = mkdtempSync(join(folder, "place-"))
  writeFileSync(join(made, "parley.config.ts"), `export { default } from ${JSON.stringify(faulty)}\n`)
  mkdirSync(join(made, "convos"))
  writeFileSync(join(made, "convos", "bye.convo"), convo)
  return made
}

const whole = "bot good\n> bye\n< You are talking to an automated assistant.   #disclosure\n< Bye!\n"
const loose = "bot good\n> bye\n< ...\n< ...\n"

describe("parley mutate", () => {
  it("says how many mistakes the convos notice", async () => {
    const { complaint, printed } = await parley(
      "mutate",
      "good",
      "--config",
      place(whole),
      "--only",
      "message",
      "--only",
      "words"
    )

    expect(complaint).toBeUndefined()
    expect(printed).toMatch(/^good: 1 convo notice 2 of 2 mutations \(100 %\)/)
  })

  it("names what they do not notice, and shows and writes the convo that would", async () => {
    const made = place(loose)
    const out = join(made, "missed")

    const { complaint, printed } = await parley("mutate", "good", "--config", made, "--only", "words", "--out", out)

    expect(complaint).toBeUndefined()
    expect(printed).toContain("words  bye: \"words\" says something else: 1 convo went as written\nThis convo would:\n")
    expect(printed).toContain("  | < Bye!")
    expect(readdirSync(out)).toHaveLength(1)
  })

  it("fails below the threshold", async () => {
    const made = place(loose)

    const { complaint } = await parley(
      "mutate",
      "good",
      "--config",
      made,
      "--only",
      "words",
      "--seconds",
      "0",
      "--threshold",
      "50"
    )

    expect(complaint).toBe("0 % are noticed, and 50 % are asked for.")
  })

  it("fails when a convo does not go as written before anything is changed", async () => {
    const made = place("bot good\n> bye\n< Hello!\n")

    const { complaint, printed } = await parley("mutate", "good", "--config", made, "--only", "words", "--seconds", "0")

    expect(complaint).toContain("1 convos do not go as written with the bots as they are")
    expect(printed).toContain("bye.convo was not asked")
  })

  it("prints data for another program", async () => {
    const made = place(whole)

    const { printed } = await parley("mutate", "good", "--config", made, "--only", "words", "--json")

    expect(JSON.parse(printed)).toMatchObject({
      bots: ["good"],
      percent: 100,
      mutations: [{ name: "bye/bye/words:words", kind: "words", dialogue: "bye", state: "bye", outcome: "noticed" }]
    })
  })

  it("knows the bots by name, and says where convos come from where there are none", async () => {
    const made = place(whole)
    rmSync(join(made, "convos"), { recursive: true })

    const unknown = await parley("mutate", "goood", "--config", made)
    const empty = await parley("mutate", "good", "--config", made)

    expect(unknown.complaint).toContain("There is no bot \"goood\"")
    expect(empty.complaint).toContain("parley explore writes some")
    expect(existsSync(join(made, "convos"))).toBe(false)
  })
})

describe("parley mutate as a process", () => {
  const appointment = fileURLToPath(new URL("../../../examples/appointment", import.meta.url))

  it("ends by Ctrl-C with 130, and a line that says how far it went", { timeout: 60_000 }, async () => {
    const child = start(["mutate", "--config", appointment, "--seconds", "0"], { NO_COLOR: "1" })
    let told = ""
    child.stderr.on("data", (data: Buffer) => {
      if (told === "") child.kill("SIGINT")
      told += data.toString()
    })

    const [code]: ReadonlyArray<number | null> = await once(child, "close")

    const [first = "", last, ...rest] = told.trimEnd().split("\n")
    const [, done = 0, total] = /^(\d+) of (\d+) mutations tried$/.exec(first) ?? []
    const [, stopped, all] =
      /^parley: Stopped: (\d+) of (\d+) mutations tried\. There is no score, since that is of all of them\.$/
        .exec(last ?? "") ?? []
    expect({ code, rest, all }).toEqual({ code: 130, rest: [], all: total })
    expect(Number(stopped)).toBeGreaterThanOrEqual(Number(done))
    expect(Number(stopped)).toBeLessThan(Number(all))
  })
})

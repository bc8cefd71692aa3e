import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { parley } from "./spawned.ts"

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

describe("the command as a process", () => {
  it("exits with 0 when a check finds nothing, and with 1 and the number when it does", async () => {
    const good = await parley("check", here("./faulty"), "--bot", "good", "--paths")
    const faulty = await parley("check", here("./faulty"), "--bot", "parcel", "--paths")

    expect(good).toMatchObject({ code: 0, errors: "" })
    expect(good.output).toMatch(/^good: nothing wrong\n/)
    expect(faulty).toMatchObject({ code: 1, errors: "parley: 2 problems were found.\n" })
    expect(faulty.output).toContain("deliverable: sorry of parcel: ")
  })

  it("reads a configuration whose folder holds CommonJS, as `npm init` makes it", async () => {
    const good = await parley("check", here("./commonjs"), "--bot", "good")

    expect(good).toMatchObject({ code: 0, errors: "" })
    expect(good.output).toMatch(/^good: nothing wrong\n/)
  })

  it("replays under the rules of another day, and under those of the seed pages on any day", async () => {
    const convo = here("./rules/late.convo")

    const then = await parley("replay", convo)
    const now = await parley("replay", convo, "--on", "2026-11-01")
    const seeds = await parley("replay", convo, "--on", "2026-11-01", "--pack", "seeds")

    expect(then.output).toContain(`${convo}: as written`)
    expect(now.code).toBe(1)
    expect(now.output).toContain("→ < You are talking to an automated assistant.   #disclosure")
    expect(seeds).toMatchObject({ code: 0, errors: "" })
  })

  it("tells what a moment, a pack, an option and a command are called", async () => {
    const convo = here("./rules/late.convo")

    const [on, pack, option, command, help] = await Promise.all([
      parley("replay", convo, "--on", "soon"),
      parley("replay", convo, "--pack", "old"),
      parley("check", "--path"),
      parley("chek"),
      parley("--help")
    ])

    expect([on, pack, option, command, help].map(({ code }) => code)).toEqual([1, 1, 1, 1, 0])
    expect(on.errors).toBe("parley: --on is \"soon\"; write a day or a moment: 2026-11-01, 2026-11-01T09:00Z.\n")
    expect(pack.errors + pack.output).toContain("seeds")
    expect(option.errors).toBe(
      "parley: There is no option --path; --help lists those there are. Did you mean \"--paths\"?\n"
    )
    expect(command.errors + command.output).toContain("check")
    for (const name of ["chat", "replay", "check", "emulator", "ledger", "held", "disclosures", "policy"]) {
      expect(help.output).toMatch(new RegExp(`- ${name} `))
    }
  })
})

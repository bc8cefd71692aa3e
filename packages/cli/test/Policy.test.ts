import { describe, expect, it } from "vitest"
import { parley } from "./talked.ts"

describe("parley policy diff", () => {
  it("tells in words which rules stand on one day and not on another", async () => {
    const { complaint, printed } = await parley("policy", "diff", "--from", "2026-09-27", "--to", "2026-11-01")

    expect(complaint).toBeUndefined()
    expect(printed).toBe([
      "2 rules differ between messenger on 2026-09-27 and messenger on 2026-11-01:",
      "- window.adMessage (act adMessage; lasts 24 hours; ends 2026-09-28)",
      "+ window.adMessage.sevenDays (act adMessage; lasts 7 days; begins 2026-09-28)",
      ""
    ].join("\n"))
  })

  it("reads the timeline of the other channel, and gives data to a program", async () => {
    const { printed } = await parley(
      "policy",
      "diff",
      "--from",
      "2024-06-01",
      "--to",
      "2026-11-01",
      "--pack",
      "instagram",
      "--json"
    )

    expect(JSON.parse(printed)).toContainEqual({
      rule: "limit.text",
      change: "changed",
      words: expect.stringMatching(/^~ limit\.text: at most 100 → 300; /)
    })
  })

  it("holds two packs against one another, and says when nothing differs", async () => {
    const packs = await parley("policy", "diff", "--to", "2026-11-01", "--pack", "messenger", "--against", "seeds")
    const seeds = await parley("policy", "diff", "--from", "2024-06-01", "--to", "2026-11-01", "--pack", "seeds")

    expect(packs.printed).toMatch(/^\d+ rules differ between messenger on 2026-11-01 and seeds on 2026-11-01:\n/)
    expect(packs.printed).toContain("+ lane.tag.ACCOUNT_UPDATE (")
    expect(packs.printed).toMatch(/^- choice\./m)
    expect(seeds.printed).toBe("Nothing differs between seeds on 2024-06-01 and seeds on 2026-11-01.\n")
  })

  it("asks for a day where none is given, and complains of one that is none", async () => {
    const none = await parley("policy", "diff")
    const broken = await parley("policy", "diff", "--from", "last summer")

    expect(none.complaint).toBe("Give the first day with --from (2024-06-01), or another pack with --against.")
    expect(broken.complaint).toBe(
      "--from is \"last summer\"; write a day or a moment: 2026-11-01, 2026-11-01T09:00Z."
    )
  })
})

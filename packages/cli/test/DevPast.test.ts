import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { PersonPicture } from "../src/dev/Picture.ts"
import * as Pages from "./playing/page.ts"
import * as Talks from "./playing/talk.ts"
import { parley } from "./spawned.ts"

const talk = Talks.make()

describe("steps back in time", () => {
  it("shows a person as they stood, branches from there, and saves a branch that replays", async () => {
    const hal = await talk.arrives("Hal")
    await talk.says(hal, "tea")
    const asked = Pages.person(await talk.hears(hal, "Which tea?"), hal)
    await talk.page.post("clock", { turn: "by", millis: 120_000 })
    await talk.taps(hal, "Green")
    await talk.hears(hal, "Sugar in your green tea?")
    await talk.page.post("clock", { turn: "by", millis: 3_600_000 })

    const past = await talk.page.get(`past?person=${hal}&turn=1`)
    const branched = await talk.page.post("branch", { person: hal, turn: 1 })
    const twin = String(branched.body["person"])
    const made = Pages.person(
      await talk.page.shows("the branch", (picture) => Pages.person(picture, twin).branchOf !== undefined),
      twin
    )
    await talk.taps(twin, "Black")
    await talk.hears(twin, "Sugar in your black tea?")
    await talk.taps(twin, "No")
    await talk.hears(twin, "Enjoy!")
    const saved = await talk.page.post("save", { person: twin, name: "what-if-black" })
    const twice = await talk.page.post("save", { person: twin, name: "what-if-black" })

    expect(past.body).toMatchObject({ turn: 1, person: { place: { states: ["kind"] } } })
    expect((past.body["person"] as { readonly entries: unknown }).entries).toHaveLength(asked.entries.length)
    expect(made).toMatchObject({ branchOf: { person: hal }, name: "Hal, what if", place: { states: ["kind"] } })
    expect(made.entries.map(({ text }) => text)).toEqual(asked.entries.map(({ text }) => text))
    // The timer has as long to run as it had then.
    const left = (asked.place.timers[0]?.due ?? 0) - (asked.turns[0]?.at ?? 0)
    const kept = (made.place.timers[0]?.due ?? 0) - talk.page.picture().clock.now
    expect(left - kept).toBeLessThan(130_000)
    expect(kept).toBeGreaterThan(0)
    // And so has the window.
    const open = (made.window.until ?? 0) - talk.page.picture().clock.now
    expect(86_400_000 - open).toBeLessThan(130_000)
    expect(saved.body).toMatchObject({ ok: true, file: join("tests", "what-if-black.convo"), replays: true })
    expect(twice).toMatchObject({ status: 409, body: { code: "not now" } })
    const file = join(talk.kiosk.folder, "tests", "what-if-black.convo")
    expect(readFileSync(file, "utf8")).toContain("> [Black]")
    expect((await parley("replay", file)).output).toContain("as written")
  }, 120_000)

  it("counts turns, not moments: while the clock is held, the past and the branch have the same messages", async () => {
    const lea = await talk.arrives("Lea")
    await talk.says(lea, "tea")
    const asked = Pages.person(await talk.hears(lea, "Which tea?"), lea)
    await talk.taps(lea, "Green")
    await talk.hears(lea, "Sugar in your green tea?")

    const past = await talk.page.get(`past?person=${lea}&turn=1`)
    const { body } = await talk.page.post("branch", { person: lea, turn: 1 })
    const twin = String(body["person"])
    const made = Pages.person(
      await talk.page.shows("the branch", (picture) => Pages.person(picture, twin).branchOf !== undefined),
      twin
    )

    const words = asked.entries.map(({ text }) => text)
    const seen = past.body["person"] as PersonPicture
    expect(seen.entries.map(({ text }) => text)).toEqual(words)
    expect(made.entries.map(({ text }) => text)).toEqual(words)
    expect(made.entries.at(-1)?.quickReplies?.map(({ title }) => title)).toEqual(["Black", "Green"])
  })

  it("makes no branch of a turn after which a task ran, and says from which turns there can be one", async () => {
    const mia = await talk.arrives("Mia")
    await talk.says(mia, "tea")
    await talk.hears(mia, "Which tea?")
    await talk.taps(mia, "Green")
    await talk.hears(mia, "Sugar")
    await talk.taps(mia, "Yes")
    const { turns } = Pages.person(await talk.hears(mia, "Enjoy!"), mia)
    const turnOf = (wanted: string) => turns.find(({ title }) => title === wanted)?.turn

    const during = await talk.page.post("branch", { person: mia, turn: turnOf("[Yes]") })
    const before = await talk.page.post("branch", { person: mia, turn: turnOf("[Green]") })
    const after = await talk.page.post("branch", { person: mia, turn: turnOf("brew done") })

    expect(during).toMatchObject({ status: 409, body: { code: "not now" } })
    expect(during.body["reason"]).toMatch(
      /the task Brew runs.*branch from the turn in which it ended, or from one before/
    )
    expect([before.status, after.status]).toEqual([200, 200])
  })

  it("says which turns there are, and writes no file for a conversation that has none", async () => {
    const ida = await talk.arrives("Ida")

    const none = await talk.page.get(`past?person=${ida}&turn=1`)
    const saved = await talk.page.post("save", { person: ida, name: "nothing" })

    expect(none).toMatchObject({ status: 404, body: { ok: false, code: "unknown" } })
    expect(saved).toMatchObject({ status: 404, body: { reason: "This conversation has no turns yet." } })
    expect(existsSync(join(talk.kiosk.folder, "tests", "nothing.convo"))).toBe(false)
  })
})

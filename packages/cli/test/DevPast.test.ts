import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { PersonPicture } from "../src/dev/Picture.ts"
import * as Kiosks from "./playing/kiosk.ts"
import * as Pages from "./playing/page.ts"
import { parley } from "./spawned.ts"

let kiosk: Kiosks.Kiosk
let running: Awaited<ReturnType<typeof Pages.dev>>
let page: Pages.Page

beforeAll(async () => {
  kiosk = Kiosks.make()
  running = await Pages.dev(kiosk.folder)
  page = running.page
  await page.shows("a bot that runs", ({ status }) => status === "running")
  await page.post("clock", { turn: "pause" })
}, 90_000)

afterAll(async () => {
  page.close()
  await running.end()
  kiosk.remove()
})

/** A new person, by name. */
const arrives = async (name: string): Promise<string> => {
  const { body } = await page.post("person", { name })
  return String(body["person"])
}

const says = (person: string, text: string) => page.post("act", { act: "say", person, text })
const taps = (person: string, what: string) => page.post("act", { act: "tap", person, what })

/** The picture once the last words that a person sees begin so. */
const hears = (person: string, words: string) =>
  page.shows(`"${words}" to ${person}`, (picture) => Pages.last(picture, person)?.startsWith(words) === true)

describe("steps back in time", () => {
  it("shows a person as they stood, branches from there, and saves a branch that replays", async () => {
    const hal = await arrives("Hal")
    await says(hal, "tea")
    const asked = Pages.person(await hears(hal, "Which tea?"), hal)
    await page.post("clock", { turn: "by", millis: 120_000 })
    await taps(hal, "Green")
    await hears(hal, "Sugar in your green tea?")
    await page.post("clock", { turn: "by", millis: 3_600_000 })

    const past = await page.get(`past?person=${hal}&turn=1`)
    const branched = await page.post("branch", { person: hal, turn: 1 })
    const twin = String(branched.body["person"])
    const made = Pages.person(
      await page.shows("the branch", (picture) => Pages.person(picture, twin).branchOf !== undefined),
      twin
    )
    await taps(twin, "Black")
    await hears(twin, "Sugar in your black tea?")
    await taps(twin, "No")
    await hears(twin, "Enjoy!")
    const saved = await page.post("save", { person: twin, name: "what-if-black" })
    const twice = await page.post("save", { person: twin, name: "what-if-black" })

    expect(past.body).toMatchObject({ turn: 1, person: { place: { states: ["kind"] } } })
    expect((past.body["person"] as { readonly entries: unknown }).entries).toHaveLength(asked.entries.length)
    expect(made).toMatchObject({ branchOf: { person: hal }, name: "Hal, what if", place: { states: ["kind"] } })
    expect(made.entries.map(({ text }) => text)).toEqual(asked.entries.map(({ text }) => text))
    // The timer has as long to run as it had then.
    const left = (asked.place.timers[0]?.due ?? 0) - (asked.turns[0]?.at ?? 0)
    const kept = (made.place.timers[0]?.due ?? 0) - page.picture().clock.now
    expect(left - kept).toBeLessThan(130_000)
    expect(kept).toBeGreaterThan(0)
    expect(saved.body).toMatchObject({ ok: true, file: join("tests", "what-if-black.convo"), replays: true })
    expect(twice).toMatchObject({ status: 409, body: { code: "not now" } })
    const file = join(kiosk.folder, "tests", "what-if-black.convo")
    expect(readFileSync(file, "utf8")).toContain("> [Black]")
    expect((await parley("replay", file)).output).toContain("as written")
  }, 120_000)

  it("counts turns, not moments: while the clock is held, the past and the branch have the same messages", async () => {
    const lea = await arrives("Lea")
    await says(lea, "tea")
    const asked = Pages.person(await hears(lea, "Which tea?"), lea)
    await taps(lea, "Green")
    await hears(lea, "Sugar in your green tea?")

    const past = await page.get(`past?person=${lea}&turn=1`)
    const { body } = await page.post("branch", { person: lea, turn: 1 })
    const twin = String(body["person"])
    const made = Pages.person(
      await page.shows("the branch", (picture) => Pages.person(picture, twin).branchOf !== undefined),
      twin
    )

    const words = asked.entries.map(({ text }) => text)
    const seen = past.body["person"] as PersonPicture
    expect(seen.entries.map(({ text }) => text)).toEqual(words)
    expect(made.entries.map(({ text }) => text)).toEqual(words)
    expect(made.entries.at(-1)?.quickReplies?.map(({ title }) => title)).toEqual(["Black", "Green"])
  })

  it("says which turns there are, and writes no file for a conversation that has none", async () => {
    const ida = await arrives("Ida")

    const none = await page.get(`past?person=${ida}&turn=1`)
    const saved = await page.post("save", { person: ida, name: "nothing" })

    expect(none).toMatchObject({ status: 404, body: { ok: false, code: "unknown" } })
    expect(saved).toMatchObject({ status: 404, body: { reason: "This conversation has no turns yet." } })
    expect(existsSync(join(kiosk.folder, "tests", "nothing.convo"))).toBe(false)
  })
})

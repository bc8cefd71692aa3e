import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { PersonPicture, Picture } from "../src/dev/Picture.ts"
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

describe("a conversation on the page", () => {
  it("goes from the first word to the last, with the place in the dialogue, its guards, the ledger and the journal", async () => {
    const ana = await arrives("Ana")

    await says(ana, "tea")
    const asked = Pages.person(await hears(ana, "Which tea?"), ana)
    await taps(ana, "Green")
    const sugar = Pages.person(await hears(ana, "Sugar in your green tea?"), ana)
    await taps(ana, "Yes")
    await hears(ana, "Enjoy!")
    const served = Pages.person(
      await page.shows(
        "that all was sent",
        (picture) => Pages.person(picture, ana).ledger.every(({ outcome }) => outcome === "sent")
      ),
      ana
    )

    expect(asked.entries.map(({ from, text }) => [from, text])).toEqual([
      ["person", "tea"],
      ["bot", "You are talking to an automated assistant."],
      ["bot", "Which tea?"]
    ])
    expect(asked.entries[1]?.mark).toEqual({ lane: "reply", discloses: true, turn: 1 })
    expect(asked.place).toMatchObject({ dialogue: "kiosk", states: ["kind"], timers: [{ state: "kind" }] })
    expect(asked.window.open).toBe(true)
    expect(sugar.place).toMatchObject({ states: ["sugar"], context: { kind: "green" }, timers: [] })
    expect(sugar.place.taken).toEqual(["kiosk|transition|kind|in.message|2"])
    expect(sugar.place.guards.map(({ answer, guard }) => [guard, answer])).toEqual([
      ["old", false],
      ["option:black", false],
      ["option:green", true]
    ])
    expect(served.place.dialogue).toBeUndefined()
    expect(served.ledger.every(({ lane, outcome }) => lane === "reply" && outcome === "sent")).toBe(true)
    expect(served.turns.filter(({ by }) => by !== "channel").map(({ title }) => title)).toEqual([
      "\"tea\"",
      "[Green]",
      "[Yes]",
      "brew done"
    ])
  })

  it("draws the dialogue with the words of its states and their lines in the sources", () => {
    const [chart] = page.picture().charts

    expect(chart).toMatchObject({ dialogue: "kiosk", initial: "kind", source: { file: "src/kiosk.ts", line: 5 } })
    expect(chart?.states.find(({ path }) => path === "sugar")).toMatchObject({
      word: "confirm",
      words: ["Sugar in your … tea?"],
      options: ["Yes", "No"],
      source: { file: "src/kiosk.ts", line: 22 }
    })
    expect(chart?.ways).toContainEqual({
      id: "kiosk|transition|kind|in.message|2",
      from: "kind",
      to: "sugar",
      label: "Green",
      by: "author"
    })
  })

  it("shows what the profile of the configuration says, and takes a tap on its menu", async () => {
    const bo = await arrives("Bo")
    const before = Pages.person(await page.shows("Bo", ({ persons }) => persons.some(({ id }) => id === bo)), bo)

    const { status } = await page.post("act", { act: "postback", person: bo, payload: "tea", title: "Tea" })

    expect(before).toMatchObject({
      getStarted: true,
      greeting: "Tea at any time.",
      menu: [{ type: "postback", title: "Tea", payload: "tea" }],
      iceBreakers: [{ question: "Have you tea?", payload: "tea" }]
    })
    expect(status).toBe(200)
    await page.shows("the tap", (picture) => Pages.person(picture, bo).turns.some(({ title }) => title === "[Tea]"))
  })

  it("does again on Instagram what a person said and tapped on Messenger", async () => {
    const cy = await arrives("Cy")
    await says(cy, "tea")
    await hears(cy, "Which tea?")
    await taps(cy, "Black")
    await hears(cy, "Sugar")

    const { body } = await page.post("channel", { person: cy, channel: "instagram" })
    const twin = String(body["person"])
    const picture = await hears(twin, "Sugar in your black tea?")

    expect(Pages.person(picture, twin)).toMatchObject({
      name: "Cy",
      channel: "instagram",
      place: { states: ["sugar"] }
    })
    expect(await page.post("channel", { person: cy, channel: "instagram" })).toMatchObject({ body: { person: twin } })
  })
})

describe("the clock of the page", () => {
  it("turns to the next timer, which fires; and a day on, which shuts the window", async () => {
    const dee = await arrives("Dee")
    await says(dee, "tea")
    const asked = Pages.person(await hears(dee, "Which tea?"), dee)
    const due = asked.place.timers[0]?.due ?? 0
    await page.shows("the timer", ({ clock }) => clock.next !== undefined)

    while ((page.picture().clock.next?.due ?? due + 1) <= due) {
      await page.post("clock", { turn: "next" })
      await page.shows("that the clock has moved", ({ clock }) => (clock.next?.due ?? due + 1) > due || clock.now < due)
    }
    const nudged = await page.shows(
      "the nudge",
      (picture) => Pages.person(picture, dee).entries.some(({ text }) => text === "Still thirsty?")
    )
    await page.post("clock", { turn: "by", millis: 25 * 3_600_000 })
    const shut = await page.shows("the shut window", (picture) => !Pages.person(picture, dee).window.open)

    expect(nudged.clock.now).toBeGreaterThanOrEqual(due)
    expect(nudged.clock.mode).toBe("paused")
    expect(shut.clock.now - nudged.clock.now).toBeGreaterThanOrEqual(25 * 3_600_000)
  })

  it("fires the next timer with one turn to it, also one that was set while it ran", async () => {
    const kim = await arrives("Kim")
    await page.post("clock", { turn: "run" })
    await says(kim, "tea")
    await hears(kim, "Which tea?")
    await page.post("clock", { turn: "pause" })
    const { clock } = await page.shows("a timer", (picture) => picture.clock.next !== undefined)
    const first = clock.next?.person ?? ""
    const fired = (picture: Picture) => Pages.person(picture, first).turns.filter(({ by }) => by === "time").length
    const before = fired(page.picture())

    await page.post("clock", { turn: "next" })

    expect(fired(await page.shows("the timer that fired", (picture) => fired(picture) > before))).toBe(before + 1)
    expect(page.picture().clock.now).toBeGreaterThanOrEqual(clock.next?.due ?? Number.POSITIVE_INFINITY)
  })

  it("stands while it is paused, and runs on from there", async () => {
    const { clock: before, seq: known } = page.picture()
    await page.post("fault", { fault: "none" })
    const { clock: later } = await page.shows("another picture", ({ seq }) => seq > known + 1)

    await page.post("clock", { turn: "run" })
    const ran = await page.shows("a clock that runs", ({ clock }) => clock.mode === "real" && clock.now > later.now)
    await page.post("clock", { turn: "pause" })

    expect(later.now).toBe(before.now)
    expect(ran.clock.now - later.now).toBeLessThan(60_000)
  })
})

describe("people of the business, faults and events on the page", () => {
  it("hands over to a person, who writes, and gives the conversation back", async () => {
    const eve = await arrives("Eve")
    await says(eve, "tea")
    await hears(eve, "Which tea?")

    await page.post("act", { act: "takeOver", person: eve })
    const taken = await page.shows("the person", (picture) => Pages.person(picture, eve).owner.who === "human")
    await page.post("act", { act: "humanSays", person: eve, text: "I am a person." })
    const said = await hears(eve, "I am a person.")
    await page.post("act", { act: "giveBack", person: eve })
    const back = await page.shows("the bot", (picture) => Pages.person(picture, eve).owner.who === "bot")

    expect(Pages.person(taken, eve).owner.since).toBeGreaterThan(0)
    expect(Pages.person(said, eve).entries.at(-1)?.from).toBe("human")
    expect(Pages.person(back, eve).turns.some(({ by }) => by === "business")).toBe(true)
  })

  it("lists a fault until it has struck, and the message that failed with its reason", async () => {
    const fay = await arrives("Fay")

    await page.post("fault", { fault: "code", code: 551 })
    const set = await page.shows("the fault", ({ faults }) => faults.length > 0)
    await says(fay, "tea")
    const struck = await page.shows(
      "the failure",
      (picture) => Pages.person(picture, fay).ledger.some(({ outcome }) => outcome !== "sent" && outcome !== "waiting")
    )

    expect(set.faults).toMatchObject([{ channel: "messenger", label: "code 551 for the next send", kind: "waiting" }])
    expect(struck.faults).toEqual([])
    expect(Pages.person(struck, fay).ledger.find(({ reason }) => reason !== undefined)?.reason).toMatch(/551/)
  })

  it("takes what a terminal cannot send: files, places, reactions, links, comments", async () => {
    const gil = await arrives("Gil")
    await says(gil, "tea")
    const asked = Pages.person(await hears(gil, "Which tea?"), gil)
    const mid = asked.entries.at(-1)?.mid
    const acts = [
      { act: "attachment", person: gil, type: "image", url: "https://example.org/cup.png" },
      { act: "location", person: gil, latitude: 14.69, longitude: -17.45 },
      { act: "reaction", person: gil, mid, emoji: "❤" },
      { act: "referral", person: gil, ref: "menu" },
      { act: "comment", person: gil, text: "Nice tea" },
      { act: "post", person: gil, text: "Nice place" },
      { act: "optIn", person: gil, kind: "once", topic: "offers" },
      { act: "read", person: gil }
    ]

    for (const act of acts) expect(await page.post("act", act)).toMatchObject({ status: 200, body: { ok: true } })
    const seen = Pages.person(
      await page.shows(
        "all of it",
        (picture) =>
          Pages.person(picture, gil).entries.some((entry) => entry.mid === mid && entry.read === true)
          && [
            "image",
            "a place",
            "reacted ❤",
            "came by menu",
            "commented \"Nice tea\"",
            "posted \"Nice place\"",
            "gave leave (once)"
          ].every((title) => Pages.person(picture, gil).turns.some((turn) => turn.title === title))
      ),
      gil
    )

    expect(seen.entries.find(({ mid: one }) => one === mid)).toMatchObject({ reaction: "❤", read: true })
  })
})

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

describe("calls that cannot be done", () => {
  it("are answered with what would help", async () => {
    const jo = await arrives("Jo")
    const wrong = await page.post("act", { act: "sing", person: jo })
    const nobody = await says("1", "tea")
    const nothing = await taps(jo, "Black")
    const unheard = await page.post("act", { act: "signal", person: jo, name: "shipped" })
    const path = await page.post("save", { person: jo, name: "../../evil" })
    const bot = await page.post("bot", { bot: "nix" })
    const lost = await page.get("nothing")
    const got = await page.get("act")

    expect([wrong, nobody, nothing, unheard, path, bot, lost, got].map(({ body, status }) => [status, body["code"]]))
      .toEqual([
        [400, "wrong"],
        [404, "unknown"],
        [409, "not now"],
        [404, "unknown"],
        [400, "wrong"],
        [404, "unknown"],
        [404, "unknown"],
        [405, "method"]
      ])
    expect(bot.body["reason"]).toBe("There is no bot \"nix\"; there is kiosk, silent.")
    expect(unheard.body["reason"]).toBe("There is no signal \"shipped\": this bot takes none.")
  })
})

describe("another bot of the configuration", () => {
  it("takes the stage with people of its own, and the first one finds its people again", async () => {
    const before = page.picture().persons.length

    await page.post("bot", { bot: "silent" })
    const silent = await page.shows(
      "the other bot",
      ({ bots, status }) => status === "running" && bots.some(({ chosen, name }) => chosen && name === "silent")
    )
    const you = Pages.person(silent).id
    await says(you, "tea")
    const said = await hears(you, "Which tea?")
    await page.post("bot", { bot: "kiosk" })
    const back = await page.shows(
      "the first bot",
      ({ bots, status }) => status === "running" && bots.some(({ chosen, name }) => chosen && name === "kiosk")
    )

    expect(silent.persons).toHaveLength(1)
    expect(Pages.person(said, you).entries).toHaveLength(2)
    expect(back.persons).toHaveLength(before)
    const hal = back.persons.find(({ name }) => name === "Hal")
    expect(hal?.turns.map(({ title }) => title)).toContain("[Green]")
    expect(hal?.place.states).toEqual(["sugar"])
  })
})

describe("secrets", () => {
  it("are in no picture and nothing printed", () => {
    const shown = JSON.stringify(page.picture())

    for (const secret of ["local-page-token", "local-instagram-token", "local-app-secret", "local-verify-token"]) {
      expect(shown).not.toContain(secret)
      expect(running.printed()).not.toContain(secret)
    }
    expect(shown).not.toContain(page.token)
    expect(running.printed().split(page.token)).toHaveLength(2)
  })
})

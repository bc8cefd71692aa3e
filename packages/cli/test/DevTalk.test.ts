import { describe, expect, it } from "vitest"
import type { Picture } from "../src/dev/Picture.ts"
import * as Pages from "./playing/page.ts"
import * as Talks from "./playing/talk.ts"

const talk = Talks.make()

describe("a conversation on the page", () => {
  it("goes from the first word to the last, with the place in the dialogue, its guards, the ledger and the journal", async () => {
    const ana = await talk.arrives("Ana")

    await talk.says(ana, "tea")
    const asked = Pages.person(await talk.hears(ana, "Which tea?"), ana)
    await talk.taps(ana, "Green")
    const sugar = Pages.person(await talk.hears(ana, "Sugar in your green tea?"), ana)
    await talk.taps(ana, "Yes")
    await talk.hears(ana, "Enjoy!")
    const served = Pages.person(
      await talk.page.shows(
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
    const [chart] = talk.page.picture().charts

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
    const bo = await talk.arrives("Bo")
    const before = Pages.person(await talk.page.shows("Bo", ({ persons }) => persons.some(({ id }) => id === bo)), bo)

    const { status } = await talk.page.post("act", { act: "postback", person: bo, payload: "tea", title: "Tea" })

    expect(before).toMatchObject({
      getStarted: true,
      greeting: "Tea at any time.",
      menu: [{ type: "postback", title: "Tea", payload: "tea" }],
      iceBreakers: [{ question: "Have you tea?", payload: "tea" }]
    })
    expect(status).toBe(200)
    await talk.page.shows(
      "the tap",
      (picture) => Pages.person(picture, bo).turns.some(({ title }) => title === "[Tea]")
    )
  })

  it("does again on Instagram what a person said and tapped on Messenger", async () => {
    const cy = await talk.arrives("Cy")
    await talk.says(cy, "tea")
    await talk.hears(cy, "Which tea?")
    await talk.taps(cy, "Black")
    await talk.hears(cy, "Sugar")

    const { body } = await talk.page.post("channel", { person: cy, channel: "instagram" })
    const twin = String(body["person"])
    const picture = await talk.hears(twin, "Sugar in your black tea?")

    expect(Pages.person(picture, twin)).toMatchObject({
      name: "Cy",
      channel: "instagram",
      place: { states: ["sugar"] }
    })
    expect(await talk.page.post("channel", { person: cy, channel: "instagram" })).toMatchObject({
      body: { person: twin }
    })
  })
})

describe("the clock of the page", () => {
  it("turns to the next timer, which fires; and a day on, which shuts the window", async () => {
    const dee = await talk.arrives("Dee")
    await talk.says(dee, "tea")
    const asked = Pages.person(await talk.hears(dee, "Which tea?"), dee)
    const due = asked.place.timers[0]?.due ?? 0
    await talk.page.shows("the timer", ({ clock }) => clock.next !== undefined)

    while ((talk.page.picture().clock.next?.due ?? due + 1) <= due) {
      await talk.page.post("clock", { turn: "next" })
      await talk.page.shows(
        "that the clock has moved",
        ({ clock }) => (clock.next?.due ?? due + 1) > due || clock.now < due
      )
    }
    const nudged = await talk.page.shows(
      "the nudge",
      (picture) => Pages.person(picture, dee).entries.some(({ text }) => text === "Still thirsty?")
    )
    await talk.page.post("clock", { turn: "by", millis: 25 * 3_600_000 })
    const shut = await talk.page.shows("the shut window", (picture) => !Pages.person(picture, dee).window.open)

    expect(nudged.clock.now).toBeGreaterThanOrEqual(due)
    expect(nudged.clock.mode).toBe("paused")
    expect(shut.clock.now - nudged.clock.now).toBeGreaterThanOrEqual(25 * 3_600_000)
  })

  it("fires the next timer with one turn to it, also one that was set while it ran", async () => {
    const kim = await talk.arrives("Kim")
    await talk.page.post("clock", { turn: "run" })
    await talk.says(kim, "tea")
    await talk.hears(kim, "Which tea?")
    await talk.page.post("clock", { turn: "pause" })
    const { clock } = await talk.page.shows("a timer", (picture) => picture.clock.next !== undefined)
    const first = clock.next?.person ?? ""
    const fired = (picture: Picture) => Pages.person(picture, first).turns.filter(({ by }) => by === "time").length
    const said = (picture: Picture) => Pages.person(picture, first).entries.length
    const before = fired(talk.page.picture())
    const heard = said(talk.page.picture())

    await talk.page.post("clock", { turn: "next" })

    expect(fired(await talk.page.shows("the timer that fired", (one) => fired(one) > before))).toBe(before + 1)
    // What it says is typed first, and a paused clock goes on for as long.
    await talk.page.shows("what is said then", (one) => said(one) > heard)
    expect(talk.page.picture().clock.now).toBeGreaterThanOrEqual(clock.next?.due ?? Number.POSITIVE_INFINITY)
  })

  it("stands while it is paused, and runs on from there", async () => {
    const { clock: before, seq: known } = talk.page.picture()
    await talk.page.post("fault", { fault: "none" })
    const { clock: later } = await talk.page.shows("another picture", ({ seq }) => seq > known + 1)

    await talk.page.post("clock", { turn: "run" })
    const ran = await talk.page.shows(
      "a clock that runs",
      ({ clock }) => clock.mode === "real" && clock.now > later.now
    )
    await talk.page.post("clock", { turn: "pause" })

    expect(later.now).toBe(before.now)
    expect(ran.clock.now - later.now).toBeLessThan(60_000)
  })
})

describe("calls that cannot be done", () => {
  it("are answered with what would help", async () => {
    const jo = await talk.arrives("Jo")
    const wrong = await talk.page.post("act", { act: "sing", person: jo })
    const nobody = await talk.says("1", "tea")
    const nothing = await talk.taps(jo, "Black")
    const unheard = await talk.page.post("act", { act: "signal", person: jo, name: "shipped" })
    const path = await talk.page.post("save", { person: jo, name: "../../evil" })
    const bot = await talk.page.post("bot", { bot: "nix" })
    const lost = await talk.page.get("nothing")
    const got = await talk.page.get("act")

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
    const before = talk.page.picture().persons.length

    await talk.page.post("bot", { bot: "silent" })
    const silent = await talk.page.shows(
      "the other bot",
      ({ bots, status }) => status === "running" && bots.some(({ chosen, name }) => chosen && name === "silent")
    )
    const you = Pages.person(silent).id
    await talk.says(you, "tea")
    const said = await talk.hears(you, "Which tea?")
    await talk.page.post("bot", { bot: "kiosk" })
    const back = await talk.page.shows(
      "the first bot",
      ({ bots, status }) => status === "running" && bots.some(({ chosen, name }) => chosen && name === "kiosk")
    )

    expect(silent.persons).toHaveLength(1)
    expect(Pages.person(said, you).entries).toHaveLength(2)
    expect(back.persons).toHaveLength(before)
    const cy = back.persons.find(({ channel, name }) => name === "Cy" && channel === "messenger")
    expect(cy?.turns.map(({ title }) => title)).toContain("[Black]")
    expect(cy?.place.states).toEqual(["sugar"])
  })
})

describe("secrets", () => {
  it("are in no picture and nothing printed", () => {
    const shown = JSON.stringify(talk.page.picture())

    for (const secret of ["local-page-token", "local-instagram-token", "local-app-secret", "local-verify-token"]) {
      expect(shown).not.toContain(secret)
      expect(talk.printed()).not.toContain(secret)
    }
    expect(shown).not.toContain(talk.page.token)
    expect(talk.printed().split(talk.page.token)).toHaveLength(2)
  })
})

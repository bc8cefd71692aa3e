import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { PersonPicture, Picture } from "../src/dev/Picture.ts"
import * as Kiosks from "./playing/kiosk.ts"
import * as Pages from "./playing/page.ts"

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

    expect(fired(await page.shows("the timer that fired", (one) => fired(one) > before))).toBe(before + 1)
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

  it("sets every fault that the page offers, lists them, and lifts them all at once", async () => {
    const faults = [
      { fault: "status", status: 503 },
      { fault: "latency", millis: 5_000 },
      { fault: "lostAnswer" },
      { fault: "lostEcho" },
      { fault: "twice" },
      { fault: "expiredToken", on: true },
      { fault: "restricted", on: true }
    ]

    for (const fault of faults) {
      expect(await page.post("fault", fault)).toMatchObject({ status: 200, body: { ok: true } })
    }
    const set = await page.shows("the faults", (picture) => picture.faults.length === faults.length)
    await page.post("fault", { fault: "none" })
    await page.shows("none", (picture) => picture.faults.length === 0)

    expect(set.faults.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
      "standing: the token has expired",
      "standing: the page may not send",
      "waiting: 503 for the next send",
      "waiting: the next send answered after 5000 ms",
      "waiting: the answer of the next send is lost",
      "waiting: the next echo is lost",
      "waiting: the next webhook comes twice"
    ])
  })

  it("sends a message once whose answer was lost: its echo tells that it arrived", async () => {
    const hue = await arrives("Hue")

    await page.post("fault", { fault: "lostAnswer" })
    await says(hue, "tea")
    await hears(hue, "Which tea?")
    const settled = Pages.person(
      await page.shows(
        "that both were sent",
        (picture) =>
          Pages.person(picture, hue).ledger.length === 2
          && Pages.person(picture, hue).ledger.every(({ outcome }) => outcome === "sent")
      ),
      hue
    )

    expect(settled.entries.map(({ text }) => text)).toEqual([
      "tea",
      "You are talking to an automated assistant.",
      "Which tea?"
    ])
  })

  it("takes an ad's click, a thumb, an edit, a message taken back, a block, and an end of it all", async () => {
    const lou = await arrives("Lou")
    const shown = (what: string, is: (person: PersonPicture) => boolean) =>
      page.shows(what, (picture) => is(Pages.person(picture, lou)))

    await page.post("act", { act: "ad", person: lou, adId: "6045246247433", text: "tea" })
    const asked = Pages.person(await hears(lou, "Which tea?"), lou)
    const { body: thumb } = await page.post("act", { act: "sticker", person: lou, id: "369239263222822" })
    const { body: said } = await says(lou, "Grean")
    await page.post("act", { act: "edit", person: lou, mid: said["mid"], text: "Green?" })
    await page.post("act", { act: "unsend", person: lou, mid: thumb["mid"] })
    const changed = Pages.person(
      await shown(
        "both changes",
        ({ entries }) =>
          entries.some(({ edited, text }) => edited === true && text === "Green?")
          && entries.some(({ mid, unsent }) => unsent === true && mid === thumb["mid"])
      ),
      lou
    )
    await page.post("act", { act: "block", person: lou, on: true })
    await shown("the block", ({ blocked }) => blocked)
    await page.post("act", { act: "block", person: lou, on: false })
    await shown("that it is lifted", ({ blocked }) => !blocked)
    await page.post("act", { act: "forget", person: lou })
    await shown("a new beginning", ({ place, turns }) => turns.length === 0 && place.dialogue === undefined)

    expect(asked.turns.map(({ title }) => title)).toContain("\"tea\"")
    expect(changed.place.states).toEqual(["kind"])
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

    const deeds = ["image", "a place", "reacted ❤", "came by menu", "gave leave (once)"]
    const words = ["commented \"Nice tea\"", "posted \"Nice place\""]
    for (const act of acts) expect(await page.post("act", act)).toMatchObject({ status: 200, body: { ok: true } })
    const seen = Pages.person(
      await page.shows(
        "all of it",
        (picture) =>
          Pages.person(picture, gil).entries.some((entry) => entry.mid === mid && entry.read === true)
          && [...deeds, ...words].every((one) => Pages.person(picture, gil).turns.some(({ title }) => title === one))
      ),
      gil
    )

    expect(seen.entries.find(({ mid: one }) => one === mid)).toMatchObject({ reaction: "❤", read: true })
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
    const cy = back.persons.find(({ channel, name }) => name === "Cy" && channel === "messenger")
    expect(cy?.turns.map(({ title }) => title)).toContain("[Black]")
    expect(cy?.place.states).toEqual(["sugar"])
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

import { describe, expect, it } from "vitest"
import type { PersonPicture } from "../src/dev/Picture.ts"
import * as Pages from "./playing/page.ts"
import * as Talks from "./playing/talk.ts"

const talk = Talks.make()

describe("people of the business, faults and events on the page", () => {
  it("hands over to a person, who writes, and gives the conversation back", async () => {
    const eve = await talk.arrives("Eve")
    await talk.says(eve, "tea")
    await talk.hears(eve, "Which tea?")

    await talk.page.post("act", { act: "takeOver", person: eve })
    const taken = await talk.page.shows("the person", (picture) => Pages.person(picture, eve).owner.who === "human")
    await talk.page.post("act", { act: "humanSays", person: eve, text: "I am a person." })
    const said = await talk.hears(eve, "I am a person.")
    await talk.page.post("act", { act: "giveBack", person: eve })
    const back = await talk.page.shows("the bot", (picture) => Pages.person(picture, eve).owner.who === "bot")

    expect(Pages.person(taken, eve).owner.since).toBeGreaterThan(0)
    expect(Pages.person(said, eve).entries.at(-1)?.from).toBe("human")
    expect(Pages.person(back, eve).turns.some(({ by }) => by === "business")).toBe(true)
  })

  it("lists a fault until it has struck, and the message that failed with its reason", async () => {
    const fay = await talk.arrives("Fay")

    await talk.page.post("fault", { fault: "code", code: 551 })
    const set = await talk.page.shows("the fault", ({ faults }) => faults.length > 0)
    await talk.says(fay, "tea")
    const struck = await talk.page.shows(
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
      expect(await talk.page.post("fault", fault)).toMatchObject({ status: 200, body: { ok: true } })
    }
    const set = await talk.page.shows("the faults", (picture) => picture.faults.length === faults.length)
    await talk.page.post("fault", { fault: "none" })
    await talk.page.shows("none", (picture) => picture.faults.length === 0)

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
    const hue = await talk.arrives("Hue")

    await talk.page.post("fault", { fault: "lostAnswer" })
    await talk.says(hue, "tea")
    await talk.hears(hue, "Which tea?")
    const settled = Pages.person(
      await talk.page.shows(
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
    const lou = await talk.arrives("Lou")
    const shown = (what: string, is: (person: PersonPicture) => boolean) =>
      talk.page.shows(what, (picture) => is(Pages.person(picture, lou)))

    await talk.page.post("act", { act: "ad", person: lou, adId: "6045246247433", text: "tea" })
    const asked = Pages.person(await talk.hears(lou, "Which tea?"), lou)
    const { body: thumb } = await talk.page.post("act", { act: "sticker", person: lou, id: "369239263222822" })
    const { body: said } = await talk.says(lou, "Grean")
    await talk.page.post("act", { act: "edit", person: lou, mid: said["mid"], text: "Green?" })
    await talk.page.post("act", { act: "unsend", person: lou, mid: thumb["mid"] })
    const changed = Pages.person(
      await shown(
        "both changes",
        ({ entries }) =>
          entries.some(({ edited, text }) => edited === true && text === "Green?")
          && entries.some(({ mid, unsent }) => unsent === true && mid === thumb["mid"])
      ),
      lou
    )
    await talk.page.post("act", { act: "block", person: lou, on: true })
    await shown("the block", ({ blocked }) => blocked)
    await talk.page.post("act", { act: "block", person: lou, on: false })
    await shown("that it is lifted", ({ blocked }) => !blocked)
    await talk.page.post("act", { act: "forget", person: lou })
    await shown("a new beginning", ({ place, turns }) => turns.length === 0 && place.dialogue === undefined)

    expect(asked.turns.map(({ title }) => title)).toContain("\"tea\"")
    expect(changed.place.states).toEqual(["kind"])
  })

  it("takes what a terminal cannot send: files, places, reactions, links, comments", async () => {
    const gil = await talk.arrives("Gil")
    await talk.says(gil, "tea")
    const asked = Pages.person(await talk.hears(gil, "Which tea?"), gil)
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
    for (const act of acts) expect(await talk.page.post("act", act)).toMatchObject({ status: 200, body: { ok: true } })
    const seen = Pages.person(
      await talk.page.shows(
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

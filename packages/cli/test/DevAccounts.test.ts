import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Accounts from "../src/chat/Accounts.ts"
import * as Kiosks from "./playing/kiosk.ts"
import * as Pages from "./playing/page.ts"

const config = (accounts: string): string =>
  `import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { kiosk } from "./src/kiosk.ts"

export default defineConfig({
  bots: { kiosk: BotDefinition.make({ dialogues: [kiosk] }) },
  accounts: { kiosk: ${accounts} }
})
`

let kiosk: Kiosks.Kiosk
let running: Awaited<ReturnType<typeof Pages.dev>>
let page: Pages.Page

beforeAll(async () => {
  kiosk = Kiosks.make()
  kiosk.write(
    "parley.config.ts",
    config(`[
      { channel: "instagram", approvals: [] },
      { channel: "messenger", approvals: ["humanAgent"] },
      { channel: "messenger", pack: "seeds" }
    ]`)
  )
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

describe("accounts on this machine", () => {
  it("are those of the configuration, and one of each channel that it lacks under the same rules", () => {
    const made = Accounts.of([{ channel: "instagram", pack: "seeds" }, { channel: "instagram" }])

    expect(made.map(({ name, pack }) => [name, pack])).toEqual([
      ["Instagram", "seeds"],
      ["Instagram 2", "current"],
      ["Messenger", "seeds"]
    ])
    for (const field of ["id", "token", "path"] as const) {
      expect(new Set(made.map((account) => account[field])).size, field).toBe(3)
    }
    expect(Accounts.of().map(({ id }) => id)).toEqual([Accounts.page.id, Accounts.instagram.id])
  })
})

describe("the accounts of the configuration", () => {
  it("are on the page, and the first of them is the one that somebody writes to", () => {
    const { accounts, persons } = page.picture()

    expect(accounts.map(({ approvals, channel, name, pack }) => [name, channel, approvals, pack])).toEqual([
      ["Instagram", "instagram", [], "current"],
      ["Messenger", "messenger", ["humanAgent"], "current"],
      ["Messenger 2", "messenger", ["humanAgent", "utility"], "seeds"]
    ])
    expect(persons.map(({ account, channel }) => [account, channel])).toEqual([[accounts[0]?.id, "instagram"]])
  })

  it("are written to each for itself, under its own rules and with its own faults", async () => {
    const [, first, second] = page.picture().accounts
    const arrives = async (account: string | undefined) =>
      String((await page.post("person", { name: "Ana", account })).body["person"])
    const one = await arrives(first?.id)
    const two = await arrives(second?.id)

    await page.post("act", { act: "say", person: one, text: "tea" })
    await page.post("act", { act: "say", person: two, text: "tea" })
    const talked = await page.shows(
      "both questions",
      (picture) => [one, two].every((id) => Pages.last(picture, id) === "Which tea?")
    )
    await page.post("fault", { fault: "expiredToken", on: true, account: second?.id })
    const { faults } = await page.shows("the fault", (picture) => picture.faults.length > 0)

    const packs = [one, two].map((id) => Pages.person(talked, id).ledger[0]?.pack)
    expect(new Set(packs).size).toBe(2)
    expect(faults.map(({ account }) => account)).toEqual([second?.id])
    expect((await page.post("person", { name: "Bo", account: "7" })).body["reason"]).toContain("There is no account 7;")
  })

  it("that change with the sources take effect, and their conversations go on", async () => {
    const [, first] = page.picture().accounts
    const before = page.picture().reload?.number ?? 0

    kiosk.write("parley.config.ts", config("[{ channel: \"messenger\", approvals: [] }]"))
    const changed = await page.shows(
      "the other accounts",
      (picture) => (picture.reload?.number ?? 0) > before && picture.accounts.length === 2
    )

    expect(changed.accounts.map(({ approvals, name }) => [name, approvals])).toEqual([
      ["Messenger", []],
      ["Instagram", ["humanAgent", "utility"]]
    ])
    const ana = changed.persons.find(({ account, name }) => account === first?.id && name === "Ana")
    expect(ana?.place.states).toEqual(["kind"])
  })
})

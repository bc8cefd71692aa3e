import { Conversation, Disclosure, type Jurisdiction, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"

const view = PolicyPack.on(PolicyPack.open("demo"), 0)
const ana = Conversation.empty({ channel: "demo", account: "1", person: "2" })

const isDue = (where: Jurisdiction.Where): boolean => Disclosure.due(ana, view, 0, { where }) !== undefined
const from = (place: string | undefined) => () => place

describe("where the notice is asked for", () => {
  test("everywhere, unless places are named", () => {
    expect(Disclosure.due(ana, view, 0, { where: "everywhere" })).toBe("start")
    expect(Disclosure.due(ana, view, 0)).toBe("start")
  })

  test("in California for a person who is there, and not for one in Nevada", () => {
    expect(isDue({ in: ["US-CA"], of: from("US-CA") })).toBe(true)
    expect(isDue({ in: ["US-CA"], of: from("US-NV") })).toBe(false)
  })

  test("in the EU for a person in a member state, in a part of one, and in a territory that belongs to it", () => {
    const within = ["FR", "DE-BE", "es_ct", "EL", "GP", "EU"].map((place) => isDue({ in: ["EU"], of: from(place) }))
    expect(within).toEqual(Array(6).fill(true))
    const outside = ["GB", "UK", "CH", "NO", "US", "TR-34"].map((place) => isDue({ in: ["EU"], of: from(place) }))
    expect(outside).toEqual(Array(6).fill(false))
  })

  test("in Germany for a person in Berlin, and not for one in Paris", () => {
    expect(isDue({ in: ["DE"], of: from("DE-BE") })).toBe(true)
    expect(isDue({ in: ["DE"], of: from("FR-75C") })).toBe(false)
  })

  test("for everyone where the Page serves the market, wherever the person is", () => {
    expect(isDue({ in: ["DE"], serves: ["DE", "AT"], of: from("BR") })).toBe(true)
    expect(isDue({ in: ["DE"], serves: ["AT"], of: from("BR") })).toBe(false)
    expect(isDue({ in: ["US-CA"], serves: ["US"], of: from("BR") })).toBe(true)
    expect(isDue({ in: ["DE"], serves: ["EU"], of: from("BR") })).toBe(true)
  })

  test("for a person whose place is unknown, unreadable, or too wide to tell", () => {
    expect(isDue({ in: ["US-CA"] })).toBe(true)
    expect(isDue({ in: ["US-CA"], of: from(undefined) })).toBe(true)
    expect(isDue({ in: ["US-CA"], of: from("somewhere") })).toBe(true)
    expect(isDue({ in: ["US-CA"], of: from("US") })).toBe(true)
    expect(
      isDue({
        in: ["US-CA"],
        of: () => {
          throw new Error("the profile is broken")
        }
      })
    ).toBe(true)
  })

  test("a place that is named wrongly counts as anywhere, so that nobody is missed", () => {
    expect(isDue({ in: ["California"], of: from("BR") })).toBe(true)
    expect(isDue({ in: ["DE"], serves: ["Deutschland"], of: from("BR") })).toBe(true)
  })

  test("a person who turns out to be in such a place is told before the next words", () => {
    const where: Jurisdiction.Where = {
      in: ["DE"],
      of: ({ person }) => typeof person["country"] === "string" ? person["country"] : "BR"
    }
    const moved: Conversation.Conversation = { ...ana, person: { country: "DE" }, lastSaidAt: 5, lastHeardAt: 5 }
    expect(Disclosure.due(ana, view, 10, { where })).toBeUndefined()
    expect(Disclosure.due(moved, view, 10, { where })).toBe("start")
  })
})

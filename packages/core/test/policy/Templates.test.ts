import { Message, type Templates } from "@parley/core"
import { describe, expect, test } from "vitest"
import { ask, day, start, way } from "./rulebook.ts"

const late = start + 70 * day
const templates: ReadonlyArray<Templates.Declared> = [
  { name: "shipped", languages: ["en", "fr"], parameters: ["order", "day"] },
  { name: "shipped", languages: ["de"], status: "pending" },
  { name: "left", languages: ["en"] }
]

const utility = (name: string, language: string, parameters: { readonly [name: string]: string } = {}) =>
  Message.text("It left.", {
    purpose: "shipping",
    utility: { _tag: "Template", name, language, parameters },
    otherwise: "refuse"
  })

const whole = { order: "7", day: "Monday" }
const judge = (message: Message.Message, now = late) => ask({ now, message, approvals: ["utility"], templates })

describe("a message with a template", () => {
  test("travels when the account has it in its language, approved, and every parameter is given", () => {
    expect(way(judge(utility("shipped", "fr", whole)))).toBe("utility")
    expect(way(judge(utility("left", "en", { anything: "goes" })))).toBe("utility")
  })

  test("is refused for a name, a language, a status or a parameter that is not the account's", () => {
    const refused = [
      utility("shiped", "en", whole),
      utility("shipped", "es", whole),
      utility("shipped", "de", whole),
      utility("shipped", "en", { order: "7", day: "" }),
      utility("shipped", "en", { ...whole, hour: "9" })
    ].map((message) => judge(message))

    expect(refused.map(way)).toEqual([
      "template.unknown",
      "template.language",
      "template.unapproved",
      "template.parameters",
      "template.parameters"
    ])
  })

  test("is told what is wrong, with the cure and the names that there are", () => {
    const told = [
      utility("shiped", "en", whole),
      utility("shipped", "es", whole),
      utility("shipped", "de", whole),
      utility("shipped", "en", { order: "7", hour: "9" })
    ].map((message) => {
      const verdict = judge(message)
      if (verdict._tag === "Allowed") return "allowed"
      const { reason, waysOut } = verdict.refusal
      return `${reason.split("; ").at(-1)} | ${waysOut.find((one) => one.startsWith("utility"))}`
    })

    expect(told).toEqual([
      "the account has no template \"shiped\" | utility: name one that it has (shipped, left), or declare \"shiped\" among its templates",
      "the template \"shipped\" is not there in \"es\" | utility: say it in en, fr, de, or declare \"es\" among the languages of \"shipped\"",
      "the template \"shipped\" is pending, and only an approved one is sent | utility: wait until it is approved, and declare it so",
      "the template \"shipped\" gets no value for day and has no parameter hour | utility: give \"shipped\" a value for each of its parameters, and for no other"
    ])
  })

  test("is free words inside the window, whatever its template is", () => {
    expect(way(judge(utility("shiped", "en"), start))).toBe("reply")
  })

  test("is taken at its word where the account declares none", () => {
    expect(way(ask({ now: late, message: utility("shiped", "en"), approvals: ["utility"] }))).toBe("utility")
    expect(way(ask({ now: late, message: utility("shiped", "en"), approvals: ["utility"], templates: [] }))).toBe(
      "template.unknown"
    )
  })

  test("is looked up whether it is the message itself or stands in for its words", () => {
    const content = { _tag: "Template", name: "shiped", language: "en", parameters: {} } as const

    expect(way(judge({ content, purpose: "shipping" }))).toBe("template.unknown")
    expect(way(judge({ content: { ...content, name: "left" }, purpose: "shipping" }, start))).toBe("utility")
  })
})

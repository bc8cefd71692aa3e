import * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { Invalid } from "../../src/manage/Invalid.ts"
import * as MeLink from "../../src/manage/MeLink.ts"

const Visit = Schema.Struct({ table: Schema.Number, from: Schema.Date, note: Schema.optional(Schema.String) })

const visit = MeLink.ref("visit", Visit)

describe("a link that opens a conversation", () => {
  it("leads to a page or an Instagram account, with ref and text", () => {
    expect(MeLink.make({ account: "pizzeria" })).toBe("https://m.me/pizzeria")
    expect(MeLink.make({ account: "1234", ref: "menu_1-a=" })).toBe("https://m.me/1234?ref=menu_1-a%3D")
    expect(MeLink.make({ account: "pizzeria", text: "¿Hay mesa?" })).toBe(
      "https://m.me/pizzeria?text=%C2%BFHay%20mesa%3F"
    )
    expect(MeLink.make({ channel: "instagram", account: "la.huerta", ref: "menu" })).toBe(
      "https://ig.me/m/la.huerta?ref=menu"
    )
  })

  it("takes refs of up to 2,083 of the characters that Meta allows", () => {
    expect(MeLink.make({ account: "p", ref: "x".repeat(2083) })).toHaveLength("https://m.me/p?ref=".length + 2083)
    for (const ref of ["x".repeat(2084), "", "a b", "a.b", "ü", "a&b"]) {
      expect(() => MeLink.make({ account: "p", ref })).toThrow(Invalid)
    }
    for (const account of ["", "a/b", "a?b", "a b", "@p"]) expect(() => MeLink.make({ account })).toThrow(/account: /)
  })
})

describe("a ref that carries a value", () => {
  it("is read as it was written, whatever the value, and goes into a link", () => {
    const values = FastCheck.record({
      table: FastCheck.integer(),
      from: FastCheck.date({ noInvalidDate: true }),
      note: FastCheck.option(FastCheck.string({ unit: "grapheme", maxLength: 80 }), { nil: undefined })
    })
    FastCheck.assert(FastCheck.property(values, (value) => {
      const ref = visit.to(value)
      expect(Option.getOrThrow(visit.read(ref))).toEqual(value)
      expect(new URL(MeLink.make({ account: "p", ref })).searchParams.get("ref")).toBe(ref)
    }))
  })

  it("is none for any other text, and never throws", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string(), (text) => {
      expect(visit.read(text)).toEqual(Option.none())
      expect(visit.read(`visit=${text}`)).toEqual(Option.none())
    }))
    expect(visit.read(MeLink.ref("other", Visit).to({ table: 1, from: new Date(0) }))).toEqual(Option.none())
    expect(visit.read(MeLink.ref("visit", Schema.Struct({ table: Schema.String })).to({ table: "7" }))).toEqual(
      Option.none()
    )
  })

  it("is refused when it is longer than links take, or its name is none", () => {
    expect(() => visit.to({ table: 1, from: new Date(0), note: "x".repeat(2000) })).toThrow(/limit is 2083/)
    expect(() => MeLink.ref("a=b", Visit)).toThrow(Invalid)
    expect(() => MeLink.ref("", Visit)).toThrow(Invalid)
  })
})

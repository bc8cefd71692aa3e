import { describe, expect, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import type { TextLength } from "../../src/policy/Capabilities.ts"
import * as Split from "../../src/policy/Split.ts"

const bytes = (max: number): TextLength => ({ max, unit: "bytes" })
const characters = (max: number): TextLength => ({ max, unit: "characters" })
const split = (text: string, length: TextLength, last?: TextLength) => Split.split(text, length, "en", last)

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" })
const graphemes = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)
const visible = (text: string) => graphemes(text).filter((one) => one.trim() !== "")

describe("a text of emoji at the bound of Instagram, 1000 bytes", () => {
  it("goes whole with 250 emoji of four bytes, and in two parts with one more", () => {
    expect(split("🎉".repeat(250), bytes(1000))).toEqual(["🎉".repeat(250)])
    expect(split("🎉".repeat(251), bytes(1000))).toEqual(["🎉".repeat(250), "🎉"])
  })

  it("is not parted inside the emoji that reaches over the bound by one, two or three bytes", () => {
    for (const plain of [997, 998, 999]) {
      const text = `${"a".repeat(plain)}🎉`

      expect(split(text, bytes(1000))).toEqual(["a".repeat(plain), "🎉"])
    }
  })

  it("is not parted inside a family, a flag, or a letter with its accent", () => {
    for (const one of ["👨‍👩‍👧‍👦", "🇪🇸", "👍🏽", "e\u0301"]) {
      expect(split("a".repeat(999) + one, bytes(1000))).toEqual(["a".repeat(999), one])
    }
  })
})

describe("a text in parts", () => {
  const pieces = FastCheck.array(
    FastCheck.oneof(
      FastCheck.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
      FastCheck.constantFrom("👨‍👩‍👧‍👦", "🇪🇸🇩🇪", "👍🏽", "\n\n", ". ", " \u0301x", "क्षि", "\r\n", "각")
    ),
    { maxLength: 12 }
  )

  it("has every character that people see, whole and in order, as long as each fits by itself", () => {
    const law = FastCheck.property(
      pieces.map((all) => all.join("")),
      FastCheck.integer({ min: 40, max: 90 }),
      FastCheck.constantFrom("characters" as const, "bytes" as const),
      (text, max, unit) => {
        FastCheck.pre(graphemes(text).every((one) => Split.fits(one, { max, unit })))
        const parts = split(text, { max, unit })
        expect(parts.flatMap(visible)).toEqual(visible(text))
        expect(parts.every((part) => Split.fits(part, { max, unit }))).toBe(true)
      }
    )
    FastCheck.assert(law, { numRuns: 500 })
  })

  it("never holds half of a surrogate pair, not even where one emoji is more than a part takes", () => {
    expect(split("🎉🎉", bytes(3))).toEqual(["🎉", "🎉"])
    expect(split("👨‍👩‍👧‍👦", bytes(8)).join("")).toBe("👨‍👩‍👧‍👦")
    expect(split("👨‍👩‍👧‍👦", bytes(8)).every((part) => !/\p{Surrogate}/u.test(part) && Split.fits(part, bytes(8)))).toBe(true)
  })

  it("is parted between words where no sentence ends", () => {
    expect(split("a number is +34911223344 here", characters(20))).toEqual(["a number is", "+34911223344 here"])
  })

  it("has its addresses whole, however many signs they have at which one could part", () => {
    const url = "https://shop.example/a?b=c.d&e=f!g/h"

    expect(split(`Look at this here: ${url} and tell us.`, characters(40))).toEqual([
      "Look at this here:",
      url,
      "and tell us."
    ])
    expect(split(`${url} and tell us what you think.`, characters(40), characters(30))).toEqual([
      url,
      "and tell us what you think."
    ])
  })

  it("keeps the sign before an address with it where the two are one character", () => {
    const url = "\u0600https://shop.example/a?b=c.d&e=f!g/h"

    expect(split(`Look at this here: ${url}`, characters(40))).toEqual(["Look at this here:", url])
  })

  it("parts an address that no part takes, and loses nothing of it", () => {
    const url = `https://shop.example/${"x".repeat(50)}`

    expect(split(url, characters(40)).join("")).toBe(url)
  })

  it("has no empty last part where the text ends in white space", () => {
    expect(split(`${"a".repeat(30)}${" ".repeat(30)}`, characters(40), characters(20))).toEqual([
      "a".repeat(20),
      "a".repeat(10)
    ])
  })
})

import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as JsonText from "../../src/inbound/JsonText.ts"

describe("reading JSON without losing a digit", () => {
  it.each([
    ["{\"id\":12345678901234567}", { id: "12345678901234567" }],
    ["[ -12345678901234567 , 1]", ["-12345678901234567", 1]],
    ["{\"id\" :\n 1234567890123456}", { id: "1234567890123456" }],
    ["{\"at\":1763700000123}", { at: 1763700000123 }],
    ["{\"x\":1234567890123456.5}", { x: 1234567890123456.5 }],
    ["{\"x\":1234567890123456e2}", { x: 1234567890123456e2 }],
    ["{\"x\":0.1234567890123456}", { x: 0.1234567890123456 }],
    ["{\"t\":\"a:12345678901234567,\"}", { t: "a:12345678901234567," }],
    ["{\"t\":\"\\\":12345678901234567\",\"n\":98765432109876543}", {
      t: "\":12345678901234567",
      n: "98765432109876543"
    }],
    ["1234567890123456", 1234567890123456]
  ])("%s", (text, value) => {
    expect(JsonText.parse(text)).toEqual(value)
  })

  it("changes nothing in a text without long numbers", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      fc.pre(!/\d{16}/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "")))
      expect(JsonText.quoteLong(text)).toBe(text)
    }))
  })

  it("gives back each long number, and every text beside it, as it was", () => {
    const long = fc.bigInt({ min: 10n ** 15n, max: 10n ** 30n })
    fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), long)), (pairs) => {
      const text = `[${pairs.map(([words, number]) => `{"t":${JSON.stringify(words)},"n":${number}}`).join(",")}]`
      expect(JsonText.parse(text)).toEqual(pairs.map(([t, number]) => ({ t, n: String(number) })))
    }))
  })

  it("says that a broken text is no JSON", () => {
    for (const text of ["", "{", "\"", "{\"a\":12345678901234567", "{\"a\":\"12345678901234567\\"]) {
      expect(() => JsonText.parse(text)).toThrow(SyntaxError)
    }
  })
})

import * as FastCheck from "effect/FastCheck"
import { expect, test } from "vitest"
import type { Json } from "../../src/model/Json.ts"
import * as Seed from "../../src/runtime/Seed.ts"

const json = FastCheck.jsonValue() as FastCheck.Arbitrary<Json>

test("a snapshot that was written and read again has the same fingerprint", () => {
  FastCheck.assert(FastCheck.property(json, (value) => {
    const again = JSON.parse(JSON.stringify(value)) as Json

    const fingerprint = Seed.fromJson(again)

    expect(fingerprint).toBe(Seed.fromJson(JSON.parse(JSON.stringify(again)) as Json))
    expect(fingerprint).toBeGreaterThanOrEqual(0)
    expect(fingerprint).toBeLessThan(2 ** 32)
  }))
})

test("values that differ in kind, place or name have different fingerprints", () => {
  const values: ReadonlyArray<Json> = [
    null,
    "null",
    true,
    "true",
    1,
    "1",
    "",
    [],
    {},
    [[]],
    [{}],
    { a: {} },
    ["a"],
    { a: "" },
    ["a", ""],
    ["ab"],
    ["a", "b"],
    { a: "b" },
    { ab: "" },
    { a: ["b"] },
    [["a"], "b"],
    [["a", "b"]],
    { a: null },
    { a: "null" }
  ]

  const fingerprints = values.map(Seed.fromJson)

  expect(new Set(fingerprints).size).toBe(values.length)
})

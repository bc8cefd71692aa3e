/** What a turn does by hand for speed, held against what it stands for. */
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import * as StoredForm from "../../src/dialogue/StoredForm.ts"
import * as Wording from "../../src/dialogue/Wording.ts"

const decode = Schema.decodeUnknownEither(StoredForm.StoredForm)

// A schema builds its tables by assignment, which makes a prototype of a key that is called `__proto__`.
const text = FastCheck.string().filter((words) => words !== "__proto__")
const json = FastCheck.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__"))
const table = <A>(value: FastCheck.Arbitrary<A>) => FastCheck.dictionary(text, value, { maxKeys: 3 })

const parts = {
  format: FastCheck.constant(1),
  dialogue: text,
  version: FastCheck.integer(),
  value: json,
  data: json,
  retries: table(FastCheck.integer()),
  trail: FastCheck.array(text, { maxLength: 3 }),
  notified: text,
  tasks: table(text),
  history: table(FastCheck.array(text, { maxLength: 3 })),
  timers: table(FastCheck.integer()),
  deferred: FastCheck.array(text, { maxLength: 3 }),
  done: FastCheck.constant(true)
}

const rare = {
  drafts: table(table(json)),
  calls: table(FastCheck.record({ dialogue: text, version: FastCheck.integer(), data: json })),
  stranger: json
}

const usual = FastCheck.record(parts, { requiredKeys: ["format", "dialogue", "version", "value", "data"] })
const whole = FastCheck.oneof(
  { weight: 4, arbitrary: usual },
  {
    weight: 1,
    arbitrary: FastCheck.tuple(usual, FastCheck.record(rare, { requiredKeys: [] })).map(([one, more]) => ({
      ...one,
      ...more
    }))
  }
)

/** Most have one part of another kind, or none at all. */
const form = FastCheck.tuple(
  whole,
  FastCheck.constantFrom(...Object.keys(parts)),
  FastCheck.oneof(FastCheck.constant(undefined), json, table(json), FastCheck.array(json, { maxLength: 3 })),
  FastCheck.constantFrom("damaged", "damaged", "lacking", "whole")
).map(([one, key, value, state]) => {
  if (state === "damaged") return { ...one, [key]: value }
  return state === "whole" ? one : Object.fromEntries(Object.entries(one).filter(([name]) => name !== key))
})

/** The words as they would be folded in every script. */
const foldAny = (words: string): string => {
  const lower = words.normalize("NFKD").replace(/[\u0300-\u036f\ufe0e\ufe0f]/g, "").toLowerCase()
  const bare = lower.replace(/[\p{P}\s]+/gu, " ").trim()
  return bare === "" ? lower.trim() : bare
}

describe("by hand and for speed", () => {
  test("the shape of a stored snapshot is read as its schema reads it", () => {
    FastCheck.assert(
      FastCheck.property(form, (stored) => {
        const read = StoredForm.read(stored)
        const wanted = decode(stored)
        expect(Either.isRight(read)).toBe(Either.isRight(wanted))
        if (Either.isRight(wanted)) expect(read).toEqual(wanted)
      }),
      { numRuns: 2_000 }
    )
  })

  test("plain words are folded as words of any script are", () => {
    const ascii = FastCheck.string({ unit: "binary-ascii" })
    FastCheck.assert(
      FastCheck.property(FastCheck.oneof(ascii, FastCheck.string({ unit: "grapheme" })), (words) => {
        expect(Wording.fold(words)).toBe(foldAny(words))
      }),
      { numRuns: 2_000 }
    )
  })
})

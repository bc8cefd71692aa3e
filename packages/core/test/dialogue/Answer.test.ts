import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Payload from "../../src/dialogue/Payload.ts"
import * as Wording from "../../src/dialogue/Wording.ts"

const offers = [
  { key: "s", title: "Pequeña 🍕", words: ["small"] },
  { key: "m", title: "2" },
  { key: "l", title: "👍" }
]

const read = <A, I extends Answer.Sendable>(schema: Schema.Schema<A, I>, text: string) =>
  Either.merge(Answer.reader(schema)({ type: "in.message", text }))

describe("an option", () => {
  it("is meant by its title, by another word for it, or by its number", () => {
    const keys = ["PEQUENA 🍕", "small.", "1", "#3", "no. 3", "👍", "3)", "4", "0", "smal", ""].map((words) =>
      Answer.chosen(words, offers)
    )

    expect(keys).toEqual(["s", "s", "s", "l", "l", "l", "l", undefined, undefined, undefined, undefined])
  })

  it("is meant by its title before its number", () => {
    expect(Answer.chosen("2", offers)).toBe("m")
  })

  it("is understood however its title is written", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ minLength: 1 }), (title) => {
      FastCheck.pre(title.trim() !== "")
      expect(Answer.chosen(`  ${title}  `, [{ key: "k", title }])).toBe("k")
    }))
  })
})

describe("folding words", () => {
  it("twice changes nothing more", () => {
    FastCheck.assert(FastCheck.property(FastCheck.fullUnicodeString(), (words) => {
      const folded = Wording.fold(words)
      expect(Wording.fold(folded)).toBe(folded)
    }))
  })

  it("keeps apart words that differ in more than case, accents and punctuation", () => {
    expect(Wording.isSame("น้ำ", "นำ")).toBe(false)
    expect(Wording.isSame("C++", "C")).toBe(false)
    expect(Wording.isSame("¿Sí?", "si")).toBe(true)
  })
})

describe("an answer", () => {
  it("is read as a number with a point or a comma", () => {
    expect(["3", "2,5", "1 000", "-4.5"].map((text) => read(Answer.number, text))).toEqual([3, 2.5, 1000, -4.5])
    expect(read(Answer.number, "ten")).toEqual({ text: "ten", sentence: "Please send a number." })
  })

  it("is refused with the sentence of the part that refused it", () => {
    const Age = Answer.integer.pipe(Schema.between(18, 120, { message: () => "Grown-ups only." }))

    expect(read(Age, "7")).toEqual({ text: "7", sentence: "Grown-ups only." })
    expect(read(Answer.email, "ana@")).toEqual({ text: "ana@", sentence: "Please send an e-mail address." })
    expect(read(Schema.Literal("a"), "b")).toEqual({ text: "b" })
  })
})

describe("a button's payload", () => {
  it("comes back as what it was made of", () => {
    const name = FastCheck.string({ maxLength: 20 })
    const choice = FastCheck.record({ dialogue: name, version: FastCheck.nat(), state: name, key: name })
    FastCheck.assert(FastCheck.property(choice, (one) => {
      expect(Payload.decode(Payload.encode(one))).toEqual(one)
    }))
  })
})

import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as Difference from "../../src/convo/Difference.ts"

const shown = (first: string, second: string): string =>
  Difference.of(first, second).map(({ kind, text }) =>
    kind === "same" ? text : kind === "gone" ? `[-${text}-]` : `{+${text}+}`
  ).join("")

describe("the difference of two lines", () => {
  it.each([
    ["< How many guests?", "< For how many?", "< [-How-]{+For how+} many[- guests-]?"],
    ["< Where do you live?", "< Where to?", "< Where [-do you live-]{+to+}?"],
    ["< Hi   [A] [B]", "< Hi   [A]", "< Hi   [A][- [B]-]"],
    ["< Same.", "< Same.", "< Same."]
  ])("of %j and %j stands at words", (first, second, wanted) => {
    expect(shown(first, second)).toBe(wanted)
  })

  it("holds both lines, whatever they are", () => {
    const words = FastCheck.array(FastCheck.constantFrom("a", "bc", " ", "  ", "?", "é", "[", "1"), { maxLength: 20 })
      .map((list) => list.join(""))

    FastCheck.assert(FastCheck.property(words, words, (first, second) => {
      const pieces = Difference.of(first, second)
      const without = (kind: string) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text).join("")

      expect([without("come"), without("gone")]).toEqual([first, second])
    }))
  })
})

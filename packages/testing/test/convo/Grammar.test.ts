import * as Either from "effect/Either"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Convo from "../../src/convo/Convo.ts"
import { bots } from "../grammar/bots.ts"

const page = readFileSync(new URL("../../../../docs/convos.md", import.meta.url), "utf8")

/** The examples of the grammar: what stands in a block of convo, by the heading above it. */
const examples = [...page.matchAll(/^```convo\n([\s\S]*?)^```$/gm)].map(({ 1: text = "", index }, place) => {
  const heading = [...page.slice(0, index).matchAll(/^### (.+)$/gm)].at(-1)?.[1] ?? "the beginning"
  return { text, name: `${place + 1}, ${heading}` }
})

describe("the page on convos", () => {
  it.each(examples)("has an example that goes as written: $name", async ({ text }) => {
    const outcome = await Convo.runText(text, { bots })

    expect(Convo.explain(outcome)).toBeUndefined()
    expect(Convo.print(Either.getOrThrow(Convo.parse(text)))).toBe(text)
  })

  it("has an example of every mark", () => {
    const lines = examples.flatMap(({ text }) => Either.getOrThrow(Convo.parse(text)).lines)

    expect(new Set(lines.map(({ _tag }) => _tag))).toEqual(
      new Set("Blank Comment Header Person Bot State Shown Time Not Call Trouble Other Agent Signal".split(" "))
    )
  })
})

import { describe, expect, it } from "vitest"
import * as Nearest from "../../src/model/Nearest.ts"

describe("what was probably meant", () => {
  it.each([
    ["mesage", "message"],
    ["HUMAN_AGNT", "HUMAN_AGENT"],
    ["human_agent", "HUMAN_AGENT"],
    ["postbak", "postback"]
  ])("by %s is the nearest word that is known", (word, meant) => {
    expect(Nearest.find(word, ["message", "postback", "HUMAN_AGENT"])).toBe(meant)
  })

  it("is nothing where a word is too far from all of them", () => {
    expect(Nearest.find("xyz", ["message", "postback"])).toBeUndefined()
    expect(Nearest.hint("xyz", ["message", "postback"])).toBe("")
  })

  it("is asked at the end of a complaint", () => {
    expect(Nearest.hint("sise", ["name", "size"])).toBe(" Did you mean \"size\"?")
  })
})

import { describe, expect, it } from "@effect/vitest"
import { Convo } from "@parley/testing"
import * as Either from "effect/Either"
import { bots } from "../coverage/talk.ts"

const asked = [
  "bot shop   person Ana",
  "> hi",
  "< I'm the automated assistant of Shop.",
  "< What?   [Tea] [Milk]"
]

const play = (...lines: ReadonlyArray<string>) =>
  Convo.runText([...asked, ...lines, ""].join("\n"), { bots, quiet: true })

describe("the course of a task in a convo", () => {
  it("is read and printed without loss", () => {
    const text = [
      "bot shop",
      "% task Pay fails Empty",
      "% task Pay fails Empty {\"left\":0}",
      "% task Pay breaks",
      "% task Pay gives {\"paid\":true}",
      "% task Pay takes 20s",
      ""
    ].join("\n")

    expect(Either.map(Convo.parse(text), Convo.print)).toEqual(Either.right(text))
  })

  it("says what it can be when it is something else", async () => {
    const outcome = await play("% task Pay explodes")

    expect(Convo.explain(outcome)).toContain("task NAME fails TAG, task NAME breaks, task NAME gives JSON")
  })

  it("fails with the tag, breaks, or takes its time, once, whatever the services would do", async () => {
    const fails = await play("% task Pay fails Empty", "> [Tea]", "< No money.")
    const breaks = await play("% task Pay breaks", "> [Tea]", "< One moment.", "= human")
    const takes = await play("% task Pay takes 5s", "> [Tea]", "= pay", "~ 5s", "< Paid.", "= wait")

    expect([fails, breaks, takes].map((outcome) => Convo.explain(outcome))).toEqual([undefined, undefined, undefined])
  })
})

import { Lane } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import { allowing, ask, day, eva, leave, start, tagEnds } from "./rulebook.ts"

const said = (verdict: Lane.Verdict): string => verdict._tag === "Allowed" ? Lane.describe(verdict.lane) : verdict._tag
const late = start + 2 * day

describe("the evidence as a sentence", () => {
  test("names the act that keeps the window open, and until when", () => {
    expect(said(ask({ now: start }))).toBe(
      "the person's message of 2026-11-01T09:00:00.000Z keeps the window open until 2026-11-02T09:00:00.000Z"
    )
  })

  test("names the act that another lane counts from", () => {
    expect(said(ask({ now: late, author: eva, approvals: ["humanAgent"] }))).toBe(
      "humanAgent (HUMAN): the person's message of 2026-11-01T09:00:00.000Z allows it until 2026-11-08T09:00:00.000Z"
    )
  })

  test("names the person's leave", () => {
    const conversation = allowing(leave("privateReply"))

    expect(said(ask({ now: late, conversation }))).toBe(
      "privateReply: the person's leave of 2026-11-01T09:00:00.000Z (p/privateReply) stands until "
        + "2026-11-08T09:00:00.000Z"
    )
  })

  test("names the rule where no act is needed", () => {
    const message = { content: { _tag: "Text", text: "It left." }, purpose: "shipping" } as const

    expect(said(ask({ now: tagEnds - 1, message }))).toBe(
      "tagged (UPDATE_TAG): the rule tag of demo allows it at any time"
    )
  })

  test("says the words in an act's name apart", () => {
    expect(Lane.describe({ lane: "reply", rule: "r", pack: "p", act: "adMessage", actAt: 0, until: 1 })).toContain(
      "the person's ad message of 1970-01-01T00:00:00.000Z"
    )
  })

  test("writes every moment as ISO 8601 does", () => {
    const near = FastCheck.integer({ min: -day, max: Date.UTC(9999, 11, 31) })
    const far = FastCheck.integer({ min: -8.64e15, max: 8.64e15 })
    FastCheck.assert(
      FastCheck.property(FastCheck.oneof(near, far), (at) => {
        const sentence = Lane.describe({ lane: "reply", rule: "r", pack: "p", act: "message", actAt: at, until: at })
        expect(sentence).toContain(`of ${new Date(at).toISOString()} keeps`)
        expect(sentence).toContain(`until ${new Date(at).toISOString()}`)
      }),
      { numRuns: 2_000 }
    )
  })

  test("does not fail over a moment that is none", () => {
    expect(Lane.describe({ lane: "reply", rule: "r", pack: "p", act: "message", actAt: Number.NaN })).toContain(
      "an unknown time"
    )
  })
})

test("a refusal as sentences gives the reason, the rule, and each way out on its own line", () => {
  const verdict = ask({ now: late })
  const text = verdict._tag === "Allowed" ? "" : Lane.explain(verdict.refusal)

  expect(text.split("\n").slice(0, 2)).toEqual([
    "Not sent, as the window that the person's message of 2026-11-01T09:00:00.000Z opened shut at "
    + "2026-11-02T09:00:00.000Z (window.shut).",
    "- reply: wait until the person writes"
  ])
})

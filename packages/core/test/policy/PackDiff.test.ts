import { describe, expect, test } from "vitest"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"

const source: PolicyPack.Source = { page: "a test's own rules", read: "2026-11-21" }
const day = 86_400_000
const opener: PolicyPack.Opener = { id: "window.message", act: "message", lasts: day, source }
const before: PolicyPack.PolicyPack = { ...PolicyPack.open("demo"), openers: [opener] }
const choice: PolicyPack.Choice = { id: "choice.ads", question: "How long?", chosen: "short", others: ["long"], source }

const words = (after: PolicyPack.PolicyPack): ReadonlyArray<string> =>
  PolicyPack.diff(before, after).map(({ words }) => words)

describe("PolicyPack.diff", () => {
  test("two packs that say the same have no differences, whatever their pages", () => {
    const copy = { ...before, name: "copy", openers: [{ ...opener, source: { page: "another", read: "2026-01-01" } }] }

    expect(words(copy)).toEqual([])
  })

  test("a new rule is told with all that it says", () => {
    const tap = { ...opener, id: "window.tap", act: "tap", lasts: 7 * day, from: Date.parse("2026-09-28") }

    expect(words({ ...before, openers: [opener, tap] })).toEqual([
      "+ window.tap (act tap; lasts 7 days; begins 2026-09-28)"
    ])
  })

  test("a rule that is gone is told with all that it said", () => {
    expect(words({ ...before, openers: [] })).toEqual(["- window.message (act message; lasts 24 hours)"])
  })

  test("a rule that is not the same is told field by field, from and to", () => {
    const after = {
      ...before,
      openers: [{ ...opener, lasts: 2 * day + 1, until: Date.parse("2026-04-27T12:00:00Z") }],
      lanes: before.lanes.map((lane): PolicyPack.LaneRule => ({
        ...lane,
        purposes: ["shipping"],
        promotional: false,
        forbids: [{ purpose: "promotion", row: "no" }]
      }))
    }

    expect(words(after)).toEqual([
      "~ open.reply: purposes any → shipping; forbids none → promotion; takes promotion yes → no",
      "~ window.message: lasts 24 hours → 172800001 ms; ends none → 2026-04-27T12:00:00.000Z"
    ])
  })

  test("one id that stands for several rules is compared in the order of time", () => {
    const later = { ...opener, from: 10, lasts: 2 * day }

    expect(PolicyPack.diff(before, { ...before, openers: [later, { ...opener, until: 10 }] })).toMatchObject([
      { rule: "window.message", change: "changed", words: "~ window.message: ends none → 1970-01-01T00:00:00.010Z" },
      { rule: "window.message", change: "added" }
    ])
  })

  test("another reading of the pages is told", () => {
    const long = { ...choice, chosen: "long", others: ["short"] }
    const read = { ...before, choices: [choice] }

    expect(PolicyPack.diff(read, { ...before, choices: [long] }).map(({ words }) => words)).toEqual([
      "~ choice.ads: How long? short → long"
    ])
    expect(words(read)).toEqual(["+ choice.ads: How long? short"])
    expect(PolicyPack.diff(read, before).map(({ words }) => words)).toEqual(["- choice.ads: How long? short"])
  })
})

describe("PolicyPack.diff of two days", () => {
  const turn = Date.parse("2026-09-28")
  const source2 = { ...source, read: "2026-11-22" }
  const pack = {
    ...before,
    openers: [{ ...opener, until: turn }, { ...opener, id: "window.message.long", from: turn, lasts: 7 * day }],
    lanes: before.lanes.map((lane): PolicyPack.LaneRule => ({ ...lane, until: turn })),
    disclosure: [
      { id: "notice", lapse: day, moments: ["start"], until: turn, source },
      { id: "notice", lapse: 2 * day, moments: ["start"], from: turn, source: source2 }
    ] as const,
    choices: [choice]
  }
  const between = (from: number, to: number) =>
    PolicyPack.diff(PolicyPack.on(pack, from), PolicyPack.on(pack, to)).map(({ words }) => words)

  test("tells what stands on the second and not on the first, what is gone, and what reads otherwise", () => {
    expect(between(turn - 1, turn + day)).toEqual([
      "~ notice: lapse 24 hours → 2 days; ends 2026-09-28 → none; begins none → 2026-09-28",
      "- open.reply (lane reply; author any; window any; purposes any; takes promotion yes; takes what recurs yes; "
      + "takes past events yes; content any; ends 2026-09-28)",
      "- window.message (act message; lasts 24 hours; ends 2026-09-28)",
      "+ window.message.long (act message; lasts 7 days; begins 2026-09-28)"
    ])
  })

  test("an act that opens no window any more is gone once its last window has run out", () => {
    const gone = "- window.message (act message; lasts 24 hours; ends 2026-09-28)"

    expect(between(turn - 1, turn + day - 1)).not.toContain(gone)
    expect(between(turn - 1, turn + day)).toContain(gone)
  })

  test("two days with the same rules have no differences", () => {
    expect(between(turn - 2 * day, turn - 1)).toEqual([])
  })
})

describe("PolicyPack.changes", () => {
  const turn = Date.parse("2026-09-28")
  const pack = { ...before, openers: [{ ...opener, until: turn }, { ...opener, from: turn, lasts: 7 * day }] }
  const between = (from: number, to: number) => PolicyPack.changes(pack, from, to).map(({ words }) => words)

  test("what ends and what begins on a timeline comes in the order of time", () => {
    expect(between(turn - 1, turn)).toEqual([
      "2026-09-28: window.message ends",
      "2026-09-28: window.message (act message; lasts 7 days; begins 2026-09-28) begins"
    ])
  })

  test("what happens earlier is told earlier, whichever kind of rule it is", () => {
    const notice = { id: "notice", lapse: day, moments: ["start"], from: turn - day, source } as const

    expect(PolicyPack.changes({ ...pack, disclosure: [notice] }, 0, turn).map(({ rule }) => rule)).toEqual([
      "notice",
      "window.message",
      "window.message"
    ])
  })

  test("the first day is left out and the last is in, so that days can be asked for one after the other", () => {
    expect(between(turn, turn + day)).toEqual([])
    expect(between(turn - day, turn - 1)).toEqual([])
  })
})

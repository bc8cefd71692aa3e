import { describe, expect, it } from "@effect/vitest"
import {
  Convo,
  Coverage,
  CoverageHtml,
  CoverageSummary,
  CoverageTally,
  CoverageText,
  SourcePlaces,
  SuiteCoverage
} from "@parley/testing"
import * as Either from "effect/Either"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { bots } from "./talk.ts"

const notice = "< I'm the automated assistant of Shop.   #disclosure"

const play = async (...lines: ReadonlyArray<string>): Promise<CoverageTally.Tally> => {
  const coverage = Coverage.of(bots)
  const text = ["bot shop   person Ana", ...lines, ""].join("\n")
  const outcome = await Convo.runText(text, { bots: coverage.bots, watch: coverage.watch })
  expect(Convo.explain(outcome)).toBeUndefined()
  return coverage.tally()
}

const tea = () => play("> hi", notice, "< What?   [Tea] [Milk]", "> [Tea]", "< Paid.", "> and now", "< Soon.")

const labels = (tally: CoverageTally.Tally): ReadonlyArray<string> =>
  CoverageSummary.of(tally).missing.map(({ kind, label }) => `${kind} ${label}`)

const isSeen = (tally: CoverageTally.Tally, label: string): boolean =>
  tally.elements.some((element) => element.label === label && (tally.seen[element.id] ?? 0) > 0)

describe("coverage of a run", () => {
  it("counts states, ways on, ends of tasks, words and the notice that were met", async () => {
    const tally = await tea()

    for (
      const label of [
        "wait",
        "what → pay (option tea)",
        "pay: Pay done",
        "wait: waiting",
        "at the start of a conversation"
      ]
    ) expect(isSeen(tally, label), label).toBe(true)
  })

  it("lists what was not met, and a state that only passes by is met", async () => {
    const tally = await play("> hi", notice, "< What?   [Tea] [Milk]", "> [Milk]", "< What?   [Tea] [Milk]")

    expect(isSeen(tally, "count")).toBe(true)
    expect(labels(tally)).toContain("state wait")
    expect(labels(tally)).toContain("task pay: Pay fails Empty")
  })

  it("asks for both answers of a guard", async () => {
    const yes = await tea()
    const no = await play("> hi", notice, "< What?   [Tea] [Milk]", "> [Milk]", "< What?   [Tea] [Milk]")

    expect([yes, no].map((tally) => isSeen(tally, "what: option tea is true"))).toEqual([true, false])
    expect([yes, no].map((tally) => isSeen(tally, "what: option tea is false"))).toEqual([false, true])
  })

  it("counts a timer when it fires, not while it runs", async () => {
    const early = await play("> hi", notice, "< What?   [Tea] [Milk]", "~ 9m")
    const late = await play("> hi", notice, "< What?   [Tea] [Milk]", "~ 11m", "< Enough.")

    expect(labels(early)).toContain("timer what: after 10m")
    expect(labels(late)).not.toContain("timer what: after 10m")
  })

  it("tells words within the window from words after it", async () => {
    const begin = ["> hi", notice, "< What?   [Tea] [Milk]", "> [Tea]", "< Paid."]
    const inside = await play(...begin, "signal ready {}", "< It is ready.")

    expect(isSeen(inside, "tell: said while the window is open")).toBe(true)
    expect(labels(inside)).toContain("lane tell: said when the window is shut")
  })

  it("leaves the bots that it was given as they are", () => {
    const coverage = Coverage.of(bots)

    expect(coverage.bots.shop).not.toBe(bots.shop)
    expect(bots.shop.dialogues[0]?.machine).not.toBe(coverage.bots.shop.dialogues[0]?.machine)
  })
})

describe("a tally", () => {
  it("adds up over processes, and comes back from JSON as it was", async () => {
    const one = await tea()
    const other = await play("> hi", notice, "< What?   [Tea] [Milk]", "~ 11m", "< Enough.")

    const read = Either.getOrThrow(CoverageTally.decode(CoverageTally.encode(CoverageTally.merge([one, other]))))

    expect(CoverageSummary.of(read).all.covered).toBeGreaterThan(CoverageSummary.of(one).all.covered)
    expect(read.seen["shop|state|what"]).toBe((one.seen["shop|state|what"] ?? 0) + (other.seen["shop|state|what"] ?? 0))
    expect(read.elements.length).toBe(new Set([...one.elements, ...other.elements].map(({ id }) => id)).size)
  })
})

describe("reports", () => {
  const folder = mkdtempSync(join(tmpdir(), "coverage-"))
  afterAll(() => rmSync(folder, { recursive: true }))

  it("say in a terminal how much of each kind was met, and where the rest stands", async () => {
    const tally = await tea()

    const lines = CoverageText.render(CoverageSummary.of(tally), { place: ({ state }) => `shop.ts:${state}` })

    expect(lines.some((line) => /^ {2}states +4 of 10$/.test(line))).toBe(true)
    expect(lines.some((line) => line.includes("state  poor  shop.ts:poor"))).toBe(true)
  })

  it("draw the statechart on one page that loads nothing, what was met apart from what was not", async () => {
    const tally = await tea()

    const page = CoverageHtml.render(tally, { convo: () => "> <script>" })

    expect(page).toMatch(/<g class="yes">.*?>what</)
    expect(page).toMatch(/<g class="no">.*?>poor</)
    expect(page).not.toMatch(/<script|src=|href=/)
  })

  it("draw a state that stands inside another one in its frame", () => {
    const state = (path: string) => ({
      id: path,
      kind: "state" as const,
      dialogue: "d",
      state: path,
      label: path,
      by: "author" as const
    })
    const tally: CoverageTally.Tally = { format: 1, elements: [state("out"), state("out.in")], seen: { "out.in": 1 } }

    const page = CoverageHtml.render(tally, { convo: () => "" })

    expect(page).toMatch(/<g class="no frame">.*?>out<.*<g class="yes">.*?>in</)
  })

  it("of a suite are written down, and fail below what is asked for", () => {
    const enough = SuiteCoverage.begin(bots, { folder, threshold: 0 })
    const short = SuiteCoverage.begin(bots, { folder, threshold: 1 })

    enough.end("tests/all")

    expect(Either.isRight(CoverageTally.decode(readFileSync(join(folder, "tests-all.json"), "utf8")))).toBe(true)
    expect(() => short.end("tests/all")).toThrow(/0 % are covered, and 1 % are asked for\.[\s\S]*state {2}what/)
  })

  it("find the line of a state, and that of its dialogue where the state cannot be told", () => {
    writeFileSync(join(folder, "shop.ts"), "setup({\n  id: \"shop\",\n})\nmake({\n  what: d.choose(\"What?\"),\n})\n")

    const places = SourcePlaces.below(folder)

    expect(places.of({ dialogue: "shop", state: "what", word: "choose" })).toBe("shop.ts:5")
    expect(places.of({ dialogue: "shop", state: "gone" })).toBe("shop.ts:2")
    expect(places.of({ dialogue: "other", state: "what" })).toBeUndefined()
  })
})

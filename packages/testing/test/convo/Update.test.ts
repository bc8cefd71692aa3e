import { describe, expect, it } from "vitest"
import * as Effect from "effect/Effect"
import type { Script } from "../../src/convo/Script.ts"
import * as Convo from "../../src/convo/Convo.ts"
import * as Update from "../../src/convo/Update.ts"
import { bots } from "../failures/bots.ts"

/** Updates a convo by answers given in order; tells what was asked. */
const update = async (lines: ReadonlyArray<string>, ...answers: ReadonlyArray<Update.Answer>) => {
  const asked: Array<Update.Question> = []
  const play = async (script: Script) => {
    const outcome = await Effect.runPromise(Convo.run(script, { bots }))
    if (outcome._tag === "Unreadable") throw new Error(Convo.explain(outcome))
    return outcome
  }
  const updated = await Update.run([...lines, ""].join("\n"), {
    play,
    ask: async (question) => {
      asked.push(question)
      return answers[asked.length - 1] ?? { _tag: "Accept" }
    }
  })
  return { ...updated, lines: updated.text.split("\n").slice(0, -1), asked }
}

const head = "bot table   person Ana   start 2026-11-02T09:00Z"

describe("an update", () => {
  it("asks about one change after the other, and leaves every other line as it was written", async () => {
    const found = await update([
      "# Odd layout stays",
      head,
      "",
      ">  hi",
      "< How many guests?",
      "~ 60s",
      "> 4",
      "< Where to sit?   [Window] [Bar]",
      "= garden   {\"guests\":5}"
    ])

    expect(found.lines).toEqual([
      "# Odd layout stays",
      head,
      "",
      ">  hi",
      "< How many?",
      "~ 60s",
      "> 4",
      "< Where?   [Window] [Bar]",
      "= inside   {\"guests\":4}"
    ])
    expect(found.asked.map(({ come, gone, line, policy }) => ({ come, gone, line, policy }))).toEqual([
      { line: 5, gone: ["< How many guests?"], come: ["< How many?"], policy: [] },
      { line: 8, gone: ["< Where to sit?   [Window] [Bar]"], come: ["< Where?   [Window] [Bar]"], policy: [] },
      { line: 9, gone: ["= garden   {\"guests\":5}"], come: ["= inside   {\"guests\":4}"], policy: [] }
    ])
    expect(found).toMatchObject({ accepted: 3, rejected: 0, stuck: undefined })
  })

  it("goes on behind a change that is rejected, as if it were made, and leaves its lines", async () => {
    const found = await update([head, "> hi", "< How few?", "> 4", "< Which place?"], { _tag: "Reject" })

    expect(found.lines).toEqual([head, "> hi", "< How few?", "> 4", "< Where?"])
    expect(found).toMatchObject({ accepted: 1, rejected: 1 })
  })

  it("takes lines that were edited, and asks again when they do not hold", async () => {
    const found = await update(
      [head, "> hi", "< How few?"],
      { _tag: "Edit", lines: ["< How much?"] },
      { _tag: "Edit", lines: ["< How ..."] }
    )

    expect(found.lines).toEqual([head, "> hi", "< How ..."])
    expect(found.asked).toHaveLength(2)
  })

  it("stops where it is told to", async () => {
    const found = await update([head, "> hi", "< A?", "> 4", "< B?"], { _tag: "Accept" }, { _tag: "Stop" })

    expect(found.lines).toEqual([head, "> hi", "< How many?", "> 4", "< B?"])
  })

  it("keeps the lines that still fit where one is missing, and says that the number of sends changes", async () => {
    const found = await update([
      head.replace("table", "honest"),
      "> hi",
      "* typing",
      "< How many?",
      "= guests",
      "~ 10m",
      "< Another time, then."
    ])

    expect(found.lines.slice(1, 5)).toEqual([
      "> hi",
      "* typing",
      "< You are talking to an automated assistant.   #disclosure",
      "< How many?"
    ])
    expect(found.asked[0]?.policy).toEqual(["disclosure", "the number of sends"])
  })

  it.each([
    ["window", [head, "> hi", "< How many?", "~ 1m   window closed"], ["window"]],
    ["lane", [head, "> hi", "< How many?   #tagged"], ["lane"]],
    ["tag", [head, "> hi", "< How many?   #tag:ACCOUNT_UPDATE"], ["tag"]],
    ["disclosure", [head, "> hi", "< How many?   #disclosure"], ["disclosure"]],
    ["number of sends", [head, "> hi"], ["the number of sends"]],
    ["number of held", [head, "> hi", "< How many?", "! no send   held 1"], ["the number of sends"]],
    ["silence", [head, "> hi", "! no send"], ["the number of sends"]]
  ])("marks a change of %s as one of policy", async (_, lines, policy) => {
    const found = await update(lines)

    expect(found.asked[0]?.policy).toEqual(policy)
    expect(found.stuck).toBeUndefined()
  })

  it("makes a convo that passes, whatever was wrong with its lines", async () => {
    const found = await update([
      head,
      "> hi",
      "> 4",
      "< Nothing",
      "= over",
      "> [Bar]",
      "~ 25h   window open",
      "* typing"
    ])

    expect(await Convo.runText(found.text, { bots })).toMatchObject({ _tag: "Passed" })
  })

  it("says what no change of lines can help with", async () => {
    const found = await update([head, "> hi", "< How many?", "> [Terrace]"])

    expect(found.asked).toEqual([])
    expect(found.stuck?.report.problem).toContain("Terrace")
  })
})

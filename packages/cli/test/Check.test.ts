import { BotDefinition, Dialogue, Paths } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Schema from "effect/Schema"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as BotCheck from "../src/check/BotCheck.ts"
import * as CheckView from "../src/check/CheckView.ts"
import faulty from "./faulty/parley.config.ts"
import { parley } from "./talked.ts"

const folder = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url))

const d = Dialogue.setup({ id: "bye", version: 1, context: Schema.Struct({}), states: ["bye"] })
const bye = d.make({ initial: "bye", starts: ["bye"], states: { bye: d.end("Bye!") } })

const day = "2026-11-01"

describe("parley check", () => {
  it("prints each bot with its notice and its dialogues, and says when nothing is wrong", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"), "--bot", "good")

    expect(complaint).toBeUndefined()
    expect(printed).toBe("good: nothing wrong\n  notice   You are talking to an automated assistant.\n  bye: 1 state\n")
  })

  it("tells what does not fit together, and fails with the number of problems", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"))

    expect(complaint).toBe("2 problems were found.")
    expect(printed).toContain("good: nothing wrong\n")
    expect(printed).toContain("parcel: nothing wrong\n  notice   I'm the automated assistant of Parcels.\n")
    expect(printed).toContain("odd: 2 problems\n  problem  Several dialogues have the id \"bye\"")
    expect(printed).toContain("its fallback is dialogue \"help\", which it does not have; add it to `dialogues`")
  })

  it("tells words of one's own that do not say that a machine speaks", () => {
    const bot = BotDefinition.make({ dialogues: [bye], disclosure: { text: "Hi, I'm Sara." } })

    const check = BotCheck.of("sara", bot, { paths: false })

    expect(check.problems).toHaveLength(1)
    expect(CheckView.render([check], day)[0]).toBe("sara: 1 problem")
  })

  it("needs no transport, and misses none", () => {
    expect(BotCheck.of("bye", BotDefinition.make({ dialogues: [bye] }), { paths: true }).problems).toEqual([])
    expect(BotCheck.of("none", BotDefinition.make({ dialogues: [] }), { paths: true }).problems).toEqual([
      "it has no dialogue; give it one in `dialogues`"
    ])
  })

  it("passes on the mistakes in a dialogue that cannot be made", async () => {
    const { complaint, printed } = await parley("check", folder("mistaken"))

    expect(printed).toBe("")
    expect(complaint).toMatch(/^The dialogue lost has a mistake .*:\n- b: no state leads here\. Cure: /)
  })

  it("guesses which bot was meant", async () => {
    const { complaint } = await parley("check", folder("faulty"), "--bot", "parcle")

    expect(complaint).toBe("There is no bot \"parcle\"; there is good, parcel, odd. Did you mean \"parcel\"?")
  })

  it("gives the same as data", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"), "--bot", "parcel", "--paths", "--json")

    const { assumptions, bots, wrong } = JSON.parse(printed)
    expect(complaint).toBe("2 problems were found.")
    expect(wrong).toBe(2)
    expect(assumptions).toEqual(Paths.assumptions)
    expect(bots).toMatchObject([{
      bot: "parcel",
      problems: [],
      notice: "I'm the automated assistant of Parcels.",
      dialogues: [
        {
          dialogue: "parcel",
          states: 7,
          paths: {
            isWhole: true,
            findings: [{ promise: "deliverable", state: "sorry" }, { promise: "answered", state: "quiet" }],
            advice: [{ state: "human" }]
          }
        },
        { dialogue: "bye", states: 1, paths: { isWhole: true, findings: [], advice: [] } }
      ]
    }])
  })
})

describe("parley check --paths", () => {
  it("prints each broken promise with its cure and a convo, and below what it takes for granted", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"), "--bot", "parcel", "--paths")

    expect(complaint).toBe("2 problems were found.")
    expect(printed).toMatch(
      / {2}parcel: 7 states; \d+ standings looked at, all there are\n {4}advice {3}human: only a /
    )
    expect(printed.replace(/start \d{4}-\d\d-\d\d/g, "start DAY")).toContain([
      "answered: quiet of parcel: the person did something, and the dialogue ends without a word",
      "  cure: give this end words, or say something on the way",
      "",
      "bot parcel   start DAY",
      "",
      "> parcel",
      "< ...   #disclosure",
      "< ...",
      "= which",
      "> [Thanks]",
      "= (none)",
      ""
    ].join("\n"))
    for (const assumption of Paths.assumptions) expect(printed).toContain(`\n- ${assumption}`)
  })

  it("prints convos that go as they are written", async () => {
    const definition = faulty.bots["parcel"] ?? BotDefinition.make({ dialogues: [] })
    const printed = CheckView.render([BotCheck.of("parcel", definition, { paths: true })], day).join("\n")

    const convos = printed.split(/^(?=bot )/m).slice(1).map((part) => part.split("\n\n").slice(0, 2).join("\n\n"))
    const outcomes = await Promise.all(convos.map((text) => Convo.runText(text, { bots: faulty.bots })))

    expect(outcomes.map(({ _tag }) => _tag)).toEqual(["Passed", "Passed"])
  })

  it("says when a search was not whole, and when there is nothing to search", () => {
    const definition = faulty.bots["parcel"] ?? BotDefinition.make({ dialogues: [] })
    const { chart: _, ...byHand } = bye

    const short = CheckView.render([BotCheck.of("parcel", definition, { paths: true, most: 3 })], day)
    const none = CheckView.render([
      BotCheck.of("hand", BotDefinition.make({ dialogues: [byHand] }), { paths: true })
    ], day)

    expect(short).toContain("  parcel: 7 states; 3 standings looked at, and there are more")
    expect(none.slice(0, 3)).toEqual([
      "hand: nothing wrong",
      "  notice   You are talking to an automated assistant.",
      "  bye: 1 state; it was made by hand, and its paths are not known"
    ])
  })

  it("finds words that nobody announced where the notice is off", () => {
    const bot = BotDefinition.make({ dialogues: [bye], disclosure: false })

    const { dialogues, notice } = BotCheck.of("bye", bot, { paths: true })

    expect(notice).toBeUndefined()
    expect(dialogues[0]?.paths?.findings).toMatchObject([{ promise: "disclosed", script: ["> bye", "< ..."] }])
  })

  it("counts a window as shut the bot's margin before its end", () => {
    const e = Dialogue.setup({ id: "late", version: 1, context: Schema.Struct({}), states: ["ask", "cold"] })
    const late = e.make({
      initial: "ask",
      states: {
        ask: e.menu("Still there?", { no: { title: "No", to: "cold" } }, {
          timeout: { after: "23 hours", to: "cold" }
        }),
        cold: e.end("It is cold now.")
      }
    })
    const found = (margin: "1 minute" | "2 hours") =>
      BotCheck.count(BotCheck.of("late", BotDefinition.make({ dialogues: [late], margin }), { paths: true }))

    expect([found("1 minute"), found("2 hours")]).toEqual([0, 1])
  })
})

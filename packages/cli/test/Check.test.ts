import { BotDefinition, Dialogue, Paths } from "@parley/core"
import { Convo, Parser } from "@parley/testing"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import * as BotCheck from "../src/check/BotCheck.ts"
import * as CheckView from "../src/check/CheckView.ts"
import * as Findings from "../src/check/Findings.ts"
import * as Ground from "../src/check/Ground.ts"
import broken from "./broken/parley.config.ts"
import faulty from "./faulty/parley.config.ts"
import { parley } from "./talked.ts"

const folder = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url))

const d = Dialogue.setup({ id: "bye", version: 1, context: Schema.Struct({}), states: ["bye"] })
const bye = d.make({ initial: "bye", starts: ["bye"], states: { bye: d.end("Bye!") } })

const at = Date.UTC(2026, 10, 1)
const grounds = Ground.of("bot", {}, {}, at)

/** Everything that is wrong with the bots of a configuration, on the grounds that it names. */
const checked = ({ accounts, bots }: typeof broken) =>
  Object.entries(bots).map(([name, definition]) =>
    BotCheck.of(name, definition, { grounds: Ground.of(name, accounts === undefined ? {} : { accounts }, {}, at) })
  )

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

    const check = BotCheck.of("sara", bot, { grounds: [] })

    expect(check.problems).toHaveLength(1)
    expect(CheckView.render([check])[0]).toBe("sara: 1 problem")
  })

  it("needs no transport, and misses none", () => {
    expect(BotCheck.of("bye", BotDefinition.make({ dialogues: [bye] }), { grounds }).problems).toEqual([])
    expect(BotCheck.of("none", BotDefinition.make({ dialogues: [] }), { grounds }).problems).toEqual([
      "it has no dialogue; give it one in `dialogues`"
    ])
  })

  it("passes on the mistakes in a dialogue that cannot be made", async () => {
    const { complaint, printed } = await parley("check", folder("mistaken"))

    expect(printed).toBe("")
    expect(complaint).toMatch(/^The dialogue lost has a mistake .*:\n- b: no state leads here\. Cure: /)
  })

  it("knows the templates of the configuration: another one is a finding, and on Instagram none matters", () => {
    const n = Dialogue.setup({ id: "left", version: 1, context: Schema.Struct({}), states: ["tell", "over"] })
    const utility = { name: "lfet", language: "en", parameters: () => ({}) } as const
    const left = n.make({
      initial: "tell",
      starts: ["left"],
      states: {
        tell: n.notify("It left.", { purpose: "shipping", utility, otherwise: "hold", to: "over" }),
        over: n.end()
      }
    })
    const bot = BotDefinition.make({ dialogues: [left] })
    const templates = [{ name: "left", language: "en", body: "It left." }]
    const by = (channel: "messenger" | "instagram", config: object) =>
      Findings.findings([BotCheck.of("left", bot, { grounds: Ground.of("left", config, { channel }, at) })])

    expect(by("messenger", { templates })).toMatchObject([
      { state: "tell", problem: "the account has no template \"lfet\"", cure: expect.stringContaining("name one") }
    ])
    expect(by("messenger", {})).toEqual([])
    expect(by("instagram", { templates })).toEqual([])
  })

  it("guesses which bot, which approval and which day was meant", async () => {
    const bot = await parley("check", folder("faulty"), "--bot", "parcle")
    const approval = await parley("check", folder("faulty"), "--paths", "--approvals", "utilty")
    const moment = await parley("check", folder("faulty"), "--paths", "--on", "tomorrow")

    expect(bot.complaint).toBe("There is no bot \"parcle\"; there is good, parcel, odd. Did you mean \"parcel\"?")
    expect(approval.complaint).toBe(
      "--approvals is none, or of humanAgent, utility, news, with a comma between. Did you mean \"utility\"?"
    )
    expect(moment.complaint).toMatch(/^--on is "tomorrow"; write a day or a moment/)
  })

  it("gives the same as data, each finding with its convo and its places", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"), "--bot", "parcel", "--paths", "--json")

    const { advice, assumptions, bots, findings, wrong } = JSON.parse(printed)
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
          searches: [{ channel: "messenger", pack: "current", approvals: ["humanAgent", "utility"], isWhole: true }]
        },
        { dialogue: "bye", states: 1, searches: [{ isWhole: true }] }
      ]
    }])
    expect(findings).toMatchObject([
      { dialogue: "parcel", promise: "deliverable", state: "sorry", where: [{ bot: "parcel", channel: "messenger" }] },
      { dialogue: "parcel", promise: "answered", state: "quiet", where: [{ bot: "parcel" }] }
    ])
    expect(findings[1].convo.slice(1)).toEqual(["", ...findings[1].script])
    expect(advice).toMatchObject([{ dialogue: "parcel", state: "tell" }, { dialogue: "parcel", state: "human" }])
  })
})

describe("parley check --paths", () => {
  it("prints each broken promise with its cure and a convo, and below what it takes for granted", async () => {
    const { complaint, printed } = await parley("check", folder("faulty"), "--bot", "parcel", "--paths")

    expect(complaint).toBe("2 problems were found.")
    expect(printed).toMatch(/ {2}parcel: 7 states; \d+ standings looked at, all there are\n/)
    expect(printed).toContain("\nadvice: human of parcel: only a person of the business ends it")
    expect(printed.replace(/start \d{4}-\d\d-\d\d/g, "start DAY")).toContain([
      "answered: quiet of parcel: the person did something, and the dialogue ends without a word",
      "  in:   parcel",
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

  it("judges by the channel, the rules of the day and the approvals that it is given", async () => {
    const found = async (...args: ReadonlyArray<string>) => {
      const { printed } = await parley("check", folder("broken"), "--bot", "second", "--paths", "--json", ...args)
      const { bots, findings } = JSON.parse(printed)
      const searched = bots[0].dialogues[0].searches
      return [searched, findings.map((one: Findings.Finding) => [one.state, one.where[0]?.channel, one.convo[0]])]
    }
    const approved = { pack: "current", approvals: ["humanAgent", "utility"], isWhole: true }

    expect(await found("--on", "2026-11-01")).toMatchObject([
      [{ channel: "messenger", ...approved }, { channel: "instagram", ...approved, approvals: [] }],
      [
        ["offer", "messenger", "bot second   start 2026-11-01"],
        ["offer", "instagram", "bot second   start 2026-11-01   channel instagram   approvals none"]
      ]
    ])
    expect(await found("--channel", "messenger", "--pack", "seeds", "--approvals", "news", "--on", "2024-06-01"))
      .toMatchObject([
        [{ channel: "messenger", pack: "seeds", approvals: ["news"] }],
        [["offer", "messenger", "bot second   start 2024-06-01   pack seeds   approvals news"]]
      ])
    expect((await found("--channel", "all"))[0]).toMatchObject([{ channel: "messenger" }, { channel: "instagram" }])
  })

  it("says once what several bots share, and names them", () => {
    const checks = checked(broken)
    const lines = CheckView.render(checks)

    expect(lines.filter((line) => line.startsWith("deliverable: offer of kept"))).toHaveLength(2)
    expect(lines).toContain("  in:   first, second")
    expect(lines).toContain("  in:   second (instagram)")
    expect(Findings.count(checks)).toBe(Findings.findings(checks).length)
  })

  it("prints convos that parse, and that go as they are written, for each promise that can be broken", async () => {
    const findings = Findings.findings(checked(broken))
    const texts = findings.map(({ convo }) => convo.join("\n"))

    const parsed = texts.map((text) => Either.isRight(Parser.parse(text)))
    const outcomes = await Promise.all(texts.map((text) => Convo.runText(text, { bots: broken.bots })))

    expect(parsed).not.toContain(false)
    expect(new Set(findings.map(({ promise }) => promise))).toEqual(
      new Set(["deliverable", "disclosed", "silent", "answered", "heard", "wayOut"])
    )
    // Of a refusal that no dialogue hears the bot complains as the convo is played; one of a task that takes too long ends before it.
    const told = outcomes.flatMap((outcome, index) => {
      const explained = Convo.explain(outcome)
      return explained === undefined ? [] : [`${findings[index]?.promise}: ${explained}`]
    })
    expect(told).toEqual([
      expect.stringMatching(/^heard: convo:\d+ The bot reported: a message was refused, and no dialogue hears of it/),
      expect.stringMatching(/^answered: convo:\d+ The task Look is left without an end/)
    ])
  })

  it("answers in scripts as the schemas of questions, the titles of options and the payloads of signals have it", () => {
    const scripts = Findings.findings(checked(broken)).map(({ script }) => script)

    expect(scripts.find((script) => script.includes("= count"))).toContain("> ana@example.com")
    expect(scripts.flat().filter((line) => line.startsWith("signal"))).toContain("signal news {\"number\":2}")
    expect(scripts.flat()).not.toContain("> ...")
  })

  it("says when a search was not whole, and when there is nothing to search", () => {
    const definition = faulty.bots["parcel"] ?? BotDefinition.make({ dialogues: [] })
    const { chart: _, ...byHand } = bye

    const short = CheckView.render([BotCheck.of("parcel", definition, { grounds, most: 3 })])
    const none = CheckView.render([BotCheck.of("hand", BotDefinition.make({ dialogues: [byHand] }), { grounds })])

    expect(short).toContain("  parcel: 7 states; 3 standings looked at, and there are more")
    expect(none.slice(0, 3)).toEqual([
      "hand: nothing wrong",
      "  notice   You are talking to an automated assistant.",
      "  bye: 1 state; it was made by hand, and its paths are not known"
    ])
  })

  it("finds words that nobody announced where the notice is off", () => {
    const bot = BotDefinition.make({ dialogues: [bye], disclosure: false })

    const check = BotCheck.of("bye", bot, { grounds })

    expect(check.notice).toBeUndefined()
    expect(Findings.findings([check])).toMatchObject([{ promise: "disclosed", script: ["> bye", "< ..."] }])
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
      Findings.count([BotCheck.of("late", BotDefinition.make({ dialogues: [late], margin }), { grounds })])

    expect([found("1 minute"), found("2 hours")]).toEqual([0, 1])
  })
})

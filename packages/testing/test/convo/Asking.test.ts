/** How often leave is asked for, and which templates there are: bot and platform know the same, in convos too. */
import { BotDefinition, Dialogue } from "@parley/core"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Convo from "../../src/convo/Convo.ts"
import type { Bots } from "../../src/index.ts"

const make = (dialogue: BotDefinition.BotDefinition["dialogues"][number]) =>
  BotDefinition.make({ dialogues: [dialogue], typing: false, disclosure: false })

const c = Dialogue.setup({ id: "club", version: 1, context: Schema.Struct({}), states: ["know", "ask", "yes", "shut"] })
const club = c.make({
  initial: "know",
  starts: ["hi"],
  states: {
    know: c.remember({ person: () => ({ region: "EU" }), to: "ask" }),
    ask: c.optIn("Deals", { permission: "recurring", topic: "deals", to: "yes", declined: "yes", refused: "shut" }),
    yes: c.end("All right."),
    shut: c.end("We have talked of it.")
  }
})

const o = Dialogue.setup({
  id: "order",
  version: 1,
  context: Schema.Struct({ left: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  signals: { left: Schema.Struct({ name: Schema.String }) },
  states: ["wait", "tell", "call"]
})
const order = o.make({
  initial: "wait",
  starts: ["hi"],
  states: {
    wait: o.wait({ signal: "left", save: ({ name }) => ({ left: name }), meanwhile: "Soon.", to: "tell" }),
    tell: o.notify("It left.", {
      purpose: "shipping",
      utility: {
        name: "order_left",
        language: "en",
        parameters: ({ left }): { readonly [name: string]: string } => left === "" ? {} : { who: left }
      },
      otherwise: { refused: "call" },
      to: "wait"
    }),
    call: o.handover("inbox", { note: "Please call.", resume: "wait" })
  }
})

const series = (more: { readonly renews?: boolean } = {}) => {
  const s = Dialogue.setup({
    id: "series",
    version: 1,
    context: Schema.Struct({}),
    signals: { deal: Schema.Struct({}) },
    states: ["ask", "wait", "tell", "no"]
  })
  return s.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: s.optIn("Deals", { permission: "recurring", topic: "deals", to: "wait", declined: "no", ...more }),
      wait: s.wait({ signal: "deal", to: "tell" }),
      tell: s.notify("Flights at half price.", { purpose: "promotion", topic: "deals", otherwise: "drop", to: "wait" }),
      no: s.end("All right.")
    }
  })
}

const bots: Bots.Bots = {
  club: make(club),
  order: make(order),
  series: make(series()),
  once: make(series({ renews: false }))
}
const left = { name: "order_left", language: "en", body: "It left, {{who}}." }
const came = { name: "order_came", language: "en", body: "It is there." }

const play = async (
  header: string,
  lines: ReadonlyArray<string>,
  templates: Convo.Options["templates"] = [left, came]
) => Convo.explain(await Convo.runText([header, ...lines, ""].join("\n"), { bots, templates }))

describe("a request for a series", () => {
  // The platform of a convo has nobody in a region, so the day is one on which a series was there for all.
  const header = "bot club   start 2025-06-02T09:00Z"
  const asked = ["> hi", "< Deals", "> no", "< All right."]

  it("is asked once in seven days, to the second; before that the dialogue goes on", async () => {
    const again = (wait: string, answer: string) => play(header, [...asked, `~ ${wait}`, "> hi", `< ${answer}`])

    expect(await again("604799s", "We have talked of it.")).toBeUndefined()
    expect(await again("604800s", "Deals")).toBeUndefined()
  })
})

describe("the leave for a series", () => {
  const header = "start 2024-03-01T09:00Z"
  const almostAYear = ["> hi", "< Deals", "> [Get updates]", "~ 364d"]
  const later = ["~ 2d", "signal deal {}"]

  it("that the person prolongs lasts another year, and the messages go on", async () => {
    const prolonged = [...almostAYear, "> [Continue messages]", ...later, "< Flights at half price.   #recurring"]

    expect(await play(`bot series   ${header}`, prolonged)).toBeUndefined()
    expect(await play(`bot series   ${header}`, [...prolonged, "~ 363d", "signal deal {}", "! no send"]))
      .toBeUndefined()
  })

  it("that nobody prolongs is over after a year", async () => {
    expect(await play(`bot series   ${header}`, [...almostAYear, "signal deal {}", "< Flights at half price."]))
      .toBeUndefined()
    expect(await play(`bot series   ${header}`, [...almostAYear, ...later, "! no send"])).toBeUndefined()
  })

  it("that was asked for without renewal is not offered again", async () => {
    const tapped = await play(`bot once   ${header}`, [...almostAYear, "> [Continue messages]"])

    expect(tapped).toContain("Nobody can tap \"Continue messages\"")
  })
})

describe("a template", () => {
  const late = ["> hi", "~ 2d", "signal left {\"name\": \"Ana\"}"]

  it("that is approved, in its language and with its parameters travels", async () => {
    expect(await play("bot order   start 2026-11-02T09:00Z", [...late, "< It left, Ana.   #utility"])).toBeUndefined()
  })

  it("that the header leaves out is pending: it is refused before it is said, and no call is made", async () => {
    const lines = [...late, "! no send", "! no call POST me/messages"]

    expect(await play("bot order   start 2026-11-02T09:00Z   templates order_came", lines)).toBeUndefined()
    expect(await play("bot order   start 2026-11-02T09:00Z   templates none", lines)).toBeUndefined()
    expect(await play("bot order   start 2026-11-02T09:00Z   templates order_left", lines)).toContain("It left, Ana.")
  })

  it("that the account does not have is refused before it is said", async () => {
    expect(await play("bot order   start 2026-11-02T09:00Z", [...late, "! no send"], [came])).toBeUndefined()
    expect(await play("bot order   start 2026-11-02T09:00Z   templates none", [...late, "! no send"], []))
      .toBeUndefined()
  })

  it("without a value for a parameter is refused before it is said", async () => {
    const lines = ["> hi", "~ 2d", "signal left {\"name\": \"\"}", "! no send"]

    expect(await play("bot order   start 2026-11-02T09:00Z", lines)).toBeUndefined()
  })

  it("that a header names and nobody made is told with what was meant", async () => {
    expect(await play("bot order   templates order_lef", late)).toContain("Did you mean \"order_left\"?")
  })

  it("is nothing to Instagram, which has none", async () => {
    expect(await play("bot order   channel instagram   start 2026-11-02T09:00Z", [...late, "! no send"]))
      .toBeUndefined()
  })
})

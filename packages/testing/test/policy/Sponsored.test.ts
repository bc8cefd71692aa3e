/**
 * Sponsored messages from the dialogue to the person's phone and back: under the rules of the seed pages, until they ended, and today.
 */
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

const d = Dialogue.setup({
  id: "shop",
  version: 1,
  context: Schema.Struct({}),
  signals: { offer: Schema.Struct({}) },
  states: ["hello", "waiting", "offer", "unsold"]
})

const shop = d.make({
  initial: "hello",
  starts: [/hi/],
  states: {
    hello: d.say("Hello.", { to: "waiting" }),
    waiting: d.wait({ signal: "offer", to: "offer" }),
    offer: d.notify("Half price today.", {
      purpose: "promotion",
      sponsored: true,
      otherwise: { refused: "unsold" },
      to: "waiting"
    }),
    unsold: d.wait({ signal: "offer", to: "offer" })
  }
})

const bots = {
  shop: BotDefinition.make({ dialogues: [shop], disclosure: false }),
  told: BotDefinition.make({ dialogues: [shop] })
}

const play = async (header: string, lines: ReadonlyArray<string>) =>
  Convo.explain(await Convo.runText([`bot ${header}`, ...lines, ""].join("\n"), { bots, guard: 100 }))

const greeted = ["> hi", "< Hello."]
const sold = ["signal offer", "< Half price today.   #sponsored #label:Sponsored", "= waiting"]
const refused = ["signal offer", "! no send", "= unsold"]

describe("by the seed pages a sponsored message", () => {
  const seeds = "shop   start 2024-06-01T09:00Z   pack seeds"

  it("goes to a person who once wrote, at any time, through an edge of its own, and their phone says what it is", async () => {
    const story = [...greeted, "~ 400d   window closed", ...sold]
    const call = "$ POST /sponsored_messages {\"message\":{\"text\":\"Half price today.\"}}"

    expect(await play(seeds, [...story, call, "! no call POST /messages"])).toBeUndefined()
  })

  it("is an ordinary update while the window is open", async () => {
    const story = [...greeted, "~ 23h   window open", "signal offer", "< Half price today.   #update"]

    expect(await play(seeds, [...story, "! no call POST /sponsored_messages"])).toBeUndefined()
  })

  it("that lost its answer is known by its echo, and is not said twice", async () => {
    const story = [...greeted, "~ 30d   window closed", "% lose answer", ...sold, "~ 1h", "! no send"]

    expect(await play(seeds, story)).toBeUndefined()
  })

  it("is refused by the platform like any message: nothing reaches a person who cannot be reached", async () => {
    const story = [...greeted, "~ 30d   window closed", "% code 551", "signal offer", "! no send"]

    expect(await play(seeds, story)).toBeUndefined()
  })

  it("carries the notice that one speaks with a machine, when it is due, in its own text", async () => {
    const notice = "< ...Half price today.   #sponsored #label:Sponsored #disclosure"
    const story = ["> hi", "< ...   #disclosure", "< Hello.", "~ 30d   window closed", "signal offer", notice]

    expect(await play("told   start 2024-06-01T09:00Z   pack seeds", story)).toBeUndefined()
  })

  it("is refused on Instagram", async () => {
    expect(await play(`${seeds}   channel instagram`, [...greeted, "~ 30d   window closed", ...refused]))
      .toBeUndefined()
  })
})

describe("on the timeline a sponsored message", () => {
  const current = "shop   start 2024-06-30T09:00Z"

  it("goes out in the last minutes before 31 July 2024", async () => {
    const story = [...greeted, "~ until 2024-07-30T23:58:00Z   window closed", ...sold]

    expect(await play(current, story)).toBeUndefined()
  })

  it("is refused from the first instant of that day", async () => {
    const story = [...greeted, "~ until 2024-07-31T00:00:00Z   window closed", ...refused]

    expect(await play(current, story)).toBeUndefined()
  })

  it("is refused today, and goes as an update when the person writes", async () => {
    const story = [...greeted, "~ 30d   window closed", ...refused, "> hello?", "< ...   #reply", "signal offer"]

    expect(await play("shop   start 2026-11-02T09:00Z", [...story, "< Half price today.   #update"])).toBeUndefined()
  })
})

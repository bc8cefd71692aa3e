/**
 * News of a publisher from the dialogue to the person's phone and back: registered or not, subscribed or not, on both channels.
 */
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

const d = Dialogue.setup({
  id: "paper",
  version: 1,
  context: Schema.Struct({}),
  signals: { headline: Schema.Struct({}) },
  states: ["hello", "waiting", "tell", "untold"]
})

const paper = d.make({
  initial: "hello",
  starts: [/hi/],
  states: {
    hello: d.say("The Daily Plateau.", { to: "waiting" }),
    waiting: d.wait({ signal: "headline", to: "tell" }),
    tell: d.notify("The lake is frozen.", { purpose: "news", otherwise: { refused: "untold" }, to: "waiting" }),
    untold: d.wait({ signal: "headline", to: "tell" })
  }
})

const bots = { paper: BotDefinition.make({ dialogues: [paper], disclosure: false }) }

const play = async (header: string, lines: ReadonlyArray<string>) =>
  Convo.explain(await Convo.runText([`bot paper   ${header}`, ...lines, ""].join("\n"), { bots, guard: 100 }))

const greeted = ["> hi", "< The Daily Plateau."]
const told = ["signal headline", "< The lake is frozen.   #news #tag:NON_PROMOTIONAL_SUBSCRIPTION", "= waiting"]
const untold = ["signal headline", "! no send", "= untold"]
const late = "~ 30d   window closed"

const packs = [
  ["by the seed pages", "start 2024-06-01T09:00Z   pack seeds"],
  ["today", "start 2026-11-02T09:00Z   pack current"]
] as const

describe.each(packs)("%s news", (_, when) => {
  const publisher = `${when}   approvals news`

  it("go to a person who subscribed, again and again, under the tag of news", async () => {
    const tagged = "{\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"NON_PROMOTIONAL_SUBSCRIPTION\"}"
    const story = [...greeted, "> (wants news)", late, ...told, `$ POST /messages ${tagged}`, "~ 1h", ...told]

    expect(await play(publisher, story)).toBeUndefined()
  })

  it("are an ordinary update while the window is open", async () => {
    const story = [...greeted, "~ 23h   window open", "signal headline", "< The lake is frozen.   #update"]

    expect(await play(publisher, story)).toBeUndefined()
  })

  it("are refused to a person who did not subscribe", async () => {
    expect(await play(publisher, [...greeted, late, ...untold])).toBeUndefined()
  })

  it("are refused to a person who ended the subscription, and go on when they take it up again", async () => {
    const ended = ["> (wants news)", "~ 1d", "> (wants no news)", late, ...untold]

    expect(await play(publisher, [...greeted, ...ended, "> (wants news)", ...told])).toBeUndefined()
  })

  it("are refused to an account that is not registered as a publisher", async () => {
    const story = [...greeted, "> (wants news)", late, ...untold]

    expect(await play(`${when}   approvals humanAgent,utility`, story)).toBeUndefined()
  })

  it("are refused on Instagram", async () => {
    const story = [...greeted, "> (wants news)", late, ...untold]

    expect(await play(`${publisher}   channel instagram`, story)).toBeUndefined()
  })
})

it("a subscription to news opens no window", async () => {
  const story = [...greeted, late, "> (wants news)", "~ 1s   window closed"]

  expect(await play("start 2026-11-02T09:00Z   approvals news", story)).toBeUndefined()
})

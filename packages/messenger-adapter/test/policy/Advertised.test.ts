import { Conversation, Lane, Message, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"
import * as Packs from "../../src/policy/Packs.ts"
import type { Channel } from "../../src/wire/Channel.ts"

const on = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const today = on("2026-11-21")

/** What becomes of a message of the bot's own accord to a person who wrote a month ago. */
const late = (
  name: Packs.Name,
  channel: Channel,
  message: Message.Message,
  more: Partial<Conversation.Conversation> = {}
): Lane.Verdict =>
  Lane.resolve({
    message: { ...message, otherwise: "refuse" },
    author: { _tag: "Bot" },
    cause: "initiative",
    conversation: {
      ...Conversation.empty({ channel, account: "1", person: "2" }),
      acts: [{ act: "message", at: on("2026-10-22"), inbound: "m" }],
      ...more
    },
    approvals: ["news"],
    view: PolicyPack.on(Packs.named(name, channel), today),
    now: today
  })

const refusal = (verdict: Lane.Verdict) => verdict._tag === "Refused" ? verdict.refusal : undefined

describe("a sponsored message", () => {
  const ad = Message.text("Half price", { purpose: "promotion", promotional: true, sponsored: true })

  test("has its lane by the seed pages, on the evidence of what the person once wrote", () => {
    expect(late("seeds", "messenger", ad)).toMatchObject({
      _tag: "Allowed",
      lane: { lane: "sponsored", rule: "lane.sponsored", act: "message", actAt: on("2026-10-22") }
    })
  })

  test("is refused today: it says when they ended, and each way out that there is", () => {
    expect(refusal(late("current", "messenger", ad))).toEqual({
      rule: "lane.absent",
      reason: "the window that the person's message of 2026-10-22T00:00:00.000Z opened shut at "
        + "2026-10-23T00:00:00.000Z; sponsored messages ended at 2024-07-31T00:00:00.000Z",
      waysOut: [
        "reply: wait until the person writes",
        "oneTime: ask the person's leave on a topic while the window is open, and name the topic",
        "recurring: ask the person's leave on a topic while the window is open, and name the topic",
        "sponsored is retired: ask the person inside the window for leave to write once (a one-time notification) or, "
        + "where it stands, again and again; or reach them by an ad that opens a conversation"
      ]
    })
  })

  test.each(Packs.names)("was never there on Instagram (%s)", (name) => {
    expect(refusal(late(name, "instagram", ad))).toMatchObject({
      rule: "lane.absent",
      reason: expect.stringContaining("the channel has no sponsored messages")
    })
  })
})

describe.each(Packs.names)("news (%s)", (name) => {
  const message = Message.text("The lake is frozen", { purpose: "news" })
  const permissions = [{ id: "news", kind: "news", address: { _tag: "Scoped", id: "2" }, grantedAt: 0 } as const]

  test("go to a subscribed person, and the rules call them under development", () => {
    const verdict = late(name, "messenger", message, { permissions })
    const lane = PolicyPack.on(Packs.named(name, "messenger"), today).lanes.find((rule) => rule.lane === "news")

    expect(verdict).toMatchObject({ _tag: "Allowed", lane: { lane: "news", permission: "news" } })
    expect(lane?.stage).toBe("under development")
  })

  test("carry no promotion", () => {
    const verdict = late(name, "messenger", { ...message, promotional: true }, { permissions })

    expect(refusal(verdict)).toMatchObject({ rule: "message.promotes" })
    expect(refusal(verdict)?.waysOut.join("\n")).toMatch(/^news .*: leave the promotion out$/m)
  })

  test("are not there on Instagram", () => {
    expect(refusal(late(name, "instagram", message, { permissions }))).toMatchObject({ rule: "lane.absent" })
  })
})

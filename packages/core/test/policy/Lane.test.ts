import { Conversation, Lane, Message, PolicyPack } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"

const day = 86_400_000
const start = Date.UTC(2026, 10, 1, 9)
const source = { page: "a test's own rules", read: "2026-11-21" }
const rule = { author: "any", window: "open", purposes: "any", promotional: true, source } as const

const pack: PolicyPack.PolicyPack = {
  name: "demo",
  channel: "demo",
  openers: [
    { id: "window.message", act: "message", lasts: day, source },
    { id: "window.ad", act: "ad", lasts: 7 * day, from: start, source }
  ],
  lanes: [
    { ...rule, id: "reply", lane: "reply" },
    { ...rule, id: "update", lane: "update" },
    {
      ...rule,
      id: "human",
      lane: "humanAgent",
      tag: "HUMAN",
      author: "human",
      window: "any",
      promotional: false,
      within: 7 * day,
      approval: "humanAgent"
    },
    {
      ...rule,
      id: "utility",
      lane: "utility",
      window: "any",
      purposes: ["shipping"],
      promotional: false,
      content: "template"
    }
  ],
  disclosure: [{ id: "lapse", lapse: day, source }],
  retired: [{ id: "old", lane: "tagged", tag: "OLD", purposes: ["shipping"], instead: "use a template", source }]
}

const heard = (act: string, at: number): Conversation.Conversation => ({
  ...Conversation.empty({ channel: "demo", account: "1", person: "2" }),
  acts: [{ act, at, inbound: "m1" }]
})

const ask = (overrides: Partial<Lane.Request> & { readonly now: number }): Lane.Verdict =>
  Lane.resolve({
    message: Message.text("Hello"),
    author: { _tag: "Bot" },
    cause: "answer",
    conversation: heard("message", start),
    approvals: [],
    view: PolicyPack.on(pack, overrides.now),
    ...overrides
  })

const template = { _tag: "Template", name: "shipped", language: "en", parameters: {} } as const

describe("Lane", () => {
  test("inside the window an answer is a reply and an initiative is an update", () => {
    const answer = ask({ now: start })
    const initiative = ask({ now: start, cause: "initiative" })

    expect(answer).toMatchObject({ _tag: "Allowed", lane: { lane: "reply", rule: "reply", until: start + day } })
    expect(initiative).toMatchObject({ _tag: "Allowed", lane: { lane: "update" } })
  })

  test("the window's last millisecond is inside and its end is outside", () => {
    expect(ask({ now: start + day - 1 })._tag).toBe("Allowed")
    expect(ask({ now: start + day })).toMatchObject({ _tag: "Held", refusal: { rule: "window.shut" } })
  })

  test("an act counts although the clock was set back since", () => {
    expect(ask({ now: start - 5_000 })._tag).toBe("Allowed")
  })

  test("the evidence names the act and the end of the window", () => {
    expect(ask({ now: start })).toMatchObject({
      lane: {
        because: "the person's message of 2026-11-01T09:00:00.000Z keeps the window open until 2026-11-02T09:00:00.000Z"
      }
    })
  })

  test("the evidence writes every moment as ISO 8601 does", () => {
    const last = Date.UTC(9999, 11, 1)
    FastCheck.assert(FastCheck.property(FastCheck.integer({ min: -day, max: last }), (at) => {
      const lane = ask({ now: at, conversation: heard("message", at) })
      const because = lane._tag === "Allowed" ? lane.lane.because : ""
      expect(because).toContain(new Date(at).toISOString())
      expect(because).toContain(new Date(at + day).toISOString())
    }))
  })

  test("what a message says of itself decides when no lane takes it", () => {
    const late = start + 2 * day
    const verdicts = (["hold", "drop", "refuse"] as const).map((otherwise) =>
      ask({ now: late, message: Message.text("Hello", { otherwise }) })._tag
    )

    expect(verdicts).toEqual(["Held", "Dropped", "Refused"])
  })

  test("a held message waits as long as it asks", () => {
    const late = start + 2 * day

    expect(ask({ now: late })).toMatchObject({ until: late + 7 * day })
    expect(ask({ now: late, message: Message.text("Hello", { holdFor: 5 }) })).toMatchObject({ until: late + 5 })
  })

  test("a bot never writes first", () => {
    const stranger = Conversation.empty({ channel: "demo", account: "1", person: "2" })

    expect(ask({ now: start, conversation: stranger })).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "window.never" }
    })
  })

  test("the bot is silent while a person of the business has the conversation", () => {
    const taken: Conversation.Conversation = { ...heard("message", start), owner: { _tag: "Human", since: start } }

    expect(ask({ now: start, conversation: taken })).toMatchObject({ _tag: "Held", refusal: { rule: "owner.human" } })
    expect(ask({ now: start, conversation: taken, author: { _tag: "Human", name: "Eva" } })._tag).toBe("Allowed")
  })

  test("only a person with the approval may answer after the window, for seven days", () => {
    const author = { _tag: "Human", name: "Eva" } as const
    const late = start + 3 * day

    expect(ask({ now: late, author, approvals: ["humanAgent"] })).toMatchObject({
      lane: { lane: "humanAgent", tag: "HUMAN" }
    })
    expect(ask({ now: late, author })._tag).toBe("Held")
    expect(ask({ now: late, approvals: ["humanAgent"] })._tag).toBe("Held")
    expect(ask({ now: start + 7 * day, author, approvals: ["humanAgent"] })._tag).toBe("Held")
  })

  test("an approved template travels at any time, for its purposes and without promotion", () => {
    const late = start + 30 * day
    const shipped = Message.text("It left.", { purpose: "shipping", utility: template })

    expect(ask({ now: late, message: shipped })).toMatchObject({ lane: { lane: "utility" } })
    expect(ask({ now: late, message: { ...shipped, promotional: true } })._tag).toBe("Held")
    expect(ask({ now: late, message: { ...shipped, purpose: "news" } })._tag).toBe("Held")
  })

  test("a refusal names a retired way with what to use instead", () => {
    const verdict = ask({ now: start + 2 * day, message: Message.text("It left.", { purpose: "shipping" }) })

    expect(verdict).toMatchObject({ refusal: { waysOut: expect.arrayContaining(["OLD is retired: use a template"]) } })
  })

  test("a rule stands from its day on", () => {
    const before = heard("ad", start - 1)

    expect(ask({ now: start - 1, conversation: before })._tag).toBe("Refused")
    expect(ask({ now: start + 6 * day, conversation: before })._tag).toBe("Allowed")
  })

  test("a channel without rules lets everything through", () => {
    const view = PolicyPack.on(PolicyPack.open("demo"), start)
    const stranger = Conversation.empty({ channel: "demo", account: "1", person: "2" })

    expect(ask({ now: start, view, conversation: stranger })).toMatchObject({
      _tag: "Allowed",
      lane: { lane: "reply" }
    })
  })
})

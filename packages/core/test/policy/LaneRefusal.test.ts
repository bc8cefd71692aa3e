import { type Conversation, Lane, Message, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"
import {
  allowing,
  ana,
  ask,
  day,
  eva,
  leave,
  pack,
  start,
  stranger,
  survey,
  tagEnds,
  template,
  way
} from "./rulebook.ts"

const late = start + 2 * day

describe("when no lane is open", () => {
  test("the message decides: it waits, it goes, or the dialogue is told", () => {
    const verdicts = (["hold", "drop", "refuse"] as const).map((otherwise) =>
      ask({ now: late, message: Message.text("Hello", { otherwise }) })._tag
    )

    expect(verdicts).toEqual(["Held", "Dropped", "Refused"])
  })

  test("a held message waits a week, or as long as it asks", () => {
    expect(ask({ now: late })).toMatchObject({ _tag: "Held", until: late + Lane.holdFor })
    expect(ask({ now: late, message: Message.text("Hello", { holdFor: 5 }) })).toMatchObject({ until: late + 5 })
    const instead = Message.text("Hi", { otherwise: "hold" })
    expect(ask({ now: late, message: Message.text("Hello", { holdFor: 5, instead }) })).toMatchObject({
      until: late + 5
    })
    expect(
      ask({ now: late, message: Message.text("Hello", { holdFor: 5, instead: { ...instead, holdFor: 9 } }) })
    ).toMatchObject({ until: late + 9 })
  })

  test("the wait of a held message is not longer for a clock that was set back", () => {
    const conversation = { ...ana, seenAt: late }

    expect(ask({ now: start, conversation, message: Message.text("Hello", { holdFor: 5 }) })).toMatchObject({
      until: late + 5
    })
  })
})

describe("a message with another in its stead", () => {
  const shipping = Message.text("It left.", { purpose: "shipping" })

  test("lets the other travel when it may not", () => {
    const message = Message.text("Hello", { instead: Message.text("Hi", { instead: shipping }) })

    expect(ask({ now: late, message })).toMatchObject({ lane: { lane: "tagged" }, message: shipping })
    expect(ask({ now: start, message })).toMatchObject({ lane: { lane: "reply" }, message })
  })

  test("does what the last of them says when none may travel", () => {
    const instead = Message.text("Hi", { otherwise: "drop" })

    expect(ask({ now: late, message: Message.text("Hello", { instead }) })._tag).toBe("Dropped")
    expect(ask({ now: late, message: Message.text("Hello", { instead, otherwise: "refuse" }) })._tag).toBe("Dropped")
    expect(
      ask({ now: late, message: Message.text("Hello", { instead: Message.text("Hi"), otherwise: "refuse" }) })._tag
    ).toBe("Refused")
  })

  test("is refused for its own cause, not for the other's", () => {
    const message: Message.Message = { ...survey, purpose: "reply", instead: Message.text("x", { purpose: "receipt" }) }

    expect(way(ask({ now: late, message, approvals: ["utility"] }))).toBe("window.shut")
  })

  test("skips a stand-in whose purpose is none", () => {
    // @ts-expect-error A purpose that is none comes in as data, never from the author's own code.
    const bad = Message.text("x", { purpose: "gossip", instead: shipping })

    const message: Message.Message = {
      content: { _tag: "Template", name: "t", language: "en", parameters: {} },
      instead: bad
    }

    // The last comment may be answered with words, so that nothing but its purpose is against the first stand-in.
    expect(ask({ now: late, conversation: allowing(leave("privateReply")), message })).toMatchObject({
      message: shipping
    })
  })

  test("tries so many of them and no more, even when they go round", () => {
    const round: { content: Message.Content; instead?: Message.Message } = Message.text("Hello")
    round.instead = round
    let deep = shipping
    for (let depth = 0; depth < Lane.standIns; depth++) deep = Message.text("Hello", { instead: deep })

    expect(ask({ now: late, message: round })._tag).toBe("Held")
    expect(ask({ now: late, message: deep })._tag).toBe("Allowed")
    expect(ask({ now: late, message: Message.text("Hello", { instead: deep }) })._tag).toBe("Held")
  })
})

describe("who may speak", () => {
  const human: Conversation.Conversation = { ...ana, owner: { _tag: "Human", since: start } }
  const app: Conversation.Conversation = { ...ana, owner: { _tag: "App", since: start, app: "42" } }

  test("the bot is silent while a person of the business or another app has the conversation", () => {
    expect(ask({ now: start, conversation: human })).toMatchObject({ _tag: "Held", refusal: { rule: "owner.human" } })
    expect(ask({ now: start, conversation: app })).toMatchObject({ _tag: "Held", refusal: { rule: "owner.app" } })
    expect(ask({ now: start, conversation: app, message: Message.text("x", { otherwise: "drop" }) })._tag).toBe(
      "Dropped"
    )
    expect(way(ask({ now: start, conversation: human, author: eva }))).toBe("reply")
  })

  test("nothing unasked goes to a person who wants none, nor waits for them", () => {
    const conversation: Conversation.Conversation = { ...ana, stopped: { at: start, why: "word" } }

    expect(ask({ now: start, conversation, cause: "initiative" })).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "person.stopped" }
    })
    expect(way(ask({ now: start, conversation }))).toBe("reply")
    expect(way(ask({ now: start, conversation, cause: "initiative", author: eva }))).toBe("update")
  })

  test("what is meant for a person who cannot be reached waits until they write", () => {
    const conversation: Conversation.Conversation = { ...ana, stopped: { at: start, why: "unreachable" } }

    expect(ask({ now: start, conversation, cause: "initiative" })).toMatchObject({
      _tag: "Held",
      refusal: { rule: "person.stopped" }
    })
  })
})

describe("a refusal", () => {
  const because = (verdict: Lane.Verdict) => verdict._tag === "Allowed" ? undefined : verdict.refusal

  test("names the one thing in the way: the missing approval, template, or a use that the page forbids", () => {
    const shipped = Message.text("It left.", { purpose: "shipping" })
    const receipt = Message.text("Paid", { purpose: "receipt" })
    const refusals = [
      ask({ now: tagEnds, message: { ...shipped, utility: template } }),
      ask({ now: tagEnds, message: receipt, approvals: ["utility"] }),
      ask({ now: late, message: { ...shipped, promotional: true } }),
      ask({ now: late, message: { ...shipped, recurs: true } }),
      ask({ now: late, message: Message.text("x", { purpose: "unsolicitedEvent" }) }),
      ask({ now: late, message: Message.text("x", { purpose: "unrelated" }) })
    ]

    expect(refusals.map(way)).toEqual([
      "approval.utility",
      "content.template",
      "message.promotes",
      "message.recurs",
      "purpose.forbidden",
      "purpose.unlisted"
    ])
  })

  test("cites the row of the page that forbids the use, in a lane that the author could have used", () => {
    const reason = (message: Message.Message) => because(ask({ now: late, message }))?.reason

    expect(reason(Message.text("x", { purpose: "unsolicitedEvent" }))).toContain("\"only events signed up for\"")
    expect(reason(Message.text("x", { purpose: "shipping", promotional: true }))).toContain("\"no deals\"")
    expect(reason(Message.text("x", { purpose: "shipping", recurs: true }))).toContain("\"no statements\"")
    expect(reason(Message.text("x", { purpose: "eventReminder", eventAt: start }))).toContain("\"no past events\"")
  })

  test("names every way out that the business has, with what to change", () => {
    const message = Message.text("Paid", { purpose: "receipt", topic: "orders", otherwise: "refuse" })

    expect(because(ask({ now: late, message }))).toEqual({
      rule: "permission.none",
      reason: "the window that the person's message of 2026-11-01T09:00:00.000Z opened shut at "
        + "2026-11-02T09:00:00.000Z; the person's leave on \"orders\" was never given",
      waysOut: [
        "reply: wait until the person writes",
        "humanAgent (HUMAN): let a person write it in the inbox within 7 days, until 2026-11-08T09:00:00.000Z, and get "
        + "the approval \"humanAgent\" for the account and name it among its approvals",
        "utility: give the message an approved template, and get the approval \"utility\" for the account and name it "
        + "among its approvals",
        "oneTime: ask the person's leave on \"orders\" while the window is open",
        "recurring: ask the person's leave on \"orders\" while the window is open",
        "OLD is retired: use a template"
      ]
    })
  })

  test("of a promotion offers to ask leave, to name the leave there is, or to advertise", () => {
    const message = Message.text("Half price", { promotional: true })
    const conversation = allowing(leave("recurring", { topic: "tea" }))
    const ways = because(ask({ now: tagEnds, message, conversation }))?.waysOut

    expect(ways).toContain("oneTime: ask the person's leave on a topic while the window is open, and name the topic")
    expect(ways).toContain("recurring: name the topic on which the person gave leave, such as \"tea\"")
    expect(ways).toContain("sponsored: mark the message as `sponsored`")
  })

  test("of an advertisement on a channel without them says so, whatever other lanes would not take", () => {
    const lanes = pack.lanes.filter(({ lane }) => lane !== "sponsored")
    const message = Message.text("Half price", { purpose: "promotion", sponsored: true })
    const view = PolicyPack.on({ ...pack, lanes }, late)

    expect(because(ask({ now: late, message, view }))).toMatchObject({
      rule: "lane.absent",
      reason: "the window that the person's message of 2026-11-01T09:00:00.000Z opened shut at "
        + "2026-11-02T09:00:00.000Z; the channel has no sponsored messages"
    })
  })

  test("of an advertisement, once they have ended, says when, and what to do instead, whatever it is for", () => {
    const ended = {
      id: "ended",
      lane: "sponsored",
      purposes: ["promotion"],
      from: start,
      instead: "ask leave"
    } as const
    const lanes = pack.lanes.filter(({ lane }) => lane !== "sponsored")
    const retired = [{ ...ended, source: { page: "p", read: "2026-11-21" } }]
    const view = PolicyPack.on({ ...pack, lanes, retired }, late)

    for (const purpose of ["promotion", "reply"] as const) {
      const refusal = because(ask({ now: late, view, message: Message.text("x", { purpose, sponsored: true }) }))
      expect(refusal?.reason).toContain("sponsored messages ended at 2026-11-01T09:00:00.000Z")
      expect(refusal?.waysOut).toContain("sponsored is retired: ask leave")
    }
  })

  test("to someone who never wrote is that, though the lane is not there either", () => {
    const view = PolicyPack.on({ ...pack, lanes: pack.lanes.filter(({ lane }) => lane !== "sponsored") }, start)
    const message = Message.text("x", { purpose: "promotion", sponsored: true })

    expect(because(ask({ now: start, conversation: stranger, message, view }))?.rule).toBe("window.never")
  })

  test("of news says what is missing of them first, and all that is to be done", () => {
    const lanes = pack.lanes.map((rule) =>
      rule.lane === "news" ? { ...rule, stage: "under development" as const } : rule
    )
    const view = PolicyPack.on({ ...pack, lanes }, late)
    const news = (more: Partial<Lane.Request> = {}) =>
      because(ask({ now: late, view, message: Message.text("Today", { purpose: "news" }), ...more }))

    expect(news()).toMatchObject({ rule: "approval.news" })
    expect(news()?.waysOut.at(-1)).toMatch(
      /^news.*: get the approval "news" for the account .* \(the page calls it under development\), and the person has to/
    )
    expect(news({ approvals: ["news"] })).toMatchObject({ rule: "permission.none" })
    expect(news({ approvals: ["news"] })?.reason).toContain("the person has not subscribed to the news")
  })

  test("of news on a channel without them says so", () => {
    const view = PolicyPack.on({ ...pack, lanes: pack.lanes.filter(({ lane }) => lane !== "news") }, late)
    const message = Message.text("Today", { purpose: "news" })

    expect(because(ask({ now: late, view, message, approvals: ["news"] }))).toMatchObject({
      rule: "lane.absent",
      reason: expect.stringContaining("the channel has no news messages")
    })
  })

  test("of a series that goes on too soon says when it may", () => {
    const message = Message.text("Tea", { topic: "tea" })
    const conversation = allowing(leave("recurring", { topic: "tea", usedBy: "o1", usedAt: start }))
    const refusal = because(ask({ now: late - 1, message, conversation }))

    expect(refusal?.reason).toContain("the series on \"tea\" may not go on before 2026-11-03T09:00:00.000Z")
    expect(refusal?.waysOut).toContain("recurring: wait until 2026-11-03T09:00:00.000Z")
  })

  test("of a purpose that is none is typed, and is never held", () => {
    // @ts-expect-error A purpose that is none comes in as data, never from the author's own code.
    const message = Message.text("x", { purpose: "gossip" })

    expect(ask({ now: start, message })).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "purpose.unknown", reason: "\"gossip\" is not a purpose of messages" }
    })
  })

  test("to someone who never wrote says so, and offers nothing but to wait", () => {
    expect(because(ask({ now: start, conversation: stranger }))).toMatchObject({
      reason: "the person has never written here, and a business may not write first",
      waysOut: ["reply: wait until the person writes"]
    })
  })

  test("cites a rule of the list, and those that the channel cannot see are among them", () => {
    expect(Lane.rules).toEqual(expect.arrayContaining([...Lane.oursAlone]))
    expect(Lane.oursAlone.has("window.shut")).toBe(false)
    expect(Lane.oursAlone.has("message.promotes")).toBe(true)
  })
})

import { type Conversation, Message, PolicyPack } from "@parley/core"
import { describe, expect, test } from "vitest"
import {
  allowing,
  ana,
  ask,
  day,
  eva,
  heard,
  leave,
  pack,
  start,
  stranger,
  survey,
  tagEnds,
  template,
  way,
  week
} from "./rulebook.ts"

const late = start + 2 * day
const shipping = Message.text("It left.", { purpose: "shipping" })

describe("inside the window", () => {
  test("an answer is a reply and an initiative is an update, with the act that opened it as evidence", () => {
    const evidence = {
      pack: "demo",
      packVersion: PolicyPack.version(pack),
      act: "message",
      actAt: start,
      until: start + day
    }

    expect(ask({ now: start })).toEqual({
      _tag: "Allowed",
      lane: { lane: "reply", rule: "reply", ...evidence },
      message: Message.text("Hello")
    })
    expect(ask({ now: start, cause: "initiative" })).toMatchObject({ lane: { lane: "update", ...evidence } })
  })

  test("everything goes without a tag: promotion, a survey, a request for leave, what a tag would take", () => {
    const request = { _tag: "Request", permission: "oneTime", topic: "tea", title: "Tea?", payload: "p" } as const
    const promotion = Message.text("Half price", { promotional: true })
    const messages = [promotion, survey, { content: request }, shipping]

    expect(messages.map((message) => ask({ now: start, message })).map(way)).toEqual(Array(4).fill("reply"))
  })

  test("an approved template travels as one inside the window too", () => {
    const message = { content: template, purpose: "shipping" } as const

    expect(way(ask({ now: start, message }))).not.toBe("reply")
    expect(way(ask({ now: start, message, approvals: ["utility"] }))).toBe("utility")
  })

  test("a permission is not used up, as a reply needs none", () => {
    const conversation = allowing(leave("oneTime", { topic: "tea" }))
    const verdict = ask({ now: start, conversation, message: Message.text("Tea", { topic: "tea" }) })

    expect(verdict).toMatchObject({ lane: { lane: "reply" } })
    expect(verdict).not.toHaveProperty("address")
  })

  test("the other lane of the window is taken where a channel has one alone", () => {
    const lanes = pack.lanes.filter((rule) => rule.lane !== "update")
    const view = PolicyPack.on({ ...pack, lanes }, start)

    expect(way(ask({ now: start, cause: "initiative", view }))).toBe("reply")
  })
})

/** A case just inside a bound, and the same at the bound: the lane, then the lane or the rule of the refusal. */
const bounds: ReadonlyArray<
  readonly [rule: string, bound: number, request: Partial<Parameters<typeof ask>[0]>, inside: string, outside: string]
> = [
  ["the window of a message", start + day, {}, "reply", "window.shut"],
  ["the window of a longer act", start + week, { conversation: heard("adMessage", start) }, "reply", "window.shut"],
  ["a tag's last day", tagEnds, { message: shipping }, "tagged", "window.shut"],
  ["the week of a survey", start + week, { message: survey }, "tagged", "window.old"],
  ["the week of a person", start + week, { author: eva, approvals: ["humanAgent"] }, "humanAgent", "window.old"],
  [
    "the week of a private reply",
    start + week,
    { conversation: { ...stranger, permissions: [leave("privateReply")] } },
    "privateReply",
    "permission.expired"
  ],
  [
    "the life of a token",
    start + 365 * day,
    { conversation: allowing(leave("oneTime", { topic: "tea" })), message: Message.text("Tea", { topic: "tea" }) },
    "oneTime",
    "permission.expired"
  ],
  [
    "the event that a message is about",
    start + 9 * day + 1,
    { message: Message.text("Soon", { purpose: "eventReminder", eventAt: start + 9 * day }) },
    "tagged",
    "message.past"
  ]
]

describe("at the end of", () => {
  test.each(bounds)(
    "%s the last millisecond is inside and the end is outside",
    (_, bound, request, inside, outside) => {
      expect(way(ask({ ...request, now: bound - 1 }))).toBe(inside)
      expect(way(ask({ ...request, now: bound }))).toBe(outside)
      expect(way(ask({ ...request, now: bound + 1 }))).toBe(outside)
    }
  )

  test.each(bounds.slice(0, 2).concat(bounds.slice(3, 7)))(
    "%s the margin counts as outside already",
    (_, bound, request, inside, outside) => {
      const margin = 60_000

      expect(way(ask({ ...request, margin, now: bound - margin - 1 }))).toBe(inside)
      expect(way(ask({ ...request, margin, now: bound - margin }))).toBe(outside)
    }
  )
})

describe("outside the window", () => {
  test("a tag takes its purposes at any time, with its name", () => {
    expect(ask({ now: start + 50 * day, message: shipping })).toMatchObject({
      lane: { lane: "tagged", rule: "tag", tag: "UPDATE_TAG" }
    })
  })

  test("a tag is gone after its end, also in a view that was taken before the clock was set back", () => {
    const conversation = { ...ana, seenAt: tagEnds }

    expect(way(ask({ now: tagEnds - 1, message: shipping }))).toBe("tagged")
    expect(way(ask({ now: tagEnds - 1, message: shipping, conversation }))).toBe("window.shut")
  })

  test("an approved template travels for its purposes, for an approved account", () => {
    const message = { ...shipping, utility: template }
    const approvals = ["utility"]

    expect(ask({ now: tagEnds, message, approvals })).toMatchObject({ lane: { lane: "utility", rule: "utility" } })
    expect(way(ask({ now: tagEnds, message: { ...shipping, content: template }, approvals }))).toBe("utility")
    expect(way(ask({ now: tagEnds, message: { ...message, promotional: true }, approvals }))).toBe("message.promotes")
    expect(way(ask({ now: tagEnds, message: { ...message, purpose: "promotion" }, approvals }))).toBe(
      "purpose.unlisted"
    )
  })

  test("a survey goes in the lane for surveys alone, and nothing else goes there", () => {
    const words = Message.text("How was it?", { purpose: "purchaseFeedback" })
    const disguised: Message.Message = { ...survey, purpose: "shipping", utility: template }

    expect(ask({ now: late, message: survey })).toMatchObject({
      lane: { tag: "FEEDBACK", act: "message", actAt: start, until: start + week }
    })
    expect(way(ask({ now: late, message: words }))).toBe("content.survey")
    expect(way(ask({ now: late, message: disguised, approvals: ["utility"] }))).toBe("content.survey")
  })

  test("a template and a request for leave are carried by no tag", () => {
    const request = { _tag: "Request", permission: "oneTime", topic: "tea", title: "Tea?", payload: "p" } as const

    expect(way(ask({ now: late, message: { content: template, purpose: "eventReminder" } }))).toBe("content.template")
    expect(way(ask({ now: late, message: { content: request, purpose: "eventReminder" } }))).toBe("content.request")
  })

  test("only a person may answer, within a week, for an approved account, and sells nothing", () => {
    const approvals = ["humanAgent"]
    const selling = Message.text("Half price", { promotional: true })

    expect(ask({ now: late, author: eva, approvals })).toMatchObject({
      lane: { lane: "humanAgent", tag: "HUMAN", act: "message", actAt: start, until: start + week }
    })
    expect(way(ask({ now: late, author: eva }))).toBe("approval.humanAgent")
    expect(way(ask({ now: late, approvals }))).toBe("window.shut")
    expect(way(ask({ now: late, author: eva, approvals, message: selling }))).toBe("message.promotes")
    expect(way(ask({ now: late, author: eva, approvals, conversation: heard("adMessage", start - week) }))).toBe(
      "window.old"
    )
  })

  test("a sponsored message goes to a person who once wrote, when the message asks for it", () => {
    const message = Message.text("Half price", { promotional: true, sponsored: true })

    expect(ask({ now: start + 900 * day, message })).toMatchObject({ lane: { lane: "sponsored", actAt: start } })
    expect(way(ask({ now: start + 900 * day, message: Message.text("Half price", { promotional: true }) }))).toBe(
      "window.shut"
    )
    expect(way(ask({ now: start + 900 * day, message, conversation: heard("postback", start) }))).toBe("window.shut")
  })
})

describe("a permission", () => {
  const tea = Message.text("Tea", { topic: "tea", promotional: true })

  test("takes one message on its topic to its own address, which may sell", () => {
    const conversation = allowing(leave("oneTime", { topic: "tea" }))

    expect(ask({ now: late, conversation, message: tea })).toEqual({
      _tag: "Allowed",
      lane: {
        lane: "oneTime",
        rule: "oneTime",
        pack: "demo",
        packVersion: PolicyPack.version(pack),
        permission: "p/oneTime",
        actAt: start,
        until: start + 365 * day
      },
      message: tea,
      address: { _tag: "Token", kind: "oneTime", token: "t1" }
    })
    expect(way(ask({ now: late, conversation, message: { ...tea, topic: "coffee" } }))).toBe("permission.none")
    expect(way(ask({ now: late, conversation }))).toBe("window.shut")
  })

  test("that has no topic is used by no message without one", () => {
    expect(way(ask({ now: late, conversation: allowing(leave("oneTime")) }))).toBe("window.shut")
  })

  test("is judged again at the send by the message that used it, and by no other", () => {
    const conversation = allowing(leave("oneTime", { topic: "tea", usedBy: "o1", usedAt: start }))

    expect(way(ask({ now: late, conversation, message: tea, outbound: "o1" }))).toBe("oneTime")
    expect(way(ask({ now: late, conversation, message: tea, outbound: "o2" }))).toBe("permission.used")
    expect(way(ask({ now: late, conversation, message: tea }))).toBe("permission.used")
  })

  test("that a message used already is the one it is sent under", () => {
    const used = leave("oneTime", { id: "mine", topic: "tea", usedBy: "o1", usedAt: start })
    const sooner = leave("oneTime", { id: "other", topic: "tea", expiresAt: start + 9 * day })

    expect(ask({ now: late, conversation: allowing(sooner, used), message: tea, outbound: "o1" })).toMatchObject({
      lane: { permission: "mine" }
    })
  })

  test("that ends first is used first; of comments the last is answered", () => {
    const tokens = allowing(
      leave("oneTime", { id: "later", topic: "tea" }),
      leave("oneTime", { id: "sooner", topic: "tea", expiresAt: start + 9 * day })
    )
    const comments = allowing(
      leave("privateReply", { id: "old" }),
      leave("privateReply", { id: "new", grantedAt: start + 1 })
    )

    expect(ask({ now: late, conversation: tokens, message: tea })).toMatchObject({ lane: { permission: "sooner" } })
    expect(ask({ now: late, conversation: comments })).toMatchObject({ lane: { permission: "new" } })
  })

  test("for a series waits its cadence, and ends when the person takes it back", () => {
    const used = { topic: "tea", usedBy: "o1", usedAt: start }

    expect(way(ask({ now: late - 1, conversation: allowing(leave("recurring", used)), message: tea }))).toBe(
      "permission.tooSoon"
    )
    expect(way(ask({ now: late, conversation: allowing(leave("recurring", used)), message: tea }))).toBe("recurring")
    const stopped = allowing(leave("recurring", { ...used, stoppedAt: start }))
    expect(way(ask({ now: late, conversation: stopped, message: tea }))).toBe("permission.stopped")
  })

  test("for news needs the approval, the region, and the purpose", () => {
    const message = Message.text("Today", { purpose: "news" })
    const conversation = allowing(leave("news", { region: "EU" }))
    const elsewhere = allowing(leave("news", { region: "US" }))
    const approvals = ["news"]

    expect(way(ask({ now: late, message, conversation, approvals }))).toBe("news")
    expect(way(ask({ now: late, message, conversation }))).toBe("approval.news")
    expect(way(ask({ now: late, message, conversation: elsewhere, approvals }))).toBe("permission.region")
    expect(way(ask({ now: late, message: Message.text("Buy", { purpose: "promotion" }), conversation, approvals })))
      .toBe(
        "purpose.forbidden"
      )
  })
})

describe("nobody writes first", () => {
  const approvals = ["utility", "humanAgent"]

  test("to a person who never wrote every message is refused, and none is held", () => {
    const verdicts = (["hold", "drop", "refuse"] as const).map((otherwise) =>
      ask({ now: start, conversation: stranger, message: Message.text("Hi", { otherwise }) })
    )

    expect(verdicts.map((one) => [one._tag, way(one)])).toEqual(
      ["hold", "drop", "refuse"].map(() => ["Refused", "window.never"])
    )
  })

  test("no tag, template or colleague reaches a person who never wrote", () => {
    const message = { ...shipping, utility: template }

    expect(ask({ now: start, conversation: stranger, message, approvals })._tag).toBe("Refused")
    expect(ask({ now: start, conversation: stranger, author: eva, approvals })._tag).toBe("Refused")
  })

  test("a comment allows its one answer and nothing else", () => {
    const conversation: Conversation.Conversation = { ...stranger, permissions: [leave("privateReply")] }
    const used = { ...conversation, permissions: [leave("privateReply", { usedBy: "o1", usedAt: start })] }
    const template_ = { ...shipping, utility: template }

    expect(ask({ now: start, conversation })).toMatchObject({
      lane: { lane: "privateReply", permission: "p/privateReply" },
      address: { _tag: "Comment", comment: "c1" }
    })
    expect(way(ask({ now: start, conversation, message: template_, approvals }))).toBe("privateReply")
    expect(ask({ now: start, conversation: used })).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "permission.used" }
    })
  })

  test("an act that opens nothing is no history", () => {
    expect(way(ask({ now: start, conversation: heard("adReferral", start) }))).toBe("window.never")
  })
})

test("a channel without rules lets everything through, to anyone", () => {
  const view = PolicyPack.on(PolicyPack.open("demo"), start)
  const messages = [Message.text("Hi"), survey, Message.text("Buy", { promotional: true, recurs: true, eventAt: 0 })]

  expect(messages.map((message) => way(ask({ now: start, view, conversation: stranger, message })))).toEqual(
    Array(3).fill("reply")
  )
})

test("a clock that is set back reopens nothing", () => {
  const conversation = { ...ana, seenAt: start + day }

  expect(way(ask({ now: start + 1, conversation }))).toBe("window.shut")
  expect(ask({ now: start - 5_000 })._tag).toBe("Allowed")
})

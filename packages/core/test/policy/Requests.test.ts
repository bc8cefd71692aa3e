import { type Lane, type Message, type Permission, PolicyPack, Requests } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import { ana, ask, day, leave, pack, start, way, week } from "./rulebook.ts"

const source = { page: "a test's own rules", read: "2026-11-21" }
const asks = (of: "title" | "any" | "leave") => ({ asks: { kind: "recurring", of } as const, source })

/** Rules that count requests for a series: one a week under a title, two a day and three a week under any, none twice. */
const counting: PolicyPack.PolicyPack = {
  ...pack,
  openers: [{ id: "window.message", act: "message", lasts: 90 * day, source }],
  limits: [
    { id: "title", what: "requests under one title", most: 1, per: week, ...asks("title") },
    { id: "day", what: "requests a day", most: 2, per: day, ...asks("any") },
    { id: "week", what: "requests a week", most: 3, per: week, ...asks("any") },
    { id: "given", what: "series under one title", most: 1, ...asks("leave") }
  ]
}

const request = (title: string, more: Partial<Requests.Asking> = {}): Message.Message => ({
  content: { _tag: "Request", permission: "recurring", topic: title.toLowerCase(), title, payload: "p", ...more }
})

interface Was {
  readonly title: string
  readonly at: number
  readonly permission?: "oneTime" | "recurring"
  readonly topic?: string
}

const asked = (...list: ReadonlyArray<Was>) => ({
  ...ana,
  requests: list.map(({ at, permission = "recurring", title, topic = title.toLowerCase() }, index) => ({
    permission,
    title,
    topic,
    at,
    outbound: `o${index}`
  }))
})

const judge = (
  now: number,
  conversation: Lane.Request["conversation"],
  message = request("Deals"),
  outbound?: string
) =>
  ask({
    now,
    conversation,
    message,
    view: PolicyPack.on(counting, now),
    ...(outbound === undefined ? {} : { outbound })
  })

describe("a person who was asked for leave", () => {
  test("is asked again under the same title once the time is over, and not a millisecond before", () => {
    const conversation = asked({ title: "Deals", at: start })

    expect(way(judge(start + week - 1, conversation))).toBe("request.tooSoon")
    expect(way(judge(start + week, conversation))).toBe("reply")
  })

  test("may be asked under another title, and for leave of another kind", () => {
    const conversation = asked({ title: "Deals", at: start })

    expect(way(judge(start + 1, conversation, request("News")))).toBe("reply")
    expect(way(judge(start + 1, conversation, request("Deals", { permission: "oneTime" })))).toBe("reply")
  })

  test("is asked so often in a day and in a week under whatever titles", () => {
    const two = asked({ title: "A", at: start }, { title: "B", at: start + 1 })
    const three = asked({ title: "A", at: start }, { title: "B", at: start + day }, { title: "C", at: start + 3 * day })

    expect(way(judge(start + day - 1, two))).toBe("request.tooSoon")
    expect(way(judge(start + day, two))).toBe("reply")
    expect(way(judge(start + week - 1, three))).toBe("request.tooSoon")
    expect(way(judge(start + week, three))).toBe("reply")
  })

  test("is told of in the refusal, with the moment from which they may be asked and the ways out", () => {
    const verdict = judge(start + day, asked({ title: "Deals", at: start }))

    expect(verdict).toMatchObject({
      refusal: {
        rule: "request.tooSoon",
        reason: "the person was asked for leave under \"Deals\" as often as the rules allow, once in 7 days; "
          + "they may be asked again from 2026-11-08T09:00:00.000Z on",
        waysOut: ["ask again from 2026-11-08T09:00:00.000Z on, or go on with the next question"]
      }
    })
  })

  test("may be asked from the moment that the refusal names, whatever was asked when", () => {
    const moments = FastCheck.array(FastCheck.integer({ min: 0, max: 10 * day }), { minLength: 1, maxLength: 12 })
    FastCheck.assert(FastCheck.property(moments, FastCheck.integer({ min: 0, max: 12 * day }), (all, later) => {
      const conversation = asked(...all.map((at, index) => ({ title: `T${index % 4}`, at: start + at })))
      const { requests } = conversation
      const content = request("T1").content as Requests.Asking
      const view = PolicyPack.on(counting, start)
      const found = Requests.hindrance(content, {
        conversation: { permissions: [], requests },
        view,
        time: start + later
      })

      if (found?._tag !== "tooSoon") return
      const facts = { conversation: { permissions: [], requests }, view }
      expect(found.from).toBeGreaterThan(start + later)
      expect(Requests.hindrance(content, { ...facts, time: found.from })).toBeUndefined()
      expect(Requests.hindrance(content, { ...facts, time: found.from - 1 })).toBeDefined()
    }))
  })

  test("does not have the request itself held against it at its sending", () => {
    const conversation = asked({ title: "Deals", at: start })

    expect(way(judge(start + 1, conversation, request("Deals"), "o0"))).toBe("reply")
    expect(way(judge(start + 1, conversation, request("Deals"), "o1"))).toBe("request.tooSoon")
  })
})

describe("a person who gave the leave", () => {
  const given = (more: Partial<Permission.Permission> = {}) => ({
    ...asked({ title: "Deals of the week", at: start, topic: "deals" }),
    permissions: [leave("recurring", { topic: "deals", ...more })]
  })

  test("is not asked for it again under the title, nor under another for the same topic", () => {
    expect(way(judge(start + 8 * day, given(), request("Deals of the week", { topic: "other" })))).toBe("request.given")
    expect(way(judge(start + 8 * day, given(), request("Offers", { topic: "deals" })))).toBe("request.given")
    expect(way(judge(start + 8 * day, given(), request("Offers")))).toBe("reply")
  })

  test("is told of in the refusal, and that the leave is there to be used", () => {
    expect(judge(start + 8 * day, given(), request("Offers", { topic: "deals" }))).toMatchObject({
      refusal: {
        reason: "the person gave the leave that is asked for under \"Offers\"",
        waysOut: [expect.stringMatching("use the leave that stands")]
      }
    })
  })

  test("is asked again once they took it back or it is over", () => {
    const again = request("Deals of the week", { topic: "deals" })

    expect(way(judge(start + 8 * day, given({ stoppedAt: start + day }), again))).toBe("reply")
    expect(way(judge(start + 8 * day, given({ expiresAt: start + 8 * day }), again))).toBe("reply")
    expect(way(judge(start + 8 * day, given({ expiresAt: start + 8 * day + 1 }), again))).toBe("request.given")
  })
})

describe("what was asked is kept", () => {
  const asking = request("Deals").content as Requests.Asking

  test("from when it was said, until it is known when it was sent", () => {
    const said = Requests.said(undefined, asking, "o1", start)

    expect(said).toEqual([{ permission: "recurring", title: "Deals", topic: "deals", at: start, outbound: "o1" }])
    expect(Requests.sent(said, "o1", start + 9)).toMatchObject([{ at: start + 9 }])
    expect(Requests.sent(said, "o1", start - 9)).toMatchObject([{ at: start }])
    expect(Requests.sent(said, "o2", start + 9)).toBe(said)
  })

  test("unless it was not sent", () => {
    const said = Requests.said(undefined, asking, "o1", start)

    expect(Requests.giveBack(said, "o2")).toBe(said)
    expect(Requests.giveBack(said, "o1")).toEqual([])
    expect(Requests.giveBack(undefined, "o1")).toBeUndefined()
  })

  test("once for each title, and for a hundred of them at most", () => {
    let requests = Requests.said(undefined, asking, "o1", start)
    requests = Requests.said(requests, asking, "o2", start + 1)
    expect(requests).toMatchObject([{ outbound: "o2" }])

    for (let i = 0; i < 120; i++) requests = Requests.said(requests, { ...asking, title: `T${i}` }, `t${i}`, start + i)
    expect(requests).toHaveLength(Requests.most)
    expect(requests.at(-1)?.title).toBe("T119")
  })
})

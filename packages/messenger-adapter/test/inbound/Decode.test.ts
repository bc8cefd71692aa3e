import type { Inbound } from "@parley/core"
import * as fc from "effect/FastCheck"
import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import { itemsOf } from "./items.ts"

const receivedAt = 1_763_700_001_000
const page = "682498302938465"
const person = "25381719828140932"

const body = (event: object, list = "messaging"): unknown => ({
  object: "page",
  entry: [{ id: page, time: 1_763_700_000_500, [list]: [event] }]
})

const event = (more: object): object => ({
  sender: { id: person },
  recipient: { id: page },
  timestamp: 1_763_700_000_123,
  ...more
})

const one = (value: unknown, appId?: string): Inbound.Inbound => {
  const [inbound, ...rest] =
    Decode.decode(value, { receivedAt, ...(appId === undefined ? {} : { appId: () => appId }) }) ?? []
  if (inbound === undefined || rest.length > 0) throw new Error("expected exactly one inbound")
  return inbound
}

describe("decoding", () => {
  it("reads all of a person's message", () => {
    const message = {
      mid: "m_1",
      text: "Large",
      quick_reply: { payload: "L" },
      reply_to: { mid: "m_0" },
      attachments: [{ type: "location", title: "Home", payload: { coordinates: { lat: 40.5, long: -3.25 } } }]
    }
    expect(one(body(event({ message }))).event).toEqual({
      _tag: "Said",
      mid: "m_1",
      text: "Large",
      choice: "L",
      replyTo: "m_0",
      location: { latitude: 40.5, longitude: -3.25 },
      attachments: [{ kind: "location", title: "Home", raw: message.attachments[0] }]
    })
  })

  it("keeps every digit of an id that came as a number", () => {
    const text =
      `{"object":"page","entry":[{"id":${page},"messaging":[{"sender":{"id":9007199254740993},"recipient":{"id":${page}},`
      + `"message":{"mid":"m_1","text":":9007199254740993"}}]}]}`
    const inbound = one(JsonText.parse(text))
    expect(inbound.conversation).toEqual({ channel: "messenger", account: page, person: "9007199254740993" })
    expect(inbound.event).toMatchObject({ text: ":9007199254740993" })
  })

  it("takes metadata for ours only with our mark, and never another app's", () => {
    const echo = (metadata: string, app: number) =>
      body(event({ message: { mid: "m_1", is_echo: true, app_id: app, metadata } }))
    expect(one(echo("parley:out-1\nauthor", 5), "5").event).toMatchObject({ outbound: "out-1", app: "5" })
    expect(one(echo("parley:out-1", 5)).event).toMatchObject({ outbound: "out-1" })
    expect(one(echo("parley:out-1", 6), "5").event).not.toHaveProperty("outbound")
    expect(one(echo("campaign-of-spring", 5), "5").event).not.toHaveProperty("outbound")
    expect(one(echo("parley:", 5), "5").event).not.toHaveProperty("outbound")
  })

  it("tells an inbox, in which a person answers, from another app and from our own", () => {
    const echo = (app: number | undefined, metadata?: string) =>
      body(event({ message: { mid: "m_1", is_echo: true, app_id: app, metadata } }))
    expect(one(echo(263902037430900), "5").event).toMatchObject({ by: "inbox" })
    expect(one(echo(26390203743090), "5").event).toMatchObject({ by: "inbox" })
    expect(one(echo(1217981644879628), "5").event).toMatchObject({ by: "inbox" })
    expect(one(echo(6), "5").event).toMatchObject({ by: "app", app: "6" })
    expect(one(echo(6, "parley:out-1"), "5").event).toMatchObject({ by: "app", app: "6" })
    expect(one(echo(5), "5").event).toMatchObject({ by: "us" })
    expect(one(echo(5, "parley:out-1"), "5").event).not.toHaveProperty("by")
    expect(one(echo(undefined), "5").event).not.toHaveProperty("by")
  })

  it("says what kind of app has the thread now, or asks for it", () => {
    const routing = (name: string, ids: object) => one(body(event({ [name]: ids })), "5").event
    const to = (app: number | null) => ({ previous_owner_app_id: 7, new_owner_app_id: app })
    expect(routing("pass_thread_control", to(263902037430900))).toMatchObject({ by: "inbox", toUs: false })
    expect(routing("take_thread_control", to(9))).toMatchObject({ by: "app", toUs: false })
    expect(routing("pass_thread_control", to(5))).toMatchObject({ by: "us", toUs: true })
    expect(routing("pass_thread_control", to(null))).not.toHaveProperty("by")
    expect(routing("request_thread_control", { requested_owner_app_id: 263902037430900 })).toMatchObject({
      by: "inbox",
      from: "263902037430900"
    })
  })

  it("says whose thread it is when our app id is known, and nothing when it is not", () => {
    const passed = body(event({ pass_thread_control: { previous_owner_app_id: 1, new_owner_app_id: 5 } }))
    expect(one(passed, "5").event).toMatchObject({ toUs: true, from: "1", to: "5" })
    expect(one(passed, "6").event).toMatchObject({ toUs: false })
    expect(one(passed).event).not.toHaveProperty("toUs")
    const roles = body(event({ app_roles: { "5": ["primary_receiver"], "6": ["secondary_receiver"] } }))
    expect(one(roles, "5").event).toMatchObject({ toUs: true })
    expect(one(roles, "6").event).toMatchObject({ toUs: false })
    expect(one(roles, "constructor").event).toMatchObject({ toUs: false })
  })

  it("gives one identity to one event whatever the order of its keys, and two to two", () => {
    const read = (watermark: number) => event({ read: { watermark } })
    const turned = Object.fromEntries(Object.entries(read(1_763_699_999_000)).toReversed())
    expect(one(body(turned)).id).toBe(one(body(read(1_763_699_999_000))).id)
    expect(one(body(read(1_763_699_999_001))).id).not.toBe(one(body(read(1_763_699_999_000))).id)
  })

  it("gives an event in standby the identity that it has in messaging", () => {
    const said = event({ message: { mid: "m_1", text: "hi" } })
    expect(one(body(said, "standby")).id).toBe(one(body(said)).id)
  })

  it("takes a comment that is reported twice, under whichever field, for one", () => {
    const value = { id: "17", text: "how much?", from: { id: person }, media: { id: "18" } }
    const change = (field: string) =>
      one({ object: "instagram", entry: [{ id: page, time: 1_763_700_000, changes: [{ field, value }] }] })
    expect(change("live_comments").id).toBe(change("comments").id)
    expect(change("comments").event).not.toHaveProperty("live")
  })

  it("gives the edit of a comment, and its removal, another identity than the comment's, and no act", () => {
    const change = (verb: string | undefined) => {
      const value = { item: "comment", verb, comment_id: "9_1", from: { id: person }, message: "?" }
      return one({ object: "page", entry: [{ id: page, time: 1_763_700_000, changes: [{ field: "feed", value }] }] })
    }
    const ids = ["add", "edited", "remove"].map((verb) => change(verb).id)
    expect(new Set(ids).size).toBe(3)
    expect(change("edited")).not.toHaveProperty("act")
    expect(change("remove")).not.toHaveProperty("act")
    expect(change(undefined)).not.toHaveProperty("act")
  })

  it("takes an opt-in without a token, of an unknown status or type for none, whatever else it says", () => {
    const optin = (fields: object) => one(body(event({ optin: fields })))
    const type = "notification_messages"
    const stop = { type, title: "News", notification_messages_status: "STOP NOTIFICATIONS" }
    expect(optin({ type, title: "News" }).event).toMatchObject({ _tag: "Unknown" })
    expect(optin({ type, title: "News", notification_messages_token: "" }).event).toMatchObject({ _tag: "Unknown" })
    const odd = { ...stop, notification_messages_token: "7", notification_messages_status: "toString" }
    expect(optin(odd).event).toMatchObject({ _tag: "Unknown" })
    expect(optin({ type: 7, ref: "r" })).toMatchObject({ event: { _tag: "Unknown" } })
    expect(optin(stop).event).toMatchObject({ _tag: "OptedIn", change: "stopped", topic: "News" })
  })

  it("reads a token of any length, and the times of a series", () => {
    const token = "7".repeat(2000)
    const fields = { notification_messages_token: token, token_expiry_timestamp: "2177452800", next_eligible_time: 2e9 }
    expect(one(body(event({ optin: { type: "notification_messages", ...fields } }))).event).toMatchObject({
      token,
      expiresAt: 2_177_452_800_000,
      nextAt: 2_000_000_000_000
    })
  })

  it("takes a message that was taken back for a deletion, whoever wrote it", () => {
    const gone = (more: object) => one(body(event({ message: { mid: "m_1", is_deleted: true, ...more } })), "5")
    expect(gone({}).event).toEqual({ _tag: "Deleted", mid: "m_1" })
    expect(gone({ is_echo: true, app_id: 263902037430900 }).event).toEqual({ _tag: "Deleted", mid: "m_1" })
    expect(gone({})).not.toHaveProperty("act")
  })

  it("keeps the whole item beside an event that has no place for all of it, and else does not", () => {
    const plain = event({ message: { mid: "m_1", text: "hi" } })
    const more = event({ message: { mid: "m_1", text: "hi", nlp: { traits: {} } } })
    expect(one(body(plain))).not.toHaveProperty("raw")
    expect(one(body(more))).toMatchObject({ event: { _tag: "Said", text: "hi" }, raw: more })
  })

  it("keeps an event of an odd shape whole as unknown, and says what is odd", () => {
    const odd = event({ message: { mid: "m_1", text: "hi", attachments: [{ type: 7 }] } })
    expect(one(body(odd)).event).toMatchObject({
      _tag: "Unknown",
      kind: "message",
      raw: odd,
      why: "\"type\" of the attachments is no text"
    })
    expect(one(body(odd))).not.toHaveProperty("act")
  })

  it("flags what came a minute or more after it happened, and never drops it", () => {
    const said = (timestamp: number) => one(body({ ...event({ message: { mid: "m_1", text: "hi" } }), timestamp }))
    expect(said(receivedAt - 59_999)).not.toHaveProperty("late")
    expect(said(receivedAt - 60_000)).toMatchObject({ late: true, at: receivedAt - 60_000, event: { _tag: "Said" } })
    expect(said(receivedAt + 5)).not.toHaveProperty("late")
  })

  it("does not take the report of an old comment's edit for late", () => {
    const value = {
      item: "comment",
      verb: "edited",
      comment_id: "9_1",
      from: { id: person },
      created_time: 1_700_000_000
    }
    const inbound = one({
      object: "page",
      entry: [{ id: page, time: 1_763_700_000, changes: [{ field: "feed", value }] }]
    })
    expect(inbound).toMatchObject({ at: 1_763_700_000_000, event: { _tag: "PostChanged", change: "edited" } })
    expect(inbound).not.toHaveProperty("late")
  })

  it("says as whom a checkbox's guest was known before their first message", () => {
    const item = {
      ...event({ message: { mid: "m_1", text: "hi" } }),
      prior_message: { source: "checkbox_plugin", identifier: "r1" }
    }
    expect(one(body(item))).toMatchObject({ formerly: "user_ref:r1", conversation: { person } })
  })

  it("reads a call, and the answer to whether the business may call, where they stand", () => {
    const call = {
      id: "c_1",
      from: person,
      to: page,
      event: "connect",
      timestamp: 1_763_700_000,
      call_direction: "user_initiated"
    }
    expect(one({ object: "page", entry: [{ id: page, time: 1_763_700_000, calls: [call] }] })).toMatchObject({
      conversation: { person },
      event: { _tag: "Called", call: "c_1", change: "connect", by: "person" }
    })
    const reply = event({ call_permission_reply: { response: "approve", expiration_timestamp: 1_764_300_000 } })
    expect(one({ object: "page", entry: [reply] })).toMatchObject({
      conversation: { account: page, person },
      event: { _tag: "OptedIn", kind: "call", change: "granted", expiresAt: 1_764_300_000_000 }
    })
  })

  it("keeps the name of a kind that Meta made up short, as it is part of the identity", () => {
    const inbound = one(body(event({ ["x".repeat(5000)]: 1 })))
    expect(inbound.id.length).toBeLessThan(200)
    expect(JSON.stringify(inbound.event).length).toBeGreaterThan(5000)
  })

  it("cuts what nests too deep to be printed, and stays printable", () => {
    const deep = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) as unknown
    const inbound = one(body(event({ mystery: deep })))
    expect(JSON.stringify(inbound.event)).toContain("nested deeper than")
  })

  it("lets no foreign key reach a prototype", () => {
    const raw = readFileSync(new URL("../fixtures/webhooks/prototype-key.json", import.meta.url), "utf8")
    const inbound = one(JsonText.parse(raw))
    expect(JSON.stringify(inbound)).not.toContain("polluted")
    const kept = (inbound.event as Extract<Inbound.Event, { _tag: "Unknown" }>).raw
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
    expect(Object.assign({}, kept)).not.toHaveProperty("polluted")
  })

  it("refuses what is no webhook of the two channels", () => {
    for (const value of [null, 1, "page", [], {}, { object: "whatsapp_business_account", entry: [] }]) {
      expect(Decode.decode(value, { receivedAt })).toBeUndefined()
    }
  })
})

const folder = new URL("../fixtures/webhooks/", import.meta.url)
const fixtures = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"))

const keys = [
  "id",
  "mid",
  "sender",
  "recipient",
  "message",
  "postback",
  "optin",
  "read",
  "timestamp",
  "payload",
  "app_roles",
  "from"
]
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.jsonValue(),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 5 })
  )
})).any

const lists = ["messaging", "standby", "changes", "calls", "novelties", "hop_context"]

const check = (inbounds: ReadonlyArray<Inbound.Inbound> | undefined) => {
  for (const { at, conversation, id } of inbounds ?? []) {
    if (!(at <= receivedAt) || id === "" || conversation.person === "" || conversation.account === "") {
      throw new Error(`bad inbound ${id}`)
    }
  }
}

describe("decoding, whatever comes", () => {
  it("gives exactly one inbound for every item of every entry", () => {
    const entry = fc.oneof(
      fc.dictionary(
        fc.constantFrom("id", "time", "field", "value", "recipient", "message", ...lists),
        fc.oneof(fc.array(value), value)
      ),
      value
    )
    fc.assert(
      fc.property(fc.constantFrom("page", "instagram"), fc.array(entry, { maxLength: 4 }), (object, entries) => {
        const body = { object, entry: entries }
        const inbounds = Decode.decode(body, { receivedAt, appId: () => "5" })
        check(inbounds)
        expect(inbounds?.length).toBe(itemsOf(body).length)
      }),
      { numRuns: 500 }
    )
  })

  it("never throws on a real body with a piece of it changed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.nat(),
        fc.nat(30),
        fc.string({ maxLength: 5 }),
        (text, at, length, put) => {
          const start = at % text.length
          const mutated = text.slice(0, start) + put + text.slice(start + length)
          let parsed: unknown
          try {
            parsed = JsonText.parse(mutated)
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError)
            return
          }
          check(Decode.decode(parsed, { receivedAt }))
        }
      ),
      { numRuns: 3000 }
    )
  })

  it("never throws on a real body with a value of it replaced", () => {
    const replace = (tree: unknown, target: number, by: unknown): unknown => {
      let seen = -1
      const walk = (node: unknown): unknown => {
        seen += 1
        if (seen === target) return by
        if (Array.isArray(node)) return node.map(walk)
        if (typeof node !== "object" || node === null) return node
        return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner)]))
      }
      return walk(tree)
    }
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.integer({ min: 1, max: 30 }), value, (text, target, by) => {
        check(Decode.decode(replace(JsonText.parse(text), target, by), { receivedAt, appId: () => "5" }))
      }),
      { numRuns: 3000 }
    )
  })
})

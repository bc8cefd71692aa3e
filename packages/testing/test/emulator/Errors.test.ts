import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { createHmac } from "node:crypto"
import * as World from "./world.ts"

type Json = Record<string, unknown>

interface Row {
  readonly name: string
  readonly expect: string
  readonly body?: (psid: string) => unknown
  readonly message?: Json
  readonly headers?: Record<string, string>
  readonly path?: string
  readonly options?: Parameters<typeof World.make>[0]
  readonly before?: (world: World.World, psid: string) => Effect.Effect<unknown>
}

const buttons = (count: number, more: Json = {}) =>
  Array.from({ length: count }, (_, i) => ({ type: "postback", title: `B${i}`, payload: `P${i}`, ...more }))
const template = (payload: Json): Json => ({ attachment: { type: "template", payload } })
const replies = (count: number, more: Json = {}): Json => ({
  text: "?",
  quick_replies: Array.from(
    { length: count },
    (_, i) => ({ content_type: "text", title: `R${i}`, payload: `P${i}`, ...more })
  )
})
const generic = (element: Json, count = 1) =>
  template({ template_type: "generic", elements: Array.from({ length: count }, () => element) })
const instagram = { page: { channel: "instagram" as const } }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const refused: ReadonlyArray<Row> = [
  { name: "a token of nobody", headers: bearer("WRONG"), expect: "401 190/-" },
  { name: "no token", headers: { authorization: "" }, expect: "400 2500/-" },
  { name: "a token that expired", before: (w) => w.emulator.expireToken(true), expect: "401 190/463" },
  { name: "a wrong appsecret_proof", path: "/v26.0/me/messages?appsecret_proof=00", expect: "400 100/-" },
  {
    name: "a missing appsecret_proof where it is required",
    options: { strict: { proofRequired: true } },
    expect: "400 100/-"
  },
  { name: "another page's path", path: "/v26.0/999/messages", expect: "400 100/33" },
  { name: "an edge that does not exist", path: "/v26.0/me/messsages", expect: "400 2500/-" },
  { name: "a body that is not JSON", body: () => "{\"recipient\":", expect: "400 100/-" },
  {
    name: "a page without pages_messaging",
    options: { page: { approvals: { messaging: false } } },
    expect: "403 200/-"
  },
  { name: "a restricted page", before: (w) => w.emulator.restrict(true), expect: "400 10/1893063" },
  { name: "no recipient", body: () => ({ message: { text: "hi" } }), expect: "400 100/-" },
  {
    name: "two identifiers",
    body: (psid) => ({ recipient: { id: psid, user_ref: "x" }, message: { text: "hi" } }),
    expect: "400 100/-"
  },
  { name: "a stranger", body: () => ({ recipient: { id: "1" }, message: { text: "hi" } }), expect: "400 100/2018001" },
  {
    name: "a stranger on Instagram",
    body: () => ({ recipient: { id: "1" }, message: { text: "hi" } }),
    options: instagram,
    expect: "400 100/2534014"
  },
  {
    name: "a used or unknown notification token",
    body: () => ({ recipient: { one_time_notif_token: "1" }, message: { text: "hi" } }),
    expect: "400 100/-"
  },
  {
    name: "a thread that another app controls",
    before: (w, psid) => Effect.flatMap(w.emulator.inbox({ page: World.page.id, psid }), (inbox) => inbox.takes()),
    expect: "400 2018300/-"
  },
  {
    name: "a thread that another app controls on Instagram",
    before: (w, psid) => Effect.flatMap(w.emulator.inbox({ page: World.page.id, psid }), (inbox) => inbox.takes()),
    options: instagram,
    expect: "400 100/2534037"
  },
  {
    name: "a person who blocked the page",
    before: (w, psid) => Effect.flatMap(w.emulator.person({ psid }), (person) => person.blocks),
    expect: "400 551/1545041"
  },
  {
    name: "a missing messaging_type where it is required",
    body: (psid) => ({ recipient: { id: psid }, message: { text: "hi" } }),
    options: { strict: { messagingTypeRequired: true } },
    expect: "400 100/-"
  },
  {
    name: "an unknown messaging_type",
    body: (psid) => ({ recipient: { id: psid }, messaging_type: "SPAM", message: { text: "hi" } }),
    expect: "400 100/-"
  },
  {
    name: "a message and a sender action together",
    body: (psid) => ({ recipient: { id: psid }, message: { text: "hi" }, sender_action: "typing_on" }),
    expect: "400 100/2018014"
  },
  {
    name: "an unknown sender action",
    body: (psid) => ({ recipient: { id: psid }, sender_action: "wave" }),
    expect: "400 100/-"
  },
  {
    name: "an upper-case sender action where only lower case is taken",
    body: (psid) => ({ recipient: { id: psid }, sender_action: "TYPING_ON" }),
    options: { strict: { lowerCaseActions: true } },
    expect: "400 100/-"
  },
  { name: "no message", body: (psid) => ({ recipient: { id: psid } }), expect: "400 100/2018034" },
  { name: "an empty message", message: {}, expect: "400 100/2018034" },
  { name: "an empty text", message: { text: "" }, expect: "400 100/2018034" },
  {
    name: "a text and an attachment",
    message: { text: "a", attachment: { type: "image", payload: { url: "https://a.b/c" } } },
    expect: "400 100/2018034"
  },
  { name: "a text of 2001 characters", message: { text: "x".repeat(2001) }, expect: "400 100/-" },
  {
    name: "a text of 2000 characters where fewer are asked for",
    message: { text: "x".repeat(2000) },
    options: { strict: { textUnderLimit: true } },
    expect: "400 100/-"
  },
  {
    name: "1001 bytes on Instagram",
    message: { text: `${"é".repeat(500)}x` },
    options: instagram,
    expect: "400 100/-"
  },
  { name: "metadata of 1001 characters", message: { text: "a", metadata: "x".repeat(1001) }, expect: "400 100/-" },
  { name: "14 quick replies", message: replies(14), expect: "400 100/-" },
  { name: "a quick reply title of 21 characters", message: replies(1, { title: "x".repeat(21) }), expect: "400 100/-" },
  { name: "a quick reply without a payload", message: replies(1, { payload: undefined }), expect: "400 100/-" },
  {
    name: "a quick reply payload of 1001 characters",
    message: replies(1, { payload: "x".repeat(1001) }),
    expect: "400 100/-"
  },
  {
    name: "a quick reply that asks for a location",
    message: replies(1, { content_type: "location" }),
    expect: "400 100/-"
  },
  {
    name: "a quick reply for a phone number on Instagram",
    message: { text: "?", quick_replies: [{ content_type: "user_phone_number" }] },
    options: instagram,
    expect: "400 100/-"
  },
  {
    name: "an unknown attachment type",
    message: { attachment: { type: "hologram", payload: {} } },
    expect: "400 100/-"
  },
  {
    name: "an address that cannot be fetched",
    message: { attachment: { type: "image", payload: { url: "nowhere" } } },
    expect: "400 100/2018008"
  },
  {
    name: "an attachment of another page",
    message: { attachment: { type: "image", payload: { attachment_id: "1" } } },
    expect: "400 100/2018074"
  },
  { name: "no buttons", message: template({ template_type: "button", text: "?", buttons: [] }), expect: "400 100/-" },
  {
    name: "four buttons",
    message: template({ template_type: "button", text: "?", buttons: buttons(4) }),
    expect: "400 100/-"
  },
  {
    name: "a button title of 21 characters",
    message: template({ template_type: "button", text: "?", buttons: buttons(1, { title: "x".repeat(21) }) }),
    expect: "400 100/-"
  },
  {
    name: "a button payload of 1001 characters",
    message: template({ template_type: "button", text: "?", buttons: buttons(1, { payload: "x".repeat(1001) }) }),
    expect: "400 100/-"
  },
  {
    name: "a web button that is not an address",
    message: template({ template_type: "button", text: "?", buttons: [{ type: "web_url", title: "a", url: "x" }] }),
    expect: "400 100/-"
  },
  {
    name: "a phone button on Instagram",
    message: template({
      template_type: "button",
      text: "?",
      buttons: [{ type: "phone_number", title: "a", payload: "+1" }]
    }),
    options: instagram,
    expect: "400 100/-"
  },
  {
    name: "641 characters above buttons",
    message: template({ template_type: "button", text: "x".repeat(641), buttons: buttons(1) }),
    expect: "400 100/-"
  },
  { name: "eleven cards", message: generic({ title: "a", subtitle: "b" }, 11), expect: "400 100/-" },
  { name: "a card with a title alone", message: generic({ title: "a" }), expect: "400 100/-" },
  {
    name: "a card title of 81 characters",
    message: generic({ title: "x".repeat(81), subtitle: "b" }),
    expect: "400 100/-"
  },
  {
    name: "a card subtitle of 81 characters",
    message: generic({ title: "a", subtitle: "x".repeat(81) }),
    expect: "400 100/-"
  },
  { name: "a removed template", message: template({ template_type: "list", elements: [] }), expect: "400 100/-" },
  {
    name: "a receipt on Instagram",
    message: template({ template_type: "receipt" }),
    options: instagram,
    expect: "400 100/-"
  },
  {
    name: "a receipt without its total",
    message: template({
      template_type: "receipt",
      recipient_name: "a",
      order_number: "1",
      currency: "USD",
      payment_method: "x",
      summary: {}
    }),
    expect: "400 100/-"
  },
  {
    name: "an unknown notification type",
    body: (psid) => ({ recipient: { id: psid }, message: { text: "a" }, notification_type: "LOUD" }),
    expect: "400 100/-"
  },
  {
    name: "an unknown persona",
    body: (psid) => ({ recipient: { id: psid }, message: { text: "a" }, persona_id: "1" }),
    expect: "400 100/-"
  },
  {
    name: "a body that nests without end",
    body: () => `{"recipient":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    expect: "400 100/-"
  },
  {
    name: "a reply to a message that is not there",
    body: (psid) => ({ recipient: { id: psid }, message: { text: "a" }, reply_to: { mid: "m_x" } }),
    expect: "400 100/-"
  },
  {
    name: "an error that a fault asked for",
    before: (w) => w.emulator.inject({ _tag: "Error", code: 613, subcode: 1996 }),
    expect: "400 613/1996"
  }
]

const answer = (row: Row) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(Date.UTC(2026, 10, 1))
    const world = yield* World.make(row.options)
    const ana = yield* world.emulator.person()
    yield* ana.says("hi")
    if (row.before !== undefined) yield* row.before(world, ana.psid)
    const before = ana.transcript.length
    const body = row.body?.(ana.psid) ?? {
      recipient: { id: ana.psid },
      messaging_type: "RESPONSE",
      message: row.message ?? { text: "hello" }
    }
    const response = yield* world.send(body, {
      ...(row.path === undefined ? {} : { path: row.path }),
      ...(row.headers === undefined ? {} : { headers: row.headers })
    })
    yield* world.emulator.idle
    return {
      ...response,
      added: ana.transcript.length - before,
      echoes: World.ofKind(world, "message").filter((e) => e.message.is_echo)
    }
  })

describe("the Send API refuses", () => {
  for (const row of refused) {
    it.scoped(`${row.name} (${row.expect})`, () =>
      Effect.gen(function*() {
        const { added, echoes, json, status } = yield* answer(row)
        const error = json.error ?? {}
        expect(`${status} ${error.code}/${error.error_subcode ?? "-"}`).toBe(row.expect)
        expect(error).toMatchObject({
          message: expect.any(String),
          type: expect.any(String),
          fbtrace_id: expect.any(String)
        })
        expect([added, echoes.length]).toEqual([0, 0])
      }))
  }
})

const taken: ReadonlyArray<Row> = [
  { name: "a text of 2000 characters", expect: "", message: { text: "x".repeat(2000) } },
  { name: "2000 characters of two units each", expect: "", message: { text: "😀".repeat(2000) } },
  { name: "1000 bytes on Instagram", expect: "", message: { text: "é".repeat(500) }, options: instagram },
  { name: "13 quick replies", expect: "", message: replies(13) },
  {
    name: "three buttons of 20 characters under 640",
    expect: "",
    message: template({
      template_type: "button",
      text: "x".repeat(640),
      buttons: buttons(3, { title: "x".repeat(20) })
    })
  },
  { name: "ten cards", expect: "", message: generic({ title: "a", subtitle: "b", buttons: buttons(3) }, 10) },
  {
    name: "several images",
    expect: "",
    message: { attachments: [1, 2].map((n) => ({ type: "image", payload: { url: `https://a.b/${n}` } })) }
  },
  {
    name: "the template beside the message",
    expect: "",
    options: { page: { templates: [{ name: "t", language: "en", body: "Hello you" }] } },
    body: (psid) => ({
      recipient: { id: psid },
      messaging_type: "UTILITY",
      template: { name: "t", language: { code: "en" } }
    })
  },
  {
    name: "the right appsecret_proof",
    expect: "",
    options: { strict: { proofRequired: true } },
    path: `/v26.0/me/messages?appsecret_proof=${
      createHmac("sha256", World.page.appSecret).update(World.page.token).digest("hex")
    }`
  },
  { name: "a path without a version", expect: "", path: "/me/messages" },
  { name: "the page's own id in the path", expect: "", path: `/v26.0/${World.page.id}/messages` }
]

describe("the Send API takes", () => {
  for (const row of taken) {
    it.scoped(row.name, () =>
      Effect.gen(function*() {
        const { added, echoes, json, status } = yield* answer(row)
        expect(json).toEqual({ recipient_id: expect.stringMatching(/^\d{16,17}$/), message_id: expect.any(String) })
        expect([status, added]).toEqual([200, 1])
        expect(echoes[0].message.mid).toBe(json.message_id)
      }))
  }
})

describe("the answer", () => {
  it.scoped("carries the usage headers", () =>
    Effect.gen(function*() {
      const { headers } = yield* answer({ name: "", expect: "" })
      expect(JSON.parse(headers["x-app-usage"] ?? "")).toHaveProperty("call_count")
      expect(JSON.parse(headers["x-business-use-case-usage"] ?? "")[World.page.id][0].type).toBe("messenger")
    }))
  it.scoped("is the person alone for a sender action, and adds the id of a reusable attachment", () =>
    Effect.gen(function*() {
      const action = yield* answer({
        name: "",
        expect: "",
        body: (psid) => ({ recipient: { id: psid }, sender_action: "mark_seen" })
      })
      expect(Object.keys(action.json)).toEqual(["recipient_id"])
      const image = yield* answer({
        name: "",
        expect: "",
        message: { attachment: { type: "image", payload: { url: "https://a.b/c", is_reusable: true } } }
      })
      expect(image.json.attachment_id).toMatch(/^\d+$/)
    }))
  it.scoped("is 80006 over 200 calls a day for each person, where limits are on", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { rateLimits: true } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      for (let i = 0; i < 202; i++) yield* world.send({ recipient: { id: ana.psid }, sender_action: "typing_on" })
      expect((yield* world.text(ana.psid, "more")).error).toMatchObject({ code: 80006 })
    }))
})

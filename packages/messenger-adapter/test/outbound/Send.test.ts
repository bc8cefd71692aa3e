import type { Address, LaneName, Message, Outbound, Receipt, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { describe, expect, it } from "vitest"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as Send from "../../src/outbound/Send.ts"
import type { Channel } from "../../src/wire/Channel.ts"

const now = 1_763_700_000_000

const conversation = { channel: "messenger", account: "1", person: "42" }

const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const outbound = (more: Partial<Outbound.Outbound> = {}): Outbound.Outbound => ({
  id: "out-1",
  conversation,
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message: { content: { _tag: "Text", text: "hi" } } satisfies Message.Message },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: now,
  ...more
})

type Answer = Effect.Effect<GraphHttp.Response, GraphHttp.NotSent | GraphHttp.Unanswered>

/** A Graph API that gives one answer to everything, and keeps the requests. */
const sender = (answer: Answer, channel: Channel = "messenger") => {
  const requests: Array<GraphHttp.Request> = []
  const http: GraphHttp.Service = {
    request: (request) => Effect.zipRight(Effect.sync(() => requests.push(request)), answer)
  }
  const credentials = Credentials.make({ token: Redacted.make("tok"), appSecret: Redacted.make("sec") })
  const client = GraphClient.make({ http, version: "v26.0", node: "1", credentials })
  return {
    requests,
    sender: Send.make({ channel, echoWithin: 20_000, client: (id) => id === "1" ? client : undefined })
  }
}

const run = <A>(effect: Effect.Effect<A>): Promise<A> =>
  Effect.zipRight(TestClock.setTime(now), effect).pipe(
    Effect.provide(TestContext.TestContext),
    Logger.withMinimumLogLevel(LogLevel.None),
    Effect.runPromise
  )

const reply = (status: number, body: object, headers = {}): Answer =>
  Effect.succeed({ status, headers, body: JSON.stringify(body) })

const rejected = (code: number, subcode?: number, status = 400): Answer =>
  reply(status, { error: { message: "no", code, error_subcode: subcode } })

const receipt = (answer: Answer, more: Partial<Outbound.Outbound> = {}): Promise<Receipt.Receipt> =>
  run(sender(answer).sender.send(outbound(more)))

const control: Partial<Outbound.Outbound> = { body: { _tag: "Control", control: { _tag: "Take" } } }

describe("sending", () => {
  it("posts to the account's edge with token in the header, proof in the body, and nothing secret in the address", async () => {
    const { requests, sender: ways } = sender(reply(200, { recipient_id: "42", message_id: "m_1" }))
    expect(await run(ways.send(outbound()))).toEqual({ _tag: "Sent", mid: "m_1", person: "42" })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: "POST", path: "/v26.0/1/messages" })
    expect(requests[0]?.headers.authorization).toBe("Bearer tok")
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      recipient: { id: "42" },
      messaging_type: "RESPONSE",
      message: { text: "hi", metadata: "parley:out-1" },
      // HMAC-SHA256 of "tok" under "sec", computed with openssl.
      appsecret_proof: "b13512356d1403d2449aa2e7369214f0459f0d3c08cb742b0aff4fe57aae36f5"
    })
  })

  it("calls an account that cannot send by its channel", async () => {
    const answer = rejected(190, 463)

    const reasons = await Promise.all(
      (["messenger", "instagram"] as const).map((channel) => run(sender(answer, channel).sender.send(outbound())))
    )

    expect(reasons).toMatchObject([
      { _tag: "Postponed", reason: expect.stringMatching(/^Messenger account 1 cannot send: code 190/) as unknown },
      { _tag: "Postponed", reason: expect.stringMatching(/^Instagram account 1 cannot send: code 190/) as unknown }
    ])
  })

  it("posts an advertisement to the edge of advertisements, and its receipt is that of any message", async () => {
    const { requests, sender: ways } = sender(reply(200, { recipient_id: "42", message_id: "m_1" }))
    const sponsored = outbound({ lane: { lane: "sponsored", rule: "r", pack: "p" } })

    expect(await run(ways.send(sponsored))).toEqual({ _tag: "Sent", mid: "m_1", person: "42" })
    expect(requests[0]?.path).toBe("/v26.0/1/sponsored_messages")
    expect(JSON.parse(requests[0]?.body ?? "")).not.toHaveProperty("messaging_type")
  })

  it("says what became of it", async () => {
    expect(await receipt(rejected(10, 2018278))).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "platform.window" }
    })
    expect(await receipt(rejected(2018300))).toMatchObject({ _tag: "Refused", refusal: { rule: "platform.routing" } })
    expect(await receipt(rejected(551, 1545041))).toMatchObject({ _tag: "Failed", error: { _tag: "Unreachable" } })
    expect(await receipt(rejected(100, 2018008))).toMatchObject({ _tag: "Failed", error: { _tag: "BadContent" } })
    expect(await receipt(rejected(190, 463, 401))).toMatchObject({ _tag: "Postponed" })
    expect(await receipt(rejected(2018171), control)).toMatchObject({ _tag: "Refused" })
    expect(await receipt(rejected(3))).toMatchObject({ _tag: "Failed", error: { _tag: "Configuration" } })
    expect(await receipt(rejected(777_777))).toMatchObject({ _tag: "Failed", error: { _tag: "Unrecognised" } })
  })

  it.each([[10, 2018278], [10, 2018065], [10, 2534022]])(
    "names the window as the rule of %s/%s, so that the message may be held",
    async (code, subcode) => {
      expect(await receipt(rejected(code, subcode))).toMatchObject({
        _tag: "Refused",
        refusal: { rule: "platform.window", reason: expect.stringContaining(`${code}/${subcode}`) }
      })
    }
  )

  it.each([[551, undefined], [551, 1545041], [200, 1545041], [10, 2018108], [10, 2018336], [100, 2018001]])(
    "says of %s/%s that the person cannot be reached",
    async (code, subcode) => {
      const failed = await receipt(rejected(code, subcode))
      expect(failed).toMatchObject({ _tag: "Failed", unreachable: true })
      expect(failed).not.toHaveProperty("stopped")
    }
  )

  it("says of a series that the person ended that it was stopped, and not that they cannot be reached", async () => {
    const failed = await receipt(rejected(10, 1893015))
    expect(failed).toMatchObject({ _tag: "Failed", stopped: true })
    expect(failed).not.toHaveProperty("unreachable")
  })

  it("leaves the person reachable when a comment takes no reply any more, or the content is wrong", async () => {
    for (const [code, subcode] of [[100, 2534025], [9000001], [100, 2018008], [3]] as const) {
      const failed = await receipt(rejected(code, subcode))
      expect(failed._tag).toBe("Failed")
      expect(failed).not.toHaveProperty("unreachable")
    }
  })

  it("waits for the next message of a series until the time that the platform names, and is refused without one", async () => {
    const tooSoon = (error_data?: object) => reply(400, { error: { code: 4, error_subcode: 2018354, error_data } })
    const later = await receipt(tooSoon({ next_eligible_time: now + 86_400_000 }))
    expect(later).toMatchObject({ _tag: "Postponed", retryAt: now + 86_400_000 })
    expect(await receipt(tooSoon())).toMatchObject({ _tag: "Refused", refusal: { rule: "platform.tooSoon" } })
    const past = await receipt(tooSoon({ next_eligible_time: now }))
    expect(past).toMatchObject({ _tag: "Refused", refusal: { rule: "platform.tooSoon" } })
  })

  it("does not ask again for leave, nor repeat a misused tag, after the platform refused it", async () => {
    for (
      const [code, subcode, cure] of [
        [9, 2018352, "ask again a week after"],
        [613, 1893016, "ask again a week after"],
        [613, 2018338, "another purpose, or an approved utility template"]
      ] as const
    ) {
      expect(await receipt(rejected(code, subcode))).toMatchObject({
        _tag: "Refused",
        refusal: {
          rule: "platform.rules",
          waysOut: [expect.stringContaining(cure), expect.stringContaining("when the person writes again")]
        }
      })
    }
  })

  it("takes a wrong parameter under an ended tag for a setting to mend", async () => {
    const tagged: LaneName.Lane = { lane: "tagged", tag: "ACCOUNT_UPDATE", rule: "r", pack: "p" }
    expect(await receipt(rejected(100), { lane: tagged })).toMatchObject({
      _tag: "Failed",
      reason: expect.stringContaining("ACCOUNT_UPDATE ended on 27 April 2026; take today's policy pack"),
      error: { _tag: "Configuration" }
    })
    expect(await receipt(rejected(100))).toMatchObject({ _tag: "Failed", error: { _tag: "BadContent" } })
  })

  it.each<[string, Address.Address, Answer]>([
    ["a comment", { _tag: "Comment", comment: "9_1" }, reply(200, { recipient_id: "25381", message_id: "m_2" })],
    ["a visitor's post", { _tag: "Post", post: "1_10" }, reply(200, { recipient_id: "25381", message_id: "m_2" })]
  ])("tells the person that a private reply to %s went to", async (_name, address, answer) => {
    const privateReply: LaneName.Lane = { lane: "privateReply", rule: "r", pack: "p" }
    const { requests, sender: ways } = sender(answer)
    expect(await run(ways.send(outbound({ address, lane: privateReply })))).toEqual({
      _tag: "Sent",
      mid: "m_2",
      person: "25381"
    })
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
      recipient: address._tag === "Comment" ? { comment_id: "9_1" } : { post_id: "1_10" },
      messaging_type: "RESPONSE"
    })
  })

  it.each<[Outbound.Control, string, object]>([
    [{ _tag: "Pass", to: "inbox", note: "n" }, "pass_thread_control", {
      target_app_id: "263902037430900",
      metadata: "n"
    }],
    [{ _tag: "Take" }, "take_thread_control", {}],
    [{ _tag: "Release" }, "release_thread_control", {}],
    [{ _tag: "Request", note: "please" }, "request_thread_control", { metadata: "please" }],
    [{ _tag: "Extend", for: 3_600_000 }, "extend_thread_control", { duration: 3600 }]
  ])("settles the control %o at its edge", async (wanted, edge, more) => {
    const { requests, sender: ways } = sender(reply(200, { success: true }))
    const sent = await run(ways.send(outbound({ body: { _tag: "Control", control: wanted } })))
    expect(sent).toEqual({ _tag: "Sent" })
    expect(requests.map(({ path }) => path)).toEqual([`/v26.0/1/${edge}`])
    const { appsecret_proof: _, ...body } = JSON.parse(requests[0]?.body ?? "") as Record<string, unknown>
    expect(body).toEqual({ recipient: { id: "42" }, ...more })
  })

  it("does not take a control for done that the platform did not do, or that another app forbids", async () => {
    expect(await receipt(reply(200, { success: false }), control)).toMatchObject({ _tag: "Failed" })
    expect(await receipt(rejected(2018300), control)).toMatchObject({
      _tag: "Refused",
      refusal: { rule: "platform.routing" }
    })
  })

  it("waits for the echo when the message may have been said", async () => {
    const unknown = { _tag: "Unknown", deadline: now + 20_000 }
    expect(await receipt(Effect.fail(new GraphHttp.Unanswered({ reason: "reset" })))).toMatchObject(unknown)
    expect(await receipt(rejected(2, undefined, 500))).toMatchObject(unknown)
    expect(await receipt(reply(502, {}))).toMatchObject(unknown)
    for (const body of ["<html>", "", "{}", "[]", "null", "\"ok\"", "{\"message_id\":7}", "{\"__proto__\":{}}"]) {
      expect(await receipt(Effect.succeed({ status: 200, headers: {}, body }))).toMatchObject(unknown)
    }
  })

  it("takes an error for one, also under a status of success", async () => {
    expect(await receipt(reply(200, { error: { code: 10, error_subcode: 2018278 } }))).toMatchObject({
      _tag: "Refused"
    })
  })

  it("awaits no echo where none can come", async () => {
    const guests: ReadonlyArray<Address.Address> = [
      { _tag: "Reference", reference: "r" },
      { _tag: "Scoped", id: "user_ref:r" },
      { _tag: "Phone", number: "+1555" }
    ]
    for (const address of guests) {
      const lost = await receipt(Effect.fail(new GraphHttp.Unanswered({ reason: "reset" })), { address })
      expect(lost).toMatchObject({ _tag: "Unknown", deadline: now })
    }
  })

  it("tries again later what was surely not said, and makes a lost control again", async () => {
    const unsent = Effect.fail(new GraphHttp.NotSent({ reason: "refused" }))
    expect(await receipt(unsent)).toMatchObject({ _tag: "Postponed" })
    expect(await receipt(rejected(1200))).toMatchObject({ _tag: "Postponed" })
    expect(await receipt(Effect.fail(new GraphHttp.Unanswered({ reason: "reset" })), control)).toMatchObject({
      _tag: "Postponed"
    })
    expect(await receipt(reply(200, { success: true }), control)).toEqual({ _tag: "Sent" })
  })

  it("waits by chance within a bound that doubles, and gives a passing trouble up in the end", async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, async (_, seed) => {
      const { sender: ways } = sender(rejected(1200))
      const found: Array<number> = []
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        const postponed = await run(Effect.withRandom(ways.send(outbound()), Random.make(`${seed}/${attempt}`)))
        found.push(postponed._tag === "Postponed" ? postponed.retryAt - now : -1)
      }
      const last = await run(ways.send(outbound()))
      return { found, last, anew: await run(ways.send(outbound())) }
    }))

    for (let attempt = 1; attempt <= 7; attempt += 1) {
      const bound = 1000 * 2 ** (attempt - 1)
      const found = waits.map(({ found }) => found[attempt - 1] ?? -1)
      expect(Math.min(...found)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...found)).toBeLessThanOrEqual(bound)
      expect([Math.min(...found) < bound / 4, Math.max(...found) > bound * 3 / 4]).toEqual([true, true])
    }
    expect(waits.every(({ anew, last }) => last._tag === "Failed" && anew._tag === "Postponed")).toBe(true)
  })

  it("draws its waits from the surrounding random source, so that a replay waits the same", async () => {
    const wait = (seed: string) =>
      run(Effect.withRandom(sender(rejected(1200)).sender.send(outbound()), Random.make(seed)))
    expect(await wait("a")).toEqual(await wait("a"))
    expect(await wait("a")).not.toEqual(await wait("b"))
  })

  it("waits at a rate limit at least as long as the platform asks", async () => {
    const usage = JSON.stringify({ "1": [{ estimated_time_to_regain_access: 30 }] })
    const limited = reply(400, { error: { code: 80006, message: "slow" } }, { "x-business-use-case-usage": usage })
    const waited = await receipt(limited)
    expect(waited).toMatchObject({ _tag: "Postponed" })
    const wait = waited._tag === "Postponed" ? waited.retryAt - now : 0
    expect([wait >= 1_800_000, wait <= 1_815_000]).toEqual([true, true])
    const plain = await receipt(rejected(613))
    expect(plain._tag === "Postponed" && plain.retryAt - now <= 15_000).toBe(true)
  })

  it("sends nothing that cannot be rendered, has no lane, or is of another account", async () => {
    const { requests, sender: ways } = sender(reply(200, {}))
    const { lane: _, ...bare } = outbound()
    expect(await run(ways.send(bare))).toMatchObject({ _tag: "Failed", reason: expect.stringContaining("lane") })
    const empty = outbound({ body: { _tag: "Message", message: { content: { _tag: "Text", text: "" } } } })
    expect(await run(ways.send(empty))).toMatchObject({
      _tag: "Failed",
      reason: expect.stringContaining("text: it is empty")
    })
    const other = outbound({ conversation: { ...conversation, account: "2" } })
    expect(await run(ways.send(other))).toMatchObject({
      _tag: "Failed",
      reason: expect.stringContaining("2 is not served")
    })
    expect(requests).toHaveLength(0)
  })
})

describe("sender actions", () => {
  it.each<[Transport.SenderAction, string]>([
    ["markSeen", "mark_seen"],
    ["typingOn", "typing_on"],
    ["typingOff", "typing_off"]
  ])("%s is a request of its own", async (action, word) => {
    const { requests, sender: ways } = sender(reply(200, { recipient_id: "42" }))
    await run(ways.act(conversation, { _tag: "Scoped", id: "42" }, action))
    const { appsecret_proof: _, ...body } = JSON.parse(requests[0]?.body ?? "") as Record<string, unknown>
    expect(body).toEqual({ recipient: { id: "42" }, sender_action: word })
  })

  it("go only to scoped ids, and their failure is nobody's", async () => {
    const { requests, sender: ways } = sender(Effect.fail(new GraphHttp.NotSent({ reason: "refused" })))
    await run(ways.act(conversation, { _tag: "Comment", comment: "c" }, "typingOn"))
    await run(ways.act(conversation, { _tag: "Scoped", id: "user_ref:r" }, "typingOn"))
    expect(requests).toHaveLength(0)
    await run(ways.act(conversation, { _tag: "Scoped", id: "42" }, "typingOn"))
    expect(requests).toHaveLength(1)
  })
})

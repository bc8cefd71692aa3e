import type { Address, LaneName, Message, Outbound, Receipt, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { describe, expect, it } from "vitest"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as Send from "../../src/outbound/Send.ts"

const now = 1_763_700_000_000

const conversation = { channel: "messenger", account: "1", person: "42" }

const lane: LaneName.Lane = { lane: "reply", rule: "r", because: "b" }

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
const sender = (answer: Answer) => {
  const requests: Array<GraphHttp.Request> = []
  const http: GraphHttp.Service = {
    request: (request) => Effect.zipRight(Effect.sync(() => requests.push(request)), answer)
  }
  const credentials = Credentials.make({ token: Redacted.make("tok"), appSecret: Redacted.make("sec") })
  const client = GraphClient.make({ http, version: "v26.0", node: "1", credentials })
  return {
    requests,
    sender: Send.make({ channel: "messenger", echoWithin: 20_000, client: (id) => id === "1" ? client : undefined })
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

  it("says what became of it", async () => {
    expect(await receipt(rejected(10, 2018278))).toMatchObject({ _tag: "Refused", refusal: { rule: "graph.window" } })
    expect(await receipt(rejected(2018300))).toMatchObject({ _tag: "Refused", refusal: { rule: "graph.routing" } })
    expect(await receipt(rejected(551, 1545041))).toMatchObject({ _tag: "Failed", error: { _tag: "Unreachable" } })
    expect(await receipt(rejected(100, 2018008))).toMatchObject({ _tag: "Failed", error: { _tag: "BadContent" } })
    expect(await receipt(rejected(190, 463, 401))).toMatchObject({ _tag: "Failed", error: { _tag: "Configuration" } })
    expect(await receipt(rejected(777_777))).toMatchObject({ _tag: "Failed", error: { _tag: "Unrecognised" } })
  })

  it("waits for the echo when the message may have been said", async () => {
    const unknown = { _tag: "Unknown", deadline: now + 20_000 }
    expect(await receipt(Effect.fail(new GraphHttp.Unanswered({ reason: "reset" })))).toMatchObject(unknown)
    expect(await receipt(rejected(2, undefined, 500))).toMatchObject(unknown)
    expect(await receipt(reply(502, {}))).toMatchObject(unknown)
    expect(await receipt(Effect.succeed({ status: 200, headers: {}, body: "<html>" }))).toMatchObject(unknown)
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

  it("waits longer each time, and gives a passing trouble up in the end", async () => {
    const { sender: ways } = sender(rejected(1200))
    const waits: Array<number> = []
    let last: Receipt.Receipt | undefined
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      last = await run(ways.send(outbound()))
      if (last._tag === "Postponed") waits.push(last.retryAt - now)
    }
    expect(last).toMatchObject({ _tag: "Failed" })
    expect(waits).toHaveLength(7)
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
    expect((waits[6] ?? 0) / (waits[0] ?? 1)).toBeCloseTo(64, 0)
    expect(waits[0]).toBeGreaterThanOrEqual(800)
    expect(waits[0]).toBeLessThanOrEqual(1200)
    expect(await run(ways.send(outbound()))).toMatchObject({ _tag: "Postponed" })
  })

  it("waits at a rate limit as long as the platform asks", async () => {
    const usage = JSON.stringify({ "1": [{ estimated_time_to_regain_access: 30 }] })
    const limited = reply(400, { error: { code: 80006, message: "slow" } }, { "x-business-use-case-usage": usage })
    expect(await receipt(limited)).toMatchObject({ _tag: "Postponed", retryAt: now + 1_800_000 })
    const plain = await receipt(rejected(613))
    expect(plain).toMatchObject({ _tag: "Postponed" })
    expect(plain._tag === "Postponed" ? plain.retryAt - now : 0).toBeGreaterThanOrEqual(12_000)
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

import type { Inbound, Transport } from "@parley/core"
import { ConversationStore } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import * as Signature from "../../src/inbound/Signature.ts"
import * as Webhook from "../../src/inbound/Webhook.ts"

const secret = "app-secret-one"
const otherSecret = "app-secret-two"

const handle = Webhook.handle({
  channel: "messenger",
  signers: [
    { key: Signature.key(Redacted.make(secret)), accounts: new Set(["1"]) },
    { key: Signature.key(Redacted.make(otherSecret)), accounts: new Set(["2"]) }
  ],
  verifyToken: Redacted.make("verify-me"),
  appId: () => undefined
})

const quietly = <A>(effect: Effect.Effect<A>): Promise<A> =>
  Effect.runPromise(Logger.withMinimumLogLevel(effect, LogLevel.None))

const request = (
  text: string,
  options: { readonly secret?: string; readonly method?: string } = {}
): Transport.Request => {
  const body = Buffer.from(text)
  const signature = createHmac("sha256", options.secret ?? secret).update(body).digest("hex")
  return {
    method: options.method ?? "POST",
    url: "/webhook",
    headers: { "x-hub-signature-256": `sha256=${signature}` },
    body
  }
}

const message = (account: string, mid = "m_1") => ({
  id: account,
  time: 1_763_700_000_500,
  messaging: [{
    sender: { id: "9" },
    recipient: { id: account },
    timestamp: 1_763_700_000_123,
    message: { mid, text: "hi" }
  }]
})

const text = (...accounts: ReadonlyArray<string>) =>
  JSON.stringify({ object: "page", entry: accounts.map((account) => message(account)) })

const run = async (given: Transport.Request, store: Transport.Accept | "broken" | "working" = "working") => {
  const batches: Array<ReadonlyArray<Inbound.Inbound>> = []
  const accept: Transport.Accept = (batch) =>
    store === "broken"
      ? Effect.fail(new ConversationStore.StoreError({ operation: "accept", reason: "disk full" }))
      : Effect.sync(() => void batches.push(batch))
  const response = await quietly(handle(given, typeof store === "string" ? accept : store))
  return {
    status: response.status,
    body: response.body,
    accounts: batches.flat().map(({ conversation }) => conversation.account)
  }
}

describe("the webhook", () => {
  it("answers 200 only once every inbound is durable", async () => {
    expect(await run(request(text("1")))).toEqual({ status: 200, body: "EVENT_RECEIVED", accounts: ["1"] })
    let durable = false
    let durableAtAnswer: boolean | undefined
    const slow: Transport.Accept = () => Effect.andThen(Effect.yieldNow(), Effect.sync(() => void (durable = true)))
    await Effect.runPromise(
      Effect.tap(handle(request(text("1")), slow), () => Effect.sync(() => void (durableAtAnswer = durable)))
    )
    expect(durableAtAnswer).toBe(true)
  })

  it("answers 503 when the store cannot take it", async () => {
    expect(await run(request(text("1")), "broken")).toMatchObject({ status: 503 })
  })

  it("answers 401 to a missing or wrong signature, and accepts nothing", async () => {
    expect(await run(request(text("1"), { secret: "guess" }))).toMatchObject({ status: 401, accounts: [] })
    expect(await run({ ...request(text("1")), headers: {} })).toMatchObject({ status: 401, accounts: [] })
    expect(await run({ ...request(text("1")), body: Buffer.from(text("2")) })).toMatchObject({
      status: 401,
      accounts: []
    })
  })

  it("answers 401 to a right signature of the older kind", async () => {
    const body = Buffer.from(text("1"))
    const sha1 = createHmac("sha1", secret).update(body).digest("hex")
    for (const headers of [{ "x-hub-signature": `sha1=${sha1}` }, { "x-hub-signature-256": `sha1=${sha1}` }]) {
      expect(await run({ method: "POST", url: "/webhook", headers, body })).toMatchObject({ status: 401, accounts: [] })
    }
  })

  it("takes the secret of before a reset and the one after it, while both are given", async () => {
    const key = (text: string) => ({ key: Signature.key(Redacted.make(text)), accounts: new Set(["1"]) })
    const options = { channel: "messenger", verifyToken: undefined, appId: () => undefined }
    const during = Webhook.handle({ ...options, signers: [key(secret), key("before")] })
    const after = Webhook.handle({ ...options, signers: [key(secret)] })
    const old = request(text("1"), { secret: "before" })
    expect((await quietly(during(old, () => Effect.void))).status).toBe(200)
    expect((await quietly(during(request(text("1")), () => Effect.void))).status).toBe(200)
    expect((await quietly(after(old, () => Effect.void))).status).toBe(401)
  })

  it("answers 400 to what is signed and no webhook", async () => {
    for (const body of ["", "{", "null", "[]", "{}", "\"page\"", "[".repeat(20_000)]) {
      expect(await run(request(body))).toMatchObject({ status: 400, accounts: [] })
    }
  })

  it("answers 405 to other methods", async () => {
    expect(await run(request(text("1"), { method: "DELETE" }))).toMatchObject({ status: 405 })
  })

  it("leaves events of accounts that are not served, and keeps the others of the batch", async () => {
    expect(await run(request(text("1", "77")))).toEqual({ status: 200, body: "EVENT_RECEIVED", accounts: ["1"] })
    expect(await run(request(text("77")))).toMatchObject({ status: 200, accounts: [] })
  })

  it("does not let the secret of one app speak for the account of another", async () => {
    expect(await run(request(text("2"), { secret }))).toMatchObject({ status: 200, accounts: [] })
    expect(await run(request(text("2"), { secret: otherSecret }))).toMatchObject({ status: 200, accounts: ["2"] })
  })

  it("acknowledges other products and the other channel, and accepts nothing of them", async () => {
    expect(await run(request("{\"object\":\"permissions\",\"entry\":[]}"))).toMatchObject({ status: 200, accounts: [] })
    const instagram = JSON.stringify({ object: "instagram", entry: [message("1")] })
    expect(await run(request(instagram))).toMatchObject({ status: 200, accounts: [] })
  })
})

const get = async (query: string) =>
  Effect.runPromise(
    handle({ method: "GET", url: `/webhook${query}`, headers: {}, body: new Uint8Array() }, () => Effect.void)
  )

describe("the handshake", () => {
  it("returns the bare challenge to the right token", async () => {
    const answer = await get("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-me")
    expect(answer).toMatchObject({ status: 200, body: "1158201444" })
    expect(answer.headers?.["content-type"]).toContain("text/plain")
  })

  it.each([
    "",
    "?",
    "?hub.mode=subscribe&hub.challenge=1",
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=verify-m",
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=Verify-me",
    "?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-me",
    "?hub.mode=subscribe&hub.verify_token=verify-me",
    "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=%ZZ"
  ])("refuses %s", async (query) => {
    const answer = await get(query)
    expect(answer.status).toBe(403)
    expect(answer.body).not.toContain("1")
  })

  it("is refused altogether when no verify token is configured", async () => {
    const closed = Webhook.handle({ channel: "messenger", signers: [], verifyToken: undefined, appId: () => undefined })
    const url = "/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token="
    const answer = await quietly(closed({ method: "GET", url, headers: {}, body: new Uint8Array() }, () => Effect.void))
    expect(answer.status).toBe(403)
  })
})

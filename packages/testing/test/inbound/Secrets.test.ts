/**
 * The door of a bot whose settings hold planted secrets: the handshake, webhooks of friends and strangers, the callback for deletion,
 * each over a port; and settings that are wrong.
 */
import { expect, it } from "@effect/vitest"
import {
  Bot,
  BotDefinition,
  ConversationStore,
  Dialogue,
  MemoryStore,
  NodeServer,
  Start,
  Transport
} from "@parley/core"
import { type GraphHttp, messenger, MessengerConfig, MessengerSettings } from "@parley/messenger-adapter"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import { leaks, secrets, witness } from "../../../../scripts/canaries.ts"

const id = "1112223334445556"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
const hello = d.make({ initial: "hello", starts: [Start.anything], states: { hello: d.end("Hello!") } })

const http: GraphHttp.Service = {
  request: () =>
    Effect.succeed({
      status: 200,
      headers: {},
      body: JSON.stringify({ recipient_id: "42", message_id: "m_1", data: [] })
    })
}

const account = {
  channel: "messenger",
  id,
  appId: "4242",
  token: secrets.token,
  userToken: secrets.userToken,
  appSecret: secrets.appSecret,
  previousAppSecret: secrets.previousAppSecret
} as const satisfies MessengerSettings.AccountOptions

const options = {
  accounts: [account],
  verifyToken: secrets.verifyToken,
  http,
  dataDeletion: { url: "https://bot.example.com/data-deletion" }
} satisfies MessengerSettings.Options

const sealed = (text: string, secret: string) => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`
})

const shake = (token: string): string =>
  `/webhook?hub.mode=subscribe&hub.challenge=77&hub.verify_token=${encodeURIComponent(token)}`

const said = JSON.stringify({
  object: "page",
  entry: [{
    id,
    time: 1,
    messaging: [{ sender: { id: "42" }, recipient: { id }, timestamp: 1, message: { mid: "m_in", text: "hi" } }]
  }]
})

const signedRequest = (payload: object, secret: string): string => {
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url")
  return `signed_request=${createHmac("sha256", secret).update(text).digest("base64url")}.${text}`
}

const deletion = { algorithm: "HMAC-SHA256", issued_at: 1, user_id: "9" }

/** What comes to the port: whose secret is right, whose is wrong, and what is no request of the platform's at all. */
const requests: ReadonlyArray<readonly [path: string, init?: RequestInit]> = [
  [shake(secrets.verifyToken)],
  [shake(`${secrets.verifyToken}x`)],
  [shake(secrets.appSecret)],
  [`/webhook?hub.mode=subscribe&hub.verify_token=${secrets.verifyToken}&hub.challenge=${"7".repeat(5000)}`],
  ["/webhook", { method: "POST", body: said, headers: sealed(said, secrets.appSecret) }],
  ["/webhook", { method: "POST", body: `${said} `, headers: sealed(`${said} `, secrets.previousAppSecret) }],
  ["/webhook", { method: "POST", body: said, headers: sealed(said, "another") }],
  ["/webhook", { method: "POST", body: said, headers: { "x-hub-signature-256": "sha256=zz" } }],
  ["/webhook", { method: "POST", body: said }],
  ["/webhook", { method: "POST", body: "{", headers: sealed("{", secrets.appSecret) }],
  ["/data-deletion", { method: "POST", body: signedRequest(deletion, secrets.appSecret) }],
  ["/data-deletion", { method: "POST", body: signedRequest(deletion, secrets.previousAppSecret) }],
  ["/data-deletion", { method: "POST", body: signedRequest(deletion, "another") }],
  ["/data-deletion", { method: "POST", body: "signed_request=%" }],
  ["/data-deletion?code=1d00000000000000000000"],
  ["/health"],
  ["/else", { method: "DELETE" }]
]

it.scopedLive("the door of a bot tells no secret to whoever knocks, nor to who watches it", () =>
  Effect.gen(function*() {
    const { hear, heard, hearEnd, under } = witness()
    const statuses: Array<number> = []
    yield* under(Effect.scoped(Effect.gen(function*() {
      const transport = yield* messenger(options)
      const bot = yield* Bot.make(BotDefinition.make({ dialogues: [hello], typing: false, tracing: true })).pipe(
        Effect.provideService(ConversationStore.ConversationStore, MemoryStore.make()),
        Effect.provideService(Transport.Transports, [transport])
      )
      bot.observe(hear)
      const address = yield* NodeServer.make(bot, { port: 0, host: "127.0.0.1" })
      for (const [path, init] of requests) {
        const answer = yield* Effect.promise(() => fetch(`http://127.0.0.1:${address.port}${path}`, init))
        statuses.push(answer.status)
        hear([[...answer.headers], yield* Effect.promise(() => answer.text())])
      }
      yield* hearEnd(NodeServer.make(bot, { port: address.port, host: "127.0.0.1" }))
      yield* bot.idle
      for (const one of [bot, address, transport]) hear(one)
    })))

    expect(leaks(heard)).toEqual([])
    // The right secrets opened, and the wrong ones did not.
    expect([statuses[0], statuses[1], statuses[2]]).toEqual([200, 403, 403])
    expect(statuses.slice(4, 9)).toEqual([200, 200, 401, 401, 401])
    expect([statuses[10], statuses[12]]).toEqual([200, 401])
  }))

/** Settings with a secret that is malformed, or stands where another setting belongs. */
const wrong = (secret: string): ReadonlyArray<MessengerSettings.Options> => [
  ...["token", "userToken", "appSecret", "previousAppSecret"].flatMap((field) =>
    [`${secret} `, `${secret}\n`, `${secret}|`, `${secret}é`].map((given) => ({
      ...options,
      accounts: [{ ...account, [field]: given }]
    }))
  ),
  ...["id", "appId"].map((field) => ({ ...options, accounts: [{ ...account, [field]: secret }] })),
  { ...options, verifyToken: `${secret} ` },
  { ...options, accounts: [account, { ...account, token: `${secret} ` }] },
  { ...options, graphBaseUrl: secret },
  { ...options, graphBaseUrl: `https://graph.example?access_token=${secret}` },
  { ...options, graphBaseUrl: `https://user:${secret}@graph.example` },
  { ...options, graphVersion: secret },
  { ...options, path: secret },
  { ...options, dataDeletion: { url: secret } }
]

it.effect("wrong settings name the setting and the cure, and not a letter of what was given", () =>
  Effect.gen(function*() {
    const { hear, heard, hearEnd, under } = witness()
    const all = Object.values(secrets).flatMap(wrong)
    yield* under(Effect.gen(function*() {
      for (const given of all) {
        yield* hearEnd(Effect.suspend(() => MessengerSettings.check(given)))
        yield* hearEnd(Effect.scoped(messenger(given)))
      }
      hear(MessengerSettings.check(options))
    }))

    expect(leaks(heard)).toEqual([])
    expect(heard.filter((text) => text.includes("MessengerConfigError")).length).toBeGreaterThan(all.length)
  }))

/** All but the approvals and the templates, of which the unknown ones are named. */
const names = ["PAGE_ID", "PAGE_TOKEN", "APP_SECRET", "PREVIOUS_APP_SECRET", "APP_ID"]
const more = ["VERIFY_TOKEN", "GRAPH_URL", "GRAPH_VERSION", "PATH", "DATA_DELETION_URL", "USER_TOKEN", "PACK"]

it.effect("nor does an environment in which a secret stands under another name", () =>
  Effect.gen(function*() {
    const { heard, hearEnd, under } = witness()
    const right = new Map([["PAGE_ID", id], ["PAGE_TOKEN", secrets.token], ["APP_SECRET", secrets.appSecret]])
    yield* under(Effect.forEach([...names, ...more], (name) => {
      const given = new Map([...right, ["VERIFY_TOKEN", secrets.verifyToken], [name, `${secrets.userToken} x`]])
      const provider = ConfigProvider.fromMap(new Map([...given].map(([key, one]) => [`PARLEY_MESSENGER_${key}`, one])))
      return hearEnd(Effect.withConfigProvider(MessengerConfig.settings, provider))
    }))

    expect(leaks(heard)).toEqual([])
    expect(heard.some((text) => text.includes("PARLEY_MESSENGER_PAGE_TOKEN"))).toBe(true)
  }))

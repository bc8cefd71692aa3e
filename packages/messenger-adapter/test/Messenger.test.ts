import { describe, expect, it } from "@effect/vitest"
import { type Inbound, type Outbound, Transport } from "@parley/core"
import {
  type GraphHttp,
  Messenger,
  messenger,
  MessengerConfigError,
  type MessengerSettings
} from "@parley/messenger-adapter"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { inspect } from "node:util"

const token = "EAAGsecrettokensecrettoken"
const appSecret = "0123456789abcdefsecret"
const verifyToken = "verify-secret"

const account: MessengerSettings.AccountOptions = { channel: "messenger", id: "682498302938465", token, appSecret }

const options: MessengerSettings.Options = { accounts: [account], verifyToken, graphBaseUrl: "http://127.0.0.1:1" }

const problems = (given: MessengerSettings.Options) =>
  Effect.match(Effect.scoped(messenger(given)), {
    onSuccess: () => ["no problem"],
    onFailure: (error) => error.problems.map(({ problem, setting }) => `${setting} ${problem}`)
  })

const webhook = (text: string, secret = appSecret): Transport.Request => {
  const body = Buffer.from(text)
  return {
    method: "POST",
    url: "/webhook",
    headers: { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` },
    body
  }
}

const message = (mid: string) => ({
  object: "page",
  entry: [{
    id: account.id,
    time: 1,
    messaging: [{
      sender: { id: "42" },
      recipient: { id: account.id },
      timestamp: 1_763_700_000_123,
      message: { mid, text: "hi" }
    }]
  }]
})

const outbound: Outbound.Outbound = {
  id: "out-1",
  conversation: { channel: "messenger", account: account.id, person: "42" },
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message: { content: { _tag: "Text", text: "hello" } } },
  author: { _tag: "Bot" },
  lane: { lane: "reply", rule: "r", pack: "p" },
  cause: "c",
  at: 1
}

describe("the transport", () => {
  it.scoped("hears through a signed webhook and speaks through a real Graph API on loopback", () =>
    Effect.gen(function*() {
      const seen: Array<
        { readonly url: string | undefined; readonly auth: string | undefined; readonly body: unknown }
      > = []
      const graph = createServer((request, response) => {
        let body = ""
        request.on("data", (chunk: Buffer) => (body += chunk.toString()))
        request.on("end", () => {
          seen.push({ url: request.url, auth: request.headers.authorization, body: JSON.parse(body) })
          response.end(JSON.stringify({ recipient_id: "42", message_id: "m_2" }))
        })
      })
      yield* Effect.acquireRelease(
        Effect.async<void>((resume) => void graph.listen(0, "127.0.0.1", () => resume(Effect.void))),
        () => Effect.sync(() => graph.close())
      )
      // A server that listens on a port has an address of this kind.
      const { port } = graph.address() as AddressInfo
      const transport = yield* messenger({ ...options, graphBaseUrl: `http://localhost:${port}` })

      const heard: Array<Inbound.Inbound> = []
      const accept: Transport.Accept = (batch) => Effect.sync(() => void heard.push(...batch))
      const answer = yield* transport.handle(webhook(JSON.stringify(message("m_1"))), accept)
      const receipt = yield* transport.send(outbound)
      yield* transport.act(outbound.conversation, outbound.address, "typingOn")

      expect(answer.status).toBe(200)
      expect(heard.map(({ conversation, event }) => [conversation.person, event._tag])).toEqual([["42", "Said"]])
      expect(receipt).toEqual({ _tag: "Sent", mid: "m_2", person: "42" })
      expect(seen.map(({ url }) => url)).toEqual(Array.from({ length: 2 }, () => `/v26.0/${account.id}/messages`))
      expect(seen[0]?.auth).toBe(`Bearer ${token}`)
      expect(seen[1]?.body).toMatchObject({ sender_action: "typing_on" })
    }))

  it.scoped("accepts the previous app secret while it is given", () =>
    Effect.gen(function*() {
      const rotating = { ...options, accounts: [{ ...account, previousAppSecret: Redacted.make("the-old-one") }] }
      const text = JSON.stringify(message("m_1"))
      const during = yield* messenger(rotating)
      const after = yield* messenger(options)
      const status = (transport: Transport.Service, secret: string) =>
        Effect.map(transport.handle(webhook(text, secret), () => Effect.void), (answer) => answer.status)
      expect(yield* status(during, "the-old-one")).toBe(200)
      expect(yield* status(during, appSecret)).toBe(200)
      expect(yield* status(after, "the-old-one")).toBe(401)
    }))

  it.scoped("serves Instagram under \"me\", on its own path and with its own rules", () =>
    Effect.gen(function*() {
      const paths: Array<string> = []
      const http: GraphHttp.Service = {
        request: ({ path }) => Effect.sync(() => ({ status: 200, headers: {}, body: (paths.push(path), "{}") }))
      }
      const transport = yield* messenger({
        accounts: [{ ...account, channel: "instagram", approvals: ["humanAgent"] }],
        http
      })
      expect(transport).toMatchObject({ channel: "instagram", path: "/webhook/instagram" })
      expect(transport.pack.channel).toBe("instagram")
      expect(transport.capabilities.textLength).toEqual({ max: 1000, unit: "bytes" })
      expect(transport.accounts).toEqual([{ channel: "instagram", account: account.id, approvals: ["humanAgent"] }])
      yield* transport.send(outbound)
      expect(paths).toEqual(["/v26.0/me/messages"])
    }))

  it.effect("is a layer of transports", () =>
    Effect.gen(function*() {
      const transports = yield* Effect.provide(Transport.Transports, Messenger.layer(options))
      expect(Transport.forConversation(transports, outbound.conversation)?.channel).toBe("messenger")
    }))
})

describe("its settings", () => {
  it.effect("are refused all at once, each with its name", () =>
    Effect.gen(function*() {
      const bad: MessengerSettings.Options = {
        accounts: [{
          channel: "messenger",
          id: "my-page",
          token: "123|abc",
          appSecret: "",
          previousAppSecret: "a b",
          appId: "x"
        }],
        verifyToken: "",
        graphBaseUrl: "http://graph.example.org",
        graphVersion: "26",
        path: "webhook",
        bodyLimit: 10
      }
      expect(yield* problems(bad)).toEqual([
        "accounts[0].id is not made of digits",
        "accounts[0].token is an app token (it has a |)",
        "accounts[0].appSecret is missing",
        "accounts[0].previousAppSecret has spaces or line breaks in it",
        "accounts[0].appId is not made of digits",
        "verifyToken is empty",
        "graphBaseUrl is not https",
        "graphVersion is no version",
        "path is no path",
        "bodyLimit is too small"
      ])
    }))

  it.effect("are refused when they do not fit together", () =>
    Effect.gen(function*() {
      expect(yield* problems({ accounts: [] })).toEqual(["accounts is empty"])
      expect(yield* problems({ accounts: [account, account] })).toEqual(["accounts[1].id is there twice"])
      expect(yield* problems({ accounts: [account, { ...account, id: "7", channel: "instagram" }] })).toEqual([
        "accounts mixes messenger (accounts[0]) and instagram (accounts[1])"
      ])
    }))

  it.effect("tell a length of time that nobody can read, and an address without its scheme", () =>
    Effect.gen(function*() {
      const unread = JSON.parse(
        `{ "echoWithin": "soon", "silence": "never", "connection": { "timeoutAfter": "5 parsecs" } }`
      )

      expect(yield* problems({ ...options, ...unread })).toEqual([
        "echoWithin is no length of time",
        "silence is no length of time",
        "connection.timeoutAfter is no length of time"
      ])
      expect(yield* problems({ ...options, graphBaseUrl: "localhost:4371" })).toEqual(["graphBaseUrl has no scheme"])
    }))

  it.effect("take plain http for this machine only", () =>
    Effect.gen(function*() {
      for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "127.1.2.3"]) {
        yield* Effect.scoped(messenger({ ...options, graphBaseUrl: `http://${host}/graph` }))
      }
      for (
        const url of [
          "http://127.0.0.1.evil.org",
          "http://notlocalhost",
          "http://localhost.evil.org",
          "https://user:pw@graph.facebook.com",
          "https://x/?a=1",
          "graph"
        ]
      ) {
        expect(yield* problems({ ...options, graphBaseUrl: url }), url).toEqual([
          expect.stringContaining("graphBaseUrl")
        ])
      }
    }))

  it.effect("come from the environment, and what is missing is named by its variable, all at once", () =>
    Effect.gen(function*() {
      const from = (variables: ReadonlyArray<readonly [string, string]>) =>
        Effect.withConfigProvider(Effect.scoped(messenger()), ConfigProvider.fromMap(new Map(variables)))
      const whole = yield* from([
        ["PARLEY_MESSENGER_PAGE_ID", account.id],
        ["PARLEY_MESSENGER_PAGE_TOKEN", token],
        ["PARLEY_MESSENGER_APP_SECRET", appSecret],
        ["PARLEY_MESSENGER_VERIFY_TOKEN", verifyToken],
        ["PARLEY_MESSENGER_APPROVALS", "utility, humanAgent"],
        ["PARLEY_MESSENGER_TEMPLATES", "order_left/en, order_left/pt_BR"],
        ["PARLEY_MESSENGER_GRAPH_URL", "http://localhost:4000"],
        ["PARLEY_MESSENGER_PATH", "/hook"]
      ])
      expect(whole.accounts).toEqual([{
        channel: "messenger",
        account: account.id,
        approvals: ["utility", "humanAgent"],
        templates: [{ name: "order_left", languages: ["en"] }, { name: "order_left", languages: ["pt_BR"] }]
      }])
      expect(whole.path).toBe("/hook")
      const none = yield* Effect.flip(from([]))
      expect(none.problems.map(({ setting }) => setting)).toEqual([
        "PARLEY_MESSENGER_VERIFY_TOKEN",
        "PARLEY_MESSENGER_PAGE_ID",
        "PARLEY_MESSENGER_PAGE_TOKEN",
        "PARLEY_MESSENGER_APP_SECRET"
      ])
      expect(none.message).toContain("PARLEY_MESSENGER_PAGE_ID is missing")
    }))

  it.effect("have templates as they are declared, and none where nothing is declared", () =>
    Effect.gen(function*() {
      const templates = [{
        name: "order_left",
        languages: ["en", "de"],
        parameters: ["day"],
        status: "pending"
      }] as const
      const made = (more: object) => Effect.scoped(messenger({ accounts: [{ ...account, ...more }] }))

      const [declared] = (yield* made({ templates })).accounts
      const [undeclared] = (yield* made({})).accounts

      expect(declared?.templates).toEqual(templates)
      expect(undeclared).not.toHaveProperty("templates")
    }))

  it.effect("are told of templates that cannot be: twice, in no language, on Instagram, or misspelled", () =>
    Effect.gen(function*() {
      const left = { name: "order_left", languages: ["en"] }
      const problems = (more: object) =>
        Effect.map(
          Effect.flip(Effect.scoped(messenger({ accounts: [{ ...account, ...more }] }))),
          (error) => error.problems.map(({ problem, setting }) => `${setting} ${problem}`)
        )
      const environment = ConfigProvider.fromMap(
        new Map([
          ["PARLEY_MESSENGER_PAGE_ID", account.id],
          ["PARLEY_MESSENGER_PAGE_TOKEN", token],
          ["PARLEY_MESSENGER_APP_SECRET", appSecret],
          ["PARLEY_MESSENGER_VERIFY_TOKEN", verifyToken],
          ["PARLEY_MESSENGER_TEMPLATES", "order_left"]
        ])
      )

      const told = [
        ...(yield* problems({ templates: [left, left] })),
        ...(yield* problems({ templates: [{ ...left, languages: [] }] })),
        ...(yield* problems({ templates: [{ ...left, status: "PENDING" }] })),
        ...(yield* problems({ channel: "instagram", templates: [left] }))
      ]
      const refused = yield* Effect.flip(Effect.withConfigProvider(Effect.scoped(messenger()), environment))

      expect(told).toEqual([
        "accounts[0].templates has \"order_left\" in \"en\" twice",
        "accounts[0].templates has \"order_left\" in no language",
        "accounts[0].templates says that \"order_left\" is PENDING, which is no status",
        "accounts[0].templates are given for an Instagram account"
      ])
      expect(refused.message).toContain("PARLEY_MESSENGER_TEMPLATES has \"order_left\"")
    }))

  it.effect("know the approvals by name: a mistyped one is told with those there are", () =>
    Effect.gen(function*() {
      const environment = ConfigProvider.fromMap(
        new Map([
          ["PARLEY_MESSENGER_PAGE_ID", account.id],
          ["PARLEY_MESSENGER_PAGE_TOKEN", token],
          ["PARLEY_MESSENGER_APP_SECRET", appSecret],
          ["PARLEY_MESSENGER_VERIFY_TOKEN", verifyToken],
          ["PARLEY_MESSENGER_APPROVALS", "utility, humanagent"]
        ])
      )

      const refused = yield* Effect.flip(Effect.withConfigProvider(Effect.scoped(messenger()), environment))

      expect(refused.message).toContain("PARLEY_MESSENGER_APPROVALS")
      expect(refused.message).toContain("humanagent")
      expect(refused.message).toContain("humanAgent, utility, news")
    }))
})

/** Everything of a value that someone could print. */
const prints = (value: unknown): string =>
  [String(value), JSON.stringify(value), inspect(value, { depth: 20, showHidden: true })].join("\n")

describe("a secret", () => {
  const secrets = [
    token,
    appSecret,
    verifyToken,
    "previous-secret",
    createHmac("sha256", appSecret).update(token).digest("hex")
  ]

  it.effect("is in no error about the settings, wherever it was put", () =>
    Effect.gen(function*() {
      const misplaced: ReadonlyArray<MessengerSettings.Options> = [
        { accounts: [{ ...account, id: token }] },
        { accounts: [{ ...account, token: `${token} ` }] },
        { accounts: [{ ...account, token: `${token}é` }] },
        { accounts: [{ ...account, token: `123|${token}` }] },
        { accounts: [{ ...account, appId: appSecret }] },
        { accounts: [{ ...account, previousAppSecret: Redacted.make("previous-secret\n") }] },
        { ...options, graphBaseUrl: `http://x.org/${token}` },
        { ...options, graphVersion: token },
        { ...options, path: `${token}?` }
      ]
      for (const given of misplaced) {
        const error = yield* Effect.flip(Effect.scoped(messenger(given)))
        expect(error).toBeInstanceOf(MessengerConfigError)
        for (const secret of secrets) expect(`${prints(error)}${error.message}${error.stack}`).not.toContain(secret)
      }
    }))

  it.scoped("is in no print of the transport, no log, no answer and no receipt", () =>
    Effect.gen(function*() {
      const logs: Array<unknown> = []
      const logger = Logger.make((entry) => void logs.push(entry.message, entry.annotations, entry.cause))
      const work = Effect.gen(function*() {
        const transport = yield* messenger({
          ...options,
          accounts: [{ ...account, previousAppSecret: "previous-secret" }]
        })
        const url = "/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong"
        const handshake = yield* transport.handle({ method: "GET", url, headers: {}, body: new Uint8Array() }, () =>
          Effect.void)
        const refused = yield* transport.handle(webhook("{}", "guess"), () =>
          Effect.void)
        const foreign = yield* transport.handle(webhook("{\"object\":\"user\"}"), () => Effect.void)
        const lost = yield* transport.send(outbound)
        yield* transport.act(outbound.conversation, outbound.address, "typingOn")
        const angry: GraphHttp.Service = {
          request: () =>
            Effect.succeed({
              status: 401,
              headers: {},
              body: JSON.stringify({ error: { code: 190, message: `Bad token ${token}` } })
            })
        }
        const rejected = yield* Effect.flatMap(messenger({ ...options, http: angry }), (other) => other.send(outbound))
        return [transport, handshake, refused, foreign, lost, rejected]
      })
      const results = yield* work.pipe(
        Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
        Logger.withMinimumLogLevel(LogLevel.All)
      )
      const printed = [...results, ...logs].map(prints).join("\n")
      expect(logs.length).toBeGreaterThan(0)
      expect(printed).toContain("code 190")
      for (const secret of secrets) expect(printed).not.toContain(secret)
    }))
})

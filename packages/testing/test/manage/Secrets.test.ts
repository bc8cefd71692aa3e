/**
 * Everything that can be done to an account is done with planted secrets, over lines that fail in every way.
 */
import { expect, it } from "@effect/vitest"
import { type ConversationStore, MemoryStore } from "@parley/core"
import {
  Accounts,
  type GraphHttp,
  InstagramToken,
  Manage,
  MessengerSettings,
  type Profile,
  Reconcile,
  UndiciHttp,
  UtilityTemplate
} from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import { leaks, secrets, type Witness, witness } from "../../../../scripts/canaries.ts"

const id = "1112223334445556"

const profile: Profile.Profile = {
  getStarted: "GET_STARTED",
  greeting: { default: "Hello!" },
  menu: { default: { items: [{ title: "Order", payload: "ORDER" }] } },
  domains: ["https://example.com"]
}

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  body: "Your order {{order}} has left.",
  examples: { order: "4711" }
})

const png = { bytes: new Uint8Array(200), name: "a.png", type: "image/png" }

const options = (http: GraphHttp.Service, channel: "messenger" | "instagram"): MessengerSettings.Options => ({
  accounts: [{
    channel,
    id,
    appId: "4242",
    login: channel === "instagram" ? "instagram" : "facebook",
    token: () => Redacted.make(secrets.token),
    userToken: secrets.userToken,
    appSecret: secrets.appSecret,
    previousAppSecret: secrets.previousAppSecret
  }],
  http,
  rates: "none"
})

/** Does all that there is to be done, over one line, and hears how each of it ends. */
const doAll = (http: GraphHttp.Service, { hear, hearEnd }: Witness, person = "42") =>
  Effect.scoped(Effect.gen(function*() {
    const given = options(http, "messenger")
    const { account: accountOf } = yield* Manage.make(given)
    const managed = yield* accountOf(id)
    const settings = yield* Effect.suspend(() => MessengerSettings.check(given))
    const [account] = yield* Accounts.make(settings)
    const ofInstagram = yield* Effect.suspend(() => MessengerSettings.check(options(http, "instagram")))
    const [instagram] = yield* Accounts.make(ofInstagram)
    if (account === undefined || instagram === undefined) return yield* Effect.dieMessage("there is an account")
    const store = MemoryStore.make()
    const door = {
      accept: (batch: Parameters<ConversationStore.Service["accept"]>[0]) => store.accept(batch),
      journal: (of: Parameters<ConversationStore.Service["journal"]>[0], from: number) => store.journal(of, from)
    }

    const works: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
      managed.check,
      account.check,
      instagram.check,
      InstagramToken.refresh(instagram.client),
      Effect.timeoutOption(
        InstagramToken.keep(instagram, { save: (refreshed) => Effect.sync(() => hear(refreshed)) }),
        40
      ),
      Reconcile.run(account, door, { since: 0 }),
      managed.profile.read,
      managed.profile.diff(profile),
      managed.profile.push(profile, { prune: true }),
      managed.templates.list,
      managed.templates.diff([left]),
      managed.templates.push([left], { replace: true }),
      managed.templates.remove({ name: left.name }),
      managed.subscriptions.read,
      managed.subscriptions.heal,
      managed.owner(person),
      managed.handles.upload(png),
      managed.upload({ kind: "image", url: "https://x.example/i.png" }),
      managed.upload({ kind: "file", bytes: new Uint8Array(2000), name: "a.pdf", type: "application/pdf" }),
      managed.upload({ kind: "file", path: "/no/such/file.pdf" }),
      managed.profiles.read(person),
      managed.personas.create({ name: "Lea", as: "human", picture: "https://x.example/lea.png" }),
      managed.personas.list(),
      managed.linking.unlink(person)
    ]
    for (const work of works) {
      yield* hearEnd(Effect.timeoutFail(work, { duration: "2 seconds", onTimeout: () => "late" }))
    }
    for (const shown of [settings, account, instagram, managed, store]) hear(shown)
    return works.length
  }))

const https = (url: string) =>
  UndiciHttp.make(new URL(url), { timeoutAfter: "60 millis", connectTimeoutAfter: "60 millis" })

/** A server that answers as it is told. */
const served = (listener: RequestListener) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.async<ReturnType<typeof createServer>>((resume) => {
        const server = createServer(listener)
        server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
      }),
      (server) =>
        Effect.async<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
    ),
    // A server on a port has one.
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  )

/** A platform with one answer for everything. */
const saying = (body: string, status = 200): GraphHttp.Service => ({
  request: () => Effect.succeed({ status, headers: { "x-app-usage": secrets.refreshed }, body })
})

/** A platform that repeats what it was sent, as an error or in the answer about a token. */
const repeating: GraphHttp.Service = {
  request: ({ body = "", headers, path }) => {
    const said = `${headers["authorization"]} ${path} ${body}`
    const told = body.includes("debug_token")
      ? [{ code: 200, body: JSON.stringify({ data: { error: { message: said } } }) }]
      : { error: { message: said, fbtrace_id: said, code: 100 } }
    return Effect.succeed({ status: "error" in told ? 400 : 200, headers: {}, body: JSON.stringify(told) })
  }
}

const { refreshed, token } = secrets

/** Answers that hold a secret where none is expected, or that are no answers at all. */
const odd: ReadonlyArray<readonly [name: string, http: GraphHttp.Service]> = [
  ["a good refresh", saying(JSON.stringify({ access_token: refreshed, token_type: "bearer", expires_in: 5_183_944 }))],
  ["no time", saying(JSON.stringify({ access_token: refreshed, expires_in: `soon ${refreshed}` }))],
  ["a token that is no text", saying(JSON.stringify({ access_token: [refreshed], expires_in: refreshed }))],
  ["bare text", saying(refreshed)],
  ["broken JSON", saying(`{"access_token":"${refreshed}",${refreshed}}`)],
  ["cut JSON", saying(`{"access_token":"${refreshed}`)],
  [
    "a token as the data",
    saying(JSON.stringify({ data: refreshed, success: refreshed, h: { refreshed } }))
  ],
  ["a page", saying(`<html>${refreshed} ${token}</html>`, 502)],
  ["what it was sent", repeating],
  ["what it was sent, where it should not", {
    request: (request) => Effect.map(repeating.request(request), (one) => ({ ...one, status: 200 }))
  }],
  ["an odd error", saying(JSON.stringify({ error: { message: { token }, code: token, error_user_msg: token } }), 400)]
]

it.scopedLive(
  "what is done to an account tells no secret, over a line that holds",
  () =>
    Effect.gen(function*() {
      const found = witness()
      const requests: Array<GraphHttp.Request> = []
      yield* found.under(Effect.scoped(Effect.gen(function*() {
        const emulator = yield* Emulator.make({
          pages: [{ id, appId: "4242", token, appSecret: secrets.appSecret }],
          deliver: () => Effect.succeed({ status: 200 })
        })
        const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
        const line = yield* UndiciHttp.make(new URL(url))
        const watched: GraphHttp.Service = {
          request: (request) => {
            requests.push(request)
            return line.request(request)
          }
        }
        const ana = yield* emulator.person({ name: "Ana" })
        yield* ana.says("hi")
        yield* doAll(watched, found, ana.psid)
        yield* emulator.expireToken(true)
        yield* doAll(watched, found, ana.psid)
      })))

      expect(leaks(found.heard)).toEqual([])
      // What has a body has its proof there; the bytes of a picture are a body of their own.
      const withBody = requests.filter(({ method, stream }) => method !== "GET" && stream === undefined)
      expect(leaks(withBody.map(({ path }) => path))).toEqual([])
      expect(leaks(requests.map(({ path }) => path), "proof")).toEqual([])
      expect(withBody.every(({ body = "" }) => body.includes("appsecret_proof"))).toBe(true)
      // All of it was really done.
      expect(withBody.length).toBeGreaterThan(12)
      expect(found.heard.some((text) => text.includes("code 190"))).toBe(true)
    }),
  60_000
)

it.scopedLive(
  "nor over a line that breaks, is silent, is refused, or leads to no host",
  () =>
    Effect.gen(function*() {
      const found = witness()
      yield* found.under(Effect.scoped(Effect.gen(function*() {
        const silent = yield* served(() => undefined)
        const cutting = yield* served((request, response) => {
          request.resume()
          response.writeHead(200, { "content-length": "900" })
          response.write(`{"access_token":"${refreshed}`, () => response.destroy())
        })
        const urls = ["http://127.0.0.1:1", "http://graph.canary.invalid", silent, cutting]
        yield* Effect.forEach(urls, (url) => Effect.flatMap(https(url), (http) => doAll(http, found)), {
          concurrency: "unbounded",
          discard: true
        })
      })))

      expect(leaks(found.heard)).toEqual([])
      expect(found.heard.some((text) => text.includes("ECONNREFUSED"))).toBe(true)
      expect(found.heard.some((text) => text.includes("there was no whole answer within"))).toBe(true)
      expect(found.heard.some((text) => /ENOTFOUND|EAI_AGAIN/.test(text))).toBe(true)
    }),
  120_000
)

it.scopedLive.each(odd)("nor what a platform answers that should not: %s", ([, http]) =>
  Effect.gen(function*() {
    const found = witness()
    yield* found.under(doAll(http, found))

    expect(leaks(found.heard)).toEqual([])
    expect(found.heard.length).toBeGreaterThan(100)
  }), 60_000)

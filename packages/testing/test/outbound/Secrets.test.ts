/**
 * Secrets are planted in every place that takes one, everything is done that can be done, and everything that can be read of it is
 * searched.
 */
import { expect, it } from "@effect/vitest"
import { Bot, BotDefinition, ConversationStore, Dialogue, type Message, type Outbound, Transport } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { ErrorTable, type GraphHttp, Manage, messenger, MessengerSettings, UndiciHttp } from "@parley/messenger-adapter"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as Recorder from "../../src/record/Recorder.ts"
import * as Recording from "../../src/record/Recording.ts"
import * as Redaction from "../../src/record/Redaction.ts"
import { leaks, secrets, witness } from "../../../../scripts/canaries.ts"

const page = "1112223334445556"

const kit = Dialogue.setup({ id: "echo", version: 1, context: Schema.Struct({}), states: ["ask", "done"] })
const echo = kit.make({
  initial: "ask",
  starts: [/.*/],
  states: {
    ask: kit.ask("What?", { answer: Schema.String, save: () => ({}), to: "done" }),
    done: kit.end("Thanks.")
  }
})

const signature = (body: Uint8Array, secret: string) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`

it.scopedLive(
  "a secret is in no log, span, error, store, address or inspected object, whatever goes right or wrong",
  () =>
    Effect.gen(function*() {
      const folder = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-secrets-"))),
        (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
      )
      const { hear, hearEnd, heard, under } = witness()
      const bodies: Array<string> = []
      const requests: Array<GraphHttp.Request> = []

      yield* Effect.scoped(Effect.gen(function*() {
        let handle: Bot.Service["handle"] = () => Effect.succeed({ status: 503 })
        const emulator = yield* Emulator.make({
          pages: [{ id: page, appId: "4242", token: secrets.token, appSecret: secrets.appSecret }],
          deliver: ({ body, headers, url }) =>
            Effect.map(handle({ method: "POST", url, headers, body }), (answer) => answer)
        })
        const { url } = yield* EmulatorServer.listen(emulator, { port: 0 })
        const line = yield* UndiciHttp.make(new URL(url), { timeoutAfter: "2 seconds" })
        const http: GraphHttp.Service = {
          request: (request) => {
            requests.push(request)
            if (request.body !== undefined) bodies.push(request.body)
            return Effect.tapError(line.request(request), (error) => Effect.sync(() => hear(error)))
          }
        }
        const account = {
          channel: "messenger" as const,
          id: page,
          appId: "4242",
          token: () => Redacted.make(secrets.token),
          appSecret: secrets.appSecret,
          previousAppSecret: secrets.previousAppSecret
        }
        const accounts = [account]
        const options = { accounts, verifyToken: secrets.verifyToken, http }
        const transport = yield* messenger({ ...options, rates: "none" })
        const store = yield* Effect.map(
          Layer.build(sqlite(join(folder, "bot.db"))),
          (context) => Context.get(context, ConversationStore.ConversationStore)
        )
        const bot = yield* Bot.make(BotDefinition.make({ dialogues: [echo], disclosure: false, tracing: true })).pipe(
          Effect.provideService(ConversationStore.ConversationStore, store),
          Effect.provideService(Transport.Transports, [transport])
        )
        handle = bot.handle
        bot.observe(hear)

        // The webhook: conversations, the handshake, and strangers at the door.
        const ana = yield* emulator.person({ name: "Ana" })
        for (const text of ["hi", "soup", "again"]) {
          yield* ana.says(text)
          yield* emulator.idle
          yield* bot.idle
        }
        const request = (method: string, at: string, text: string, secret: string): Transport.Request => {
          const body = Buffer.from(text)
          return { method, url: at, headers: { "x-hub-signature-256": signature(body, secret) }, body }
        }
        const shake = (token: string) =>
          `/webhook?hub.mode=subscribe&hub.challenge=77&hub.verify_token=${encodeURIComponent(token)}`
        for (
          const one of [
            request("GET", shake(secrets.verifyToken), "", ""),
            request("GET", shake(`${secrets.verifyToken}x`), "", ""),
            request("POST", "/webhook", "{", secrets.appSecret),
            request("POST", "/webhook", "{\"object\":\"page\",\"entry\":[]}", "another"),
            request("POST", "/webhook", "{\"object\":\"page\",\"entry\":[{\"id\":\"1\"}]}", secrets.previousAppSecret)
          ]
        ) hear(yield* bot.handle(one))

        // Sends: taken, refused for every reason that there is, and lost in every way.
        let count = 0
        const send = (
          content: Message.Content = { _tag: "Text", text: "hello" },
          by: Transport.Service = transport
        ) => {
          count += 1
          const outbound: Outbound.Outbound = {
            id: `out-${count}`,
            conversation: { channel: "messenger", account: page, person: ana.psid },
            order: count,
            address: { _tag: "Scoped", id: ana.psid },
            body: { _tag: "Message", message: { content } },
            author: { _tag: "Bot" },
            lane: { lane: "reply", rule: "r", pack: "p" },
            cause: "c",
            at: 0
          }
          return Effect.flatMap(by.send(outbound), (receipt) => Effect.sync(() => hear(receipt)))
        }
        yield* send({ _tag: "Media", kind: "image", url: "http://x.example/i.png", reuse: true })
        for (const fault of ["Cut", "Close", "Garbled"] as const) {
          yield* emulator.inject({ _tag: fault, accepted: false })
          yield* send()
        }
        for (const { code, subcodes } of ErrorTable.rows) {
          // One that knows nothing of the last error, for which it would hold everything back.
          const fresh = yield* messenger({ ...options, rates: "none" })
          const subcode = subcodes?.[0]
          // A platform that repeats what it was sent.
          const message = `no, not with ${secrets.token}`
          yield* emulator.inject({ _tag: "Error", code, message, ...(subcode === undefined ? {} : { subcode }) })
          yield* send(undefined, fresh)
          yield* emulator.clearFaults
        }
        yield* transport.act({ channel: "messenger", account: page, person: ana.psid }, {
          _tag: "Scoped",
          id: ana.psid
        }, "typingOn")

        // What is done to the account.
        const { account: accountOf, media } = yield* Manage.make({ accounts, http })
        const managed = yield* accountOf(page)
        const attempts: ReadonlyArray<Effect.Effect<unknown, unknown>> = [
          managed.upload({ kind: "image", url: "https://x.example/i.png" }),
          managed.upload({ kind: "file", bytes: new Uint8Array(2000), name: "a.pdf", type: "application/pdf" }),
          managed.profiles.read(ana.psid),
          managed.profiles.read("1"),
          managed.personas.create({ name: "Lea", as: "human", picture: "https://x.example/lea.png" }),
          managed.personas.list(),
          managed.linking.unlink(ana.psid),
          media.fetch("http://127.0.0.1/"),
          accountOf("7")
        ]
        for (const attempt of attempts) yield* hearEnd(attempt)
        yield* emulator.expireToken(true)
        for (const attempt of attempts.slice(2, 6)) yield* hearEnd(attempt)
        yield* send()
        yield* send()

        // A recording of what the store keeps, whole and redacted.
        const id = { channel: "messenger", account: page, person: ana.psid }
        const { conversation } = yield* store.load(id)
        const whole = Recorder.whole({ conversation, journal: yield* store.journal(id, 0) }, "echo")
        if (whole === undefined) return yield* Effect.dieMessage("the store keeps the conversation from its beginning")
        heard.push(
          Recording.print(whole),
          Recording.print(
            Redaction.redact(whole, { own: new Set(), salt: "test", keep: ["words", "numbers", "links"] })
          )
        )

        // Objects that people print.
        const settings = MessengerSettings.check(options)
        for (
          const shown of [
            transport,
            settings,
            managed,
            store,
            yield* bot.conversation({ channel: "messenger", account: page, person: ana.psid }),
            yield* bot.ledger({ channel: "messenger", account: page, person: ana.psid }),
            MessengerSettings.check({
              ...options,
              accounts: [{ ...account, appSecret: `${secrets.appSecret} `, token: `${secrets.token}|` }]
            })
          ]
        ) hear(shown)
        heard.push(JSON.stringify([settings, transport]))
      })).pipe(under)
      for (const file of readdirSync(folder)) heard.push(readFileSync(join(folder, file)).toString("latin1"))

      expect(leaks(heard)).toEqual([])
      // What has a body has its proof there.
      expect(leaks(requests.filter(({ method }) => method !== "GET").map(({ path }) => path))).toEqual([])
      expect(leaks(requests.map(({ path }) => path), "proof")).toEqual([])
      // What was searched is not nothing, and the token was really there to be told.
      expect(heard.length).toBeGreaterThan(600)
      expect(heard.some((text) => text.includes("cannot send: code 190"))).toBe(true)
      expect(heard.some((text) => text.includes("<secret>"))).toBe(true)
      expect(bodies.every((body) => body.includes("appsecret_proof") && !body.includes(secrets.token))).toBe(true)
    }),
  60_000
)

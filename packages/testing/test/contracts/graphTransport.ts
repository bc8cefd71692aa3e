/**
 * The Messenger adapter with an emulated Graph API on its far side, as the transport contract wants them.
 */
import type { Outbound, Transport } from "@parley/core"
import { Message } from "@parley/core"
import { type Channel, GraphHttp, messenger } from "@parley/messenger-adapter"
import type { TransportBench } from "@parley/testing/contracts"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { createHmac } from "node:crypto"
import type { WebhookRequest } from "../../src/emulator/Deliveries.ts"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"

const page = { id: "1112223334445556", appId: "4242", token: "PAGE-TOKEN", appSecret: "app-secret" }

/** The way from the adapter to the emulator: calls within the process, or HTTP on the loopback address. */
export type Line = "in process" | "over HTTP"

const signed = (body: Uint8Array, secret = page.appSecret): Transport.Request => ({
  method: "POST",
  url: "/webhook",
  headers: {
    "content-type": "application/json",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`
  },
  body
})

const way = (line: Line, emulator: Emulator.Service) =>
  line === "over HTTP"
    ? Effect.map(EmulatorServer.listen(emulator, { port: 0 }), ({ url }) => ({ graphBaseUrl: url }))
    : Effect.succeed({
      http: {
        request: (request: GraphHttp.Request) =>
          Effect.mapError(emulator.graph(request), () => new GraphHttp.Unanswered({ reason: "the line was cut" }))
      }
    })

/** A transport for one account of the channel, and the person who writes to it. */
export const make = (
  channel: Channel.Channel,
  line: Line
): Effect.Effect<TransportBench, unknown, Scope.Scope> =>
  Effect.gen(function*() {
    const arrived: Array<WebhookRequest> = []
    const emulator = yield* Emulator.make({
      pages: [{ ...page, channel }],
      deliver: (request) =>
        Effect.sync(() => {
          arrived.push(request)
          return { status: 200 }
        })
    })
    const transport = yield* messenger({
      accounts: [{ channel, ...page }],
      verifyToken: "v",
      ...(yield* way(line, emulator))
    })
    const person = yield* emulator.person({ name: "Ana" })
    yield* person.says("hi")
    yield* emulator.idle
    const conversation = { channel, account: page.id, person: person.psid }
    const now = yield* Clock.currentTimeMillis
    let messages = 0

    const says = (texts: ReadonlyArray<string>) =>
      Effect.gen(function*() {
        arrived.length = 0
        if (texts.length > 1) yield* emulator.inject({ _tag: "WebhookBatched", count: texts.length })
        yield* Effect.forEach(texts, (text) => person.says(text), { discard: true })
        yield* emulator.idle
        const [request, ...more] = arrived
        if (request === undefined || more.length > 0) throw new Error(`${arrived.length} requests came instead of one`)
        return request
      })

    const message = (text: string): Outbound.Outbound => {
      const order = ++messages
      return {
        id: `contract-${order}`,
        conversation,
        order,
        address: { _tag: "Scoped", id: person.psid },
        body: { _tag: "Message", message: Message.text(text) },
        author: { _tag: "Bot" },
        lane: { lane: "reply", rule: "messenger.reply", pack: "p" },
        cause: "contract",
        at: now
      }
    }

    return {
      transport,
      conversation,
      says,
      signed,
      unknown: () =>
        Effect.sync(() =>
          signed(
            new TextEncoder().encode(JSON.stringify({
              object: channel === "messenger" ? "page" : "instagram",
              entry: [{
                id: page.id,
                time: now,
                messaging: [{
                  sender: { id: person.psid },
                  recipient: { id: page.id },
                  timestamp: now,
                  hologram: { depth: 3 }
                }]
              }]
            }))
          )
        ),
      forged: (request) => signed(request.body, "another-secret"),
      message,
      received: () =>
        Effect.sync(() =>
          person.transcript.flatMap((entry) => entry.from === "page" && entry.text !== undefined ? [entry.text] : [])
        ),
      cut: () => emulator.inject({ _tag: "Close", accepted: true, times: 100, on: "any" })
    }
  })

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Http from "node:http"
import type { AddressInfo } from "node:net"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as World from "./world.ts"

/** An app on a port that proves itself with one token, and keeps what it hears. */
const app = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly heard: Array<World.Json>; readonly close: () => void }>((resume) => {
    const heard: Array<World.Json> = []
    const server = Http.createServer((incoming, outgoing) => {
      const query = new URL(incoming.url ?? "/", "http://localhost").searchParams
      let body = ""
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk
      }).on("end", () => {
        if (incoming.method === "POST") {
          heard.push(...JSON.parse(body).entry.flatMap((entry: World.Json) => entry.messaging))
        }
        const right = incoming.method === "POST" || query.get("hub.verify_token") === "right"
        outgoing.writeHead(right ? 200 : 403).end(query.get("hub.challenge") ?? "")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      resume(Effect.succeed({
        url: `http://127.0.0.1:${port}/hook`,
        heard,
        close: () => {
          server.closeAllConnections()
          server.close()
        }
      }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const subscribe = (emulator: Emulator.Service, callback_url: string, verify_token: string, fields: string) =>
  Effect.map(
    emulator.graph({
      method: "POST",
      path: `/v26.0/${World.page.appId}/subscriptions`,
      headers: {
        authorization: `Bearer ${World.page.appId}|${World.page.appSecret}`,
        "content-type": "application/json"
      },
      body: JSON.stringify({ object: "page", callback_url, verify_token, fields })
    }),
    ({ body }): World.Json => JSON.parse(body)
  )

describe("a subscription of the app", () => {
  it.scopedLive("takes the webhooks to its own address from then on, those of its fields alone", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* app
      const emulator = yield* Emulator.make({ pages: [World.page] })
      const ana = yield* emulator.person()

      const answer = yield* subscribe(emulator, url, "right", "messages")
      yield* ana.postback("MENU")
      yield* ana.says("hi")
      yield* emulator.idle

      expect(answer).toEqual({ success: true })
      expect(heard.map((event) => Object.keys(event).at(-1))).toEqual(["message"])
    }))

  it.scopedLive("is not kept when its address does not prove itself", () =>
    Effect.gen(function*() {
      const { url } = yield* app
      const emulator = yield* Emulator.make({ pages: [World.page] })

      const wrong = yield* subscribe(emulator, url, "wrong", "messages")
      const nobody = yield* subscribe(emulator, "http://127.0.0.1:9/hook", "right", "messages")
      const strange = yield* subscribe(emulator, url, "right", "messages,mesages")

      expect(wrong.error).toMatchObject({ code: 2200, message: expect.stringContaining("status 403") })
      expect(nobody.error).toMatchObject({ code: 2200, message: expect.stringContaining("nobody answered") })
      expect(strange.error).toMatchObject({ code: 100, message: expect.stringContaining("mesages") })
    }))

  it.scoped("knows the fields of Instagram by Instagram's names", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram" } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.text(ana.psid, "hello")

      yield* world.send({ subscribed_fields: "messaging_seen" }, { path: "/me/subscribed_apps" })
      yield* ana.reads
      yield* world.emulator.idle

      expect(World.ofKind(world, "read")).toHaveLength(1)
    }))
})

import { expect, it } from "@effect/vitest"
import { Message, type Outbound } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const to = (account: string, id: string): Outbound.Outbound => ({
  id,
  conversation: { channel: "messenger", account, person: "42" },
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message: Message.text("hi") },
  author: { _tag: "Bot" },
  lane: { lane: "reply", rule: "r", pack: "p" },
  cause: "c",
  at: 1
})

/** A Graph API that never answers the page "1", and a transport for it and the page "2". */
const world = (more: object = {}) =>
  Effect.gen(function*() {
    let asked = 0
    const graph = createServer((request, response) => {
      request.resume()
      if (request.url?.includes("/1/") === true) asked += 1
      else response.end(JSON.stringify({ recipient_id: "42", message_id: "m" }))
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void graph.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () =>
        Effect.sync(() => {
          graph.closeAllConnections()
          graph.close()
        })
    )
    // A server that listens on a port has an address of this kind.
    const { port } = graph.address() as AddressInfo
    const account = { channel: "messenger", token: "tok", appSecret: "sec" } as const
    const transport = yield* messenger({
      accounts: [{ ...account, id: "1", ...more }, { ...account, id: "2" }],
      graphBaseUrl: `http://127.0.0.1:${port}`,
      connection: { connections: 2 }
    })
    return { transport, asked: () => asked }
  })

it.scopedLive("a page that is never answered takes no connection from another", () =>
  Effect.gen(function*() {
    const { asked, transport } = yield* world()
    const held = yield* Effect.forEach(["a", "b", "c", "d"], (id) => Effect.fork(transport.send(to("1", id))))
    yield* Effect.repeat(Effect.yieldNow(), { until: () => asked() === 2 })

    const receipts = yield* Effect.forEach(["x", "y", "z"], (id) => transport.send(to("2", id)))

    expect(receipts.map(({ _tag }) => _tag)).toEqual(["Sent", "Sent", "Sent"])
    expect(asked()).toBe(2)
    yield* Effect.forEach(held, Fiber.interrupt)
  }))

it.scopedLive("a page may have a time limit of its own", () =>
  Effect.gen(function*() {
    const { transport } = yield* world({ connection: { timeoutAfter: "1 second" } })
    expect(yield* transport.send(to("1", "a"))).toMatchObject({
      _tag: "Unknown",
      reason: expect.stringContaining("no whole answer within 1s")
    })
  }))

import { describe, expect, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import type * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as UndiciHttp from "../../src/graph/UndiciHttp.ts"

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A server on loopback that answers as told, and keeps what it saw. */
const server = (handler: Handler) =>
  Effect.acquireRelease(
    Effect.async<
      { readonly url: URL; readonly seen: Array<string>; readonly sockets: Set<Socket>; readonly close: () => void }
    >((resume) => {
      const seen: Array<string> = []
      const sockets = new Set<Socket>()
      const http = createServer((request, response) => {
        let body = ""
        request.on("data", (chunk: Buffer) => (body += chunk.toString()))
        request.on("end", () => {
          seen.push(`${request.method} ${request.url} ${body}`)
          handler(request, response, body)
        })
      })
      http.on("connection", (socket) => sockets.add(socket))
      http.listen(0, "127.0.0.1", () => {
        // A server that listens on a port has an address of this kind.
        const { port } = http.address() as AddressInfo
        const close = () => {
          http.close()
          http.closeAllConnections()
        }
        resume(Effect.succeed({ url: new URL(`http://127.0.0.1:${port}`), seen, sockets, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const request: GraphHttp.Request = {
  method: "POST",
  path: "/v26.0/1/messages",
  headers: { authorization: "Bearer secret-token", "content-type": "application/json" },
  body: "{\"text\":\"hé\"}"
}

const send = (handler: Handler, options: UndiciHttp.Options = {}) =>
  Effect.gen(function*() {
    const { seen, url } = yield* server(handler)
    const http = yield* UndiciHttp.make(url, options)
    return { outcome: yield* Effect.either(http.request(request)), seen }
  })

const tagOf = (outcome: Either.Either<GraphHttp.Response, GraphHttp.NotSent | GraphHttp.Unanswered>) =>
  Either.isLeft(outcome) ? outcome.left._tag : outcome.right.status

describe("the way to the Graph API, over a real socket", () => {
  it.scoped("brings status, headers and body of an answer, whatever they are", () =>
    Effect.gen(function*() {
      const { outcome, seen } = yield* send((_request, response) => {
        response.writeHead(400, { "x-app-usage": "{}" })
        response.end("{\"error\":{}} é")
      })
      expect(outcome).toMatchObject(Either.right({ status: 400, body: "{\"error\":{}} é" }))
      expect(Either.getOrThrow(outcome).headers["x-app-usage"]).toBe("{}")
      expect(seen).toEqual(["POST /v26.0/1/messages {\"text\":\"hé\"}"])
    }))

  it.scoped("keeps connections for the next requests", () =>
    Effect.gen(function*() {
      const { sockets, url } = yield* server((_request, response) => response.end("{}"))
      const http = yield* UndiciHttp.make(url)
      for (let count = 0; count < 20; count += 1) yield* http.request(request)
      // A request made from within the end of another finds its connection busy still, and opens a second one.
      expect(sockets.size).toBeLessThanOrEqual(2)
    }))

  it.scoped("puts the path of the base address first", () =>
    Effect.gen(function*() {
      const { seen, url } = yield* server((_request, response) => response.end("{}"))
      const http = yield* UndiciHttp.make(new URL("/graph/", url))
      yield* http.request({ method: "GET", path: "/v26.0/me", headers: {} })
      expect(seen).toEqual(["GET /graph/v26.0/me "])
    }))

  it.scoped("knows that nothing was sent when nobody listens", () =>
    Effect.gen(function*() {
      const { close, url } = yield* server(() => undefined)
      close()
      const http = yield* UndiciHttp.make(url)
      const outcome = yield* Effect.either(http.request(request))
      expect(tagOf(outcome)).toBe("NotSent")
      expect(String(Either.getOrElse(Either.flip(outcome), () => ""))).toContain("ECONNREFUSED")
    }))

  it.scoped("knows that nothing was sent when the host does not exist", () =>
    Effect.gen(function*() {
      const http = yield* UndiciHttp.make(new URL("http://no-such-host.invalid"))
      expect(tagOf(yield* Effect.either(http.request(request)))).toBe("NotSent")
    }))

  it.scoped("does not know when the socket closes without an answer", () =>
    Effect.gen(function*() {
      const { outcome, seen } = yield* send((incoming) => incoming.socket.destroy())
      expect(tagOf(outcome)).toBe("Unanswered")
      expect(seen).toHaveLength(1)
    }))

  it.scoped("does not know when the socket closes in the middle of the answer", () =>
    Effect.gen(function*() {
      const { outcome } = yield* send((incoming, response) => {
        response.writeHead(200, { "content-length": "100" })
        response.write("{\"message_id\":", () => incoming.socket.destroy())
      })
      expect(tagOf(outcome)).toBe("Unanswered")
    }))

  it.scoped("does not know when no answer comes in time", () =>
    Effect.gen(function*() {
      const { outcome } = yield* send(() => undefined, { timeoutAfter: "60 millis" })
      expect(tagOf(outcome)).toBe("Unanswered")
    }))

  it.scoped("does not wait for an answer that trickles: all of it has one deadline", () =>
    Effect.gen(function*() {
      const { outcome } = yield* send((_request, response) => {
        response.writeHead(200, { "content-length": "1000" })
        const trickle = setInterval(() => response.write("{"), 10)
        response.once("close", () => clearInterval(trickle))
      }, { timeoutAfter: "200 millis" })
      expect(tagOf(outcome)).toBe("Unanswered")
      expect(String(Either.getOrElse(Either.flip(outcome), () => ""))).toContain("no whole answer within 200ms")
    }))

  it.scoped("knows that nothing was sent when the deadline comes before a connection is free", () =>
    Effect.gen(function*() {
      const arrived = yield* Deferred.make<void>()
      const { seen, url } = yield* server(() => Deferred.unsafeDone(arrived, Effect.void))
      const http = yield* UndiciHttp.make(url, { connections: 1 })
      const held = yield* Effect.fork(http.request(request))
      yield* Deferred.await(arrived)

      const waiting = yield* Effect.either(http.request({ ...request, timeoutAfter: "60 millis" }))
      yield* Fiber.interrupt(held)

      expect(tagOf(waiting)).toBe("NotSent")
      expect(seen).toHaveLength(1)
    }))

  it.scoped("lets a file take its time while pieces of it leave", () =>
    Effect.gen(function*() {
      const { seen, url } = yield* server((_request, response) => response.end("{}"))
      const http = yield* UndiciHttp.make(url)
      const pieces = async function*() {
        for (let count = 0; count < 6; count += 1) {
          await new Promise((resolve) => setTimeout(resolve, 250))
          yield Buffer.from("x")
        }
      }

      const { status } = yield* http.request({
        method: "POST",
        path: "/file",
        headers: {},
        stream: pieces(),
        timeoutAfter: "1 second"
      })

      expect([status, seen]).toEqual([200, ["POST /file xxxxxx"]])
    }))

  it.scoped("gives a request up when the one who asked is interrupted", () =>
    Effect.gen(function*() {
      const arrived = yield* Deferred.make<void>()
      const gone = yield* Deferred.make<void>()
      const { url } = yield* server((incoming) => {
        incoming.socket.once("close", () => Deferred.unsafeDone(gone, Effect.void))
        Deferred.unsafeDone(arrived, Effect.void)
      })
      const http = yield* UndiciHttp.make(url)
      const asking = yield* Effect.fork(http.request(request))
      yield* Deferred.await(arrived)

      yield* Fiber.interrupt(asking)

      yield* Deferred.await(gone)
    }))

  it.scoped("does not send again by itself", () =>
    Effect.gen(function*() {
      const { outcome, seen } = yield* send((_request, response) => {
        response.writeHead(503)
        response.end()
      })
      expect(tagOf(outcome)).toBe(503)
      expect(seen).toHaveLength(1)
    }))

  it.scoped("never names the token in a failure", () =>
    Effect.gen(function*() {
      const { outcome } = yield* send((incoming) => incoming.socket.destroy())
      expect(Either.isLeft(outcome) && `${String(outcome.left)} ${JSON.stringify(outcome.left)} ${outcome.left.stack}`)
        .not.toContain("secret-token")
    }))

  it.live("lets go of requests under way when it is closed", () =>
    Effect.gen(function*() {
      const { url } = yield* server(() => undefined)
      const fiber = yield* Effect.scoped(Effect.gen(function*() {
        const http = yield* UndiciHttp.make(url, { connections: 1 })
        const first = yield* Effect.forkDaemon(Effect.either(http.request(request)))
        const second = yield* Effect.forkDaemon(Effect.either(http.request(request)))
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        return [first, second] as const
      }))
      const [first, second] = yield* Effect.all([Fiber.join(fiber[0]), Fiber.join(fiber[1])])
      expect(Either.isLeft(first)).toBe(true)
      // The second waited for the only connection: it is certain that it never left.
      expect(tagOf(second)).toBe("NotSent")
    }).pipe(Effect.scoped))
})

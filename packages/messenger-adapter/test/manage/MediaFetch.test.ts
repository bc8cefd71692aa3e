import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import { EventEmitter } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as MediaFetch from "../../src/manage/MediaFetch.ts"

type Handler = (request: IncomingMessage, response: ServerResponse) => void

interface Host {
  readonly port: number
  readonly seen: ReadonlyArray<string>
  /** The first request has come. */
  readonly asked: Effect.Effect<void>
  /** No connection is open any more. */
  readonly quiet: Effect.Effect<void>
}

/** A host at an address of this machine, which keeps the paths that it was asked for. */
const host = (address: string, handler: Handler) =>
  Effect.acquireRelease(
    Effect.async<{ readonly host: Host; readonly close: () => void }>((resume) => {
      const seen: Array<string> = []
      const events = new EventEmitter()
      let open = 0
      const when = (isSo: () => boolean) =>
        Effect.async<void>((done) => {
          const look = () => {
            if (!isSo()) return
            events.off("change", look)
            done(Effect.void)
          }
          events.on("change", look)
          look()
        })
      const server = createServer((request, response) => {
        seen.push(`${request.headers.host?.split(":")[0]}${request.url}`)
        events.emit("change")
        handler(request, response)
      })
      server.on("connection", (socket) => {
        open += 1
        socket.on("close", () => {
          open -= 1
          events.emit("change")
        })
      })
      server.listen(0, address, () => {
        // A server that listens on a port has an address of this kind.
        const { port } = server.address() as AddressInfo
        const close = () => {
          server.close()
          server.closeAllConnections()
        }
        resume(Effect.succeed({
          host: {
            port,
            seen,
            asked: when(() => seen.length > 0),
            quiet: when(() => open === 0)
          },
          close
        }))
      })
    }),
    ({ close }) => Effect.sync(close)
  ).pipe(Effect.map((made) => made.host))

const picture: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "image/png; charset=binary" })
  response.end("PNG")
}

/** Stands for the public internet; 127.0.0.1 stands for what must not be reached. */
const publicAddress = "127.0.0.2"

/** A resolver that gives these answers in turn, the last one for ever, and counts how often it was asked. */
const resolver = (...answers: ReadonlyArray<ReadonlyArray<string>>) => {
  let asked = 0
  const resolve: MediaFetch.Resolve = () => Effect.sync(() => answers[Math.min(asked++, answers.length - 1)] ?? [])
  return { resolve, asked: () => asked }
}

const guard = (port: number, resolve = resolver([publicAddress]).resolve) =>
  MediaFetch.make({ alsoAllow: [`${publicAddress}/32`], ports: [80, 443, port], resolve })

const failure = <E>(outcome: Either.Either<unknown, E>): E | undefined =>
  Either.isLeft(outcome) ? outcome.left : undefined

describe("fetching what a person's address points at", () => {
  it.scopedLive("gives bytes, type and the final address", () =>
    Effect.gen(function*() {
      const { port, seen } = yield* host(publicAddress, picture)

      const media = yield* guard(port).fetch(`http://media.example:${port}/a.png?size=1`)

      expect(Buffer.from(media.bytes).toString()).toBe("PNG")
      expect(media).toMatchObject({ type: "image/png", url: `http://media.example:${port}/a.png?size=1` })
      expect(seen).toEqual(["media.example/a.png?size=1"])
    }))

  it.scopedLive.each([
    ["http://127.0.0.1/", "is not public"],
    ["http://2130706433/", "is not public"],
    ["http://0177.0.0.1/", "is not public"],
    ["http://0x7f.1/", "is not public"],
    ["http://[::1]/", "is not public"],
    ["http://[::ffff:127.0.0.1]/", "is not public"],
    ["http://[64:ff9b::7f00:1]/", "is not public"],
    ["http://169.254.169.254/latest/meta-data", "is not public"],
    ["http://10.0.0.1/", "is not public"],
    ["https://media.example:22/", "port 22 is not asked"],
    ["https://ana:secret@media.example/", "name or password"],
    ["ftp://media.example/a.png", "ftp: is not fetched"],
    ["file:///etc/passwd", "file: is not fetched"],
    ["data:image/png;base64,AAAA", "data: is not fetched"],
    ["a.png", "it is no address"]
  ])("refuses %s before anything is sent, and says why", ([url = "", problem]) =>
    Effect.gen(function*() {
      const { asked, resolve } = resolver([publicAddress])

      const error = failure(yield* Effect.either(guard(1, resolve).fetch(url)))

      expect(error?._tag).toBe("MediaRefused")
      expect(error?.message).toContain(problem)
      expect(error?.message).not.toContain("secret")
      expect(asked()).toBe(0)
    }))

  it.scopedLive("judges what a name is resolved to, by the system too", () =>
    Effect.gen(function*() {
      const { port, seen } = yield* host("127.0.0.1", picture)
      const bySystem = MediaFetch.make({ ports: [port] })

      expect(failure(yield* Effect.either(bySystem.fetch(`http://localhost:${port}/`)))?._tag).toBe("MediaRefused")
      // Not every system knows the name with a dot; none may be led to this machine by it.
      expect(Either.isLeft(yield* Effect.either(bySystem.fetch(`http://localhost.:${port}/`)))).toBe(true)
      expect(seen).toEqual([])
    }))

  it.scopedLive("refuses a name with one address that is not public among others that are", () =>
    Effect.gen(function*() {
      const { port, seen } = yield* host(publicAddress, picture)
      const { resolve } = resolver([publicAddress, "10.0.0.1"])

      expect(failure(yield* Effect.either(guard(port, resolve).fetch(`http://media.example:${port}/`)))?._tag)
        .toBe("MediaRefused")
      expect(seen).toEqual([])
    }))

  it.scopedLive("connects to the address that it judged, though the name leads elsewhere by then", () =>
    Effect.gen(function*() {
      const outside = yield* host(publicAddress, picture)
      // The name is rebound to this machine after the first lookup.
      const { asked, resolve } = resolver([publicAddress], ["127.0.0.1"])

      const media = yield* guard(outside.port, resolve).fetch(`http://rebind.example:${outside.port}/`)

      expect(media.bytes).toHaveLength(3)
      expect(asked()).toBe(1)
      expect(outside.seen).toEqual(["rebind.example/"])
    }))

  it.scopedLive("judges a rebound name again at each redirect", () =>
    Effect.gen(function*() {
      const outside = yield* host(publicAddress, (_, response) => response.writeHead(302, { location: "/again" }).end())
      const { asked, resolve } = resolver([publicAddress], ["127.0.0.1"])

      const outcome = yield* Effect.either(guard(outside.port, resolve).fetch(`http://rebind.example:${outside.port}/`))

      expect(failure(outcome)?._tag).toBe("MediaRefused")
      expect(asked()).toBe(2)
      expect(outside.seen).toEqual(["rebind.example/"])
    }))

  it.scopedLive("follows redirects, and never to this machine", () =>
    Effect.gen(function*() {
      const inside = yield* host("127.0.0.1", picture)
      const outside = yield* host(publicAddress, (request, response) => {
        // Its body never ends.
        if (request.url === "/good") response.writeHead(301, { location: "/a.png" }).write("moved")
        else if (request.url === "/bad") response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end()
        else if (request.url === "/file") response.writeHead(302, { location: "file:///etc/passwd" }).end()
        else picture(request, response)
      })
      const guarded = MediaFetch.make({
        alsoAllow: [`${publicAddress}/32`],
        ports: [inside.port, outside.port],
        resolve: resolver([publicAddress]).resolve
      })
      const at = (path: string) => Effect.either(guarded.fetch(`http://media.example:${outside.port}${path}`))

      expect(Either.getOrThrow(yield* at("/good")).url).toBe(`http://media.example:${outside.port}/a.png`)
      yield* Effect.timeout(outside.quiet, "1 second")
      expect(failure(yield* at("/bad"))?._tag).toBe("MediaRefused")
      expect(failure(yield* at("/file"))?.message).toContain("file: is not fetched")
      expect(inside.seen).toEqual([])
    }))

  it.scopedLive("follows five redirects, and no sixth", () =>
    Effect.gen(function*() {
      const { port } = yield* host(publicAddress, (request, response) => {
        const left = Number(request.url?.slice(1))
        if (left === 0) picture(request, response)
        else response.writeHead(302, { location: `/${left - 1}` }).end()
      })
      const at = (hops: number) => Effect.either(guard(port).fetch(`http://media.example:${port}/${hops}`))

      expect(Either.isRight(yield* at(5))).toBe(true)
      expect(failure(yield* at(6))?.message).toContain("leads on more than 5 times")
    }))

  it.scopedLive("stops at the limit, whether the size was told or not", () =>
    Effect.gen(function*() {
      let written = 0
      const { port } = yield* host(publicAddress, (request, response) => {
        if (request.url === "/told") {
          // Its word is enough: not a byte is waited for.
          response.writeHead(200, { "content-length": "1000" }).flushHeaders()
          return
        }
        const piece = Buffer.alloc(100)
        const more = () => {
          if (response.destroyed || written > 100_000_000) return
          written += piece.length
          response.write(piece, more)
        }
        more()
      })
      const at = (path: string, maxBytes: number) =>
        Effect.either(guard(port).fetch(`http://media.example:${port}${path}`, { maxBytes }))

      expect(failure(yield* at("/told", 999))).toMatchObject({ _tag: "MediaTooLarge", limit: 999 })
      expect(failure(yield* at("/endless", 5_000))).toMatchObject({ _tag: "MediaTooLarge", limit: 5_000 })
      expect(written).toBeLessThan(10_000_000)
    }))

  it.scopedLive("takes what is exactly as large as it may be", () =>
    Effect.gen(function*() {
      const { port } = yield* host(publicAddress, picture)
      expect((yield* guard(port).fetch(`http://media.example:${port}/`, { maxBytes: 3 })).bytes).toHaveLength(3)
      expect(failure(yield* Effect.either(guard(port).fetch(`http://media.example:${port}/`, { maxBytes: 2 })))?._tag)
        .toBe("MediaTooLarge")
    }))

  it.scopedLive("gives up in time, at a host that is silent, slow, or not found", () =>
    Effect.gen(function*() {
      const { port, quiet } = yield* host(publicAddress, (request, response) => {
        if (request.url === "/slow") response.write("a")
      })
      const at = (path: string, resolve?: MediaFetch.Resolve) =>
        Effect.either(guard(port, resolve).fetch(`http://media.example:${port}${path}`, { timeout: "100 millis" }))

      expect(failure(yield* at("/silent"))).toMatchObject({ _tag: "MediaTooSlow", millis: 100 })
      expect(failure(yield* at("/slow"))?._tag).toBe("MediaTooSlow")
      expect(failure(yield* at("/", () => Effect.never))?._tag).toBe("MediaTooSlow")
      yield* quiet
    }))

  it.scopedLive("lets go of the connection when it is interrupted", () =>
    Effect.gen(function*() {
      const { asked, port, quiet, seen } = yield* host(publicAddress, () => undefined)
      const fiber = yield* Effect.fork(guard(port).fetch(`http://media.example:${port}/`))
      yield* asked

      yield* Fiber.interrupt(fiber)

      yield* quiet
      expect(seen).toHaveLength(1)
    }))

  it.scopedLive("says that it is not there, and what its host answered", () =>
    Effect.gen(function*() {
      const { port } = yield* host(publicAddress, (request, response) => {
        if (request.url === "/packed") response.writeHead(200, { "content-encoding": "gzip" }).end("x")
        else response.writeHead(404).end()
      })
      const at = (path: string, addresses = [publicAddress]) =>
        Effect.either(guard(port, resolver(addresses).resolve).fetch(`http://media.example:${port}${path}`))

      expect(failure(yield* at("/gone"))).toMatchObject({ _tag: "MediaUnavailable", status: 404 })
      expect(failure(yield* at("/packed"))?.message).toContain("gzip")
      expect(failure(yield* at("/", []))?.message).toContain("no address")
      const nobody = yield* Effect.either(MediaFetch.make().fetch("http://no-such-host.invalid/"))
      expect(failure(nobody)?._tag).toBe("MediaUnavailable")
    }))

  it.scopedLive("sends no cookies and no credentials, and asks for the bytes as they are", () =>
    Effect.gen(function*() {
      const headers: Array<IncomingMessage["headers"]> = []
      const { port } = yield* host(publicAddress, (request, response) => {
        headers.push(request.headers)
        picture(request, response)
      })

      yield* guard(port).fetch(`http://media.example:${port}/`)

      expect(Object.keys(headers[0] ?? {}).sort()).toEqual(["accept", "accept-encoding", "connection", "host"])
      expect(headers[0]?.["accept-encoding"]).toBe("identity")
    }))
})

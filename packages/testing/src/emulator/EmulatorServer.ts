/**
 * An emulator on a port: the Graph API under every path, the control API under `/_emulator`.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Http from "node:http"
import type { AddressInfo } from "node:net"
import * as ControlApi from "./ControlApi.ts"
import type { Service } from "./Emulator.ts"
import * as SightStream from "./SightStream.ts"

/** Where to listen. */
export interface ListenOptions {
  /** 0 takes a free port. */
  readonly port: number
  /** The loopback address when not given. The control API has no password: think before opening it to others. */
  readonly host?: string
}

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** The base URL of the Graph API, `http://127.0.0.1:4000` for one. */
  readonly url: string
}

/** The port cannot be listened on. */
export class ListenError extends Schema.TaggedError<ListenError>()("ListenError", {
  port: Schema.Number,
  reason: Schema.String
}) {
  override get message(): string {
    return `The emulator cannot listen on port ${this.port}: ${this.reason}. Choose another port, or 0 for a free one.`
  }
}

/** Larger than any upload that the platform takes (25 MB). */
const bodyLimit = 30 * 1024 * 1024

/** Puts an emulator on a port until the scope ends. */
export const listen = (
  emulator: Service,
  { host = "127.0.0.1", port }: ListenOptions
): Effect.Effect<Listening, ListenError, Scope.Scope> =>
  Effect.gen(function*() {
    const runtime = yield* Effect.runtime<never>()
    const run = Runtime.runFork(runtime)
    const server = Http.createServer((incoming, outgoing) => {
      const fiber = run(Effect.catchAllCause(serve(emulator, incoming, outgoing), (cause) => broken(outgoing, cause)))
      // A caller who hangs up takes the work that only serves them along.
      outgoing.on("close", () => {
        if (!outgoing.writableFinished) run(Fiber.interruptFork(fiber))
      })
    })
    yield* Effect.addFinalizer(() =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
    )
    // A socket throws for these, where it tells of others.
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      return yield* new ListenError({ port, reason: "a port is a whole number from 0 to 65535" })
    }
    yield* Effect.async<void, ListenError>((resume) => {
      const failed = (error: Error) => resume(Effect.fail(new ListenError({ port, reason: error.message })))
      server.once("error", failed)
      server.listen(port, host, () => {
        server.removeListener("error", failed)
        resume(Effect.void)
      })
    })
    // A TCP server has an address with a port; only a pipe has a name.
    const bound = (server.address() as AddressInfo).port
    return { port: bound, url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}` }
  })

/** A mistake of the emulator itself: the caller gets an answer and the log the cause. */
const broken = (outgoing: Http.ServerResponse, cause: Cause.Cause<never>): Effect.Effect<void> =>
  Cause.isInterruptedOnly(cause)
    ? Effect.void
    : Effect.zipRight(
      Effect.logError("The emulator could not handle a request", cause),
      Effect.sync(() => {
        if (outgoing.headersSent) outgoing.destroy()
        else outgoing.writeHead(500, { "content-type": "application/json" }).end("{\"error\":{\"code\":1}}")
      })
    )

const serve = (emulator: Service, incoming: Http.IncomingMessage, outgoing: Http.ServerResponse): Effect.Effect<void> =>
  Effect.flatMap(read(incoming), (body) => {
    if (body === undefined) return Effect.sync(() => outgoing.writeHead(413, { connection: "close" }).end())
    const url = incoming.url ?? "/"
    return url === "/_emulator" || url.startsWith("/_emulator/") || url.startsWith("/_emulator?")
      ? control(emulator, incoming, outgoing, body)
      : graph(emulator, incoming, outgoing, body)
  })

const read = (incoming: Http.IncomingMessage): Effect.Effect<Buffer | undefined> =>
  Effect.async<Buffer | undefined>((resume) => {
    const chunks: Array<Buffer> = []
    let size = 0
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
      else {
        incoming.removeAllListeners("data").resume()
        resume(Effect.succeed(undefined))
      }
    })
    incoming.on("end", () => resume(Effect.succeed(Buffer.concat(chunks))))
    incoming.on("error", () => resume(Effect.interrupt))
  })

const graph = (
  emulator: Service,
  incoming: Http.IncomingMessage,
  outgoing: Http.ServerResponse,
  body: Buffer
): Effect.Effect<void> =>
  emulator.graph({ method: incoming.method ?? "GET", path: incoming.url ?? "/", headers: incoming.headers, body }).pipe(
    Effect.zip(emulator.now),
    Effect.match({
      onSuccess: ([response, now]) => {
        // Whoever asks a server for the time is told that of its clock, as an app that looks whether its own goes right.
        outgoing.setHeader("date", DateTime.toDate(DateTime.unsafeMake(now)).toUTCString())
        outgoing.writeHead(response.status, response.headers).end(response.body)
      },
      // The request was read in full, so to the caller the outcome is unknown, as it should be.
      onFailure: ({ began }) => {
        if (began === undefined) {
          incoming.socket.destroy()
          return
        }
        outgoing.writeHead(200, { "content-type": "application/json", "content-length": 2 * began.length + 1 })
        outgoing.write(began, () => incoming.socket.destroy())
      }
    })
  )

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"])

/** A web page of another origin must not drive the emulator through the browser of the one who runs it. */
const foreign = (incoming: Http.IncomingMessage): boolean => {
  const { origin } = incoming.headers
  return origin !== undefined && !(URL.canParse(origin) && loopback.has(new URL(origin).hostname))
}

const control = (
  emulator: Service,
  incoming: Http.IncomingMessage,
  outgoing: Http.ServerResponse,
  body: Buffer
): Effect.Effect<void> => {
  const url = new URL(incoming.url ?? "/", "http://localhost")
  const path = url.pathname.slice("/_emulator".length)
  const answer = ({ json, status }: ControlApi.ControlResponse) => {
    outgoing.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(
      JSON.stringify(json)
    )
  }
  if (foreign(incoming)) {
    return Effect.sync(() =>
      answer({ status: 403, json: { error: "Calls from web pages of other origins are refused." } })
    )
  }
  if (path === "/events" && incoming.method === "GET") {
    if (incoming.headers.accept?.includes("text/event-stream") === true) {
      const lastEventId = incoming.headers["last-event-id"]
      return Effect.zipRight(
        Effect.sync(() =>
          SightStream.stream(
            emulator,
            url.searchParams,
            typeof lastEventId === "string" ? lastEventId : undefined,
            outgoing
          )
        ),
        // The stream lives until the caller hangs up.
        Effect.never
      )
    }
    return Effect.map(SightStream.next(emulator, url.searchParams), (json) => answer({ status: 200, json }))
  }
  const request = { method: incoming.method ?? "GET", path, query: url.searchParams, body: body.toString("utf8") }
  return Effect.map(ControlApi.handle(emulator, request), answer)
}

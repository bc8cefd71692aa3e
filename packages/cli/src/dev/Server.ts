/**
 * The playground on a port of this machine: its page, its calls, and the stream of its pictures.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { calls } from "./Calls.ts"
import * as Door from "./Door.ts"
import * as Pictures from "./Pictures.ts"
import type { Playground } from "./Playground.ts"
import type { Answer, Refusal } from "./Protocol.ts"
import { Refused } from "./Refused.ts"
import * as Site from "./Site.ts"

/** How a playground is served. */
export interface Options {
  /** 0 takes a free port. */
  readonly port: number
  readonly token: Redacted.Redacted
  /** The folder of the built page. */
  readonly site: string
  /** Texts that are in no answer: the secrets of the emulated accounts. */
  readonly secrets: ReadonlyArray<string>
}

/** The port cannot be listened on. */
export class ListenError extends Schema.TaggedError<ListenError>()("ListenError", {
  port: Schema.Number,
  reason: Schema.String
}) {
  override get message() {
    return this.reason.includes("EADDRINUSE")
      ? `Port ${this.port} is taken. Give another one with --port, or 0 for any that is free.`
      : `Port ${this.port} cannot be listened on: ${this.reason}.`
  }
}

const statuses: { readonly [Code in Refusal["code"]]: number } = {
  token: 401,
  host: 403,
  origin: 403,
  unknown: 404,
  wrong: 400,
  method: 405,
  "not now": 409,
  large: 413,
  broken: 500
}

/** The largest body of a call, in bytes: a long text and what goes with it. */
const bodyLimit = 256 * 1024

const refusal = ({ code, reason }: Refused): Refusal => ({ ok: false, code, reason })

const body = (request: IncomingMessage): Effect.Effect<string, Refused> =>
  Effect.async((resume) => {
    const chunks: Array<Buffer> = []
    let size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size > bodyLimit) {
        request.pause()
        resume(Effect.fail(new Refused({ code: "large", reason: `A call has ${bodyLimit} bytes at most.` })))
      } else chunks.push(chunk)
    })
    request.on("end", () => resume(Effect.succeed(Buffer.concat(chunks).toString("utf8"))))
    request.on("error", () => resume(Effect.fail(new Refused({ code: "wrong", reason: "The body broke off." }))))
  })

const listen = (server: Server, port: number): Effect.Effect<number, ListenError> =>
  Effect.async((resume) => {
    server.once("error", (error) => resume(Effect.fail(new ListenError({ port, reason: error.message }))))
    server.listen(port, "127.0.0.1", () => {
      const address = server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : port))
    })
  })

/** Serves a playground until the scope closes; gives the port. */
export const make = (
  playground: Playground,
  options: Options
): Effect.Effect<number, ListenError, Scope.Scope> =>
  Effect.gen(function*() {
    const runtime = yield* Effect.runtime<never>()
    const run = Runtime.runFork(runtime)
    const hidden = [...options.secrets, Redacted.value(options.token)]
    const written = (value: unknown): string =>
      hidden.reduce((text, secret) => text.replaceAll(secret, "(hidden)"), JSON.stringify(value))
    let port = options.port

    const answer = (response: ServerResponse, status: number, value: Answer): void => {
      if (response.headersSent || response.destroyed) return
      response.writeHead(status, {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        ...(status === 413 ? { connection: "close" } : {})
      }).end(written(value))
    }
    const refuse = (response: ServerResponse, refused: Refused): void =>
      answer(response, statuses[refused.code], refusal(refused))

    const pictures = yield* Pictures.make(playground, written)

    const call = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
      const refused = Door.unknown(request.headers, options.token)
      if (refused !== undefined) return refuse(response, refused)
      const method = request.method ?? "GET"
      if (`${method} ${url.pathname}` === "GET /api/events") return pictures.stream(response)
      const take = calls.get(`${method} ${url.pathname}`)
      if (take === undefined) {
        const isThere = [...calls.keys(), "GET /api/events"].some((key) => key.endsWith(` ${url.pathname}`))
        const reason = `There is no ${method} ${url.pathname}; the calls are in Protocol.ts.`
        return refuse(response, new Refused({ code: isThere ? "method" : "unknown", reason }))
      }
      const fiber = run(
        Effect.flatMap(body(request), (body) => take(playground, { query: url.searchParams, body }))
      )
      fiber.addObserver((exit) => {
        if (Exit.isSuccess(exit)) return answer(response, 200, exit.value)
        const error = Cause.squash(exit.cause)
        refuse(
          response,
          error instanceof Refused
            ? error
            : new Refused({ code: "broken", reason: error instanceof Error ? error.message : String(error) })
        )
      })
    }

    const server = createServer((request, response) => {
      const strange = Door.stranger(request.headers, port)
      if (strange !== undefined) return refuse(response, strange)
      const url = new URL(request.url ?? "/", `http://127.0.0.1:${port}`)
      if (url.pathname.startsWith("/api/")) return call(request, response, url)
      if (request.method !== "GET" && request.method !== "HEAD") {
        return refuse(response, new Refused({ code: "method", reason: "Files are read, with GET." }))
      }
      const found = Site.answer(options.site, url.pathname)
      response.writeHead(found.status, found.headers)
      response.end(request.method === "HEAD" ? undefined : found.body)
    })
    yield* Effect.acquireRelease(
      Effect.map(listen(server, options.port), (listening) => {
        port = listening
      }),
      () =>
        Effect.async<void>((resume) => {
          // Streams have no end of their own.
          server.closeAllConnections()
          server.close(() => resume(Effect.void))
        })
    )
    return port
  })

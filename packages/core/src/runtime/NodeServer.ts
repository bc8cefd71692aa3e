/**
 * A bot on a port: `node:http` and nothing above it, as this edge is crossed by every webhook.
 *
 * @module
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import { createServer } from "node:http"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { Service as Bot } from "./Bot.ts"
import * as SharedScheduler from "./SharedScheduler.ts"
import type { Response } from "./Transport.ts"

/** The port cannot be served. */
export class ListenError extends Schema.TaggedError<ListenError>()("ListenError", {
  port: Schema.Number,
  reason: Schema.String
}) {
  override get message() {
    return `Port ${this.port} cannot be served: ${this.reason}. Choose another one, or end what uses it.`
  }
}

/** Where to listen; the port 0 takes a free one. The host is all interfaces unless given. */
export interface Options {
  readonly port: number
  readonly host?: string
}

/** Where a bot listens. */
export interface Address {
  readonly port: number
  readonly host: string
}

const write = (response: ServerResponse, answer: Response): void => {
  if (response.headersSent || response.destroyed) return
  const body = answer.body ?? ""
  // As one list, which is what node makes of headers anyway.
  const headers: Array<string | number> = ["content-length", Buffer.byteLength(body)]
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? "")
  response.writeHead(answer.status, headers)
  response.end(body)
}

/** The rest of a body that is too large is not read: the connection ends with the answer. */
const tooLarge = (request: IncomingMessage, response: ServerResponse, limit: number): void => {
  response.once("finish", () => request.destroy())
  write(response, {
    status: 413,
    headers: { connection: "close", "content-type": "text/plain; charset=utf-8" },
    body: `The body may have ${limit} bytes at most`
  })
}

const noBody = new Uint8Array()

const read = (
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
  onBody: (body: Uint8Array) => void
): void => {
  const declared = Number(request.headers["content-length"] ?? 0)
  if (declared > limit && limit > 0) return tooLarge(request, response, limit)
  const chunks: Array<Buffer> = []
  let size = 0
  let isOver = false
  request.on("data", (chunk: Buffer) => {
    if (isOver) return
    size += chunk.length
    if (limit === 0) return
    if (size <= limit) {
      chunks.push(chunk)
      return
    }
    isOver = true
    chunks.length = 0
    request.pause()
    tooLarge(request, response, limit)
  })
  request.on("end", () => {
    if (isOver) return
    onBody(chunks.length === 0 ? noBody : chunks.length === 1 ? chunks[0] ?? noBody : Buffer.concat(chunks, size))
  })
  // The other side went away: there is nobody to answer.
  request.on("error", () => undefined)
}

const failure: Response = { status: 500, headers: { "content-type": "text/plain; charset=utf-8" }, body: "Error" }

/** What is served: a bot, or whatever answers requests as one does. */
export type Served = Pick<Bot, "handle" | "bodyLimit">

const serve = (bot: Served, runtime: Runtime.Runtime<never>): Server => {
  const run = Runtime.runFork(SharedScheduler.on(runtime))
  return createServer((request, response) => {
    const url = request.url ?? "/"
    read(request, response, bot.bodyLimit(url), (body) => {
      const fiber = run(bot.handle({ method: request.method ?? "GET", url, headers: request.headers, body }))
      fiber.addObserver((exit) => write(response, Exit.isSuccess(exit) ? exit.value : failure))
    })
  })
}

const listen = (server: Server, options: Options): Effect.Effect<Address, ListenError> =>
  Effect.async((resume) => {
    server.once("error", (error) => {
      resume(Effect.fail(new ListenError({ port: options.port, reason: error.message })))
    })
    server.listen(options.port, options.host, () => {
      const address = server.address()
      resume(Effect.succeed(
        typeof address === "object" && address !== null
          ? { port: address.port, host: address.address }
          : { port: options.port, host: options.host ?? "" }
      ))
    })
  })

/** Takes no more connections, and waits until those with a request have their answer. */
const close = (server: Server): Effect.Effect<void> =>
  Effect.async<void>((resume) => {
    server.close(() => resume(Effect.void))
    server.closeIdleConnections()
  }).pipe(
    Effect.timeoutOption("5 seconds"),
    // Scopes close uninterruptibly, and a wait that cannot be interrupted has no end.
    Effect.interruptible,
    Effect.zipRight(Effect.sync(() => server.closeAllConnections()))
  )

/** Serves a bot until the scope closes. */
export const make = (bot: Served, options: Options): Effect.Effect<Address, ListenError, Scope.Scope> =>
  Effect.flatMap(Effect.runtime<never>(), (runtime) =>
    Effect.acquireRelease(
      Effect.flatMap(
        Effect.sync(() => serve(bot, runtime)),
        (server) => Effect.map(listen(server, options), (address) => ({ server, address }))
      ),
      ({ server }) => close(server)
    )).pipe(Effect.map(({ address }) => address))

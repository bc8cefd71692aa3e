/**
 * Which part of the bot answers a request.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Host } from "./Host.ts"
import type { InboxHttp } from "./InboxHttp.ts"
import type { Accept, Beside, Request, Response, Service as Transport } from "./Transport.ts"

/** The front of a bot. */
export interface Front {
  readonly handle: (request: Request) => Effect.Effect<Response>
  readonly bodyLimit: (url: string) => number
}

const pathOf = (url: string): string => {
  const end = url.search(/[?#]/)
  return end < 0 ? url : url.slice(0, end)
}

const text = (status: number, body: string): Response => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body
})

const notFound = Effect.succeed(text(404, "Not found"))
const closing = Effect.succeed({ ...text(503, "Closing"), headers: { "retry-after": "5" } })

/** What the front leads to: the one door in, the way to forget, and the inbox bridge where there is one. */
export interface Doors {
  readonly accept: Accept
  readonly forget: Parameters<Beside["handle"]>[1]["forget"]
  readonly inbox: InboxHttp | undefined
}

/**
 * Gives each request to the transport of its path, to what a transport answers beside its webhooks, or to the inbox bridge below its own. `/health` answers 200 while the bot takes requests and 503 when it
 * closes, with how much is under way; a closing bot answers 503 to all others, so that the channel offers them again.
 */
export const make = (
  host: Host,
  transports: ReadonlyArray<Transport>,
  { accept, forget, inbox }: Doors
): Front => {
  const byPath = new Map(transports.map((transport) => [transport.path, transport]))
  const besides = new Map(transports.flatMap(({ beside = [] }) => beside.map((one) => [one.path, one] as const)))

  const health = Effect.sync((): Response => ({
    status: host.isClosing() ? 503 : 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ status: host.isClosing() ? "closing" : "ok", busy: host.busy.count() })
  }))

  // Webhooks come without a query.
  const transportOf = (url: string): Transport | undefined => byPath.get(url) ?? byPath.get(pathOf(url))

  const isInbox = (url: string): boolean => inbox !== undefined && pathOf(url).startsWith(`${inbox.path}/`)

  const other = (request: Request): Effect.Effect<Response> => {
    const path = pathOf(request.url)
    if (path === "/health") return health
    const beside = besides.get(path)
    if (beside !== undefined) return host.isClosing() ? closing : beside.handle(request, { forget })
    if (inbox === undefined || !isInbox(request.url)) return notFound
    return host.isClosing() ? closing : inbox.handle(request)
  }

  return {
    bodyLimit: (url) =>
      (transportOf(url) ?? besides.get(pathOf(url)))?.bodyLimit
        ?? (inbox !== undefined && isInbox(url) ? inbox.bodyLimit : 0),
    handle: (request) => {
      const transport = transportOf(request.url)
      if (transport === undefined) return other(request)
      if (host.isClosing()) return closing
      return transport.handle(request, accept)
    }
  }
}

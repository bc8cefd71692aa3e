/**
 * The callback by which a person has their data deleted ("Data Deletion Request Callback", read 2026-11-21): verified, carried out at
 * once, and confirmed with a code and an address that tells what became of it.
 *
 * @module
 */
import type { ConversationId, Transport } from "@parley/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { createHmac, timingSafeEqual } from "node:crypto"
import * as SignedRequest from "./SignedRequest.ts"

/** A secret as text or already wrapped. */
type Secret = string | Redacted.Redacted

/** Work as an Effect or as a promise: both faces of a bot fit. */
export type Work<A> = Effect.Effect<A, unknown> | Promise<A>

/** What the callback needs. */
export interface Options {
  /** The app's secret, and the one before a reset while it is in use. */
  readonly appSecrets: ReadonlyArray<Secret>
  /** The public address of the callback, as it stands in the app's settings: `https://your.host/data-deletion`. */
  readonly url: string
  /**
   * The conversations of a person, by the app's id of them, which is no page's: `PageIds.of` finds the page's. None is an
   * answer too.
   */
  readonly conversations: (user: string) => Work<ReadonlyArray<ConversationId.ConversationId>>
  /** Forgets a conversation: `bot.forget`. */
  readonly forget: (id: ConversationId.ConversationId) => Work<void>
}

/** The callback as a bot serves it by itself. */
export interface CallbackOptions extends Pick<Options, "url">, Partial<Pick<Options, "conversations">> {}

/** Forgets a conversation. */
export type Forget = Options["forget"]

/** A handler beside the webhook: what it answers under `path`, and how large its requests may be. */
export interface DataDeletion {
  readonly path: string
  readonly bodyLimit: number
  readonly handle: (request: Transport.Request) => Effect.Effect<Transport.Response>
}

/** The same, told with each request how to forget. */
export interface Callback extends Pick<DataDeletion, "path" | "bodyLimit"> {
  readonly handle: (
    request: Transport.Request,
    bot: { readonly forget: Forget }
  ) => Effect.Effect<Transport.Response>
}

const carriedOut = <A>(work: () => Work<A>): Effect.Effect<A, unknown> =>
  Effect.suspend(() => {
    const begun = work()
    return Effect.isEffect(begun) ? begun : Effect.tryPromise({ try: () => begun, catch: (error) => error })
  })

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? ""

const text = (status: number, body: string): Transport.Response => ({
  status,
  headers: {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store"
  },
  body
})

const json = (body: object): Transport.Response => ({
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body)
})

/**
 * Codes need no memory, and so nothing of the person is kept: the moment, whether there was anything, and a seal on both.
 */
const seal = (secret: Redacted.Redacted, said: string): string =>
  createHmac("sha256", Redacted.value(secret)).update(`parley data deletion ${said}`).digest("hex").slice(0, 20)

const codeOf = (secret: Redacted.Redacted, at: number, count: number): string => {
  const said = `${Math.floor(at / 1000).toString(36)}${count > 0 ? "d" : "n"}`
  return `${said}${seal(secret, said)}`
}

const shape = /^([0-9a-z]{1,9}[dn])([0-9a-f]{20})$/

const readCode = (
  secrets: ReadonlyArray<Redacted.Redacted>,
  code: string
): { readonly at: number; readonly any: boolean } | undefined => {
  const [, said = "", sealed = ""] = shape.exec(code) ?? []
  if (said === "") return undefined
  const right = secrets.some((secret) => timingSafeEqual(Buffer.from(seal(secret, said)), Buffer.from(sealed)))
  return right ? { at: Number.parseInt(said.slice(0, -1), 36) * 1000, any: said.endsWith("d") } : undefined
}

const status = (secrets: ReadonlyArray<Redacted.Redacted>, url: string): Transport.Response => {
  const code = new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?") + 1) : "").get("code") ?? ""
  const read = readCode(secrets, code)
  if (read === undefined) return text(404, "There is no request with this code.")
  const day = DateTime.formatIso(DateTime.unsafeMake(read.at)).slice(0, 16).replace("T", " ")
  return text(
    200,
    read.any
      ? `Done. On ${day} UTC everything that was kept of your conversations was deleted.`
      : `Done. On ${day} UTC nothing was found that was kept of you, and so nothing had to be deleted.`
  )
}

const unavailable: Transport.Response = { ...text(503, "TRY_AGAIN"), headers: { "retry-after": "60" } }

/**
 * The callback for whoever forgets. A POST with a right signature forgets the person's conversations and answers
 * `{url, confirmation_code}`, also when there were none; a wrong one is 401, and 503 means that it could not be done now and nothing was
 * promised. A GET with a code tells a person what became of their request.
 */
export const served = (options: Omit<Options, "forget">): Callback => {
  const secrets = options.appSecrets.map((secret) => typeof secret === "string" ? Redacted.make(secret) : secret)
  const [secret] = secrets
  const address = new URL(options.url)
  const post = (request: Transport.Request, forget: Forget): Effect.Effect<Transport.Response> => {
    const body = new URLSearchParams(Buffer.from(request.body).toString("utf8"))
    const signed = SignedRequest.read(body.get("signed_request") ?? "", secrets)
    if (Option.isNone(signed) || secret === undefined) return Effect.succeed(text(401, "SIGNATURE_REFUSED"))
    return Effect.gen(function*() {
      const found = yield* carriedOut(() => options.conversations(signed.value.user))
      for (const id of found) yield* carriedOut(() => forget(id))
      const code = codeOf(secret, yield* Clock.currentTimeMillis, found.length)
      const status = new URL(address)
      status.searchParams.set("code", code)
      return json({ url: status.href, confirmation_code: code })
    }).pipe(
      Effect.catchAll((error) => {
        const why = error instanceof Error ? error.message : String(error)
        return Effect.as(
          Effect.logError(`A request to delete a person's data could not be carried out: ${why}`),
          unavailable
        )
      })
    )
  }
  return {
    path: address.pathname,
    bodyLimit: 64 * 1024,
    handle: (request, { forget }) =>
      request.method === "POST"
        ? post(request, forget)
        : request.method === "GET"
        ? Effect.sync(() => status(secrets, request.url))
        : Effect.succeed({ ...text(405, "METHOD_NOT_ALLOWED"), headers: { allow: "GET, POST" } })
  }
}

/** The callback with its own way to forget, for those who serve it themselves. It answers as `served` does. */
export const make = (options: Options): DataDeletion => {
  const { bodyLimit, handle, path } = served(options)
  return { path, bodyLimit, handle: (request) => handle(request, options) }
}

/** What is on a port: a bot, or whatever answers requests as one does. */
export interface Served {
  readonly handle: (request: Transport.Request) => Effect.Effect<Transport.Response>
  readonly bodyLimit: (url: string) => number
}

/**
 * A bot with the callback beside it, to be served together: `NodeServer.make(DataDeletion.beside(bot, deletion), { port })`. A bot whose
 * `messenger({ … })` has `dataDeletion` needs none of this.
 */
export const beside = (bot: Served, deletion: DataDeletion): Served => ({
  handle: (request) => pathOf(request.url) === deletion.path ? deletion.handle(request) : bot.handle(request),
  bodyLimit: (url) => pathOf(url) === deletion.path ? deletion.bodyLimit : bot.bodyLimit(url)
})

/** The callback as a function of web-standard requests, for hosts that bring their own server. */
export const fetch = (deletion: DataDeletion) => async (request: Request): Promise<Response> => {
  const { pathname, search } = new URL(request.url)
  const body = new Uint8Array(await request.arrayBuffer())
  const tooLarge = body.byteLength > deletion.bodyLimit
  const answer = tooLarge
    ? text(413, "TOO_LARGE")
    : await Effect.runPromise(
      deletion.handle({
        method: request.method,
        url: pathname + search,
        headers: Object.fromEntries(request.headers),
        body
      })
    )
  return new Response(answer.body ?? null, { status: answer.status, headers: answer.headers ?? {} })
}

/**
 * The webhook: verifies, decodes and accepts a request, and answers only when every inbound is durable.
 *
 * @module
 */
import type { Inbound, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Bounds from "./Bounds.ts"
import * as Decode from "./Decode.ts"
import * as Field from "./Field.ts"
import * as Handshake from "./Handshake.ts"
import * as JsonText from "./JsonText.ts"
import * as Signature from "./Signature.ts"

/** A secret that may sign, and the accounts for which it speaks. */
export interface Signer {
  readonly key: Signature.Key
  readonly accounts: ReadonlySet<string>
}

/** What a webhook needs. Without `verifyToken` the handshake is refused. */
export interface Options {
  readonly channel: string
  readonly signers: ReadonlyArray<Signer>
  readonly verifyToken: Redacted.Redacted | undefined
  readonly appId: (account: string) => string | undefined
}

const plain = (status: number, body: string, headers: Transport.Response["headers"] = {}): Transport.Response => ({
  status,
  headers: { "content-type": "text/plain", ...headers },
  body
})

const received = plain(200, "EVENT_RECEIVED")
const unsigned = plain(401, "SIGNATURE_REFUSED")
const malformed = plain(400, "NO_WEBHOOK")
const unbounded = plain(413, "TOO_DEEP_OR_TOO_WIDE")
const unavailable = plain(503, "TRY_AGAIN")
const notAllowed = plain(405, "METHOD_NOT_ALLOWED", { allow: "GET, POST" })

const handshake = (options: Options, url: string): Effect.Effect<Transport.Response> => {
  if (options.verifyToken !== undefined) return Effect.succeed(Handshake.answer(options.verifyToken, url))
  const why =
    "A webhook handshake was refused: no verify token is configured (verifyToken, PARLEY_MESSENGER_VERIFY_TOKEN)"
  return Effect.as(Effect.logWarning(why), plain(403, "FORBIDDEN"))
}

const parse = (body: Uint8Array): unknown => {
  try {
    return JsonText.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))
  } catch {
    return undefined
  }
}

const refuse = (problem: string): Effect.Effect<Transport.Response> =>
  Effect.as(Effect.logWarning(`A signed webhook was refused whole, as ${problem}: Meta sends none like it`), unbounded)

/** A signed body of another product is answered well, or Meta would switch the webhook off for all of them. */
const foreign = (body: unknown): Effect.Effect<Transport.Response> => {
  const object = Field.text(Field.object(body)?.object)
  if (object === undefined) return Effect.succeed(malformed)
  return Effect.as(
    Effect.logWarning(
      `A webhook of "${object.slice(0, 60)}" was ignored: subscribe this address to "page" or "instagram"`
    ),
    received
  )
}

/** Meta may send events of accounts that are not served here: they are acknowledged and left, with a line in the log. */
const leaveOthers = (
  inbounds: ReadonlyArray<Inbound.Inbound>,
  served: ReadonlyArray<Inbound.Inbound>
): Effect.Effect<void> => {
  const kept = new Set(served)
  const others = new Set<string>()
  for (const inbound of inbounds) {
    if (!kept.has(inbound)) others.add(`${inbound.conversation.channel}/${inbound.conversation.account}`)
  }
  const count = inbounds.length - served.length
  return Effect.logWarning(
    `${count} events were left: their accounts are not served here (${[...others].slice(0, 5).join(", ")}); `
      + "add them to the accounts, or remove the app from them"
  )
}

const post = (
  options: Options,
  request: Transport.Request,
  accept: Transport.Accept
): Effect.Effect<Transport.Response> => {
  const signer = Signature.verify(options.signers, request.headers["x-hub-signature-256"], request.body)
  if (signer === undefined) return Effect.succeed(unsigned)
  const body = parse(request.body)
  if (body === undefined) return Effect.succeed(malformed)
  const problem = Bounds.problem(body)
  if (problem !== undefined) return refuse(problem)
  return Effect.clockWith((clock) => {
    const inbounds = Decode.decode(body, { receivedAt: clock.unsafeCurrentTimeMillis(), appId: options.appId })
    if (inbounds === undefined) return foreign(body)
    const isServed = ({ conversation }: Inbound.Inbound): boolean =>
      conversation.channel === options.channel && signer.accounts.has(conversation.account)
    const served = inbounds.every(isServed) ? inbounds : inbounds.filter(isServed)
    const answer = served.length === 0 ? Effect.succeed(received) : Effect.match(accept(served), {
      onSuccess: () => received,
      onFailure: () => unavailable
    })
    return served.length === inbounds.length
      ? answer
      : Effect.zipRight(leaveOthers(inbounds, served), answer)
  })
}

/**
 * The answer to a request: 200 to the handshake or once every inbound is durable; 401 when the signature is missing or
 * wrong, 400 for what is no webhook, 413 for one that nests too deep or holds too much, 403 to a wrong verify token, 503 when
 * the store cannot take it (Meta sends it again).
 */
export const handle =
  (options: Options) => (request: Transport.Request, accept: Transport.Accept): Effect.Effect<Transport.Response> =>
    request.method === "POST"
      ? post(options, request, accept)
      : request.method === "GET"
      ? handshake(options, request.url)
      : Effect.succeed(notAllowed)

/**
 * The inbox bridge over HTTP, for a help desk that lives elsewhere. Every request carries `Authorization: Bearer …`.
 *
 * `POST {path}/messages` writes: `{ to: { channel, account, person }, by, text, why?, id? }`, and answers with the outcomes: 200,
 * 409 when the rules refused it, 502 when the channel did not take it.
 * `POST {path}/hand-back` gives back: `{ to, by }`. `GET {path}/conversations` lists what people have now.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { timingSafeEqual } from "node:crypto"
import { ConversationId } from "../model/ConversationId.ts"
import type { StoreError } from "./ConversationStore.ts"
import type * as InboxAccess from "./InboxAccess.ts"
import type { InboxBridge } from "./InboxBridge.ts"
import type { Outcome } from "./Signals.ts"
import type { Request, Response } from "./Transport.ts"

/** The bridge behind requests. */
export interface InboxHttp {
  readonly path: string
  /** The largest body, in bytes. */
  readonly bodyLimit: number
  readonly handle: (request: Request) => Effect.Effect<Response>
}

const bodyLimit = 65_536

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const Letter = Schema.Struct({
  to: ConversationId,
  by: Schema.NonEmptyString,
  text: Schema.NonEmptyString,
  why: optional(Schema.String),
  id: optional(Schema.NonEmptyString)
})

const HandBack = Schema.Struct({ to: ConversationId, by: Schema.NonEmptyString })

const json = (status: number, body: unknown): Response => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body)
})

const problem = (status: number, sentence: string): Response => json(status, { problem: sentence })

/** What is wrong with a body: each field by its path. */
const faults = (error: ParseResult.ParseError): string =>
  ParseResult.ArrayFormatter.formatErrorSync(error)
    .map(({ message, path }) => `${path.length === 0 ? "the body" : path.join(".")}: ${message}`)
    .join("; ")

const decoded = <A, I>(schema: Schema.Schema<A, I>, body: Uint8Array): Either.Either<A, Response> => {
  const json = Schema.decodeUnknownEither(Schema.parseJson())(new TextDecoder().decode(body))
  if (Either.isLeft(json)) return Either.left(problem(400, "the body is not JSON"))
  return Either.mapLeft(
    Schema.decodeUnknownEither(schema, { errors: "all" })(json.right),
    (error) => problem(400, faults(error))
  )
}

/** A letter that nobody got is no success. */
const statusOf = (outcomes: ReadonlyArray<Outcome>): number => {
  const all = (status: Outcome["status"]) => outcomes.length > 0 && outcomes.every((one) => one.status === status)
  return all("refused") ? 409 : all("failed") ? 502 : 200
}

/** Puts the bridge behind requests. */
export const make = (bridge: InboxBridge, options: InboxAccess.Options): InboxHttp => {
  const path = (options.path ?? "/inbox").replace(/\/+$/, "")
  const expected = Buffer.from(
    `Bearer ${Redacted.isRedacted(options.token) ? Redacted.value(options.token) : options.token}`
  )

  const isKnown = (request: Request): boolean => {
    const given = request.headers["authorization"]
    if (typeof given !== "string") return false
    const bytes = Buffer.from(given)
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  }

  const orUnavailable = (work: Effect.Effect<Response, StoreError>): Effect.Effect<Response> =>
    Effect.catchAll(work, (error) =>
      Effect.as(
        Effect.logError(`The inbox bridge: ${error.message}`),
        problem(503, "the store cannot take it now; try again")
      ))

  const write = (body: Uint8Array): Effect.Effect<Response> => {
    const letter = decoded(Letter, body)
    if (Either.isLeft(letter)) return Effect.succeed(letter.left)
    const { text, ...rest } = letter.right
    return orUnavailable(
      Effect.map(bridge.write({ ...rest, message: text }), (outcomes) => json(statusOf(outcomes), { outcomes }))
    )
  }

  const handBack = (body: Uint8Array): Effect.Effect<Response> => {
    const wanted = decoded(HandBack, body)
    if (Either.isLeft(wanted)) return Effect.succeed(wanted.left)
    return orUnavailable(Effect.as(bridge.handBack(wanted.right.to, wanted.right.by), json(202, { accepted: true })))
  }

  return {
    path,
    bodyLimit,
    handle: (request) => {
      if (!isKnown(request)) {
        return Effect.succeed({
          ...problem(401, "send the token of the inbox bridge as `Authorization: Bearer …`"),
          headers: { "content-type": "application/json", "www-authenticate": "Bearer" }
        })
      }
      const [route] = request.url.slice(path.length).split("?")
      switch (`${request.method} ${route}`) {
        case "POST /messages":
          return write(request.body)
        case "POST /hand-back":
          return handBack(request.body)
        case "GET /conversations":
          return orUnavailable(Effect.map(bridge.taken, (conversations) => json(200, { conversations })))
        default:
          return Effect.succeed(problem(
            404,
            `there are POST ${path}/messages, POST ${path}/hand-back and GET ${path}/conversations`
          ))
      }
    }
  }
}

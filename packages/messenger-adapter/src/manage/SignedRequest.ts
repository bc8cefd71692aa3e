/**
 * What Meta posts when a person acts on the app itself: signed data in one parameter ("Data Deletion Request Callback", read
 * 2026-11-21).
 *
 * @module
 */
import type * as Redacted from "effect/Redacted"
import * as Option from "effect/Option"
import * as Redacteds from "effect/Redacted"
import * as Schema from "effect/Schema"
import { createHmac, timingSafeEqual } from "node:crypto"

const Payload = Schema.parseJson(Schema.Struct({
  algorithm: Schema.String,
  user_id: Schema.Union(Schema.NonEmptyString, Schema.Number),
  issued_at: Schema.optionalWith(Schema.Number, { exact: true })
}))

/** Whom the request is about, by an id of the app (no id of a page), and when it was made in milliseconds since 1970. */
export interface SignedRequest {
  readonly user: string
  readonly at?: number
}

const decode = Schema.decodeUnknownOption(Payload)

const shape = /^([A-Za-z0-9_-]{43})=?\.([A-Za-z0-9_-]+)=*$/

/**
 * The request, when it is signed with one of the app's secrets: HMAC-SHA256 over the second part as it stands. None for anything
 * else, another algorithm included.
 */
export const read = (text: string, secrets: ReadonlyArray<Redacted.Redacted>): Option.Option<SignedRequest> => {
  const [, signature, payload] = shape.exec(text) ?? []
  if (signature === undefined || payload === undefined) return Option.none()
  const given = Buffer.from(signature, "base64url")
  const isSigned = secrets.some((secret) =>
    timingSafeEqual(createHmac("sha256", Redacteds.value(secret)).update(payload).digest(), given)
  )
  if (!isSigned) return Option.none()
  return decode(Buffer.from(payload, "base64url").toString("utf8")).pipe(
    Option.filter(({ algorithm }) => algorithm.toUpperCase() === "HMAC-SHA256"),
    Option.map(({ issued_at, user_id }) => ({
      user: String(user_id),
      ...(issued_at === undefined ? {} : { at: issued_at * 1000 })
    }))
  )
}

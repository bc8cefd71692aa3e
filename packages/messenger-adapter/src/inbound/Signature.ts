/**
 * Whether a webhook comes from Meta: HMAC-SHA256 over the bytes as they came ("Webhooks", "Validating payloads", read
 * 2026-11-21). Meta signs the escaped text it sends, so parsing and printing again would break the signature.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto"

/** An app secret, ready for use. */
export type Key = KeyObject

/** Makes a key once, so that no request pays for it. */
export const key = (secret: Redacted.Redacted): Key => createSecretKey(Redacted.value(secret), "utf8")

const format = /^sha256=([0-9a-f]{64})$/

/** The header of a body, as Meta writes it. */
export const sign = (key: Key, body: Uint8Array): string =>
  `sha256=${createHmac("sha256", key).update(body).digest("hex")}`

/**
 * The first key whose signature the header holds, or `undefined`: the header is missing, malformed, or signed otherwise.
 * Compares in constant time. Several keys serve the rotation of a secret, and several apps.
 */
export const verify = <K extends { readonly key: Key }>(
  keys: ReadonlyArray<K>,
  header: string | ReadonlyArray<string> | undefined,
  body: Uint8Array
): K | undefined => {
  const hex = typeof header === "string" ? format.exec(header)?.[1] : undefined
  if (hex === undefined) return undefined
  const given = Buffer.from(hex, "hex")
  return keys.find(({ key }) => timingSafeEqual(createHmac("sha256", key).update(body).digest(), given))
}

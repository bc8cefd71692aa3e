/**
 * The bytes of a webhook and their signature.
 *
 * @module
 */
import { createHmac, type KeyObject } from "node:crypto"
import type { Pending } from "./Pending.ts"

const beyondAscii = /[\u0080-\uffff]/

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`

/** Writes JSON as the platform does: every code unit above 0x7F escaped in lower case, and `/` as `\/` when asked. */
export const encode = (value: unknown, slashes: boolean): Uint8Array => {
  const json = JSON.stringify(value)
  const plain = beyondAscii.test(json) ? json.replace(/[\u0080-\uffff]/g, escaped) : json
  // A slash occurs only inside strings, so escaping all of them is right.
  return Buffer.from(slashes && plain.includes("/") ? plain.replaceAll("/", "\\/") : plain, "latin1")
}

/** The value of `X-Hub-Signature-256` over exactly these bytes. */
export const signature = (secret: KeyObject, bytes: Uint8Array): string =>
  `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`

/** The value of the older `X-Hub-Signature`. */
export const legacySignature = (secret: KeyObject, bytes: Uint8Array): string =>
  `sha1=${createHmac("sha1", secret).update(bytes).digest("hex")}`

/** The envelope of one POST: an entry for each event. A retry gives the same bytes. */
export const envelope = (
  channel: "messenger" | "instagram",
  page: string,
  events: ReadonlyArray<Pending>
): unknown => ({
  object: channel === "messenger" ? "page" : "instagram",
  entry: events.map((event) =>
    event.array === "changes"
      // Changes are dated in seconds, messaging in milliseconds.
      ? { id: page, time: Math.floor(event.at / 1000), changes: [{ field: event.field, value: event.event }] }
      : { id: page, time: event.at, [event.array]: [event.event] }
  )
})

/**
 * The GET by which Meta checks that a webhook address is ours ("Meta Webhooks for Messenger Platform", read 2026-11-21).
 *
 * @module
 */
import type { Transport } from "@parley/core"
import * as Redacted from "effect/Redacted"
import { createHash, timingSafeEqual } from "node:crypto"

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()

/**
 * 200 with the challenge when mode and token are right, else 403. Digests are compared, so that neither the content nor
 * the length of the token shows in the time it takes.
 */
export const answer = (verifyToken: Redacted.Redacted, url: string): Transport.Response => {
  const start = url.indexOf("?")
  const query = new URLSearchParams(start < 0 ? "" : url.slice(start + 1))
  const challenge = query.get("hub.challenge")
  const right = timingSafeEqual(digest(query.get("hub.verify_token") ?? ""), digest(Redacted.value(verifyToken)))
  if (query.get("hub.mode") !== "subscribe" || !right || challenge === null) {
    return { status: 403, headers: { "content-type": "text/plain" }, body: "FORBIDDEN" }
  }
  // Plain text, so that a browser never runs what the query brought.
  return {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    body: challenge
  }
}

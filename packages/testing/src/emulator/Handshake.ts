/**
 * The verification of a webhook address, as the dashboard does it when an app subscribes.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { Deliver, WebhookRequest } from "./Deliveries.ts"
import type { Page } from "./Settings.ts"

/** The app did not prove that the webhook address is its own. */
export class HandshakeFailed extends Schema.TaggedError<HandshakeFailed>()("HandshakeFailed", {
  page: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `The webhook of page ${this.page} could not be verified: ${this.reason}. The app must answer the GET with 200 `
      + "and the bare value of hub.challenge when hub.verify_token is the one it was given."
  }
}

/** Sends the challenge to an address and reads the answer. */
export const ask = (
  deliver: Deliver,
  page: string,
  address: string,
  verifyToken: string,
  challenge: string
): Effect.Effect<void, HandshakeFailed> => {
  const failed = (reason: string) => new HandshakeFailed({ page, reason })
  const url = new URL(address, "http://localhost")
  url.searchParams.set("hub.mode", "subscribe")
  url.searchParams.set("hub.challenge", challenge)
  url.searchParams.set("hub.verify_token", verifyToken)
  const request: WebhookRequest = {
    method: "GET",
    url: `${url.pathname}${url.search}`,
    ...(/^https?:/i.test(address) ? { origin: url.origin } : {}),
    headers: {},
    body: new Uint8Array()
  }
  return deliver(request, page).pipe(
    Effect.mapError(() => failed("nobody answered")),
    Effect.flatMap((answer) =>
      answer.status === 200 && answer.body === challenge
        ? Effect.void
        : Effect.fail(failed(`it was answered with status ${answer.status}`))
    )
  )
}

/** The handshake with the address and the token that a page was made with. */
export const verify = (deliver: Deliver, page: Page, challenge: string): Effect.Effect<void, HandshakeFailed> =>
  page.verifyToken === undefined
    ? Effect.fail(new HandshakeFailed({ page: page.id, reason: "the page was made without a verifyToken" }))
    : ask(deliver, page.id, page.webhookUrl ?? "/webhook", Redacted.value(page.verifyToken), challenge)

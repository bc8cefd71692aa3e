/**
 * What proves to the Graph API who calls.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"

/** Computed once for each account. Both are secret: they go into a header and a body, never into an address. */
export interface Credentials {
  readonly authorization: Redacted.Redacted
  readonly proof: Redacted.Redacted
}

/**
 * The header and the proof of one account. The proof is the hex HMAC-SHA256 of the token under the app secret ("Secure
 * Graph API Calls", read 2026-11-21); apps may require it, and a stolen token is useless without it.
 */
export const make = (
  account: { readonly token: Redacted.Redacted; readonly appSecret: Redacted.Redacted }
): Credentials => {
  const token = Redacted.value(account.token)
  return {
    authorization: Redacted.make(`Bearer ${token}`),
    proof: Redacted.make(createHmac("sha256", Redacted.value(account.appSecret)).update(token).digest("hex"))
  }
}

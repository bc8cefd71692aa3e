/**
 * What proves to the Graph API who calls.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"

/** Computed once for each token. Both are secret: they go into a header and a body, never into an address. */
export interface Credentials {
  readonly authorization: Redacted.Redacted
  readonly proof: Redacted.Redacted
}

/** An account's secrets. `tokenNow` gives the token of this moment, where it may be replaced while the process runs. */
export interface Account {
  readonly token: Redacted.Redacted
  readonly appSecret: Redacted.Redacted
  readonly tokenNow?: () => Redacted.Redacted
}

const of = (token: string, appSecret: Redacted.Redacted): Credentials => ({
  authorization: Redacted.make(`Bearer ${token}`),
  proof: Redacted.make(createHmac("sha256", Redacted.value(appSecret)).update(token).digest("hex"))
})

/**
 * The header and the proof of one account. The proof is the hex HMAC-SHA256 of the token under the app secret ("Secure
 * Graph API Calls", read 2026-11-21); apps may require it, and a stolen token is useless without it.
 */
export const make = ({ appSecret, token }: Account): Credentials => of(Redacted.value(token), appSecret)

/** What a header takes. */
const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text)

/**
 * The credentials of this moment: those of the token that the account has now. While it gives none, or one that no header takes, those
 * of the last one.
 */
export const following = (account: Account): () => Credentials => {
  const { tokenNow } = account
  let held = make(account)
  if (tokenNow === undefined) return () => held
  let known = Redacted.value(account.token)
  return () => {
    let token = known
    try {
      token = Redacted.value(tokenNow())
    } catch {
      // Nothing of the error is told: it may hold what it could not read.
    }
    if (token !== known && isToken(token)) {
      known = token
      held = of(token, account.appSecret)
    }
    return held
  }
}

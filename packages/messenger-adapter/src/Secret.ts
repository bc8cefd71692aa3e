/**
 * Secrets as they are given: as text, or wrapped already.
 *
 * @module
 */
import * as Redacted from "effect/Redacted"
import type { Problem } from "./MessengerConfigError.ts"

/** A secret as text or already wrapped; it is kept wrapped. */
export type Secret = string | Redacted.Redacted

/** The secret wrapped, so that nothing prints it. */
export const wrap = (secret: Secret): Redacted.Redacted => typeof secret === "string" ? Redacted.make(secret) : secret

/** The secret of this moment; an empty one where the function that gives it throws. */
export const given = (token: Secret | (() => Secret)): Secret => {
  if (typeof token !== "function") return token
  try {
    return token()
  } catch {
    // Nothing of the error is told: it may hold what it could not read.
    return ""
  }
}

/** What is wrong with a secret, without a word of it. */
export const problem = (setting: string, secret: Secret | undefined, where: string): Problem | undefined => {
  const value = secret === undefined ? "" : Redacted.value(wrap(secret))
  if (value === "") return { setting, problem: "is missing", cure: where }
  if (/\s/.test(value)) {
    return { setting, problem: "has spaces or line breaks in it", cure: "copy it again, without them" }
  }
  // A header takes nothing else, and node would print the value when it refuses it.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return { setting, problem: "has characters that no token has", cure: "copy it again" }
  }
  return undefined
}

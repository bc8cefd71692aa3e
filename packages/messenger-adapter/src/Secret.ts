/**
 * Secrets as they are given: as text, or wrapped already.
 *
 * @module
 */
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type { Problem } from "./MessengerConfigError.ts"

/** A secret as text or already wrapped; it is kept wrapped. */
export type Secret = string | Redacted.Redacted

/** The secret wrapped, so that nothing prints it. */
export const wrap = (secret: Secret): Redacted.Redacted => typeof secret === "string" ? Redacted.make(secret) : secret

/** The text of whatever was given for a secret, nothing at all as an empty one; `undefined` for what is neither text nor wrapped text. */
export const textOf = (given: unknown): string | undefined => {
  if (given === undefined || given === null) return ""
  const value = Redacted.isRedacted(given) ? unwrapped(given) : given
  return typeof value === "string" ? value : undefined
}

const unwrapped = (wrapped: Redacted.Redacted<unknown>): unknown => {
  try {
    return Redacted.value(wrapped)
  } catch {
    // It was wiped.
    return ""
  }
}

/** What a function for a secret gave when it was asked. */
export type Asked =
  | { readonly _tag: "Gave"; readonly secret: unknown }
  | { readonly _tag: "Threw" }
  | { readonly _tag: "Promised" }

/** Asks a function for a secret. Nothing of what it throws, now or later, is told: it may hold what could not be read. */
export const ask = (give: () => unknown): Asked => {
  try {
    const secret = give()
    if (!Predicate.isPromiseLike(secret)) return { _tag: "Gave", secret }
    // Nobody waits for it, and a rejection that nobody hears of ends the process.
    secret.then(() => {}, () => {})
    return { _tag: "Promised" }
  } catch {
    return { _tag: "Threw" }
  }
}

/** Whether a text stands in quotation marks: some tools read them in a file of variables as part of the value. */
export const isQuoted = (text: string): boolean => /^(["'`]).*\1$/s.test(text)

/** What is wrong with a text in quotation marks, where none belong. */
export const quoted = (setting: string): Problem => ({
  setting,
  problem: "has quotation marks around it",
  cure: "take them away: in a file of variables, docker's --env-file for one, they are part of the value"
})

/** What is wrong with a setting that was to be a secret. */
export const noSecret = (setting: string): Problem => ({
  setting,
  problem: "is no text",
  cure: "give it in quotation marks, or wrapped by `Redacted.make`"
})

/** What is wrong with a secret, without a word of it. */
export const problem = (setting: string, secret: unknown, where: string): Problem | undefined => {
  const value = textOf(secret)
  if (value === undefined) return noSecret(setting)
  if (value === "") return { setting, problem: "is missing", cure: where }
  if (isQuoted(value)) return quoted(setting)
  if (/\s/.test(value)) {
    return { setting, problem: "has spaces or line breaks in it", cure: "copy it again, without them" }
  }
  // A header takes nothing else, and node would print the value when it refuses it.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return { setting, problem: "has characters that no token has", cure: "copy it again" }
  }
  return undefined
}

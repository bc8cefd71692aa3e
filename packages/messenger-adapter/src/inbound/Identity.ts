/**
 * The identity of an inbound: the same thing reported twice has the same one.
 *
 * @module
 */
import type { ConversationId, Json } from "@parley/core"
import { hash as digest } from "node:crypto"
import { keep } from "./Raw.ts"

/** Channel, account and kind, then what is unique for that kind. */
export const of = (conversation: ConversationId.ConversationId, kind: string, unique: string): string =>
  `${conversation.channel}/${conversation.account}/${kind}/${unique}`

/** The same JSON value gives the same text, whatever the order of its keys. */
const canonical = (value: Json.Json): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(",")}]`
  let text = "{"
  for (const key of Object.keys(value).sort()) {
    text += `${text === "{" ? "" : ","}${JSON.stringify(key)}:${canonical(value[key] ?? null)}`
  }
  return `${text}}`
}

/** `Array.isArray`, which does not know that a list may be readonly. */
const isList = (value: Json.Json): value is ReadonlyArray<Json.Json> => Array.isArray(value)

/**
 * What is unique of an event that has no id of its own: a hash over all of it, and over when it was told where it does not say
 * itself when it happened.
 */
export const hash = (item: unknown, toldAt?: number): string => {
  const text = canonical(keep(item))
  return digest("sha256", toldAt === undefined ? text : `${toldAt} ${text}`, "base64url").slice(0, 32)
}

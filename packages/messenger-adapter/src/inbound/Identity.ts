/**
 * The identity of an inbound: the same thing reported twice has the same one.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import { createHash } from "node:crypto"
import { keep } from "./Raw.ts"

/** Channel, account and kind, then what is unique for that kind. */
export const of = (conversation: ConversationId.ConversationId, kind: string, unique: string): string =>
  `${conversation.channel}/${conversation.account}/${kind}/${unique}`

/** The same JSON value gives the same text, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(
    keep(value),
    (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner
  )

/** What is unique of an event that has no id of its own: a hash over all of it. */
export const hash = (item: unknown): string =>
  createHash("sha256").update(canonical(item)).digest("base64url").slice(0, 32)

/**
 * What one item of a webhook turned out to be, before it is put into a conversation.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import { keep } from "./Raw.ts"

/**
 * `kind` is part of the identity and `unique` what tells items of one kind apart; without it a hash of the item does.
 * `act` names what policy may count.
 */
export interface Finding {
  readonly kind: string
  readonly unique?: string
  readonly act?: string
  readonly event: Inbound.Event
}

/** An item that we do not know, or could not read, with all that it holds. */
export const unknown = (
  kind: string,
  raw: unknown,
  options: { readonly why?: string; readonly act?: string; readonly unique?: string } = {}
): Finding => ({
  kind,
  ...(options.unique === undefined ? {} : { unique: options.unique }),
  ...(options.act === undefined ? {} : { act: options.act }),
  event: {
    _tag: "Unknown",
    kind,
    raw: keep(raw),
    ...(options.why === undefined ? {} : { why: options.why })
  }
})

/**
 * What one item of a webhook turned out to be, before it is put into a conversation.
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type { Act } from "../policy/Acts.ts"
import * as Field from "./Field.ts"
import { keep } from "./Raw.ts"

/**
 * `kind` is part of the identity and `unique` what tells items of one kind apart; without it a hash of the item does.
 * `act` names what policy may count, `person` who did it where the item names them otherwise than as a side of the event,
 * `formerly` as whom they were known before. `extra`: the item holds more than the event has a place for.
 */
export interface Finding {
  readonly kind: string
  readonly unique?: string
  readonly act?: Act
  readonly person?: string
  readonly formerly?: string
  readonly extra?: true
  readonly event: Inbound.Event
}

/** A kind that the platform made up is no longer than this: it is part of the identity. */
const longestKind = 80

/** An item that we do not know, or could not read, with all that it holds. */
export const unknown = (name: string, raw: unknown, why: string): Finding => {
  const kind = name.slice(0, longestKind)
  return { kind, event: { _tag: "Unknown", kind, raw: keep(raw), why } }
}

/**
 * Something that the platform documents, and that no dialogue and no rule has a use for. Who received the message that it is
 * about stands among the `fields`.
 */
export const reported = (topic: string, raw: unknown, fields: Field.Fields | undefined): Finding => {
  const person = Field.id(fields?.recipient_id)
  return {
    kind: "report",
    ...(person === undefined ? {} : { person }),
    event: { _tag: "Reported", topic, raw: keep(raw) }
  }
}

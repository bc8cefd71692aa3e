/**
 * The body of a webhook as Meta sends it: the envelope around `wire/MessagingEvent` and `wire/ChangeValue`. Every part is optional
 * because every part was seen missing. Read 2026-11-21 on "Meta Webhooks for Messenger Platform".
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as ChangeValue from "./ChangeValue.ts"
import { Id, optional, Time } from "./Wire.ts"

/** One event of `messaging` or `standby`: its kind is told only by which property is there (`MessagingEvent.kinds`). */
export const Event = Schema.Record({ key: Schema.String, value: Schema.Unknown })

/** One event of a Page or Instagram topic; the value is missing where only names were asked for (`ChangeValue.topics`). */
export const Change = Schema.Struct({ field: Schema.String, value: optional(Schema.Unknown) })

/** The events of one account. Instagram login sends a change as the entry itself. */
export const Entry = Schema.Struct({
  id: optional(Id),
  time: optional(Time),
  messaging: optional(Schema.Array(Event)),
  standby: optional(Schema.Array(Event)),
  changes: optional(Schema.Array(Change)),
  calls: optional(Schema.Array(ChangeValue.Call)),
  field: optional(Schema.String),
  value: optional(Schema.Unknown)
})

/** A whole body. */
export const WebhookBody = Schema.Struct({
  object: Schema.Literal("page", "instagram"),
  entry: optional(Schema.Array(Entry))
}).annotations({ identifier: "WebhookBody" })
/** A whole body. */
export interface WebhookBody extends Schema.Schema.Type<typeof WebhookBody> {}

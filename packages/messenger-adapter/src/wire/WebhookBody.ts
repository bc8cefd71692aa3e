/**
 * The body of a webhook as Meta sends it: the specification that `inbound/Decode` implements by hand for speed. Every
 * part is optional because every part was seen missing; numbers stand where ids are because Meta sends some as numbers.
 * Read 2026-11-21 on "Meta Webhooks for Messenger Platform" and "Webhook Events Reference".
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** An id: a string, or a number in some events. */
export const Id = Schema.Union(Schema.String, Schema.Number)

/** One side of an event; a guest of a web plugin has only a `user_ref`. */
export const Party = Schema.Struct({ id: optional(Id), user_ref: optional(Schema.String) })

/** Where the person came from. `source` is an open list. */
export const Referral = Schema.Struct({
  ref: optional(Schema.String),
  source: optional(Schema.String),
  type: optional(Schema.String),
  ad_id: optional(Id),
  ads_context_data: optional(Schema.Unknown),
  product: optional(Schema.Struct({ id: optional(Id) }))
})

/** One attachment; `payload` differs by type and may be missing or null. */
export const Attachment = Schema.Struct({
  type: Schema.String,
  title: optional(Schema.String),
  url: optional(Schema.String),
  payload: optional(Schema.NullOr(Schema.Struct({
    url: optional(Schema.String),
    title: optional(Schema.String),
    sticker_id: optional(Id),
    coordinates: optional(Schema.Struct({ lat: Schema.Number, long: Schema.Number }))
  })))
})

/** A message of the person, or (with `is_echo`) of the business. */
export const Message = Schema.Struct({
  mid: Schema.String,
  text: optional(Schema.String),
  quick_reply: optional(Schema.Struct({ payload: Schema.String })),
  reply_to: optional(Schema.Struct({
    mid: optional(Schema.String),
    is_self_reply: optional(Schema.Boolean),
    story: optional(Schema.Struct({ id: optional(Id), url: optional(Schema.String) }))
  })),
  attachments: optional(Schema.Array(Attachment)),
  referral: optional(Referral),
  is_echo: optional(Schema.Boolean),
  app_id: optional(Schema.NullOr(Id)),
  metadata: optional(Schema.String),
  is_deleted: optional(Schema.Boolean),
  is_unsupported: optional(Schema.Boolean)
})

/** A tap on a button that stays, a menu entry, an ice breaker or "Get started". */
export const Postback = Schema.Struct({
  mid: optional(Schema.String),
  title: optional(Schema.String),
  payload: optional(Schema.String),
  referral: optional(Referral)
})

/** A leave to write: from a plugin, for one message, or for a series. */
export const OptIn = Schema.Struct({
  type: optional(Schema.String),
  ref: optional(Schema.String),
  user_ref: optional(Schema.String),
  payload: optional(Schema.String),
  title: optional(Schema.String),
  one_time_notif_token: optional(Id),
  notification_messages_token: optional(Id),
  notification_messages_topic: optional(Schema.String),
  notification_messages_status: optional(Schema.String),
  notification_messages_frequency: optional(Schema.String),
  notification_messages_timezone: optional(Schema.String),
  user_token_status: optional(Schema.String),
  token_expiry_timestamp: optional(Id)
})

/** A change of who controls the thread; an owner is null when nobody has it. */
export const ThreadControl = Schema.Struct({
  previous_owner_app_id: optional(Schema.NullOr(Id)),
  new_owner_app_id: optional(Schema.NullOr(Id)),
  requested_owner_app_id: optional(Schema.NullOr(Id)),
  metadata: optional(Schema.NullOr(Schema.String))
})

/** One event of `messaging` or `standby`. Its kind is told only by which property is there. */
export const Event = Schema.Struct({
  sender: optional(Party),
  recipient: optional(Party),
  timestamp: optional(Schema.Number),
  message: optional(Message),
  postback: optional(Postback),
  referral: optional(Referral),
  optin: optional(OptIn),
  reaction: optional(Schema.Struct({
    mid: Schema.String,
    action: Schema.Literal("react", "unreact"),
    reaction: optional(Schema.String),
    emoji: optional(Schema.String)
  })),
  message_edit: optional(Schema.Struct({ mid: Schema.String, text: Schema.String, num_edit: Id })),
  read: optional(Schema.Struct({ watermark: optional(Schema.Number), mid: optional(Schema.String) })),
  delivery: optional(Schema.Struct({
    watermark: optional(Schema.Number),
    mids: optional(Schema.Array(Schema.String))
  })),
  pass_thread_control: optional(ThreadControl),
  take_thread_control: optional(ThreadControl),
  request_thread_control: optional(ThreadControl),
  app_roles: optional(Schema.Record({ key: Schema.String, value: Schema.Array(Schema.String) }))
})

/** One event of a Page or Instagram topic (feed, comments, mentions…). */
export const Change = Schema.Struct({ field: Schema.String, value: Schema.Unknown })

/** The events of one account. */
export const Entry = Schema.Struct({
  id: Id,
  time: optional(Schema.Number),
  messaging: optional(Schema.Array(Event)),
  standby: optional(Schema.Array(Event)),
  changes: optional(Schema.Array(Change))
})

/** A whole body. */
export const WebhookBody = Schema.Struct({
  object: Schema.Literal("page", "instagram"),
  entry: Schema.Array(Entry)
}).annotations({ identifier: "WebhookBody" })
/** A whole body. */
export interface WebhookBody extends Schema.Schema.Type<typeof WebhookBody> {}

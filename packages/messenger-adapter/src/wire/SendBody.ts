/**
 * What is posted to the Send API, and what it answers. Read 2026-11-21 on "Send API Reference" (v25), "Send a Message" and
 * "Sender Actions".
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as Buttons from "./Buttons.ts"
import * as Forms from "./Forms.ts"
import * as Templates from "./Templates.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** To whom: exactly one of these; a phone number may have the person's name beside it. */
export const Recipient = Schema.Union(
  Schema.Struct({ id: Schema.String }),
  Schema.Struct({ user_ref: Schema.String }),
  Schema.Struct({ comment_id: Schema.String }),
  Schema.Struct({ post_id: Schema.String }),
  Schema.Struct({
    phone_number: Schema.String,
    name: optional(Schema.Struct({ first_name: Schema.String, last_name: Schema.String }))
  }),
  Schema.Struct({ one_time_notif_token: Schema.String }),
  Schema.Struct({ notification_messages_token: Schema.String })
)
/** To whom: exactly one of these. */
export type Recipient = Schema.Schema.Type<typeof Recipient>

const known = Schema.Union(
  Templates.ButtonTemplate,
  Templates.Generic,
  Templates.Media,
  Templates.Product,
  Templates.Coupon,
  Templates.Receipt,
  Templates.ImageGrid,
  Forms.Request,
  Forms.Address,
  Forms.InstantForm
)

/** The templates whose payload is spelled here, by their types. */
export const templateTypes: ReadonlySet<string> = new Set<Schema.Schema.Type<typeof known>["template_type"]>([
  "button",
  "generic",
  "media",
  "product",
  "coupon",
  "receipt",
  "image_grid",
  "customer_feedback",
  "one_time_notif_req",
  "notification_messages",
  "customer_information",
  "instant_form"
])

/** A template that is not spelled here: it goes as its author gave it. */
export const OpenTemplate = Schema.Struct(
  {
    template_type: Schema.String.pipe(
      Schema.filter((type) => !templateTypes.has(type), {
        message: () => "a template that is spelled has another shape"
      })
    )
  },
  { key: Schema.String, value: Schema.Unknown }
)

/** The payload of a template. */
export const TemplatePayload = Schema.Union(known, OpenTemplate)
/** The payload of a template. */
export type TemplatePayload = Schema.Schema.Type<typeof TemplatePayload>

/** Where media are: at an address, which may be kept for later, or uploaded before. */
export const MediaPayload = Schema.Union(
  Schema.Struct({ url: Schema.String, is_reusable: optional(Schema.Boolean) }),
  Schema.Struct({ attachment_id: Schema.String })
)
/** Where media are. */
export type MediaPayload = Schema.Schema.Type<typeof MediaPayload>

/** Media, a template, a heart, or a post of the account's own. */
export const Attachment = Schema.Union(
  Schema.Struct({ type: Schema.Literal("image", "audio", "video", "file"), payload: MediaPayload }),
  Schema.Struct({ type: Schema.Literal("template"), payload: TemplatePayload }),
  Schema.Struct({ type: Schema.Literal("like_heart") }),
  Schema.Struct({ type: Schema.Literal("MEDIA_SHARE"), payload: Schema.Struct({ id: Schema.String }) })
)
/** Media, a template, a heart, or a post of the account's own. */
export type Attachment = Schema.Schema.Type<typeof Attachment>

/** A picture of several in one message. */
export const Picture = Schema.Struct({ type: Schema.Literal("image"), payload: MediaPayload })
/** A picture of several in one message. */
export interface Picture extends Schema.Schema.Type<typeof Picture> {}

/** An approved utility template with its parameters. */
export const UtilityTemplate = Schema.Struct({
  name: Schema.String,
  language: Schema.Struct({ code: Schema.String }),
  components: Schema.Array(Schema.Struct({
    type: Schema.Literal("header", "body", "buttons"),
    parameters: Schema.Array(Schema.Union(
      Schema.Struct({
        type: Schema.Literal("text"),
        parameter_name: optional(Schema.String),
        text: Schema.String
      }),
      Schema.Struct({ type: Schema.Literal("POSTBACK"), payload: Schema.String }),
      Schema.Struct({ type: Schema.Literal("URL"), url: Schema.String })
    ))
  }))
})
/** An approved utility template with its parameters. */
export type UtilityTemplate = Schema.Schema.Type<typeof UtilityTemplate>

/** What is said: one of `text`, `attachment`, `attachments`, `sticker_id` and `template`. */
export const Message = Schema.Struct({
  text: optional(Schema.String),
  attachment: optional(Attachment),
  attachments: optional(Schema.Array(Picture)),
  sticker_id: optional(Schema.String),
  template: optional(UtilityTemplate),
  quick_replies: optional(Schema.Array(Buttons.QuickReply)),
  metadata: optional(Schema.String)
})
/** What is said: one of `text`, `attachment`, `attachments`, `sticker_id` and `template`. */
export type Message = Schema.Schema.Type<typeof Message>

/** A change of who controls the thread, once the message was sent. */
export const ControlAfter = Schema.Struct({
  control_type: Schema.Literal("pass", "release"),
  app_id: optional(Schema.String)
})
/** A change of who controls the thread, once the message was sent. */
export interface ControlAfter extends Schema.Schema.Type<typeof ControlAfter> {}

/** A request that says something. */
export const SendMessage = Schema.Struct({
  recipient: Recipient,
  messaging_type: Schema.Literal("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"),
  tag: optional(Schema.String),
  notification_type: optional(Schema.Literal("REGULAR", "SILENT_PUSH", "NO_PUSH")),
  persona_id: optional(Schema.String),
  reply_to: optional(Schema.Struct({ mid: Schema.String })),
  thread_control: optional(ControlAfter),
  message: Message
})
/** A request that says something. */
export type SendMessage = Schema.Schema.Type<typeof SendMessage>

/** A request that only shows something; it may hold nothing else. */
export const SenderAction = Schema.Struct({
  recipient: Recipient,
  sender_action: Schema.Literal("mark_seen", "typing_on", "typing_off")
})
/** A request that only shows something. */
export type SenderAction = Schema.Schema.Type<typeof SenderAction>

/** A request that reacts to a message, or takes the reaction back. */
export const Reaction = Schema.Union(
  Schema.Struct({
    recipient: Recipient,
    sender_action: Schema.Literal("react"),
    payload: Schema.Struct({ message_id: Schema.String, reaction: Schema.String })
  }),
  Schema.Struct({
    recipient: Recipient,
    sender_action: Schema.Literal("unreact"),
    payload: Schema.Struct({ message_id: Schema.String })
  })
)
/** A request that reacts to a message, or takes the reaction back. */
export type Reaction = Schema.Schema.Type<typeof Reaction>

/** A request that changes who controls the thread. */
export const ThreadControl = Schema.Struct({
  recipient: Recipient,
  target_app_id: optional(Schema.String),
  metadata: optional(Schema.String),
  duration: optional(Schema.Number)
})
/** A request that changes who controls the thread. */
export type ThreadControl = Schema.Schema.Type<typeof ThreadControl>

/** The answer to a message: `recipient_id` is missing when it went to a reference or a phone number. */
export const Sent = Schema.Struct({
  recipient_id: optional(Schema.String),
  message_id: optional(Schema.String),
  attachment_id: optional(Schema.String)
}).annotations({ identifier: "SendResponse" })
/** The answer to a message. */
export interface Sent extends Schema.Schema.Type<typeof Sent> {}

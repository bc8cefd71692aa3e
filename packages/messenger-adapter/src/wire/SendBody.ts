/**
 * What is posted to the Send API, and what it answers. Read 2026-11-21 on "Send API Reference" (v25) and the pages of the
 * templates.
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** To whom: exactly one of these. */
export const Recipient = Schema.Union(
  Schema.Struct({ id: Schema.String }),
  Schema.Struct({ user_ref: Schema.String }),
  Schema.Struct({ comment_id: Schema.String }),
  Schema.Struct({ post_id: Schema.String }),
  Schema.Struct({ phone_number: Schema.String }),
  Schema.Struct({ one_time_notif_token: Schema.String }),
  Schema.Struct({ notification_messages_token: Schema.String })
)
/** To whom: exactly one of these. */
export type Recipient = Schema.Schema.Type<typeof Recipient>

/** A quick reply that answers with its payload. */
export const QuickReply = Schema.Struct({
  content_type: Schema.Literal("text"),
  title: Schema.String,
  payload: Schema.String,
  image_url: optional(Schema.String)
})
/** A quick reply that answers with its payload. */
export type QuickReply = Schema.Schema.Type<typeof QuickReply>

/** A button of a template. */
export const Button = Schema.Union(
  Schema.Struct({ type: Schema.Literal("postback"), title: Schema.String, payload: Schema.String }),
  Schema.Struct({ type: Schema.Literal("web_url"), title: Schema.String, url: Schema.String }),
  Schema.Struct({ type: Schema.Literal("phone_number"), title: Schema.String, payload: Schema.String })
)
/** A button of a template. */
export type Button = Schema.Schema.Type<typeof Button>

/** One card of a generic template. */
export const Element = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  image_url: optional(Schema.String),
  default_action: optional(Schema.Struct({ type: Schema.Literal("web_url"), url: Schema.String })),
  buttons: optional(Schema.Array(Button))
})
/** One card of a generic template. */
export type Element = Schema.Schema.Type<typeof Element>

/** The one question of a survey. */
export const SurveyQuestion = Schema.Struct({
  id: Schema.String,
  type: Schema.Literal("csat", "nps", "ces", "free_form"),
  title: Schema.String,
  score_label: optional(Schema.Literal("neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none")),
  follow_up: optional(Schema.Struct({ type: Schema.Literal("free_form"), placeholder: Schema.String }))
})
/** The one question of a survey. */
export type SurveyQuestion = Schema.Schema.Type<typeof SurveyQuestion>

/** A survey, or a request for leave to write later. */
export const RequestPayload = Schema.Union(
  Schema.Struct({
    template_type: Schema.Literal("customer_feedback"),
    title: Schema.String,
    subtitle: optional(Schema.String),
    button_title: optional(Schema.String),
    feedback_screens: Schema.Array(Schema.Struct({ questions: Schema.Array(SurveyQuestion) })),
    business_privacy: Schema.Struct({ url: Schema.String }),
    expires_in_days: optional(Schema.Number)
  }),
  Schema.Struct({
    template_type: Schema.Literal("one_time_notif_req"),
    title: Schema.String,
    payload: Schema.String
  }),
  Schema.Struct({
    template_type: Schema.Literal("notification_messages"),
    title: Schema.String,
    payload: Schema.String,
    image_url: optional(Schema.String)
  })
)
/** A survey, or a request for leave to write later. */
export type RequestPayload = Schema.Schema.Type<typeof RequestPayload>

/** Media by address, or a template. */
export const Attachment = Schema.Union(
  Schema.Struct({
    type: Schema.Literal("image", "audio", "video", "file"),
    payload: Schema.Struct({ url: Schema.String })
  }),
  Schema.Struct({
    type: Schema.Literal("template"),
    payload: Schema.Union(
      Schema.Struct({
        template_type: Schema.Literal("button"),
        text: Schema.String,
        buttons: Schema.Array(Button)
      }),
      Schema.Struct({ template_type: Schema.Literal("generic"), elements: Schema.Array(Element) }),
      RequestPayload
    )
  })
)
/** Media by address, or a template. */
export type Attachment = Schema.Schema.Type<typeof Attachment>

/** An approved utility template with its parameters. */
export const UtilityTemplate = Schema.Struct({
  name: Schema.String,
  language: Schema.Struct({ code: Schema.String }),
  components: Schema.Array(Schema.Struct({
    type: Schema.Literal("header", "body", "buttons"),
    parameters: Schema.Array(Schema.Struct({
      type: Schema.Literal("text"),
      parameter_name: optional(Schema.String),
      text: Schema.String
    }))
  }))
})
/** An approved utility template with its parameters. */
export type UtilityTemplate = Schema.Schema.Type<typeof UtilityTemplate>

/** What is said: one of `text`, `attachment` and `template`. */
export const Message = Schema.Struct({
  text: optional(Schema.String),
  attachment: optional(Attachment),
  template: optional(UtilityTemplate),
  quick_replies: optional(Schema.Array(QuickReply)),
  metadata: optional(Schema.String)
})
/** What is said: one of `text`, `attachment` and `template`. */
export type Message = Schema.Schema.Type<typeof Message>

/** A request that says something. */
export const SendMessage = Schema.Struct({
  recipient: Recipient,
  messaging_type: Schema.Literal("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"),
  tag: optional(Schema.String),
  notification_type: optional(Schema.Literal("REGULAR", "SILENT_PUSH", "NO_PUSH")),
  persona_id: optional(Schema.String),
  reply_to: optional(Schema.Struct({ mid: Schema.String })),
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

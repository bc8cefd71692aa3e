/**
 * The items of `messaging` and `standby`, kind by kind: the specification that `inbound/DecodeEvent` implements by hand for speed
 * ("Webhook Events Reference" and the pages of the templates, read 2026-11-21).
 *
 * An item is of a kind if it has that kind's property and fits its schema; if it holds more than the schema names, it is of the
 * kind all the same, and the whole of it is kept. One that does not fit is an `Unknown` event.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Id, Numeric, open, optional, Party, Time, Token } from "./Wire.ts"

const text = optional(Schema.String)

/** Where the person came from. `source` is an open list. */
export const Referral = open({
  ref: text,
  source: text,
  ad_id: optional(Id),
  product: optional(open({ id: optional(Id) }))
})

/** One attachment; `payload` differs by type and may be missing or null. */
export const Attachment = open({
  type: text,
  title: text,
  url: text,
  payload: optional(open({ url: text, title: text }))
})

const attachments = optional(Schema.Array(Attachment))

/** A message that was taken back, by whoever wrote it. */
export const DeletedMessage = Schema.Struct({
  mid: Id,
  is_deleted: Schema.Literal(true),
  is_echo: optional(Schema.Boolean)
})

/** A message of the business. */
export const Echo = Schema.Struct({
  mid: Id,
  is_echo: Schema.Literal(true),
  is_deleted: optional(Schema.Literal(false)),
  text,
  app_id: optional(Id),
  metadata: text,
  attachments
})

/** A message of the person. */
export const PersonMessage = Schema.Struct({
  mid: Id,
  is_echo: optional(Schema.Literal(false)),
  is_deleted: optional(Schema.Literal(false)),
  is_unsupported: optional(Schema.Boolean),
  text,
  quick_reply: optional(Schema.Struct({ payload: text })),
  reply_to: optional(Schema.Struct({ mid: optional(Id), story: optional(open({ url: text })) })),
  attachments,
  referral: optional(Referral)
})

/** A message. */
export const Message = Schema.Union(DeletedMessage, Echo, PersonMessage)

/** A tap on a button that stays, a menu entry, an ice breaker or "Get started". */
export const Postback = Schema.Struct({
  mid: optional(Id),
  title: text,
  payload: Schema.String,
  referral: optional(Referral)
})

/** A tap on a button of another app, which alone is told which one it was. */
export const ForeignPostback = Schema.Struct({
  mid: optional(Id),
  title: text,
  payload: Schema.optionalWith(Schema.Null, { exact: true })
})

/** A person who writes through a web plugin. */
export const PluginOptIn = Schema.Struct({
  type: Schema.optionalWith(Schema.Null, { exact: true }),
  ref: text,
  user_ref: optional(Id),
  payload: text
})

const leave = {
  ref: text,
  user_ref: optional(Id),
  payload: text,
  title: text,
  notification_messages_topic: text,
  token_expiry_timestamp: optional(Time),
  next_eligible_time: optional(Time)
}

const status = optional(Schema.Literal("STOP NOTIFICATIONS", "RESUME NOTIFICATIONS"))

/** A leave for one message. */
export const OneTimeOptIn = open({
  ...leave,
  type: Schema.Literal("one_time_notif_req"),
  one_time_notif_token: Token
})

/** A leave for a series, prolonged, stopped or resumed; only a stop is of use without a token, by its topic. */
export const RecurringOptIn = open({
  ...leave,
  type: Schema.Literal("notification_messages"),
  notification_messages_status: status,
  notification_messages_token: optional(Token)
}).pipe(Schema.filter((optIn) =>
  typeof (optIn.notification_messages_token ?? undefined) !== "undefined"
  || (optIn.notification_messages_status === "STOP NOTIFICATIONS"
    && (optIn.notification_messages_topic ?? optIn.title ?? undefined) !== undefined)
))

/** A subscription to news. */
export const NewsOptIn = open({
  ...leave,
  type: Schema.Literal("news_messages"),
  notification_messages_status: status
})

/** A leave to write. */
export const OptIn = Schema.Union(PluginOptIn, OneTimeOptIn, RecurringOptIn, NewsOptIn)

/** A reaction, or its end. */
export const Reaction = Schema.Struct({
  mid: Id,
  action: Schema.Literal("react", "unreact"),
  reaction: text,
  emoji: text
})

/** New words of an earlier message. */
export const MessageEdit = Schema.Struct({ mid: Id, text: Schema.String, num_edit: Numeric })

/** What was read. */
export const Read = Schema.Struct({ watermark: optional(Time), mid: optional(Id) })

/** What arrived. */
export const Delivery = Schema.Struct({ watermark: optional(Time), mids: optional(Schema.Array(Id)) })

/** A change of who controls the thread; an owner is null when nobody has it. */
export const ThreadControl = Schema.Struct({
  previous_owner_app_id: optional(Id),
  new_owner_app_id: optional(Id),
  requested_owner_app_id: optional(Id),
  metadata: text
})

/** The roles of apps, by their ids. Only our own app's are read, and must be a list. */
export const AppRoles = Schema.Record({ key: Schema.String, value: Schema.Unknown })

const followUp = optional(open({ payload: text }))

/** The answer to one question of a survey. */
export const SurveyAnswer = Schema.Union(
  open({ type: Schema.Literal("free_form"), payload: text, follow_up: followUp }),
  open({
    type: optional(Schema.String.pipe(Schema.filter((type) => type !== "free_form"))),
    payload: optional(Numeric),
    follow_up: followUp
  })
)

/** The answers to a survey. */
export const Survey = open({
  feedback_screens: optional(Schema.Array(open({
    questions: optional(Schema.Record({ key: Schema.String, value: Schema.NullOr(SurveyAnswer) }))
  })))
})

/** A thumb under a message. */
export const ResponseFeedback = Schema.Struct({ mid: Id, feedback: Schema.Literal("Good response", "Bad response") })

/** A link of accounts, or its end. */
export const AccountLinking = Schema.Struct({
  status: Schema.Literal("linked", "unlinked"),
  authorization_code: text
})

/** The address form, filled in. */
export const CustomerInformation = Schema.Struct({
  screens: optional(Schema.Array(Schema.Struct({
    screen_id: optional(Id),
    responses: optional(Schema.Array(Schema.Struct({ key: Schema.String, value: text })))
  })))
})

/** An instant form was sent. */
export const LeadForm = Schema.Struct({ form_id: optional(Id), id: optional(Id) })

/** A cart. */
export const Order = Schema.Struct({
  products: optional(Schema.Array(open({
    id: optional(Id),
    product_id: optional(Id),
    retailer_id: optional(Id),
    name: text,
    quantity: optional(Numeric),
    unit_price: optional(Numeric),
    currency: text
  }))),
  note: text
})

/** A round of a game. */
export const GamePlay = Schema.Struct({ game_id: Id, player_id: optional(Id), score: optional(Numeric), payload: text })

/** The code of a coupon was uncovered. */
export const Coupon = Schema.Struct({ type: Schema.String, coupon_code: text, payload: text })

/** The answer to the question whether the business may call. */
export const CallPermission = Schema.Struct({
  response: Schema.Literal("approve", "reject"),
  expiration_timestamp: optional(Time)
})

/** A warning, a block, or its end. */
export const PolicyEnforcement = Schema.Struct({ action: Schema.String, reason: text })

/** What every item has besides its kind's property. */
export const common = {
  sender: optional(Party),
  recipient: optional(Party),
  timestamp: optional(Time),
  prior_message: optional(Schema.Struct({ source: text, identifier: optional(Id) }))
}

/** The kinds, by rank: an item that has two of these properties is of the first kind. */
export const kinds = {
  message: Message,
  postback: Schema.Union(Postback, ForeignPostback),
  referral: Referral,
  optin: OptIn,
  reaction: Reaction,
  message_edit: MessageEdit,
  read: Read,
  delivery: Delivery,
  pass_thread_control: ThreadControl,
  take_thread_control: ThreadControl,
  request_thread_control: ThreadControl,
  app_roles: AppRoles,
  messaging_feedback: Survey,
  response_feedback: ResponseFeedback,
  account_linking: AccountLinking,
  messaging_customer_information: CustomerInformation,
  form: LeadForm,
  order: Order,
  game_play: GamePlay,
  template: Coupon,
  call_permission_reply: CallPermission,
  policy_enforcement: PolicyEnforcement,
  "policy-enforcement": PolicyEnforcement
} as const

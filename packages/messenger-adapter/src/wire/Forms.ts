/**
 * The templates that ask something, as the Send API spells them. Read 2026-11-21 on "Customer Feedback Template", "Structured
 * information template", "Instant Form Template", "One-time notification" and "Marketing messages".
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** The one question of a survey. */
export const SurveyQuestion = Schema.Struct({
  id: Schema.String,
  type: Schema.Literal("csat", "nps", "ces", "free_form"),
  title: Schema.String,
  score_label: optional(Schema.Literal("neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none")),
  score_option: optional(Schema.Literal("one_to_five", "five_stars", "five_emojis", "zero_to_ten", "one_to_seven")),
  follow_up: optional(Schema.Struct({ type: Schema.Literal("free_form"), placeholder: Schema.String }))
})
/** The one question of a survey. */
export type SurveyQuestion = Schema.Schema.Type<typeof SurveyQuestion>

/** A survey. */
export const Survey = Schema.Struct({
  template_type: Schema.Literal("customer_feedback"),
  title: Schema.String,
  subtitle: optional(Schema.String),
  button_title: optional(Schema.String),
  feedback_screens: Schema.Array(Schema.Struct({ questions: Schema.Array(SurveyQuestion) })),
  business_privacy: Schema.Struct({ url: Schema.String }),
  expires_in_days: optional(Schema.Number)
})
/** A survey. */
export interface Survey extends Schema.Schema.Type<typeof Survey> {}

/** A request for leave to send one message later. */
const OneTime = Schema.Struct({
  template_type: Schema.Literal("one_time_notif_req"),
  title: Schema.String,
  payload: Schema.String
})

/** A request for leave to send a series. */
export const Series = Schema.Struct({
  template_type: Schema.Literal("notification_messages"),
  title: Schema.String,
  payload: Schema.String,
  image_url: optional(Schema.String),
  image_aspect_ratio: optional(Schema.Literal("HORIZONTAL", "SQUARE")),
  notification_messages_cta_text: optional(
    Schema.Literal("ALLOW", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP", "FREQUENCY")
  ),
  notification_messages_reoptin: optional(Schema.Literal("ENABLED", "DISABLED")),
  notification_messages_timezone: optional(Schema.String)
})
/** A request for leave to send a series. */
export interface Series extends Schema.Schema.Type<typeof Series> {}

/** A survey, or a request for leave to write later. */
export const Request = Schema.Union(Survey, OneTime, Series)
/** A survey, or a request for leave to write later. */
export type Request = Schema.Schema.Type<typeof Request>

/** How one field of the address form is asked for. */
export const Override = Schema.Struct({ required: optional(Schema.Boolean), label: optional(Schema.String) })
/** How one field of the address form is asked for. */
export interface Override extends Schema.Schema.Type<typeof Override> {}

const Overrides = Schema.Array(Schema.Record({ key: Schema.String, value: Override }))

/** A form for the person's shipping address. */
export const Address = Schema.Struct({
  template_type: Schema.Literal("customer_information"),
  countries: optional(Schema.Array(Schema.String)),
  business_privacy: Schema.Struct({ url: Schema.String }),
  expires_in_days: optional(Schema.Number),
  address_overrides: optional(Overrides),
  contact_overrides: optional(Overrides)
})
/** A form for the person's shipping address. */
export interface Address extends Schema.Schema.Type<typeof Address> {}

/** A form of the page's lead ads, filled in within the conversation. */
export const InstantForm = Schema.Struct({ template_type: Schema.Literal("instant_form"), form_id: Schema.String })

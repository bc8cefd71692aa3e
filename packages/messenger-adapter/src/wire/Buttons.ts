/**
 * Buttons and quick replies as the Send API spells them. Read 2026-11-21 on the pages "Buttons" and "Quick replies".
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A quick reply that answers with its payload, or with the phone number or e-mail address of the person's profile. */
export const QuickReply = Schema.Union(
  Schema.Struct({
    content_type: Schema.Literal("text"),
    title: Schema.String,
    payload: Schema.String,
    image_url: optional(Schema.String)
  }),
  Schema.Struct({ content_type: Schema.Literal("user_phone_number", "user_email") })
)
/** A quick reply. */
export type QuickReply = Schema.Schema.Type<typeof QuickReply>

/** A button that opens a page, with how the page is shown. */
export const LinkButton = Schema.Struct({
  type: Schema.Literal("web_url"),
  title: Schema.String,
  url: Schema.String,
  webview_height_ratio: optional(Schema.Literal("compact", "tall", "full")),
  messenger_extensions: optional(Schema.Boolean),
  fallback_url: optional(Schema.String),
  webview_share_button: optional(Schema.Literal("hide"))
})
/** A button that opens a page. */
export interface LinkButton extends Schema.Schema.Type<typeof LinkButton> {}

/** A button of a template. */
export const Button = Schema.Union(
  Schema.Struct({ type: Schema.Literal("postback"), title: Schema.String, payload: Schema.String }),
  LinkButton,
  Schema.Struct({ type: Schema.Literal("phone_number"), title: Schema.String, payload: Schema.String }),
  Schema.Struct({ type: Schema.Literal("account_link"), url: Schema.String }),
  Schema.Struct({ type: Schema.Literal("account_unlink") }),
  Schema.Struct({ type: Schema.Literal("game_play"), title: Schema.String, payload: optional(Schema.String) })
)
/** A button of a template. */
export type Button = Schema.Schema.Type<typeof Button>

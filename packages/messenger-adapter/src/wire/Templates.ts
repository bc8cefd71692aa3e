/**
 * The templates that show something, as the Send API spells them. Read 2026-11-21 on "Generic template", "Button template",
 * "Media Template", "Product Template", "Coupon Template", "Receipt template" and "Image grid template".
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as Buttons from "./Buttons.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** One card of a generic template. */
export const Element = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  image_url: optional(Schema.String),
  default_action: optional(Schema.Struct({ type: Schema.Literal("web_url"), url: Schema.String })),
  buttons: optional(Schema.Array(Buttons.Button))
})
/** One card of a generic template. */
export type Element = Schema.Schema.Type<typeof Element>

/** A row of cards. */
export const Generic = Schema.Struct({
  template_type: Schema.Literal("generic"),
  sharable: optional(Schema.Boolean),
  elements: Schema.Array(Element)
})
/** A row of cards. */
export interface Generic extends Schema.Schema.Type<typeof Generic> {}

/** A text with buttons. */
export const ButtonTemplate = Schema.Struct({
  template_type: Schema.Literal("button"),
  text: Schema.String,
  buttons: Schema.Array(Buttons.Button)
})

/** One picture or film with buttons: an upload, or one that is on Facebook. */
export const Media = Schema.Struct({
  template_type: Schema.Literal("media"),
  sharable: optional(Schema.Boolean),
  elements: Schema.Array(Schema.Struct({
    media_type: Schema.Literal("image", "video"),
    url: optional(Schema.String),
    attachment_id: optional(Schema.String),
    buttons: optional(Schema.Array(Buttons.Button))
  }))
})
/** One picture or film with buttons. */
export interface Media extends Schema.Schema.Type<typeof Media> {}

/** Products of the page's catalogue. */
export const Product = Schema.Struct({
  template_type: Schema.Literal("product"),
  elements: Schema.Array(Schema.Struct({ id: Schema.String }))
})

/** A coupon. */
export const Coupon = Schema.Struct({
  template_type: Schema.Literal("coupon"),
  title: Schema.String,
  subtitle: optional(Schema.String),
  coupon_code: optional(Schema.String),
  coupon_url: optional(Schema.String),
  coupon_url_button_title: optional(Schema.String),
  coupon_pre_message: optional(Schema.String),
  image_url: optional(Schema.String),
  payload: optional(Schema.String)
})
/** A coupon. */
export interface Coupon extends Schema.Schema.Type<typeof Coupon> {}

/** One thing that was bought. */
export const ReceiptItem = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  quantity: optional(Schema.JsonNumber),
  price: Schema.JsonNumber,
  currency: optional(Schema.String),
  image_url: optional(Schema.String)
})
/** One thing that was bought. */
export interface ReceiptItem extends Schema.Schema.Type<typeof ReceiptItem> {}

/** The confirmation of an order. `timestamp` is in seconds, as text. */
export const Receipt = Schema.Struct({
  template_type: Schema.Literal("receipt"),
  sharable: optional(Schema.Boolean),
  recipient_name: Schema.String,
  merchant_name: optional(Schema.String),
  order_number: Schema.String,
  currency: Schema.String,
  payment_method: Schema.String,
  order_url: optional(Schema.String),
  timestamp: optional(Schema.String),
  address: optional(Schema.Struct({
    street_1: Schema.String,
    street_2: optional(Schema.String),
    city: Schema.String,
    postal_code: Schema.String,
    state: Schema.String,
    country: Schema.String
  })),
  summary: Schema.Struct({
    subtotal: optional(Schema.JsonNumber),
    shipping_cost: optional(Schema.JsonNumber),
    total_tax: optional(Schema.JsonNumber),
    total_cost: Schema.JsonNumber
  }),
  adjustments: optional(Schema.Array(Schema.Struct({ name: Schema.String, amount: Schema.JsonNumber }))),
  elements: optional(Schema.Array(ReceiptItem))
})
/** The confirmation of an order. */
export interface Receipt extends Schema.Schema.Type<typeof Receipt> {}

/** What a tap on a picture of a grid does. */
export const GridAction = Schema.Union(
  Schema.Struct({ type: Schema.Literal("web_url"), url: Schema.String }),
  Schema.Struct({ type: Schema.Literal("postback"), payload: Schema.String, text: Schema.String })
)
/** What a tap on a picture of a grid does. */
export type GridAction = Schema.Schema.Type<typeof GridAction>

/** A picture of a grid. */
export const GridImage = Schema.Struct({
  url: Schema.String,
  is_hero_image: optional(Schema.Boolean),
  action: optional(GridAction)
})
/** A picture of a grid. */
export interface GridImage extends Schema.Schema.Type<typeof GridImage> {}

/** Pictures in a grid. */
export const ImageGrid = Schema.Struct({
  template_type: Schema.Literal("image_grid"),
  elements: Schema.Array(Schema.Struct({
    images: Schema.Array(GridImage),
    title: optional(Schema.String),
    subtitle: optional(Schema.String),
    buttons: optional(Schema.Array(Buttons.Button))
  }))
})
/** Pictures in a grid. */
export interface ImageGrid extends Schema.Schema.Type<typeof ImageGrid> {}

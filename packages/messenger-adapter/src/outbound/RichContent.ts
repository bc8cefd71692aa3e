/**
 * What only this platform can show, as authors give it: the bodies of `Native` content, by kind. A kind is called as the Send
 * API calls it.
 *
 * @module
 */
import { Message } from "@parley/core"
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const Buttons = Schema.Array(Message.Button)

/** One thing that was bought; `price` is that of one piece, and 0 for what is free. */
const ReceiptItem = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  quantity: optional(Schema.JsonNumber),
  price: Schema.JsonNumber,
  currency: optional(Schema.String),
  imageUrl: optional(Schema.String)
})

/**
 * The confirmation of an order. `orderNumber` is unique; `total` is all that is paid; `orderedAt` is in milliseconds; `sharable`
 * lets the person pass it on.
 */
export const Receipt = Schema.Struct({
  orderNumber: Schema.String,
  recipientName: Schema.String,
  currency: Schema.String,
  paymentMethod: Schema.String,
  total: Schema.JsonNumber,
  subtotal: optional(Schema.JsonNumber),
  shipping: optional(Schema.JsonNumber),
  tax: optional(Schema.JsonNumber),
  items: optional(Schema.Array(ReceiptItem)),
  adjustments: optional(Schema.Array(Schema.Struct({ name: Schema.String, amount: Schema.JsonNumber }))),
  address: optional(Schema.Struct({
    street: Schema.String,
    more: optional(Schema.String),
    city: Schema.String,
    postalCode: Schema.String,
    state: Schema.String,
    country: Schema.String
  })),
  merchantName: optional(Schema.String),
  orderUrl: optional(Schema.String),
  orderedAt: optional(Schema.JsonNumber),
  sharable: optional(Schema.Literal(true))
})
/** The confirmation of an order. */
export interface Receipt extends Schema.Schema.Type<typeof Receipt> {}

/**
 * A coupon: by a `code` that is revealed by a tap, by the `url` at which it is used, or both. `button` is what the link says,
 * `greeting` is said before it, and `payload` comes back when the code is revealed.
 */
export const Coupon = Schema.Struct({
  title: Schema.String,
  subtitle: optional(Schema.String),
  code: optional(Schema.String),
  url: optional(Schema.String),
  button: optional(Schema.String),
  greeting: optional(Schema.String),
  imageUrl: optional(Schema.String),
  payload: optional(Schema.String)
})
/** A coupon. */
export interface Coupon extends Schema.Schema.Type<typeof Coupon> {}

/** Products of the account's own catalogue, by their ids; several are shown in a row. */
export const Product = Schema.Struct({ ids: Schema.Array(Schema.String) })
/** Products of the account's own catalogue. */
export interface Product extends Schema.Schema.Type<typeof Product> {}

/** A picture or film with buttons: an upload by its id, or one that is on Facebook by its address there. */
export const Media = Schema.Struct({
  show: Schema.Literal("image", "video").annotations({
    message: () => ({ message: "it is neither image nor video", override: true })
  }),
  attachment: optional(Schema.String),
  url: optional(Schema.String),
  buttons: optional(Buttons),
  sharable: optional(Schema.Literal(true))
})
/** A picture or film with buttons. */
export interface Media extends Schema.Schema.Type<typeof Media> {}

/** A picture of a grid. A tap on it opens a page (`opens`), or answers (`answers`: a payload, and the words that it stands for). */
export const GridImage = Schema.Struct({
  url: Schema.String,
  hero: optional(Schema.Literal(true)),
  opens: optional(Schema.String),
  answers: optional(Schema.Struct({ payload: Schema.String, text: Schema.String }))
})
/** A picture of a grid. */
export interface GridImage extends Schema.Schema.Type<typeof GridImage> {}

/** Two to six pictures in a grid; one at most is the hero, shown larger. */
export const ImageGrid = Schema.Struct({
  images: Schema.Array(GridImage),
  title: optional(Schema.String),
  subtitle: optional(Schema.String),
  buttons: optional(Buttons)
})
/** Two to six pictures in a grid. */
export interface ImageGrid extends Schema.Schema.Type<typeof ImageGrid> {}

/** How a field of the address form is asked for. */
export const Field = Schema.Struct({ required: optional(Schema.Boolean), label: optional(Schema.String) })
/** How a field of the address form is asked for. */
export interface Field extends Schema.Schema.Type<typeof Field> {}

/** The fields of the address form, by the names that they have here and in the Send API. */
export const addressFields = {
  street: "street_1",
  more: "street_2",
  city: "city",
  postalCode: "postal_code",
  state: "state",
  country: "country"
} as const

/** The fields of the person in the address form. */
export const contactFields = { name: "name", email: "email", phone: "phone" } as const

/**
 * A form for the person's shipping address. `countries` are those to which it may lead, by their two letters, all unless given;
 * it is open for a day unless `expiresInDays` says otherwise. How the fields are spelled is known from the field alone
 * (`address_overrides`, `contact_overrides`): the page prints no sample of them.
 */
export const CustomerInformation = Schema.Struct({
  privacyUrl: Schema.String,
  countries: optional(Schema.Array(Schema.String)),
  expiresInDays: optional(Schema.JsonNumber),
  address: optional(Schema.Struct({
    street: optional(Field),
    more: optional(Field),
    city: optional(Field),
    postalCode: optional(Field),
    state: optional(Field),
    country: optional(Field)
  })),
  contact: optional(Schema.Struct({ name: optional(Field), email: optional(Field), phone: optional(Field) }))
})
/** A form for the person's shipping address. */
export interface CustomerInformation extends Schema.Schema.Type<typeof CustomerInformation> {}

/** A form of the page's lead ads, by its id. */
export const InstantForm = Schema.Struct({ form: Schema.String })
/** A form of the page's lead ads. */
export interface InstantForm extends Schema.Schema.Type<typeof InstantForm> {}

/** A sticker of Meta's own, by its id. */
export const Sticker = Schema.Struct({ id: Schema.String })
/** A sticker of Meta's own. */
export interface Sticker extends Schema.Schema.Type<typeof Sticker> {}

/** Instagram's heart. */
export const Heart = Schema.Struct({})

/** A post of the account's own, by its id. */
export const SharedPost = Schema.Struct({ post: Schema.String })
/** A post of the account's own. */
export interface SharedPost extends Schema.Schema.Type<typeof SharedPost> {}

/** A template that has no word of its own here: `payload` is what stands beside its `template_type`. */
export const Template = Schema.Struct({
  type: Schema.String,
  payload: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})
/** A template that has no word of its own here. */
export interface Template extends Schema.Schema.Type<typeof Template> {}

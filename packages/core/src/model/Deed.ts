/**
 * What else a person can do in a conversation besides speaking, tapping and reacting. No dialogue hears these; they are recorded,
 * and whoever watches a bot sees them.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Json } from "./Json.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A person tapped a button that another app put there; the channel does not say which one. */
export const TappedElsewhere = Schema.TaggedStruct("TappedElsewhere", {
  mid: optional(Schema.String),
  title: optional(Schema.String)
})

/** A person judged one message of the business with a thumb up or down. */
export const Judged = Schema.TaggedStruct("Judged", { mid: Schema.String, verdict: Schema.Literal("good", "bad") })

/** A person linked their account with the business to the conversation, or unlinked it. `code` is what the business gave them. */
export const Linked = Schema.TaggedStruct("Linked", {
  change: Schema.Literal("linked", "unlinked"),
  code: optional(Schema.String)
})

/** One field of a form, as the person filled it in. */
export const FormAnswer = Schema.Struct({ name: Schema.String, value: Schema.String })
/** One field of a form, as the person filled it in. */
export interface FormAnswer extends Schema.Schema.Type<typeof FormAnswer> {}

/**
 * A person sent a form. `kind` is the channel's word for it, `form` and `submission` its ids; `answers` is empty where the
 * channel keeps them to be fetched.
 */
export const Submitted = Schema.TaggedStruct("Submitted", {
  kind: Schema.Literal("customerInformation", "leadForm", "leadAd"),
  form: optional(Schema.String),
  submission: optional(Schema.String),
  answers: Schema.Array(FormAnswer)
})

/** One product of an order. The price is of one piece, in the currency's main unit. */
export const OrderItem = Schema.Struct({
  product: optional(Schema.String),
  name: optional(Schema.String),
  quantity: optional(Schema.JsonNumber),
  price: optional(Schema.JsonNumber),
  currency: optional(Schema.String),
  raw: Json
})
/** One product of an order. */
export interface OrderItem extends Schema.Schema.Type<typeof OrderItem> {}

/** A person sent a cart: what they would like to order. Nothing is paid by it. */
export const Ordered = Schema.TaggedStruct("Ordered", {
  items: Schema.Array(OrderItem),
  note: optional(Schema.String)
})

/** A person played a round of a game in the conversation. */
export const Played = Schema.TaggedStruct("Played", {
  game: Schema.String,
  player: optional(Schema.String),
  score: optional(Schema.JsonNumber),
  payload: optional(Schema.String)
})

/** A person uncovered what a message kept hidden: the code of a coupon. */
export const Revealed = Schema.TaggedStruct("Revealed", {
  what: Schema.String,
  code: optional(Schema.String),
  payload: optional(Schema.String)
})

/** Something happened to a call by voice: `change` is the channel's word ("connect", "ringing", "terminate"…). */
export const Called = Schema.TaggedStruct("Called", {
  call: Schema.String,
  change: Schema.String,
  by: optional(Schema.Literal("person", "business"))
})

/** What else a person did. */
export const Deed = Schema.Union(TappedElsewhere, Judged, Linked, Submitted, Ordered, Played, Revealed, Called)
/** What else a person did. */
export type Deed = Schema.Schema.Type<typeof Deed>

/**
 * What happens on the public pages of an account and cannot be answered in private there and then.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Json } from "./Json.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** Someone named the account in a post or a comment of their own. */
export const Mentioned = Schema.TaggedStruct("Mentioned", {
  post: optional(Schema.String),
  comment: optional(Schema.String),
  text: optional(Schema.String),
  raw: Json
})

/**
 * Someone wrote a review of the business, changed it or took it away: `change` is the channel's word ("add", "edited"…), `score`
 * the stars of the older kind, `recommends` the answer of the newer one.
 */
export const Reviewed = Schema.TaggedStruct("Reviewed", {
  change: Schema.String,
  score: optional(Schema.JsonNumber),
  recommends: optional(Schema.Boolean),
  text: optional(Schema.String),
  post: optional(Schema.String),
  raw: Json
})

/**
 * A post, a comment or a reaction under them changed, or the account itself wrote one. `what` it is ("comment", "reaction"…) and
 * what `change` ("add", "edited", "hide"…) are the channel's words.
 */
export const PostChanged = Schema.TaggedStruct("PostChanged", {
  what: Schema.String,
  change: Schema.String,
  post: optional(Schema.String),
  comment: optional(Schema.String),
  text: optional(Schema.String),
  reaction: optional(Schema.String),
  raw: Json
})

/** What happens on the account's public pages. */
export const PublicEvent = Schema.Union(Mentioned, Reviewed, PostChanged)
/** What happens on the account's public pages. */
export type PublicEvent = Schema.Schema.Type<typeof PublicEvent>

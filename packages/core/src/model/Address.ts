/**
 * Where a message can be sent: a person's scoped id, or one of the handles a channel gives before the person is known.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** The person's id as this business account sees it. The only address that takes sender actions. */
export const Scoped = Schema.TaggedStruct("Scoped", { id: Schema.NonEmptyString })
/** A reference made by a web plugin before the person has written. */
export const Reference = Schema.TaggedStruct("Reference", { reference: Schema.NonEmptyString })
/** A comment that may be answered once in private. */
export const Comment = Schema.TaggedStruct("Comment", { comment: Schema.NonEmptyString })
/** A visitor's post that may be answered once in private. */
export const Post = Schema.TaggedStruct("Post", { post: Schema.NonEmptyString })
/** A phone number in international form, with the name of the person whom the channel is to find by it. */
export const Phone = Schema.TaggedStruct("Phone", {
  number: Schema.NonEmptyString,
  name: Schema.optionalWith(Schema.Struct({ first: Schema.NonEmptyString, last: Schema.NonEmptyString }), {
    exact: true
  })
})
/** A token by which the person allowed one message, or a series of them. */
export const Token = Schema.TaggedStruct("Token", {
  kind: Schema.Literal("oneTime", "recurring"),
  token: Schema.NonEmptyString
})

/** Where a message can be sent. */
export const Address = Schema.Union(Scoped, Reference, Comment, Post, Phone, Token)
  .annotations({ identifier: "Address" })

/** Where a message can be sent. */
export type Address = Schema.Schema.Type<typeof Address>

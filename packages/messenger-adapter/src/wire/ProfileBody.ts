/**
 * What the platform tells of a person ("User Profile API", 18 March 2026; "Instagram user profile", read 2026-11-21). Every field may
 * be missing: a person without consent, or an account without permission, gives an empty object.
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** The profile of a person, on both channels. */
export const Profile = Schema.Struct({
  id: optional(Schema.String),
  name: optional(Schema.String),
  first_name: optional(Schema.String),
  last_name: optional(Schema.String),
  profile_pic: optional(Schema.String),
  locale: optional(Schema.String),
  timezone: optional(Schema.Number),
  gender: optional(Schema.String),
  username: optional(Schema.String),
  follower_count: optional(Schema.Number),
  is_user_follow_business: optional(Schema.Boolean),
  is_business_follow_user: optional(Schema.Boolean),
  is_verified_user: optional(Schema.Boolean)
})
/** The profile of a person. */
export interface Profile extends Schema.Schema.Type<typeof Profile> {}

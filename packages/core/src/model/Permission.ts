/**
 * What a person allowed the business by an act of theirs: one private reply, one message later, a series, the news.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Address } from "./Address.ts"
import { Instant } from "./Instant.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/**
 * `privateReply`: one answer to a comment or a visitor's post. `oneTime`: one message on a topic. `recurring`: a series on a
 * topic, with a cadence. `news`: a subscription to a publisher's news.
 */
export const PermissionKind = Schema.Literal("privateReply", "oneTime", "recurring", "news")
/** What kind of permission it is. */
export type PermissionKind = Schema.Schema.Type<typeof PermissionKind>

/**
 * One permission. `id` tells it apart within its conversation (the token, the comment, the topic); `address` is where a message under
 * it goes; `grantedAt` is the platform's time of the act; `expiresAt` the moment from which the platform no longer takes it, where
 * it said so; `usedBy` the outbound that used it last, `usedAt` when; `nextAt` the moment before which the series may not go on;
 * `stoppedAt` when the person ended it.
 */
export const Permission = Schema.Struct({
  id: Schema.NonEmptyString,
  kind: PermissionKind,
  address: Address,
  grantedAt: Instant,
  topic: optional(Schema.String),
  region: optional(Schema.String),
  expiresAt: optional(Instant),
  usedBy: optional(Schema.String),
  usedAt: optional(Instant),
  nextAt: optional(Instant),
  stoppedAt: optional(Instant)
}).annotations({ identifier: "Permission" })
/** One permission. */
export interface Permission extends Schema.Schema.Type<typeof Permission> {}

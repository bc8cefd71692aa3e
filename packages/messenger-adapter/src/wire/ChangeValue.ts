/**
 * The values of `changes` and the items of `calls`: the specification that `inbound/DecodeChange` implements by hand ("Page" and
 * "Instagram" in the reference of Graph API webhooks, and the pages of each topic, read 2026-11-21).
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Id, Numeric, open, optional, Time } from "./Wire.ts"

const text = optional(Schema.String)

/** Who did it: older bodies write the sender, ratings the reviewer. */
const author = {
  from: optional(open({ id: optional(Id), self_ig_scoped_id: optional(Id) })),
  sender_id: optional(Id),
  reviewer_id: optional(Id)
}

/** A change of a page's feed, or of a group's. */
export const Feed = open({
  ...author,
  item: Schema.String,
  verb: Schema.String,
  post_id: optional(Id),
  comment_id: optional(Id),
  message: text,
  reaction_type: text
})

/** A comment on Instagram, live or not. */
export const InstagramComment = open({
  ...author,
  id: optional(Id),
  comment_id: optional(Id),
  media: optional(open({ id: optional(Id) })),
  text,
  verb: text
}).pipe(Schema.filter((value) => (value.comment_id ?? value.id ?? undefined) !== undefined))

/** A mention of the account. */
export const Mention = open({
  ...author,
  post_id: optional(Id),
  media_id: optional(Id),
  comment_id: optional(Id),
  message: text
})

/** A review of a page. */
export const Review = open({
  ...author,
  item: Schema.Literal("rating"),
  verb: Schema.String,
  rating: optional(Numeric),
  recommendation_type: optional(Schema.Literal("positive", "negative")),
  review_text: text,
  open_graph_story_id: optional(Id)
})

/** What happens among the reviews of a page: a review, or something under one. */
export const Ratings = Schema.Union(Review, Feed.pipe(Schema.filter((value) => value.item !== "rating")))

/** A form of an ad was sent. */
export const LeadGen = Schema.Struct({ leadgen_id: Id, form_id: optional(Id) })

/** A label was put on a customer, or taken off. */
export const InboxLabel = Schema.Struct({
  action: Schema.Literal("add", "remove"),
  user: optional(Schema.Struct({ id: optional(Id) })),
  label: Schema.Struct({ id: Id, name: text })
})

/** A template was approved, rejected, paused… */
export const TemplateStatus = Schema.Struct({
  event: Schema.String,
  message_template_id: optional(Id),
  message_template_name: text,
  message_template_language: text,
  reason: text
})

/** The topics whose values are read, by the field's name. */
export const topics = {
  feed: Feed,
  group_feed: Feed,
  comments: InstagramComment,
  live_comments: InstagramComment,
  mention: Mention,
  mentions: Mention,
  ratings: Ratings,
  leadgen: LeadGen,
  inbox_labels: InboxLabel,
  message_template_status_update: TemplateStatus,
  messenger_template_status_update: TemplateStatus
} as const

/** An item of `calls`. */
export const Call = Schema.Struct({
  id: Id,
  event: text,
  call_status: text,
  from: optional(Id),
  to: optional(Id),
  recipient_id: optional(Id),
  call_direction: optional(Schema.Literal("user_initiated", "business_initiated")),
  timestamp: optional(Time)
}).pipe(Schema.filter((call) => (call.call_status ?? call.event ?? undefined) !== undefined))

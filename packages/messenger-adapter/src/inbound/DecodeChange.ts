/**
 * The `changes` of a webhook: comments and posts on the account's pages, and what else a topic reports.
 *
 * @module
 */
import * as DecodeAccount from "./DecodeAccount.ts"
import * as DecodeEvent from "./DecodeEvent.ts"
import * as DecodePost from "./DecodePost.ts"
import * as Field from "./Field.ts"
import { type Finding, reported, unknown } from "./Finding.ts"
import { Notes, Reader } from "./Reader.ts"
import * as Topics from "./Topics.ts"

/** A change, and when it was made, where it says so. */
export interface Change {
  readonly finding: Finding
  readonly at: number | undefined
  /** The item of `messaging` that it holds, as the dashboard's tests and some pages of Instagram have it. */
  readonly message?: Field.Fields
}

interface Topic {
  readonly read: (value: Reader, account: string) => Finding | undefined
  /** Whether the event itself keeps all of the value. */
  readonly kept?: "kept"
}

const topics: { readonly [field: string]: Topic } = {
  feed: { read: DecodePost.feed, kept: "kept" },
  group_feed: { read: DecodePost.feed, kept: "kept" },
  comments: { read: DecodePost.instagramComment(false), kept: "kept" },
  live_comments: { read: DecodePost.instagramComment(true), kept: "kept" },
  mention: { read: DecodePost.mention, kept: "kept" },
  mentions: { read: DecodePost.mention, kept: "kept" },
  ratings: { read: DecodePost.rating, kept: "kept" },
  leadgen: { read: DecodeAccount.lead },
  inbox_labels: { read: DecodeAccount.label },
  message_template_status_update: { read: DecodeAccount.template },
  // As the table of events writes it.
  messenger_template_status_update: { read: DecodeAccount.template }
}

const read = (topic: Topic, field: string, change: Field.Fields, account: string): Finding => {
  const notes = new Notes()
  const reader = new Reader(change, "change", notes)
  reader.text("field")
  // Instagram login sends a change as the entry itself.
  reader.any("id")
  reader.any("time")
  const found = reader.object("value", (value) => topic.read(value, account), topic.kept)
  reader.close()
  if (notes.odd !== undefined) return unknown(field, change, notes.odd)
  if (found === undefined) return reported(field, change, undefined)
  return notes.extra ? { ...found, extra: true } : found
}

/** When a thing was made that is new; when one was made that is changed says nothing of when it was changed. */
export const createdAt = (value: Field.Fields | undefined): number | undefined =>
  value === undefined || (value.verb !== undefined && value.verb !== "add")
    ? undefined
    : Field.instant(value.created_time)

/**
 * What a change is. Total: one of a field that is not known, or that is not of its field's shape, is `Unknown`; one whose
 * value was not sent along is `Reported`.
 */
export const decode = (change: unknown, owner: DecodeEvent.Owner): Change => {
  const fields = Field.object(change)
  const field = Field.text(fields?.field)
  if (fields === undefined || field === undefined) {
    return { finding: unknown("change", change, "the change has no field"), at: undefined }
  }
  const value = Field.object(fields.value)
  const topic = Object.hasOwn(topics, field) ? topics[field] : undefined
  if (topic !== undefined) return { finding: read(topic, field, fields, owner.account), at: createdAt(value) }
  if (Topics.isReport(field)) return { finding: reported(field, fields, value), at: undefined }
  if (value !== undefined && DecodeEvent.isEvent(value)) {
    const inner = DecodeEvent.decode(value, owner)
    const finding = inner.event._tag === "Unknown"
      ? unknown(field, fields, inner.event.why ?? "it cannot be read")
      : inner
    return { finding, at: Field.instant(value.timestamp), message: value }
  }
  return { finding: unknown(field, fields, "no topic of this name is known"), at: undefined }
}

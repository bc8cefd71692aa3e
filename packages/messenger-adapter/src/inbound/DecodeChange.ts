/**
 * The `changes` of a webhook: comments and posts on the account's pages, and what else a topic reports.
 *
 * @module
 */
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"

/** A change, who caused it, and when, where it says so. */
export interface Change {
  readonly finding: Finding
  readonly person: string | undefined
  readonly at: number | undefined
}

/** Items of the `feed` that are a post of their own. */
const posts = ["post", "status", "photo", "video", "share", "album"]

const actOf = (field: string, value: Field.Fields | undefined, byAccount: boolean): string | undefined => {
  if (byAccount) return undefined
  if (field === "comments" || field === "live_comments") return "comment"
  if (field !== "feed" || value?.verb !== "add") return undefined
  if (value.item === "comment") return "comment"
  return typeof value.item === "string" && posts.includes(value.item) ? "post" : undefined
}

/**
 * What a change is: kept as `Unknown` under its field and item ("feed.comment", "comments"), with the act "comment" or
 * "post" when a person other than the account itself made one.
 */
export const decode = (change: unknown, account: string): Change => {
  const fields = Field.object(change)
  const field = Field.text(fields?.field)
  if (fields === undefined || field === undefined) {
    return { finding: unknown("change", change, { why: "the change has no field" }), person: undefined, at: undefined }
  }
  const value = Field.object(fields.value)
  const item = field === "feed" ? Field.text(value?.item) : undefined
  const person = Field.id(Field.object(value?.from)?.id) ?? Field.id(value?.sender_id)
  const byAccount = person === account
  const act = actOf(field, value, byAccount)
  // A comment on a boosted post is reported twice on Instagram: its own id makes the two one.
  const comment = field === "comments" ? Field.id(value?.id) ?? Field.id(value?.comment_id) : undefined
  return {
    finding: unknown(item === undefined ? field : `${field}.${item}`, fields, {
      ...(act === undefined ? {} : { act }),
      ...(comment === undefined ? {} : { unique: comment })
    }),
    person: byAccount ? undefined : person,
    at: Field.instant(value?.created_time)
  }
}

/**
 * The `changes` of a webhook: comments and posts on the account's pages, and what else a topic reports.
 *
 * @module
 */
import * as DecodeComment from "./DecodeComment.ts"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"

/** A change, who caused it, and when, where it says so. */
export interface Change {
  readonly finding: Finding
  readonly person: string | undefined
  readonly at: number | undefined
}

/** The person who caused it; the account itself is none, also where Instagram names it by the id that people have. */
const personOf = (value: Field.Fields | undefined, account: string): string | undefined => {
  const from = Field.object(value?.from)
  const person = Field.id(from?.id) ?? Field.id(value?.sender_id)
  return person === account || person === Field.id(from?.self_ig_scoped_id) ? undefined : person
}

/**
 * What a change is: `Commented` when a person other than the account itself made a comment or a post, else `Unknown`
 * under its field and item ("feed.reaction", "mentions"), without an act. One that does not say who made it is kept as
 * `Unknown` too.
 */
export const decode = (change: unknown, account: string): Change => {
  const fields = Field.object(change)
  const field = Field.text(fields?.field)
  if (fields === undefined || field === undefined) {
    return { finding: unknown("change", change, { why: "the change has no field" }), person: undefined, at: undefined }
  }
  const value = Field.object(fields.value)
  const item = field === "feed" ? Field.text(value?.item) : undefined
  const person = personOf(value, account)
  const made = value === undefined || person === undefined ? undefined : DecodeComment.decode(field, value)
  return {
    finding: made ?? unknown(item === undefined ? field : `${field}.${item}`, fields),
    person,
    at: Field.instant(value?.created_time)
  }
}

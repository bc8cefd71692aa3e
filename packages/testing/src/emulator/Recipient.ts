/**
 * Whom a send is for, as its `recipient` names them.
 *
 * @module
 */
import type { Kind } from "./Grant.ts"
import { type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"

/** A person's id, or one of the handles that a plugin or a phone book gives before the id is known. */
export type PersonKey = "id" | "user_ref" | "phone_number"

/** The one identifier of a recipient: a person, or something that a person allowed. */
export type Recipient =
  | { readonly _tag: "Person"; readonly key: PersonKey; readonly value: string }
  | { readonly _tag: "Grant"; readonly kind: Kind; readonly value: string }

const persons: ReadonlyArray<PersonKey> = ["id", "user_ref", "phone_number"]

const grants: ReadonlyArray<readonly [string, Kind]> = [
  ["comment_id", "comment"],
  ["post_id", "post"],
  ["one_time_notif_token", "oneTime"],
  ["notification_messages_token", "recurring"]
]

/** Reads the `recipient` of a request. */
export const read = (request: JsonObject): Recipient | Refusal.Refusal => {
  const recipient = objectAt(request, "recipient")
  if (recipient === undefined) return Refusal.parameter("Param recipient is required.")
  let found: Recipient | undefined
  let given = 0
  for (const key of persons) {
    if (recipient[key] === undefined) continue
    given += 1
    found = { _tag: "Person", key, value: textAt(recipient, key) ?? "" }
  }
  for (const [key, kind] of grants) {
    if (recipient[key] === undefined) continue
    given += 1
    found = { _tag: "Grant", kind, value: textAt(recipient, key) ?? "" }
  }
  return found === undefined || given !== 1
    ? Refusal.parameter("Param recipient must have exactly one identifier.")
    : found
}

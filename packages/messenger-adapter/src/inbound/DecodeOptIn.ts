/**
 * A leave to write, given or taken back: through a web plugin, for one message, or for a series ("messaging_optins" of
 * 20 June 2023 and "One-time notification", read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"
import { keep } from "./Raw.ts"

type OptedIn = Types.Mutable<Extract<Inbound.Event, { _tag: "OptedIn" }>>
type Change = NonNullable<OptedIn["change"]>

/** Where the leave came from, and what the business wrote into it. */
const begin = (kind: string, fields: Field.Fields): OptedIn => {
  const event: OptedIn = { _tag: "OptedIn", kind }
  const ref = Field.text(fields.ref)
  const payload = Field.text(fields.payload)
  if (ref !== undefined) event.ref = ref
  if (payload !== undefined) event.payload = payload
  return event
}

/**
 * The topic is named in opt-ins through a link, else the title of the request tells it; a one-time request repeats
 * neither.
 */
const topicOf = (fields: Field.Fields): string | undefined =>
  Field.text(fields.notification_messages_topic) ?? Field.text(fields.title)

const changes: { readonly [status: string]: Change } = {
  "STOP NOTIFICATIONS": "stopped",
  "RESUME NOTIFICATIONS": "resumed"
}

/** A status stands there only when the person stops or resumes; without one they gave leave, or prolonged it. */
const changeOf = (status: unknown): Change | undefined =>
  status === undefined || status === null
    ? "granted"
    : typeof status === "string" && Object.hasOwn(changes, status)
    ? changes[status]
    : undefined

/** A token is opaque, of any length, and a number in some events. */
const tokenOf = (value: unknown): string | undefined => {
  const text = Field.text(value) ?? Field.id(value)
  return text === "" ? undefined : text
}

const unread = (fields: Field.Fields, why: string): Finding => unknown("optin", fields, { act: "optIn", why })

interface Leave {
  readonly type: string
  readonly permission: NonNullable<OptedIn["permission"]>
  readonly change: Change | undefined
  readonly token: string | undefined
}

const leave = (fields: Field.Fields, { change, permission, token, type }: Leave): Finding => {
  if (change === undefined) return unread(fields, "the status of the leave is not known")
  const topic = topicOf(fields)
  // Only a stop is of use without a token, when its topic tells what is stopped.
  if (token === undefined && (change !== "stopped" || topic === undefined)) {
    return unread(fields, "the leave has no token")
  }
  const event = begin(type, fields)
  event.permission = permission
  event.change = change
  event.raw = keep(fields)
  const expiresAt = Field.instant(fields.token_expiry_timestamp)
  // Documented where tokens are listed; read here too, should an event tell it.
  const nextAt = Field.instant(fields.next_eligible_time)
  if (token !== undefined) event.token = token
  if (topic !== undefined) event.topic = topic
  if (expiresAt !== undefined) event.expiresAt = expiresAt
  if (nextAt !== undefined) event.nextAt = nextAt
  return { kind: "optIn", act: "optIn", event }
}

/**
 * What an opt-in is. The act is "plugin" for one through a web plugin, which begins a conversation, and "optIn" for a
 * leave, which opens nothing. One of a type that we do not know, or without a token to write by, is `Unknown`.
 */
export const decode = (fields: Field.Fields): Finding => {
  const { type } = fields
  switch (type) {
    case undefined:
    case null:
      return {
        kind: "optIn",
        act: "plugin",
        event: begin(fields.user_ref === undefined ? "sendToMessenger" : "checkbox", fields)
      }
    case "one_time_notif_req":
      return leave(fields, {
        type,
        permission: "oneTime",
        change: "granted",
        token: tokenOf(fields.one_time_notif_token)
      })
    case "notification_messages":
      return leave(fields, {
        type,
        permission: "recurring",
        change: changeOf(fields.notification_messages_status),
        token: tokenOf(fields.notification_messages_token)
      })
    default:
      return unread(fields, "no opt-in of this type is known")
  }
}

/**
 * A leave to write, given or taken back: through a web plugin, for one message, or for a series ("messaging_optins" of
 * 20 June 2023 and "One-time notification", read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import type { Finding } from "./Finding.ts"
import { keep } from "./Raw.ts"
import type { Reader } from "./Reader.ts"

type OptedIn = Types.Mutable<Extract<Inbound.Event, { _tag: "OptedIn" }>>
type Change = NonNullable<OptedIn["change"]>

/** Where the leave came from, and what the business wrote into it. */
const begin = (kind: string, reader: Reader): OptedIn => {
  const event: OptedIn = { _tag: "OptedIn", kind }
  const ref = reader.text("ref")
  const payload = reader.text("payload")
  if (ref !== undefined) event.ref = ref
  if (payload !== undefined) event.payload = payload
  return event
}

const changes: { readonly [status: string]: Change } = {
  "STOP NOTIFICATIONS": "stopped",
  "RESUME NOTIFICATIONS": "resumed"
}

/** A status stands there only when the person stops or resumes; without one they gave leave, or prolonged it. */
const changeOf = (reader: Reader): Change | undefined => {
  const status = reader.text("notification_messages_status")
  if (status === undefined) return "granted"
  return Object.hasOwn(changes, status)
    ? changes[status]
    : reader.refuse("notification_messages_status", "no known status")
}

interface Leave {
  readonly type: string
  readonly permission: NonNullable<OptedIn["permission"]>
  readonly change: Change | undefined
  readonly token: string | undefined
}

const leave = (reader: Reader, { change, permission, token, type }: Leave): Finding | undefined => {
  const event = begin(type, reader)
  // The topic is named in opt-ins through a link, else the title of the request tells it; a one-time request repeats neither.
  const title = reader.text("title")
  const topic = reader.text("notification_messages_topic") ?? title
  const expiresAt = reader.instant("token_expiry_timestamp")
  // Documented where tokens are listed; read here too, should an event tell it.
  const nextAt = reader.instant("next_eligible_time")
  if (change === undefined) return undefined
  // News go to the person's own id. Else only a stop is of use without a token, when its topic tells what is stopped.
  if (permission !== "news" && token === undefined && (change !== "stopped" || topic === undefined)) {
    return reader.refuse("token", "missing")
  }
  event.permission = permission
  event.change = change
  event.raw = keep(reader.fields)
  if (token !== undefined) event.token = token
  if (topic !== undefined) event.topic = topic
  if (expiresAt !== undefined) event.expiresAt = expiresAt
  if (nextAt !== undefined) event.nextAt = nextAt
  return { kind: "optIn", act: "optIn", event }
}

/**
 * What an opt-in is. The act is "plugin" for one through a web plugin, which begins a conversation, and "optIn" for a
 * leave, which opens nothing. One of a type that we do not know, or without a token to write by, is refused.
 */
export const read = (reader: Reader): Finding | undefined => {
  const type = reader.text("type")
  const reference = reader.id("user_ref")
  switch (type) {
    case undefined: {
      const event = begin(reference === undefined ? "sendToMessenger" : "checkbox", reader)
      reader.close()
      return { kind: "optIn", act: "plugin", event }
    }
    case "one_time_notif_req":
      return leave(reader, {
        type,
        permission: "oneTime",
        change: "granted",
        token: reader.token("one_time_notif_token")
      })
    case "notification_messages":
      return leave(reader, {
        type,
        permission: "recurring",
        change: changeOf(reader),
        token: reader.token("notification_messages_token")
      })
    // No page tells how a subscription to news is reported: this is what the emulator's stand-in sends.
    case "news_messages":
      return leave(reader, { type, permission: "news", change: changeOf(reader), token: undefined })
    default:
      return reader.refuse("type", "no known type")
  }
}

/** The answer to the question whether the business may call ("Check call permissions", read 2026-11-21). It opens nothing. */
export const readCall = (reader: Reader): Finding | undefined => {
  const response = reader.word("response", ["approve", "reject"])
  const expiresAt = reader.instant("expiration_timestamp")
  if (response === undefined) return reader.refuse("response", "missing")
  const event: OptedIn = { _tag: "OptedIn", kind: "call", change: response === "approve" ? "granted" : "declined" }
  if (expiresAt !== undefined) event.expiresAt = expiresAt
  return { kind: "optIn", act: "optIn", event }
}

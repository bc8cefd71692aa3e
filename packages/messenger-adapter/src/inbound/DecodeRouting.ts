/**
 * The events of Conversation Routing: who owns the thread ("Conversation Routing", read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Apps from "../wire/Apps.ts"
import * as Field from "./Field.ts"
import type { Finding } from "./Finding.ts"

type Routed = Types.Mutable<Extract<Inbound.Event, { _tag: "Routed" }>>

/** The properties that hold such an event, and what each one reports. */
export const changes: { readonly [property: string]: Routed["change"] } = {
  pass_thread_control: "passed",
  take_thread_control: "taken",
  request_thread_control: "requested",
  app_roles: "roles"
}

const roles = (fields: Field.Fields, ourApp: string | undefined): Routed => {
  const event: Routed = { _tag: "Routed", change: "roles" }
  if (ourApp !== undefined) {
    event.toUs = Object.hasOwn(fields, ourApp) && Field.list(fields[ourApp]).includes("primary_receiver")
  }
  return event
}

/** What changed hands. `toUs` is known only when our app's id is; a thread passed to nobody is released. */
export const decode = (change: Routed["change"], fields: Field.Fields, ourApp: string | undefined): Finding => {
  if (change === "roles") return { kind: "routing", event: roles(fields, ourApp) }
  const from = Field.id(fields.previous_owner_app_id) ?? Field.id(fields.requested_owner_app_id)
  const to = Field.id(fields.new_owner_app_id)
  const metadata = Field.text(fields.metadata)
  const event: Routed = { _tag: "Routed", change: change === "passed" && to === undefined ? "released" : change }
  if (from !== undefined) event.from = from
  if (to !== undefined) event.to = to
  const who = change === "requested" ? from : to
  if (who !== undefined) event.by = Apps.kind(who, ourApp)
  if (metadata !== undefined) event.metadata = metadata
  if (ourApp !== undefined && change !== "requested") event.toUs = to === ourApp
  return { kind: "routing", event }
}

/**
 * The events of Conversation Routing: who owns the thread ("Conversation Routing", read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import * as Apps from "../wire/Apps.ts"
import type { Finding } from "./Finding.ts"
import type { Reader } from "./Reader.ts"

type Routed = Types.Mutable<Extract<Inbound.Event, { _tag: "Routed" }>>

/**
 * What changed hands, or was asked for. `toUs` is known only when our app's id is; a thread passed to nobody is released.
 */
export const read =
  (change: "passed" | "taken" | "requested") => (reader: Reader, ourApp: string | undefined): Finding => {
    const previous = reader.id("previous_owner_app_id")
    const asking = reader.id("requested_owner_app_id")
    const from = previous ?? asking
    const to = reader.id("new_owner_app_id")
    const metadata = reader.text("metadata")
    const event: Routed = { _tag: "Routed", change: change === "passed" && to === undefined ? "released" : change }
    if (from !== undefined) event.from = from
    if (to !== undefined) event.to = to
    const who = change === "requested" ? from : to
    if (who !== undefined) event.by = Apps.kind(who, ourApp)
    if (metadata !== undefined) event.metadata = metadata
    if (ourApp !== undefined && change !== "requested") event.toUs = to === ourApp
    return { kind: "routing", event }
  }

/** The roles of all apps of the account; ours is looked up when our app's id is known, all are in the inbound's `raw`. */
export const readRoles = (reader: Reader, ourApp: string | undefined): Finding => {
  const event: Routed = { _tag: "Routed", change: "roles" }
  const mine = ourApp !== undefined && Object.hasOwn(reader.fields, ourApp) ? reader.ids(ourApp) : undefined
  if (ourApp !== undefined) event.toUs = mine?.includes("primary_receiver") ?? false
  return { kind: "routing", event }
}

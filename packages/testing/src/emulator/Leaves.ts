/**
 * What a person gives the page leave for, stops and prolongs: one message, a series, the news. None of it opens the window.
 *
 * @module
 */
import type { Actor } from "./Acts.ts"
import type { Entry } from "./Entry.ts"
import type { Grant } from "./Grant.ts"
import type { JsonObject } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import type { OptInRequest } from "./OptInRequest.ts"
import * as Rules from "./Rules.ts"
import * as SendPolicy from "./SendPolicy.ts"
import * as Worlds from "./World.ts"

const tell = ({ world, state, thread }: Actor, optin: JsonObject): void => {
  Notices.fromPerson(world, state, thread, "messaging_optins", world.now(), { optin })
  world.commit()
}

/** Agrees to one later message; gives the token that the app is told. */
export const toOne = (actor: Actor, payload: string, title?: string): string => {
  const { world, state, thread } = actor
  const id = world.ids.digits(19)
  const about = title === undefined ? {} : { title }
  Worlds.grant(world, state, { kind: "oneTime", id, psid: thread.psid, at: world.now(), payload, ...about })
  tell(actor, { type: "one_time_notif_req", payload, one_time_notif_token: id })
  return id
}

const told = (grant: Grant, more: JsonObject): JsonObject => ({
  type: "notification_messages",
  ...(grant.payload === undefined ? {} : { payload: grant.payload }),
  ...(grant.title === undefined ? {} : { title: grant.title }),
  notification_messages_token: grant.id,
  notification_messages_timezone: "UTC",
  token_expiry_timestamp: grant.expiresAt,
  ...more
})

/** Agrees to a series; gives the token that the app is told, which lives a year. */
export const toSeries = (actor: Actor, title: string, payload?: string): string => {
  const { world, state, thread } = actor
  const at = world.now()
  const grant: Grant = {
    kind: "recurring",
    id: world.ids.digits(19),
    psid: thread.psid,
    at,
    title,
    expiresAt: at + Rules.seriesTokenFor,
    ...(payload === undefined ? {} : { payload })
  }
  Worlds.grant(world, state, grant)
  tell(actor, told(grant, { user_token_status: "NOT_REFRESHED" }))
  return grant.id
}

/** Taps the button under a request; gives the token. */
export const to = (actor: Actor, entry: Entry, request: OptInRequest): string => {
  Worlds.change(actor.world, actor.thread, { ...entry, agreed: true })
  return request.kind === "oneTime"
    ? toOne(actor, request.payload ?? "", request.title)
    : toSeries(actor, request.title, request.payload)
}

/** The series that a token stands for, if it is one of this person. */
export const series = ({ state, thread }: Actor, token: string): Grant | undefined => {
  const grant = state.grants.get(token)
  return grant?.kind === "recurring" && grant.psid === thread.psid ? grant : undefined
}

/** The series that the person agreed to last under a request. */
export const under = ({ state, thread }: Actor, { title }: OptInRequest): Grant | undefined =>
  [...state.grants.values()].findLast((grant) =>
    grant.kind === "recurring" && grant.psid === thread.psid && grant.title === title
  )

/** Stops a series: nothing goes out under its token until the person resumes. */
export const stops = (actor: Actor, grant: Grant): void => {
  const { world, state } = actor
  Worlds.grant(world, state, { ...grant, stoppedAt: world.now() })
  tell(actor, told(grant, { notification_messages_status: "STOP NOTIFICATIONS" }))
}

/** Resumes a series that was stopped. */
export const resumes = (actor: Actor, grant: Grant): void => {
  const { stoppedAt: _, ...rest } = grant
  Worlds.grant(actor.world, actor.state, rest)
  tell(actor, told(rest, { notification_messages_status: "RESUME NOTIFICATIONS" }))
}

/** Taps "Continue messages": the token lives a year from now. */
export const renews = (actor: Actor, grant: Grant): void => {
  const { world, state } = actor
  const renewed: Grant = { ...grant, renewed: true, expiresAt: world.now() + Rules.seriesTokenFor }
  Worlds.grant(world, state, renewed)
  tell(actor, told(renewed, { user_token_status: "REFRESHED" }))
}

/**
 * Subscribes to the news of a publisher, or ends it. No webhook of it is documented: the app is told by an opt-in of the
 * emulator's own making, `news_messages`, that has the form of the other ones.
 */
export const toNews = (actor: Actor, wish: "wanted" | "unwanted"): void => {
  const { state, thread, world } = actor
  const id = SendPolicy.newsOf(thread)
  const at = world.now()
  const known = state.grants.get(id) ?? { kind: "news" as const, id, psid: thread.psid, at }
  const { stoppedAt: _, ...live } = known
  Worlds.grant(world, state, wish === "wanted" ? live : { ...live, stoppedAt: at })
  const status = wish === "wanted" ? {} : { notification_messages_status: "STOP NOTIFICATIONS" }
  tell(actor, { type: "news_messages", ...status })
}

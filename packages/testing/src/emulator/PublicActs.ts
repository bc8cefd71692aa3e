/**
 * What a person does outside the conversation that reaches the page all the same: comments, posts, plugins of web pages.
 *
 * @module
 */
import type { Actor } from "./Acts.ts"
import * as Acts from "./Acts.ts"
import type { Kind } from "./Grant.ts"
import * as Notices from "./Notices.ts"
import * as Worlds from "./World.ts"

/** Opens the talk through a Send-to-Messenger button on a web page. Instagram has none: there nothing happens. */
export const optsIn = (actor: Actor, ref: string): void => {
  const { state, thread, world } = actor
  if (state.page.channel === "instagram") return
  const at = world.now()
  Acts.note(actor, "plugin", at)
  Notices.fromPerson(world, state, thread, "messaging_optins", at, { optin: { ref } })
  world.commit()
}

/**
 * Ticks a checkbox of the page on a web page and sends the form. The app is told a `user_ref` and no id; the first message of
 * the person tells both. Instagram has none: there nothing happens.
 */
export const ticksCheckbox = (actor: Actor, ref: string, userRef: string): void => {
  const { state, thread, world } = actor
  if (state.page.channel === "instagram") return
  const at = world.now()
  thread.checkbox = { userRef, told: false }
  Acts.note(actor, "plugin", at)
  Notices.fromNobody(world, state, thread, "messaging_optins", at, { optin: { ref, user_ref: userRef } })
  world.commit()
}

/** What a person can write on, for all to see. */
export type Place = Extract<Kind, "comment" | "post"> | "live"

/** Comments on a post or a live broadcast of the page, or posts on its wall; gives the id. */
export const writes = (actor: Actor, place: Place, text: string): string => {
  const { state, thread, world } = actor
  const at = world.now()
  const under = `${state.page.id}_${world.ids.digits(15)}`
  const id = place === "post" ? under : `${under}_${world.ids.digits(15)}`
  const kind = place === "post" ? "post" : "comment"
  Worlds.grant(world, state, { kind, id, psid: thread.psid, at, ...(place === "live" ? { live: "on" } : {}) })
  Acts.note(actor, kind, at)
  Notices.changed(world, state, thread, at, place, id, text)
  world.commit()
  return id
}

/** Ends the broadcasts of a page: comments on them take no private reply any more. */
export const endBroadcasts = (world: Worlds.World, state: Worlds.PageState): void => {
  for (const grant of state.grants.values()) {
    if (grant.live === "on") Worlds.grant(world, state, { ...grant, live: "over" })
  }
  world.commit()
}

/** Reacts to a post of the page, or takes that back. Instagram tells nothing of it. */
export const reacts = (
  { state, thread, world }: Actor,
  post: string,
  reaction: string,
  verb: "add" | "remove"
): void => {
  if (state.page.channel === "instagram" || thread.shutOut === "banned") return
  Notices.ofPage(world, state, "feed", {
    item: "reaction",
    verb,
    reaction_type: reaction,
    post_id: post,
    parent_id: state.page.id,
    from: { id: thread.psid, name: thread.name },
    created_time: Math.floor(world.now() / 1000)
  })
  world.commit()
}

/**
 * Conversation routing: which app owns a talk, and the calls that change it.
 *
 * @module
 */
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as Reach from "./Reach.ts"
import * as Recipient from "./Recipient.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"
import * as Windows from "./Windows.ts"
import * as Worlds from "./World.ts"

/** The edges of this module. */
export const edges: ReadonlySet<string> = new Set([
  "pass_thread_control",
  "take_thread_control",
  "release_thread_control",
  "request_thread_control",
  "extend_thread_control"
])

const idOf = (appId: string | undefined): string | null => appId ?? null

/** Makes an app the owner, or nobody; tells the page's own app when it is concerned. */
export const change = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  to: string | undefined,
  how: { readonly by: string; readonly metadata?: string | undefined }
): void => {
  const now = world.now()
  const own = state.page.appId
  const before = Threads.owner(thread, state.page.defaultApp, now)
  if (to === undefined) delete thread.owner
  else thread.owner = { appId: to, until: now + Windows.standard }
  const after = Threads.owner(thread, state.page.defaultApp, now)
  Worlds.keepThread(world, thread)
  world.feed.show(now, thread.page, thread.psid, { kind: "owner", appId: after })
  const told = {
    previous_owner_app_id: idOf(before),
    new_owner_app_id: idOf(after),
    ...(how.metadata === undefined ? {} : { metadata: how.metadata })
  }
  if (how.by === own) return
  if (after === own && before !== own) Notices.routing(world, state, thread, "pass_thread_control", told)
  else if (before === own && after !== own) Notices.routing(world, state, thread, "take_thread_control", told)
}

/** Takes one call of the page's own app. */
export const call = (
  world: World,
  state: PageState,
  edge: string,
  request: JsonObject
): JsonObject | Refusal.Refusal => {
  const to = Recipient.read(request)
  if ("code" in to) return to
  const thread = Reach.thread(state, to)
  if (thread === undefined) return Reach.nobody(state)
  const own = state.page.appId
  const owner = Threads.owner(thread, state.page.defaultApp, world.now())
  const metadata = textAt(request, "metadata")
  if (metadata !== undefined && metadata.length > Rules.limits.metadata) {
    return Refusal.parameter(`Length of param metadata must be less than or equal to ${Rules.limits.metadata}`)
  }
  if (edge === "request_thread_control") return { success: true }
  if (edge === "take_thread_control") {
    if (state.page.defaultApp === undefined) return Refusal.parameter("Take is blocked while no default app is set")
    change(world, state, thread, own, { by: own, metadata })
    return { success: true }
  }
  if (owner !== undefined && owner !== own) return Refusal.otherOwner
  if (edge === "release_thread_control") {
    change(world, state, thread, undefined, { by: own, metadata })
    return { success: true }
  }
  if (edge === "pass_thread_control") {
    const target = textAt(request, "target_app_id")
    if (target === undefined) return Refusal.parameter("Param target_app_id is required.")
    if (target !== own && target !== state.page.inboxApp) return Refusal.wrongApp
    change(world, state, thread, target, { by: own, metadata })
    return { success: true }
  }
  const seconds = Number(textAt(request, "duration"))
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > Rules.longestExtension) {
    return Refusal.parameter(`Param duration must be from 1 to ${Rules.longestExtension} seconds`)
  }
  thread.owner = { appId: own, until: world.now() + seconds * 1000 }
  Worlds.keepThread(world, thread)
  return { success: true }
}

/** The `thread_control` of a send: pass when it says so, else release. */
export const afterSend = (world: World, state: PageState, thread: Threads.Thread, control: JsonObject): void => {
  const pass = textAt(control, "control_type") === "pass"
  change(world, state, thread, pass ? textAt(control, "app_id") ?? state.page.inboxApp : undefined, {
    by: state.page.appId
  })
}

/** The answer of `GET /{page}/thread_owner`. */
export const ownerOf = (world: World, state: PageState, psid: string): JsonObject | Refusal.Refusal => {
  const thread = state.threads.get(psid)
  if (thread === undefined) return Refusal.noPerson
  const now = world.now()
  const owner = thread.owner !== undefined && now < thread.owner.until ? thread.owner : undefined
  return {
    data: owner === undefined
      ? []
      : [{ thread_owner: { app_id: owner.appId, expiration: Math.floor(owner.until / 1000) } }]
  }
}

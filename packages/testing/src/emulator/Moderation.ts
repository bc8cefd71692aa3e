/**
 * People shut out by the page: `POST moderate_conversations` (31 Mar 2025).
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import { arrayAt, isObject, type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { Thread } from "./Thread.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

const acts: ReadonlyMap<string, (thread: Thread) => void> = new Map([
  ["block_user", (thread: Thread) => {
    thread.shutOut = "blocked"
  }],
  ["ban_user", (thread: Thread) => {
    thread.shutOut = "banned"
  }],
  ["unblock_user", (thread: Thread) => {
    if (thread.shutOut === "blocked") delete thread.shutOut
  }],
  ["unban_user", (thread: Thread) => {
    if (thread.shutOut === "banned") delete thread.shutOut
  }],
  ["move_to_spam", (thread: Thread) => {
    thread.spam = true
  }]
])

/** Takes one call: at most ten people, at most two different things. */
export const call = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  const ids = (arrayAt(request, "user_ids") ?? []).map((one) => isObject(one) ? textAt(one, "id") ?? "" : String(one))
  const actions = Fields.list(request, "actions").map((action) => action.toLowerCase())
  if (ids.length < 1 || ids.length > 10) return Refusal.parameter("Array param user_ids must have 1 to 10 elements")
  if (actions.length < 1 || actions.length > 2) {
    return Refusal.parameter("Array param actions must have 1 to 2 elements")
  }
  const wrong = actions.find((action) => !acts.has(action))
  if (wrong !== undefined) return Refusal.parameter(`Param actions must be one of {${[...acts.keys()].join(", ")}}`)
  const threads = ids.map((id) => state.threads.get(id))
  const people = threads.filter((thread) => thread !== undefined)
  if (people.length < ids.length) return Refusal.noPerson
  for (const thread of people) {
    for (const action of actions) acts.get(action)?.(thread)
    Worlds.keepThread(world, thread)
  }
  return { success: true }
}

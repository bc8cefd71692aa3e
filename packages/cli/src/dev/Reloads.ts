/**
 * What new sources mean for the conversations that stand: whether each can go on where it was.
 *
 * @module
 */
import { type BotDefinition, type Conversation, Snapshot, Workings } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { Reload } from "./Picture.ts"
import type { Scene } from "./Scene.ts"

/** How a conversation fares. */
type Fate =
  | { readonly _tag: "Kept" }
  | { readonly _tag: "BegunAnew"; readonly reason: string }
  | { readonly _tag: "Stuck"; readonly reason: string }

const fate = (
  { dialogue: active }: Conversation.Conversation,
  { dialogues }: BotDefinition.BotDefinition
): Fate => {
  if (active === undefined) return { _tag: "Kept" }
  const dialogue = dialogues.find(({ id }) => id === active.id)
  if (dialogue === undefined) {
    return {
      _tag: "Stuck",
      reason:
        `It stands in the dialogue "${active.id}", which the bot no longer has. Keep a dialogue's id when you rename it, `
        + "or forget the conversation."
    }
  }
  const read = Snapshot.decode(Workings.of(dialogue), active.snapshot)
  if (Either.isLeft(read)) return { _tag: "Stuck", reason: read.left.message }
  return read.right._tag === "Restarts" ? { _tag: "BegunAnew", reason: read.right.reason } : { _tag: "Kept" }
}

/** What becomes of each conversation with new sources. */
export const judge = (
  scene: Scene,
  definition: BotDefinition.BotDefinition
): Pick<Reload, "outcome" | "reasons"> => {
  const all = scene.everybody().map(({ id, person }) => ({
    person: person.psid,
    fate: fate(scene.history.of(id).now, definition)
  }))
  const reasons = all.flatMap(({ fate, person }) => fate._tag === "Kept" ? [] : [{ person, reason: fate.reason }])
  return {
    outcome: all.some(({ fate }) => fate._tag === "Stuck") ? "stuck" : reasons.length > 0 ? "begun anew" : "kept",
    reasons
  }
}

/** Conversations that were set aside, and that the new sources can read, go on. */
export const reinstate = (scene: Scene): Effect.Effect<void> =>
  Effect.forEach(
    scene.everybody().filter(({ id }) => fate(scene.history.of(id).now, scene.definition())._tag !== "Stuck"),
    ({ id }) => Effect.ignoreLogged(scene.session.bot().reinstate(id)),
    { discard: true }
  )

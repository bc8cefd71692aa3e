/**
 * Where a conversation stands, read from its record as tools may: states as paths, the author's context, the window.
 *
 * @module
 */
import type { Conversation, Json, PolicyPack } from "@parley/core"
import { PolicyPack as Packs, Window } from "@parley/core"
import type { Moment, Standing } from "../convo/World.ts"

const paths = (value: Json.Json | undefined, above: string): ReadonlyArray<string> => {
  if (typeof value === "string") return [above + value]
  if (typeof value !== "object" || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap((
    [name, inner]
  ) => [above + name, ...paths(inner, `${above}${name}.`)])
}

const field = (json: Json.Json | undefined, name: string): Json.Json | undefined =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as { readonly [key: string]: Json.Json })[name]
    : undefined

/** Where a conversation stands at a moment, under the rules of its channel. */
export const standing = (
  conversation: Conversation.Conversation,
  pack: PolicyPack.PolicyPack,
  now: number
): Standing => {
  const snapshot = conversation.dialogue?.snapshot
  const window = Window.state(conversation.acts, Packs.on(pack, now), now)
  return {
    dialogue: conversation.dialogue?.id,
    states: paths(field(snapshot, "value"), ""),
    context: field(snapshot, "data"),
    held: conversation.held.length,
    window: window._tag === "Open" ? "open" : "closed",
    owner: conversation.owner._tag === "Bot" ? "bot" : "human"
  }
}

/** The moment that it is in a conversation, to be read later: what it is read from does not change. */
export const moment =
  (conversation: Conversation.Conversation | undefined, pack: PolicyPack.PolicyPack, now: number): () => Moment =>
  () => {
    if (conversation === undefined) return { at: now, state: "(none)", window: "closed" }
    const { states, window } = standing(conversation, pack, now)
    // The innermost states say it all.
    const inner = states.filter((path) => !states.some((other) => other.startsWith(`${path}.`)))
    return { at: now, state: inner.join(", ") || "(none)", window }
  }

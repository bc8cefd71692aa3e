/**
 * The time in which a person's own act lets the business write: `[act, act + length)`.
 *
 * @module
 */
import type { Act } from "../model/Conversation.ts"
import type { Instant } from "../model/Instant.ts"
import type { View } from "./PolicyPack.ts"

/**
 * `Open` until a moment that is no longer inside; `Shut` since one; `Never` when the person has done nothing that opens
 * a window.
 */
export type Window =
  | { readonly _tag: "Open"; readonly act: Act; readonly rule: string; readonly until: Instant }
  | { readonly _tag: "Shut"; readonly act: Act; readonly rule: string; readonly until: Instant }
  | { readonly _tag: "Never" }

/**
 * The window as the person's acts leave it at `now`, by the rules of the view. Of several acts the one whose window ends
 * last decides. The act's own moment is inside, the end is outside. An act that seems to lie ahead, because a clock was
 * set back, has happened all the same.
 *
 * @example
 * import { PolicyPack, Window } from "@parley/core"
 *
 * const day = 86_400_000
 * const source = { page: "an example", read: "2026-11-21" }
 * const pack = { ...PolicyPack.open("demo"), openers: [{ id: "message", act: "message", lasts: day, source }] }
 * const acts = [{ act: "message", at: 0, inbound: "m1" }]
 * const tags = [0, day - 1, day].map((now) => Window.state(acts, PolicyPack.on(pack, now), now)._tag)
 * tags
 * // => ["Open", "Open", "Shut"]
 */
export const state = (acts: ReadonlyArray<Act>, view: View, now: Instant): Window => {
  let best: { readonly act: Act; readonly rule: string; readonly until: Instant } | undefined
  for (const act of acts) {
    for (const opener of view.openers) {
      if (opener.act !== act.act) continue
      const until = act.at + opener.lasts
      if (best === undefined || until > best.until) best = { act, rule: opener.id, until }
    }
  }
  if (best === undefined) return { _tag: "Never" }
  return { _tag: now < best.until ? "Open" : "Shut", ...best }
}

/** The acts after one more: the last of each kind is kept, and an older one never replaces a newer. */
export const record = (acts: ReadonlyArray<Act>, act: Act): ReadonlyArray<Act> => {
  const known = acts.find((one) => one.act === act.act)
  if (known === undefined) return [...acts, act]
  return known.at >= act.at ? acts : acts.map((one) => (one === known ? act : one))
}

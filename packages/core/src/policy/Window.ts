/**
 * The time in which a person's own act lets the business write: `[act, act + length)`.
 *
 * @module
 */
import type { Act } from "../model/Conversation.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import { type Opener, stands, type View } from "./PolicyPack.ts"

/**
 * `Open` until a moment that is no longer inside; `Shut` since one, which is absent when the rules of that time are no
 * longer in the view; `Never` when the person has done nothing that opens a window. `rule` is the opener's.
 */
export type Window =
  | { readonly _tag: "Open"; readonly act: Act; readonly rule: string; readonly until: Instant }
  | { readonly _tag: "Shut"; readonly act: Act; readonly rule: string; readonly until?: Instant }
  | { readonly _tag: "Never" }

const never: Window = { _tag: "Never" }

// An act is counted by the rule of its own time: a later rule neither shuts nor lengthens the window that it opened.
const opens = (opener: Opener, act: Act): boolean => opener.act === act.act && stands(opener, act.at)

// Rules that are long over leave the view; what opens a window today counts as having opened one.
const shutLongAgo = (acts: ReadonlyArray<Act>, view: View, now: Instant): Window => {
  for (const act of acts) {
    const opener = view.openers.find((one) => one.act === act.act && stands(one, now))
    if (opener !== undefined) return { _tag: "Shut", act, rule: opener.id }
  }
  return never
}

/**
 * The moment at which rules are read: now, or the latest that the conversation has seen. A clock that is set back
 * reopens nothing.
 */
export const latest = (now: Instant, seenAt: Instant | undefined): Instant =>
  seenAt === undefined || now > seenAt ? now : seenAt

/**
 * The window as the person's acts leave it at `now`, by the rules of the view that stood when they happened. Of several
 * acts the one whose window ends last decides. The act's own moment is inside, the end is outside. An act that seems to
 * lie ahead, because a clock was set back, has happened all the same. `margin` is how long before its end the window
 * counts as shut; `until` names the end itself.
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
export const state = (acts: ReadonlyArray<Act>, view: View, now: Instant, margin: Millis = 0): Window => {
  let act: Act | undefined
  let chosen: Opener | undefined
  let until = 0
  for (const one of acts) {
    for (const opener of view.openers) {
      if (!opens(opener, one)) continue
      const end = one.at + opener.lasts
      if (act !== undefined && !(end > until)) continue
      act = one
      chosen = opener
      until = end
    }
  }
  if (act === undefined || chosen === undefined) return shutLongAgo(acts, view, now)
  // What opens nothing any more counts as having opened something only while its window runs.
  if (now >= until && !stands(chosen, now) && shutLongAgo(acts, view, now) === never) return never
  return { _tag: now < until - (margin > 0 ? margin : 0) ? "Open" : "Shut", act, rule: chosen.id, until }
}

/** The last act of one of these kinds; of those that open a window, unless kinds are given. */
export const lastAct = (
  acts: ReadonlyArray<Act>,
  view: View,
  kinds: ReadonlyArray<string> | undefined
): Act | undefined => {
  let last: Act | undefined
  for (const act of acts) {
    const counts = kinds === undefined ? view.openers.some((opener) => opens(opener, act)) : kinds.includes(act.act)
    if (counts && (last === undefined || act.at > last.at)) last = act
  }
  return last
}

/** When the window that an act opened ends, by the rules of its own time; at once, where it opened none. */
const endOf = (act: Act, view: View): Instant => {
  let end = act.at
  for (const opener of view.openers) if (opens(opener, act)) end = Math.max(end, act.at + opener.lasts)
  return end
}

/**
 * The acts after one more. Of each kind the last is kept, and beside it an older one as long as the window that it opened, by the
 * rules of its own time, ends later: two of a kind at most. An act that came late replaces no newer one.
 */
export const record = (acts: ReadonlyArray<Act>, act: Act, view: View): ReadonlyArray<Act> => {
  const known = acts.filter((one) => one.act === act.act)
  if (known.length === 0) return [...acts, act]
  let last = act
  for (const one of known) if (one.at >= last.at) last = one
  let longest = last
  for (const one of [act, ...known]) if (endOf(one, view) > endOf(longest, view)) longest = one
  if (act !== last && act !== longest) return acts
  const kept = longest === last ? [last] : [last, longest]
  // They stand where those before them stood.
  const [first] = known
  return acts.flatMap((one) => (one === first ? kept : one.act === act.act ? [] : [one]))
}

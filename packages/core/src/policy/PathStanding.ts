/**
 * Where a path through a dialogue stands, and what an act of the person and time make of it.
 *
 * @module
 */
import type { Millis } from "../model/Instant.ts"
import type { Script } from "./PathScript.ts"

/**
 * Whether words are refused: `surely`, by policy; `maybe`, as nothing is known of the rules; `hardly`, by the channel alone, though policy
 * takes them.
 */
export type Refused = "surely" | "maybe" | "hardly"

/** Words of this turn that may be refused, of which the dialogue hears in the next one. */
export interface Pending {
  readonly state: string
  readonly refused: Refused
}

/**
 * Where a path stands. `elapsed` counts from the person's last act, in milliseconds, up to where no rule changes any more, and `act`
 * is what that act was; `owed`: for how long the person has waited for a word, up to where it is too long, `undefined` when they got
 * one, and endless below zero where the channel sets no time; `fired`: the states whose timers led on since; `isTimed`: a timer led
 * here; `back`: where the last command was said; `spare`: one private reply is left; `leave`: what became of the person's leave to be
 * written to later.
 */
export interface Standing {
  readonly path: string
  readonly elapsed: Millis
  readonly act: "message" | "comment" | "post"
  readonly isHuman: boolean
  readonly isTold: boolean
  readonly owed: Millis | undefined
  readonly fired: { readonly [state: string]: number }
  readonly isTimed: boolean
  readonly back: string | undefined
  readonly spare: boolean
  readonly leave: Leave
  readonly pending: ReadonlyArray<Pending>
  readonly script: Script | undefined
}

/** Leave on a topic: not asked for yet or refused, given of one kind or of any, or spent. */
export type Leave = "none" | "oneTime" | "recurring" | "any" | "spent"

/** What tells standings apart. Scripts do not: of two that lead to one standing the shorter is kept. */
export const key = (standing: Standing): string => {
  const { act, back, elapsed, fired, isHuman, isTimed, isTold, leave, owed, path, pending, spare } = standing
  const counts = Object.keys(fired).sort().map((state) => `${state}*${fired[state] ?? 0}`)
  const refusals = pending.map(({ refused, state }) => `${state} ${refused}`)
  return [path, elapsed, act, isHuman, isTold, owed, isTimed, spare, leave, back, ...refusals, "", ...counts].join("|")
}

/** The states whose timers led on, without one. */
export const without = (fired: Standing["fired"], state: string): Standing["fired"] => {
  if (fired[state] === undefined) return fired
  const { [state]: _, ...rest } = fired
  return rest
}

/** The person does something: the window is open, an answer is owed, and timers may fire again. */
export const acted = (standing: Standing): Standing => ({
  ...standing,
  elapsed: 0,
  act: "message",
  owed: 0,
  fired: {},
  isTimed: false,
  spare: false,
  pending: []
})

/** The wait for a word after some more time, `most` at the longest; what has no time to keep keeps having none. */
export const later = (owed: Millis | undefined, by: Millis, most: Millis): Millis | undefined =>
  owed === undefined || owed < 0 ? owed : Math.min(most, owed + by)

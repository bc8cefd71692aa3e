/**
 * What a conversation and its past have in common: the messages of the turns up to one, and the moment at which that turn had come to rest.
 *
 * Turns are counted, not moments: while the clock is held, all of them stand at the same one.
 *
 * @module
 */
import type { Emulator } from "@parley/testing"
import type { Past, Taken } from "./History.ts"

/** The messages that came in by a turn, or were said by it. */
const midsOf = ({ outcomes }: Past, { entry: { inbound: { event }, spoken } }: Taken): ReadonlyArray<string> => {
  const came = event._tag === "Said" || event._tag === "Tapped" || event._tag === "Echoed" ? event.mid : undefined
  const said = spoken.flatMap(({ outbound }) => {
    const receipt = outbound === undefined ? undefined : outcomes.get(outbound)
    return receipt?._tag === "Sent" ? receipt.mid ?? [] : []
  })
  return came === undefined ? said : [came, ...said]
}

/**
 * The ids of the messages that were there when the turn of an index had come to rest. One that no turn tells of, such as the second part of
 * a long text, belongs to the turn of the one before it.
 */
export const messages = (
  past: Past,
  index: number,
  transcript: ReadonlyArray<Pick<Emulator.Entry, "mid">>
): ReadonlySet<string> => {
  const turns = new Map<string, number>()
  past.turns.forEach((taken, turn) => {
    for (const mid of midsOf(past, taken)) if (!turns.has(mid)) turns.set(mid, turn)
  })
  const shared = new Set<string>()
  let turn = -1
  for (const { mid } of transcript) {
    turn = turns.get(mid) ?? turn
    if (turn <= index) shared.add(mid)
  }
  return shared
}

/** The last moment that belongs to the turn of an index: the next act comes after it, or at the same moment where the clock is held. */
export const until = (turns: Past["turns"], index: number, now: number): number => {
  const next = turns[index + 1]?.entry
  if (next === undefined) return now
  return Math.max(turns[index]?.entry.at ?? 0, Math.min(next.at, next.inbound.at) - 1)
}

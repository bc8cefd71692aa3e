/**
 * When a person must be told that they speak with a machine, read from the pages a second time and worked out from what was said
 * alone. The platform does not see this; so this is the other judge.
 *
 * @module
 */

/** Who said something, and when: the person, the bot, the bot in words that were the notice, a person of the business. */
export interface Said {
  readonly by: "person" | "bot" | "notice" | "human"
  readonly at: number
}

/** Why the notice is due. */
export type Why = "start" | "lapse" | "fromHuman"

const day = 86_400_000

/**
 * Why the notice must precede the bot's words at `now`, if it must: it was never given; or, since it was given, a person of the
 * business wrote, or nobody said anything for a day, or for as long as the bot's author says. `said` is in order.
 */
export const due = (said: ReadonlyArray<Said>, now: number, lapse: number = day): Why | undefined => {
  const notice = said.findLastIndex(({ by }) => by === "notice")
  if (notice < 0) return "start"
  const since = said.slice(notice)
  if (since.some(({ by }) => by === "human")) return "fromHuman"
  const moments = [...since.map(({ at }) => at), now]
  return moments.some((at, index) => index > 0 && at - (moments[index - 1] ?? at) >= lapse) ? "lapse" : undefined
}

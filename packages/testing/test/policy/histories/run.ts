/** Random histories until so many steps were played, or a promise was broken. */
import * as Effect from "effect/Effect"
import * as Situations from "../situations.ts"
import * as History from "./history.ts"
import * as Promises from "./promises.ts"

const length = 60

/** The first broken promise with the way there, or how many steps were played without one. */
export const histories = async (seed: number, steps: number): Promise<string | undefined> => {
  for (let played = 0, number = 0; played < steps; played += length, number++) {
    const chance = Situations.chance(seed + number)
    const setting = History.setting(chance, length)
    const seen = await Effect.runPromise(Effect.scoped(History.play(chance, setting)))
    const found = Promises.broken(seen, setting)
    if (found !== undefined) {
      return `PARLEY_SEED=${seed + number}: ${Promises.describe(found, seen, setting)}`
    }
  }
  return undefined
}

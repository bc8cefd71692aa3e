/** Random histories until so many steps were played, or a promise was broken. */
import * as Effect from "effect/Effect"
import * as Situations from "../situations.ts"
import * as History from "./history.ts"
import * as Ledger from "./ledger.ts"
import * as Promises from "./promises.ts"

/** How long one history is, unless told: short ones come by many circumstances. */
const usual = 60

/** The first broken promise with the way there, or nothing when so many steps in histories of this length kept them all. */
export const histories = async (seed: number, steps: number, length: number = usual): Promise<string | undefined> => {
  for (let played = 0, number = 0; played < steps; played += length, number++) {
    const chance = Situations.chance(seed + number)
    const setting = History.setting(chance, length)
    const { ledger, seen, transcript } = await Effect.runPromise(Effect.scoped(History.play(chance, setting)))
    const found = Promises.broken(seen, setting)
    if (found !== undefined) return `PARLEY_SEED=${seed + number}: ${Promises.describe(found, seen, setting)}`
    const { unlike } = Ledger.compare(transcript, ledger)
    if (unlike !== undefined) return `PARLEY_SEED=${seed + number}: the ledger has the lane of each send: ${unlike}`
  }
  return undefined
}

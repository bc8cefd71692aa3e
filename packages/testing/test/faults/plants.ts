/**
 * Forty faults over the example bots and what is below them, each with the shipped promise that must be seen to break for it.
 * `npm run faults` plants them all, and says how many were found, and in how many lines.
 *
 * @module
 */
import { breakdowns } from "./breakdowns.ts"
import { deadEnds } from "./deadEnds.ts"
import type { BotPlant, Plant } from "./Plant.ts"
import { sources } from "./sources.ts"

/** Faults in the bots. */
export const inBots: ReadonlyArray<BotPlant> = [...deadEnds, ...breakdowns]

/** Faults below them. */
export const inSources = sources

/** Every fault. */
export const plants: ReadonlyArray<Plant> = [...inBots, ...inSources]

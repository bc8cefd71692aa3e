/**
 * Looks for planted faults by the shipped promises: run with their names, it prints a line of JSON for each.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { Bots } from "@parley/testing"
import { fileURLToPath } from "node:url"
import * as Properties from "../../src/properties/Properties.ts"
import type { Plant } from "./Plant.ts"

const examples = ["pizza", "appointment"].map((name) =>
  fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url))
)

/** What was found of a fault: the convo that shows it, and how many lines it has below its header. */
export interface Found {
  readonly name: string
  readonly sentence?: string
  readonly convo?: string
  readonly lines?: number
}

/** The bot of a name, as it is, with what it is tried in. */
export const subject = async ({ approvals, bot }: Pick<Plant, "bot" | "approvals">): Promise<Properties.Subject> => {
  const configs = await Promise.all(examples.map(Bots.load))
  const config = configs.find(({ bots }) => Object.hasOwn(bots, bot))
  const definition = config?.bots[bot]
  if (config === undefined || definition === undefined) throw new Error(`there is no bot ${bot}`)
  const { templates } = config
  return {
    bot: definition,
    name: bot,
    ...(templates === undefined ? {} : { templates }),
    ...(approvals === undefined ? {} : { approvals })
  }
}

/** How many things happen at the most until a fault is found. */
export const actions = 20_000

/** Looks for a fault, seed after seed the same. */
export const find = (
  plant: Plant,
  planted: Properties.Subject,
  most: number = actions
): Effect.Effect<Found> =>
  Effect.map(
    Properties.check(planted, { actions: most, seed: 1, only: [plant.property] }),
    (found) => {
      // A bot that cannot be built breaks another promise than the one that is asked for.
      const violation = found.find(({ property }) => property === plant.property)
      return violation === undefined
        ? { name: plant.name }
        : { name: plant.name, sentence: violation.sentence, convo: violation.convo, lines: violation.lines }
    }
  )

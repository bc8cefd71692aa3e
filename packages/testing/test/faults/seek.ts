/**
 * Looks for planted faults: run with their names, it prints a line of JSON for each; with `--list`, the faults that there are. A fault
 * below the bots is planted by whoever runs it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Find from "./find.ts"
import { isMinimal } from "./minimal.ts"
import { inBots, plants } from "./plants.ts"

const print = (data: object): void => void process.stdout.write(`${JSON.stringify(data)}\n`)

const wanted = new Set(process.argv.slice(2))

if (wanted.has("--list")) plants.forEach(print)

for (const plant of plants.filter(({ name }) => wanted.has(name))) {
  const sound = await Find.subject(plant)
  const own = inBots.find((one) => one === plant)
  const subject = own === undefined ? sound : { ...sound, bot: own.plant(sound.bot) }
  const found = await Effect.runPromise(Find.find(plant, subject))
  const isShortest = found.convo !== undefined &&
    await Effect.runPromise(isMinimal(subject, plant.property, found.convo))
  print({ ...found, property: plant.property, isMinimal: isShortest })
}

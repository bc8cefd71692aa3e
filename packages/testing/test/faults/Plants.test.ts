import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { find, subject } from "./find.ts"
import { isMinimal } from "./minimal.ts"
import { inBots, inSources, plants } from "./plants.ts"

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")

describe("the forty planted faults", () => {
  it("are forty, each with a name of its own", () => {
    const names = plants.map(({ name }) => name)

    expect(names).toHaveLength(40)
    expect(new Set(names).size).toBe(40)
  })

  it.each(inSources)("has its one place in the source: $name", ({ file, find, replace }) => {
    const source = text(file)

    expect(source.split(find)).toHaveLength(2)
    expect(replace).not.toBe(find)
  })

  it.each(inBots)("changes its bot, and leaves the one it is planted in: $name", async (plant) => {
    const { bot } = await subject(plant)
    const { dialogues } = bot

    const planted = plant.plant(bot)

    expect(planted.dialogues.some((one, index) => one !== dialogues[index])).toBe(true)
    expect((await subject(plant)).bot.dialogues).toBe(dialogues)
  })

  it.effect.each([
    "small pizzas are offered and not taken",
    "nobody hears an address",
    "an address is kept that is none"
  ])(
    "is found by the shipped promises, in a convo that has no line too many: %s",
    (name) =>
      Effect.gen(function*() {
        const plant = inBots.find((one) => one.name === name)
        if (plant === undefined) return expect.fail(`there is no ${name}`)
        const sound = yield* Effect.promise(() => subject(plant))
        const planted = { ...sound, bot: plant.plant(sound.bot) }

        const found = yield* find(plant, planted, 400)

        expect(found.lines).toBeLessThanOrEqual(8)
        expect(yield* isMinimal(planted, plant.property, found.convo ?? "")).toBe(true)
      })
  )
})

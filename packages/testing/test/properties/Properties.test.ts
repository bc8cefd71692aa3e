import { describe, expect, it } from "@effect/vitest"
import type { BotDefinition } from "@parley/core"
import { Parser, Properties } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Bots from "./bots.ts"

/** The broken promises of a bot, by name. */
const broken = (bot: BotDefinition.BotDefinition, options: Properties.Options = {}) =>
  Effect.map(
    Properties.check({ bot }, { actions: 800, ...options }),
    (violations) =>
      violations.map(({ convo, property, sentence }) => ({ property, sentence, convo: convo.split("\n").slice(2, -1) }))
  )

describe("promises that every bot should keep", () => {
  it.effect("are all kept by a bot that has nothing wrong", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.good)

      expect(found).toEqual([])
    }), 60_000)

  it.effect(
    "find two menus from which nothing leads away but words that nobody is told of",
    () =>
      Effect.gen(function*() {
        const found = yield* broken(Bots.circle)

        expect(found).toEqual([{
          property: "wayOut",
          sentence:
            "From \"left\" nothing leads Ana to an end, to a person, or to a question that takes their own words.",
          convo: ["> hi"]
        }])
      }),
    60_000
  )

  it.effect("take a command of the author's own for a way out", () =>
    Effect.gen(function*() {
      expect(yield* broken(Bots.escapable, { only: ["wayOut"] })).toEqual([])
    }), 60_000)

  it.effect("find an answer that breaks the dialogue", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.picky, { only: ["sound"] })

      expect(found.map(({ convo }) => convo)).toEqual([["> hi", "> yes"]])
      expect(found[0]?.sentence).toContain("yes is too much")
    }), 60_000)

  it.effect("find a button that is not taken while it can still be tapped", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.hourly)

      expect(found.map(({ property }) => property)).toEqual(["buttons"])
      expect(found[0]?.sentence).toMatch(
        /^The bot took the button \[Hour \d+\] for an old one, though it had just shown it\.$/
      )
      expect(found[0]?.convo.join("\n")).toMatch(/^(~ \d+h\n)?> hi\n~ 1h\n> \[Hour \d+\]$/)
    }), 60_000)

  it.effect("find a message that the platform refuses", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.untried, { only: ["lawful"] })

      expect(found.map(({ property, convo }) => ({ property, convo }))).toEqual([
        { property: "lawful", convo: ["> hi", "~ 2d"] }
      ])
    }), 60_000)

  it.effect("find what goes otherwise when the process ends in the middle", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.forgetful)

      expect(found.map(({ property, convo }) => ({ property, convo }))).toEqual([
        { property: "restart", convo: ["> hi", "% restart"] }
      ])
    }), 60_000)

  it.effect("find what depends on whose webhook comes first", () =>
    Effect.gen(function*() {
      const found = yield* broken(Bots.numbered, { only: ["webhooks"], actions: 2_400 })

      expect(found[0]?.convo).toHaveLength(3)
    }), 60_000)

  it.effect("are told with the convo, the seed and the command that finds it again", () =>
    Effect.gen(function*() {
      const [found] = yield* Properties.check({ bot: Bots.circle, name: "round" }, { actions: 80, seed: 4 })

      expect(found === undefined ? "" : Properties.describe(found)).toBe([
        "wayOut: From everywhere a person comes to an end, to a person, or to a question that takes their own words.",
        "From \"left\" nothing leads Ana to an end, to a person, or to a question that takes their own words.",
        "",
        "    bot round   person Ana   start 2026-11-02T09:00Z",
        "",
        "    > hi",
        "",
        "seed 4   again: npx -p @parley/cli parley properties round --seed 4 --actions 80 --only wayOut"
      ].join("\n"))
    }), 60_000)

  it.effect("are broken in the same way by the same seed", () =>
    Effect.gen(function*() {
      const once = yield* Properties.check({ bot: Bots.hourly }, { actions: 400, seed: 5 })
      const again = yield* Properties.check({ bot: Bots.hourly }, { actions: 400, seed: 5 })

      expect(once.length).toBeGreaterThan(0)
      expect(again).toEqual(once)
    }), 60_000)

  it.effect("are found again by the seed of the walk alone", () =>
    Effect.gen(function*() {
      const [found] = yield* Properties.check({ bot: Bots.numbered }, { actions: 2_400, only: ["webhooks"] })

      const again = yield* Properties.check({ bot: Bots.numbered }, {
        actions: Properties.length,
        seed: found?.seed ?? 0,
        only: ["webhooks"]
      })

      expect(again).toEqual([found])
    }), 60_000)

  it.effect("are shown to be broken by convos of which no line can go", () =>
    Effect.gen(function*() {
      const subjects: ReadonlyArray<readonly [BotDefinition.BotDefinition, Properties.Property]> = [
        [Bots.hourly, "buttons"],
        [Bots.picky, "sound"],
        [Bots.untried, "lawful"],
        [Bots.forgetful, "restart"]
      ]
      for (const [bot, property] of subjects) {
        const [found] = yield* Properties.check({ bot }, { actions: 1_600, seed: 11, only: [property] })
        const script = Either.getOrThrow(Parser.parse(found?.convo ?? ""))

        expect(yield* Properties.breaks({ bot }, property, script)).toBe(found?.sentence)
        for (const [at, { _tag }] of script.lines.entries()) {
          const rest = { lines: script.lines.filter((_, index) => index !== at) }
          const broken = yield* Properties.breaks({ bot }, property, rest)
          expect(broken === undefined || _tag === "Header" || _tag === "Blank").toBe(true)
        }
      }
    }), 120_000)

  it.effect("count a bot that cannot be built as broken", () =>
    Effect.gen(function*() {
      const found = yield* broken({ ...Bots.good, dialogues: [...Bots.good.dialogues, ...Bots.good.dialogues] })

      expect(found.map(({ property }) => property)).toEqual(["sound"])
    }))
})

import { describe, expect, it } from "@effect/vitest"
import { Parser } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Record from "effect/Record"
import type { Judge } from "../../src/properties/Broken.ts"
import { disclosed } from "../../src/properties/Disclosed.ts"
import { silent } from "../../src/properties/Silent.ts"
import type { Step } from "../../src/properties/Step.ts"
import type { Subject } from "../../src/properties/Subject.ts"
import * as Walk from "../../src/properties/Walk.ts"
import * as Bots from "./bots.ts"

const day = 86_400_000

const linesOf = (text: string) => Either.getOrThrow(Parser.parse(`bot table   person Ana\n\n${text}`)).lines

/** What a judge finds on the lines of a convo, played by one bot and judged as if it were another. */
const judged = (judge: Judge, text: string, played: Subject, as: Subject = played) =>
  Walk.along(played, linesOf(text), ({ steps }) => judge(steps, as))

/** A step of which the person did not see the notice. */
const untold = (step: Step): Step => ({
  ...step,
  sides: Record.map(step.sides, (side) => ({
    ...side,
    entries: side.entries.filter(({ text }) => text?.includes("automated") !== true)
  }))
})

const subject = { bot: Bots.good }
const mute = { bot: { ...Bots.good, disclosure: false as const } }

describe("whether a person is told in time that a machine writes", () => {
  it.effect("is seen before the first words", () =>
    Effect.gen(function*() {
      expect(yield* judged(disclosed, "> hi\n", subject)).toBeUndefined()
      expect(yield* judged(disclosed, "> hi\n", mute, subject)).toEqual({
        at: 2,
        why: "The bot said \"For how many?\" before it told Ana that a machine writes."
      })
    }))

  it.effect("is seen after a day without a word, and not a moment before", () =>
    Effect.gen(function*() {
      // It says the notice once, and never again.
      const once = { bot: { ...Bots.good, disclosure: { lapse: 365 * day } } }

      expect(yield* judged(disclosed, "> hi\n~ 23h\n> 2\n", once, subject)).toBeUndefined()
      expect(yield* judged(disclosed, "> hi\n~ 1h\n~ 25h\n> 2\n", once, subject)).toMatchObject({
        why: expect.stringContaining("before it told Ana")
      })
      expect(yield* judged(disclosed, "> hi\n~ 1h\n~ 25h\n> 2\n", subject)).toBeUndefined()
    }))

  it.effect("is seen after a person of the business wrote", () =>
    Effect.gen(function*() {
      const text = "> hi\n@ agent > Hello, this is Eva.\n@ agent returns\n> 2\n"

      const found = yield* Walk.along(subject, linesOf(text), ({ steps }) =>
        disclosed([...steps.slice(0, -1), ...steps.slice(-1).map(untold)], subject))

      expect(yield* judged(disclosed, text, subject)).toBeUndefined()
      expect(found?.why).toMatch(/^The bot said ".*" before it told Ana that a machine writes\.$/)
    }))

  it.effect("is nobody's question where the bot need not tell, or tells in some places only", () =>
    Effect.gen(function*() {
      expect(yield* judged(disclosed, "> hi\n", mute)).toBeUndefined()
      expect(yield* judged(disclosed, "> hi\n", mute, { bot: { ...Bots.good, disclosure: { where: { in: ["EU"] } } } }))
        .toBeUndefined()
    }))
})

describe("whether the bot is silent while a person of the business has the conversation", () => {
  it.effect("is seen while somebody writes through the bridge", () =>
    Effect.gen(function*() {
      const text = "> hi\n@ bridge > Hello, this is Eva.\n~ 2h\n> 2\n"
      const hasty = { bot: { ...Bots.good, humanFor: day / 24 } }

      expect(yield* judged(silent, text, subject)).toBeUndefined()
      expect(yield* judged(silent, text, hasty)).toBeUndefined()
      expect(yield* judged(silent, text, hasty, subject)).toMatchObject({
        why: expect.stringMatching(/^The bot said ".*" while a person of the business had the conversation\.$/)
      })
    }))

  it.effect("is over once the conversation is given back", () =>
    Effect.gen(function*() {
      const text = "> hi\n@ bridge > Hello, this is Eva.\n@ bridge returns\n> 2\n"

      expect(yield* judged(silent, text, subject)).toBeUndefined()
    }))
})

/**
 * What a month costs: a thousand people over thirty simulated days, to each of whom the bot writes once a week, and who answer.
 *
 * @module
 */
import { BotDefinition, Dialogue } from "@parley/core"
import { Simulation } from "@parley/testing"
import { Effect, Schema } from "effect"

const kit = Dialogue.setup({
  id: "weekly",
  version: 1,
  context: Schema.Struct({ count: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
  signals: { stop: Schema.Struct({}) },
  states: ["week", "remind", "counted", "thanks", "over"]
})

const bot = BotDefinition.make({
  dialogues: [kit.make({
    initial: "thanks",
    starts: [/start/],
    commands: { done: "counted" },
    states: {
      week: kit.wait({ signal: "stop", timeout: { after: "7 days", to: "remind" }, to: "over" }),
      remind: kit.notify("Time for your exercises.", {
        purpose: "eventReminder",
        utility: { name: "exercises", language: "en", parameters: () => ({}) },
        otherwise: "drop",
        to: "week"
      }),
      counted: kit.remember({ save: ({ count }) => ({ count: count + 1 }), to: "thanks" }),
      thanks: kit.say("Thank you.", { to: "week" }),
      over: kit.end()
    }
  })],
  disclosure: false
})

const week = 7 * 24 * 3_600_000

/** The wall time of a month of so many people, in milliseconds. Fails when a reminder or an answer is missing. */
export const monthMillis = (people: number): Promise<number> =>
  Effect.gen(function*() {
    const began = process.hrtime.bigint()
    const { calls, world } = yield* Simulation.open({
      bot,
      start: Date.parse("2026-03-02T18:00Z"),
      templates: [{ name: "exercises", language: "en", body: "Time for your exercises." }]
    })
    const names = Array.from({ length: people }, (_, index) => `Person ${index}`)
    const everyone = (text: string) =>
      Effect.forEach(names, (name) => world.acts(name, { _tag: "Says", text }), { discard: true })
    yield* everyone("start")
    for (let weeks = 0; weeks < 4; weeks++) {
      yield* world.advance(week)
      yield* everyone("done")
    }
    yield* world.advance(2 * week / 7)
    const sent = calls.all.filter(({ answer, path }) =>
      path.endsWith("/messages") && answer?.body.includes("message_id")
    )
    if (sent.length !== people * 9) throw new Error(`${sent.length} messages, and ${people * 9} were to come`)
    return Number(process.hrtime.bigint() - began) / 1e6
  }).pipe(Effect.scoped, Effect.runPromise)

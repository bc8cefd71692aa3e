/**
 * What the pure step costs: a stored snapshot and an event in, the next stored snapshot and what to do out.
 *
 * @module
 */
import { Dialogue, type Json, Step } from "@parley/core"
import { Either, Schema } from "effect"

const kit = Dialogue.setup({
  id: "steps",
  version: 1,
  context: Schema.Struct({
    name: Schema.optionalWith(Schema.String, { default: () => "" }),
    count: Schema.optionalWith(Schema.Number, { default: () => 0 })
  }),
  states: ["name", "again"]
})

const steps = kit.make({
  initial: "name",
  starts: [/.*/],
  states: {
    name: kit.ask("Your name?", { answer: Schema.NonEmptyTrimmedString, save: (name) => ({ name }), to: "again" }),
    again: kit.choose(({ name }) => `${name}, once more?`, {
      options: { yes: "Yes", no: "No" },
      save: (_, { count }) => ({ count: count + 1 }),
      to: "name"
    })
  }
})

/** Steps a second on this core, over `count` steps after a tenth of that as warm-up. */
export const transitionsPerSecond = (count: number): number => {
  const envelope = (text: string): Step.Envelope => ({
    event: { type: "message", text },
    at: 1_790_000_000_000,
    locale: "en",
    channel: "bench",
    person: {}
  })
  const name = envelope("Ada")
  const yes = envelope("yes")
  let stored: Json.Json | undefined
  const run = (times: number) => {
    for (let index = 0; index < times; index++) {
      stored = Either.getOrThrow(Step.take(steps, stored, index % 2 === 0 ? name : yes)).snapshot
    }
  }
  run(Math.ceil(count / 10))
  const began = process.hrtime.bigint()
  run(count)
  return count / (Number(process.hrtime.bigint() - began) / 1e9)
}

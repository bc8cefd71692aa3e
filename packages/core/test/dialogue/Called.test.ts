/** Stored conversations that stand in a called dialogue when a newer version of it comes. */
import { type Definition, Dialogue, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { envelope, words } from "./raw.ts"

const first = Dialogue.setup({
  id: "address",
  version: 1,
  context: Schema.Struct({ street: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  output: Schema.String,
  states: ["street", "number", "done"]
})
const old = first.make({
  initial: "street",
  states: {
    street: first.ask("Street?", { answer: Schema.String, save: (street) => ({ street }), to: "number" }),
    number: first.ask("Number?", { answer: Schema.String, to: "done" }),
    done: first.end(undefined, { output: ({ street }) => street })
  }
})

const second = Dialogue.setup({
  id: "address",
  version: 2,
  context: Schema.Struct({ line: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  output: Schema.String,
  states: ["line", "house", "done"]
})
const renewed = (migrate?: { readonly [version: number]: (stored: Definition.Stored) => Definition.Stored }) =>
  second.make({
    initial: "line",
    states: {
      line: second.ask("Line?", { answer: Schema.String, save: (line) => ({ line }), to: "house" }),
      house: second.ask("House?", {
        answer: Schema.String,
        save: (house, { line }) => ({ line: `${line} ${house}` }),
        to: "done"
      }),
      done: second.end(undefined, { output: ({ line }) => line })
    },
    ...(migrate === undefined ? {} : { migrate })
  })

const Where = Schema.Struct({ where: Schema.optionalWith(Schema.String, { default: () => "" }) })
type Part = typeof old | ReturnType<typeof renewed>

/** A dialogue that calls the part, and one that calls that one. */
const order = (part: Part) => {
  const d = Dialogue.setup({ id: "order", version: 1, context: Where, output: Schema.String, states: ["to", "done"] })
  return d.make({
    initial: "to",
    states: {
      to: d.call(part, { save: (where) => ({ where }), to: "done" }),
      done: d.end(({ where }) => `To ${where}.`, { output: ({ where }) => where })
    }
  })
}
const shop = (part: Part) => {
  const d = Dialogue.setup({ id: "shop", version: 1, context: Where, states: ["order", "done"] })
  return d.make({
    initial: "order",
    states: {
      order: d.call(order(part), { save: (where) => ({ where }), to: "done" }),
      done: d.end(({ where }) => `Bye, ${where}.`)
    }
  })
}

const take = (dialogue: Definition.Definition, stored: Step.Result["snapshot"] | undefined, text: string) =>
  Step.take(dialogue, stored, envelope({ type: "message", text }))

/** A conversation that was asked for the number by the first version. */
const standing = (dialogue: Definition.Definition): Step.Result["snapshot"] => {
  const begun = Either.getOrThrow(Step.take(dialogue, undefined, envelope({ type: "start" })))
  return Either.getOrThrow(take(dialogue, begun.snapshot, "Main Street")).snapshot
}

const migrate = {
  1: (stored: Definition.Stored): Definition.Stored => ({
    ...stored,
    value: stored.value === "number" ? "house" : "line",
    data: { line: (stored.data as { readonly street: string }).street }
  })
}

describe("a called dialogue of a newer version", () => {
  it("reads what the older one kept by its own migrate", () => {
    const taken = Either.getOrThrow(take(order(renewed(migrate)), standing(order(old)), "7"))
    expect(words(taken)).toEqual(["To Main Street 7."])
  })

  it("does so when the dialogue that calls it is itself called", () => {
    const taken = Either.getOrThrow(take(shop(renewed(migrate)), standing(shop(old)), "7"))
    expect(words(taken)).toEqual(["To Main Street 7.", "Bye, Main Street 7."])
  })
})

import { Dialogue } from "@parley/core"
import * as Schema from "effect/Schema"
import { expect, it } from "vitest"
import * as Charts from "../src/dev/Charts.ts"

const d = Dialogue.setup({
  id: "shop",
  version: 1,
  context: Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["size", "whose", "dish", "done", "other"]
})

const shop = d.make({
  initial: "size",
  starts: [/shop/],
  states: {
    size: d.choose("Which size?", {
      options: {
        s: { title: (_, { locale }) => locale.startsWith("es") ? "Pequeña" : "Small" },
        l: { title: (_, { locale }) => locale.startsWith("es") ? "Grande" : "Large" }
      },
      to: "whose"
    }),
    whose: d.choose("For whom?", {
      options: { me: { title: ({ name }) => `For ${name}` }, you: "Somebody else" },
      to: [{ when: ({ name }) => name === "Ana", to: "done" }, "dish"]
    }),
    dish: d.choose("Which dish?", {
      options: ({ name }) => [{ key: "a", title: `${name}'s` }, { key: "b", title: "Mine" }],
      to: [{ when: ({ name }) => name === "Ana", to: "done" }, "other"]
    }),
    done: d.end("Enjoy!"),
    other: d.end("Fine.")
  }
})

const [chart] = Charts.of([shop], import.meta.dirname)
const labels = (from: string) =>
  (chart?.ways ?? []).filter((way) => way.from === from && way.by === "author" && way.to !== undefined).map((
    { label, to }
  ) => [label, to])

it("an option goes by its title, also one that is made in the language of the conversation", () => {
  expect(labels("size")).toEqual([["Small", "whose"], ["Large", "whose"]])
  expect(chart?.states.find(({ path }) => path === "size")).toMatchObject({
    options: ["Small", "Large"],
    keys: ["s", "l"]
  })
})

it("an option whose title the conversation decides goes by its key", () => {
  expect(chart?.states.find(({ path }) => path === "whose")?.options).toEqual(["me", "Somebody else"])
})

it("where an option leads to one of several states, these are counted", () => {
  expect(labels("whose")).toEqual([
    ["me #1", "done"],
    ["me", "dish"],
    ["Somebody else #1", "done"],
    ["Somebody else", "dish"]
  ])
})

it("so are they where nobody knows the options before", () => {
  expect(labels("dish")).toEqual([["case #1", "done"], ["any option", "other"]])
})

import { BotDefinition, Dialogue } from "@parley/core"
import { storeContract, transportContract } from "@parley/testing/contracts"
import { convos } from "@parley/testing/vitest"
import { Schema } from "effect"
import { expect, it } from "vitest"

const d = Dialogue.setup({ id: "table", version: 1, context: Schema.Struct({}), states: ["guests", "done"] })

const table = d.make({
  initial: "guests",
  starts: [/table/i],
  states: {
    guests: d.choose("For how many?", { options: { two: "Two", four: "Four" }, to: "done" }),
    done: d.end("A table for two.")
  }
})

convos(new URL(".", import.meta.url), { bots: { table: BotDefinition.make({ dialogues: [table] }) } })

it("the contracts can be had", () => {
  expect([typeof storeContract, typeof transportContract]).toEqual(["function", "function"])
})

import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["name", "bye"] })
const hello = d.make({
  initial: "name",
  starts: [/hi/],
  states: { name: d.ask("Who are you?", { answer: Schema.String, to: "bye" }), bye: d.end("Hello!") }
})

export default defineConfig({ bots: { hello: BotDefinition.make({ dialogues: [hello], disclosure: false }) } })

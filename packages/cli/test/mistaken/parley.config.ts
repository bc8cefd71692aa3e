import { BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const d = Dialogue.setup({ id: "lost", version: 1, context: Schema.Struct({}), states: ["a", "b"] })

/** A dialogue that cannot be made: nothing leads to one of its states. */
export default defineConfig({
  bots: {
    lost: BotDefinition.make({ dialogues: [d.make({ initial: "a", states: { a: d.end("A."), b: d.end("B.") } })] })
  }
})

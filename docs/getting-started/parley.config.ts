import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { table } from "./src/table.ts"

export default defineConfig({
  bots: { table: BotDefinition.make({ dialogues: [table] }) }
})

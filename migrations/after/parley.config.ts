import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { order } from "./order.ts"

export default defineConfig({ bots: { order: BotDefinition.make({ dialogues: [order] }) } })

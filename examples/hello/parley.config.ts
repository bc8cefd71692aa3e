import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { hello } from "./src/hello.ts"
import { lost } from "./src/texts.ts"

/** The bots that convos can name. */
export default defineConfig({
  bots: { hello: BotDefinition.make({ name: "Café Luz", dialogues: [hello], fallback: lost }) }
})

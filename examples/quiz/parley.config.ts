import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { Park } from "./src/park.ts"
import { quiz } from "./src/quiz.ts"
import { lost } from "./src/texts.ts"

const bot = (tickets?: number) =>
  BotDefinition.make({
    name: "Tierpark Nord",
    dialogues: [quiz],
    services: Park.layerMemory(tickets),
    fallback: lost
  })

/** The bots that convos can name. */
export default defineConfig({
  bots: {
    quiz: bot(),
    /** Every ticket is won already. */
    "quiz-over": bot(0)
  }
})

import { BotDefinition, Catalogue, Dialogue, Show } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Schema from "effect/Schema"

const states = ["long", "table", "chart", "first", "second", "third", "card", "size", "done"] as const
const d = Dialogue.setup({ id: "talk", version: 1, context: Schema.Struct({}), states })

const sentence = "This sentence is said so that a message grows until nobody wants to read it on a phone. "
const words = Catalogue.make({
  en: { long: "Short." },
  es: { long: sentence.repeat(4).trim() }
})

/** All that good practice advises against, and nothing that is wrong. */
const talk = d.make({
  initial: "long",
  starts: ["talk"],
  states: {
    long: d.say(words.long, { to: "table" }),
    table: d.say("Size | Price\nSmall | 8 €\nLarge | 12 €", { to: "chart" }),
    chart: d.say("Sales: █████▒▒", { to: "first" }),
    first: d.say(sentence.repeat(2).trim(), { to: "second" }),
    second: d.say(sentence.repeat(2).trim(), { to: "third" }),
    third: d.say(sentence.repeat(2).trim(), { to: "card" }),
    card: d.say(
      Show.cards([{
        title: "Margherita",
        subtitle: "12 €",
        imageUrl: `${process.env["PARLEY_TEST_PICTURES"]}/small.png`
      }]),
      { to: "size" }
    ),
    size: d.choose("Which size? S (20 cm), M (26 cm) or L (32 cm) | all with a thin base.", {
      options: { s: "S", l: "L" },
      to: "done"
    }),
    done: d.end("Enjoy!")
  }
})

export default defineConfig({
  bots: { talk: BotDefinition.make({ dialogues: [talk] }), again: BotDefinition.make({ dialogues: [talk] }) },
  coverage: { languages: ["en", "es"] }
})

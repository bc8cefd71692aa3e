/**
 * A first bot, of a café: it asks for a name, and knows it the next time.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { texts } from "./texts.ts"

/** What is known while one talks. */
const Guest = Schema.Struct({ name: Schema.String, language: Schema.Literal("en", "es") })

const d = Dialogue.setup({
  id: "hello",
  version: 1,
  context: Guest,
  begin: (_, { person: { name } }) => ({ name: typeof name === "string" ? name : "", language: "en" }),
  states: ["known", "language", "speak", "name", "keep", "welcome", "again"]
})

const languages = { en: { title: "English", value: "en" }, es: { title: "Español", value: "es" } } as const

/** Greets whoever comes: with their name, once they have told it. */
export const hello = d.make({
  initial: "known",
  starts: [/\b(hi|hello|hola)\b/i, Start.getStarted],
  states: {
    known: d.remember({ to: [{ when: ({ name }) => name !== "", to: "again" }, "language"] }),
    language: d.choose("English o español?", {
      options: languages,
      save: ({ value }) => ({ language: value }),
      to: "speak"
    }),
    speak: d.remember({ locale: ({ language }) => language, to: "name" }),
    name: d.ask(texts.name, { answer: Answer.text, save: (name) => ({ name }), to: "keep" }),
    keep: d.remember({ person: ({ name }) => ({ name }), to: "welcome" }),
    welcome: d.end(texts.welcome),
    again: d.end(texts.again)
  }
})

/**
 * The support desk of an internet provider: it settles what it can, and hands the rest to a person, who gives it back.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { Customers } from "./customers.ts"
import { texts, titlesFor } from "./texts.ts"

/** What is known of a matter. */
export const Matter = Schema.Struct({
  language: Schema.optionalWith(Schema.String, { default: () => "en" }),
  topic: Schema.optionalWith(Schema.String, { default: () => "" }),
  number: Schema.optionalWith(Schema.String, { default: () => "" }),
  cents: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  due: Schema.optionalWith(Schema.String, { default: () => "" }),
  words: Schema.optionalWith(Schema.String, { default: () => "" })
})
type Matter = typeof Matter.Type

const CustomerNumber = Schema.Trim.pipe(Schema.pattern(/^\d{6}$/))

const d = Dialogue.setup({
  id: "support",
  version: 1,
  context: Matter,
  states: [
    "read",
    "speak",
    "topic",
    "slow",
    "works",
    "number",
    "find",
    "bill",
    "unknown",
    "matter",
    "human",
    "settled",
    "glad",
    "sorry"
  ]
})

/** What a colleague wants to know before they answer. */
const note = ({ number, topic, words }: Matter): string =>
  [
    topic === "" ? "Asks for a person." : `About: ${topic}.`,
    ...(number === "" ? [] : [`Customer ${number}.`]),
    ...(words === "" ? [] : [words])
  ].join(" ")

/** Answers the usual questions, and passes on whoever has another one. */
export const support = d.make({
  initial: "read",
  starts: [/\b(hi|hello|help|hallo|hilfe|internet|bill|rechnung)\b/i, Start.getStarted],
  commands: { agent: "matter" },
  states: {
    read: d.run("ReadLanguage", {
      run: (_, { conversation }) => Customers.language(conversation),
      recovery: "rerun",
      timeout: "5 seconds",
      success: { save: (language) => ({ language }), to: "speak" },
      failure: { else: "topic" }
    }),
    speak: d.remember({ locale: ({ language }) => language, to: "topic" }),
    topic: d.choose(texts.topic, {
      options: (_, turn) => Object.entries(titlesFor(turn)).map(([key, title]) => ({ key, title })),
      save: ({ key }) => ({ topic: key }),
      to: [
        { when: ({ topic }) => topic === "slow", to: "slow" },
        { when: ({ topic }) => topic === "bill", to: "number" },
        "matter"
      ]
    }),

    slow: d.say(texts.lights, { to: "works" }),
    works: d.confirm(texts.works, { yes: "glad", no: "matter" }),

    number: d.ask(texts.number, {
      answer: CustomerNumber,
      invalid: (_, matter, turn) => texts.number(matter, turn),
      save: (number) => ({ number }),
      retries: { max: 2, to: "matter" },
      to: "find"
    }),
    find: d.run("FindBill", {
      run: ({ number }) => Customers.bill(number),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { save: ({ cents, due }) => ({ cents, due }), to: "bill" },
      failure: { UnknownNumber: "unknown", else: "matter" }
    }),
    bill: d.say(texts.bill, { to: "settled" }),
    unknown: d.say(texts.unknown, { to: "number" }),

    matter: d.ask(texts.matter, { answer: Answer.text, save: (words) => ({ words }), to: "human" }),
    // The bot is silent from here on, until the inbox or the help desk gives the conversation back.
    human: d.handover("inbox", { say: texts.human, note, resume: "settled" }),
    settled: d.confirm(texts.settled, { yes: "glad", no: "sorry" }),
    sorry: d.say(texts.sorry, { to: "matter" }),
    glad: d.end(texts.glad)
  }
})

import { BotDefinition, Dialogue, Start } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

const Meal = Schema.Struct({
  score: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  words: Schema.optionalWith(Schema.String, { default: () => "" })
})
const d = Dialogue.setup({ id: "meal", version: 1, context: Meal, states: ["rate", "more", "thank", "done"] })
const privacyUrl = "https://example.com/privacy"
const meal = d.make({
  initial: "rate",
  starts: ["hi"],
  states: {
    rate: d.survey({
      title: "Your order",
      question: { id: "taste", title: "How did it taste?", kind: "csat", followUp: "What was missing?" },
      privacyUrl
    }, {
      purpose: "purchaseFeedback",
      to: "done",
      answered: { save: ({ followUp = "", score = 0 }) => ({ score, words: followUp }), to: "more" }
    }),
    more: d.survey(
      { title: "One more", question: { id: "wish", title: "What do you wish for?", kind: "free_form" }, privacyUrl },
      {
        purpose: "purchaseFeedback",
        to: "done",
        answered: { save: ({ words = "" }, context) => ({ words: `${context.words}; ${words}` }), to: "thank" }
      }
    ),
    thank: d.notify(({ score, words }) => `${score} stars: ${words}.`, {
      purpose: "unrelated",
      otherwise: "drop",
      to: "done"
    }),
    done: d.end()
  }
})
const l = Dialogue.setup({ id: "late", version: 1, context: Schema.Struct({}), states: ["thank"] })
const late = l.make({
  initial: "thank",
  starts: [Start.rated()],
  states: { thank: l.end("Thank you all the same.") }
})
const bots = { meal: BotDefinition.make({ dialogues: [meal, late], disclosure: false, typing: false }) }

const play = async (lines: ReadonlyArray<string>) =>
  Convo.explain(await Convo.runText(["bot meal   start 2026-11-02T09:00Z", ...lines, ""].join("\n"), { bots }))

describe("a survey, from the dialogue to the person and back", () => {
  it("brings the score, what was added, and the words", async () => {
    expect(
      await play([
        "> hi",
        "< Your order",
        "= rate",
        "> (rates 4 more salt)",
        "< One more",
        "= more   {\"score\":4,\"words\":\"more salt\"}",
        "> (rates a larger plate)",
        "< 4 stars: more salt; a larger plate."
      ])
    ).toBeUndefined()
  })

  it("begins what starts with an answer, when the dialogue that asked is over", async () => {
    expect(await play(["> hi", "< Your order", "> no time", "= (none)", "> (rates 5)", "< Thank you all the same."]))
      .toBeUndefined()
  })

  it("is answered once, and only where one was sent", async () => {
    expect(
      await play([
        "> hi",
        "< Your order",
        "> (rates 5)",
        "< One more",
        "> (rates bread)",
        "< 5 stars: ; bread.",
        "> (rates 5)"
      ])
    )
      .toContain("Nobody can rate anything")
  })

  it("prints as it is written", () => {
    const written = Convo.parse("bot meal\n\n> (rates 4 more salt)\n")

    expect(Either.map(written, Convo.print)).toEqual(Either.right("bot meal\n\n> (rates 4 more salt)\n"))
  })
})

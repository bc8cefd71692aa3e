/** A form that asks for feedback. */
import { Dialogue } from "@parley/core"
import * as Schema from "effect/Schema"
import { expect, it } from "vitest"
import { begin } from "./talk.ts"

const Visit = Schema.Struct({ shop: Schema.optionalWith(Schema.String, { default: () => "the market" }) })
const d = Dialogue.setup({ id: "visit", version: 1, context: Visit, states: ["rate", "done", "shut"] })
const question = { id: "visit", title: "How was it?", kind: "nps" } as const
const form = { title: "Your visit", question, privacyUrl: "https://example.com/privacy" }

const sent = (otherwise?: "drop") =>
  begin(d.make({
    initial: "rate",
    states: {
      rate: d.survey(({ shop }) => ({ ...form, subtitle: shop }), {
        purpose: "eventFeedback",
        notification: "none",
        ...(otherwise === undefined ? {} : { otherwise }),
        to: [{ when: () => false, to: "shut" }, "done"]
      }),
      done: d.end(),
      shut: d.end()
    }
  })).out

it("a survey carries its form and its purpose, and waits when no lane is open", () => {
  expect(sent()).toEqual([{
    type: "out.message",
    message: {
      content: { _tag: "Survey", ...form, subtitle: "the market" },
      purpose: "eventFeedback",
      notification: "none",
      otherwise: "hold",
      origin: { dialogue: "visit", state: "rate" }
    }
  }])
})

it("a survey that need not be sent is let go", () => {
  expect(sent("drop")).toMatchObject([{ message: { otherwise: "drop" } }])
})

it("a survey that was refused leads where the author says", () => {
  const dialogue = d.make({
    initial: "rate",
    states: {
      rate: d.survey(form, { purpose: "purchaseFeedback", otherwise: { refused: "shut" }, to: "done" }),
      done: d.ask("Well?", { answer: Schema.String, to: "done" }),
      shut: d.end("No survey then.")
    }
  })

  expect(begin(dialogue).event({ type: "in.refused", refusal: {} }).said).toEqual(["No survey then."])
})

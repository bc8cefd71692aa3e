/** A form that asks for feedback. */
import { Dialogue } from "@parley/core"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
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

const answerable = d.make({
  initial: "rate",
  states: {
    rate: d.survey(({ shop }) => ({ ...form, subtitle: shop }), {
      purpose: "eventFeedback",
      otherwise: "drop",
      to: "done",
      answered: {
        save: ({ followUp, score }) => ({ shop: `${score}: ${followUp}` }),
        timeout: { after: "2 days", to: "done" },
        to: [{ when: ({ shop }) => shop.startsWith("9"), to: "shut" }, "done"]
      }
    }),
    done: d.end(),
    shut: d.end()
  }
})
const answer = (question: string) => ({ type: "in.rated", answers: [{ question, score: 9, followUp: "the cheese" }] })

describe("a survey that waits for its answer", () => {
  it("saves it and leads on by it", () => {
    const talk = begin(answerable)

    const after = talk.event(answer("visit"))

    expect(talk.state).toBe("rate")
    expect(after.state).toBe("shut")
    expect(after.data).toEqual({ shop: "9: the cheese" })
  })

  it("waits on while the answer is another survey's, and goes on when the person says something else, or nothing", () => {
    expect(begin(answerable).event(answer("taste")).state).toBe("rate")
    expect(begin(answerable).event({ type: "in.message", text: "hello?" }).state).toBe("done")
    expect(answerable.states[0]?.timer).toEqual({ after: 172_800_000, meaning: "deadline" })
  })
})

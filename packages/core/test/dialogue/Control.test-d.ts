/** What must not compile in changes of who has the conversation, and in surveys that wait for their answer. */
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"

const Order = Schema.Struct({ score: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
const d = Dialogue.setup({ id: "order", version: 1, context: Order, states: ["a", "b"] })
const form = {
  title: "Your order",
  question: { id: "taste", title: "How did it taste?", kind: "csat" },
  privacyUrl: "https://example.com"
} as const

// @ts-expect-error a pass says to whom
d.control("pass", { to: "b" })
// @ts-expect-error only a pass names an app
d.control("take", { app: "77", to: "b" })
// @ts-expect-error a conversation is kept for some time
d.control("extend", { to: "b" })
// @ts-expect-error there is no such change
d.control("steal", { to: "b" })
// @ts-expect-error it leads to a state that is not there
d.control("release", { to: "c" })
// @ts-expect-error only a request is waited for
d.control("take", { timeout: { after: "1 hour", to: "b" }, to: "b" })

export const passing = d.control("pass", { app: (order, turn) => `${order.score}${turn.channel}`, to: "b" })
export const keeping = d.control("extend", {
  for: (order) => `${order.score} hours`,
  to: [{ when: () => true, to: "a" }, "b"]
})
export const asking = d.control("request", {
  note: (order) => `${order.score}`,
  timeout: { after: "1 hour", to: "a" },
  to: "b"
})

d.make({
  initial: "a",
  states: {
    a: d.control("request", { timeout: { after: "2 days", to: "b" }, to: "a" }),
    // @ts-expect-error nobody may have written for two days: the window may be shut
    b: d.end("Nobody gave it.")
  }
})

// @ts-expect-error the score is a number
d.survey(form, { purpose: "purchaseFeedback", to: "b", answered: { save: ({ words }) => ({ score: words }), to: "b" } })
// @ts-expect-error an answer leads to a state that is not there
d.survey(form, { purpose: "purchaseFeedback", to: "b", answered: { to: "c" } })

d.make({
  initial: "a",
  states: {
    a: d.survey(form, { purpose: "purchaseFeedback", otherwise: "drop", to: "a", answered: { to: "b" } }),
    // @ts-expect-error people answer days later, and an answer opens no window
    b: d.end("Thank you.")
  }
})

export const rated = d.make({
  initial: "a",
  states: {
    a: d.survey(form, {
      purpose: "purchaseFeedback",
      otherwise: "drop",
      to: "b",
      answered: { save: ({ score = 0 }, order) => ({ score: order.score + score }), to: "b" }
    }),
    b: d.end()
  }
})

import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"
import type { Event } from "../../src/model/Inbound.ts"
import { ana, rig } from "./Rig.ts"

const Meal = Schema.Struct({ score: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
const question = { id: "taste", title: "How did it taste?", kind: "csat" } as const
const rated: Event = { _tag: "Rated", answers: [{ question: "taste", score: 4, followUp: "more salt" }] }

const d = Dialogue.setup({ id: "meal", version: 1, context: Meal, states: ["rate", "thank", "done"] })
const meal = d.make({
  initial: "rate",
  starts: ["hi"],
  states: {
    rate: d.survey({ title: "Your order", question, privacyUrl: "https://example.com" }, {
      purpose: "purchaseFeedback",
      to: "done",
      answered: { save: ({ score = 0 }) => ({ score }), to: "thank" }
    }),
    thank: d.notify(({ score }) => `Thank you for ${score} stars.`, {
      purpose: "unrelated",
      otherwise: "drop",
      to: "done"
    }),
    done: d.end()
  }
})

const l = Dialogue.setup({
  id: "late",
  version: 1,
  context: Schema.Struct({ said: Schema.String }),
  begin: (_, { opening }) => ({ said: opening?.answers?.[0]?.followUp ?? "nothing" }),
  states: ["note"]
})
/** Begins with an answer that no dialogue waits for. */
const late = l.make({
  initial: "note",
  starts: [Start.rated("taste")],
  states: { note: l.end(({ said }) => `Noted: ${said}.`) }
})

const begin = () => rig({ dialogues: [meal, late], bot: { typing: false } })

describe("an answer to a survey", () => {
  it("reaches the dialogue that waits for it, and is saved", async () => {
    const { offer, said, say } = await begin()
    await say("hi")

    await offer(rated)

    expect(said()).toEqual(["Your order", "Thank you for 4 stars."])
  })

  it("begins the dialogue that starts with it when none is active", async () => {
    const { conversation, offer, said, say } = await begin()
    await say("hi")
    await say("something else")
    expect((await conversation()).dialogue).toBeUndefined()

    await offer(rated)

    expect(said()).toEqual(["Your order", "Noted: more salt."])
  })

  it("is heard while a person of the business has the conversation, and the bot stays silent", async () => {
    const { conversation, offer, run, said, say, store } = await begin()
    await say("hi")
    await offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })

    await offer(rated)

    expect(said()).toEqual(["Your order"])
    expect((await conversation()).dialogue).toBeUndefined()
    const last = (await run(store.journal(ana, 0))).at(-1)
    expect(last).toMatchObject({ outcome: "transitioned", spoken: [{ verdict: "dropped" }] })
  })

  it("is an answer to whoever asked for silence", async () => {
    const { offer, said, say } = await begin()
    await say("hi")
    await say("stop")

    await offer(rated)

    expect(said().at(-1)).toBe("Thank you for 4 stars.")
  })
})

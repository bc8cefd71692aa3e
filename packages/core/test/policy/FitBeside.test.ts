import { Capabilities, Fit, Message } from "@parley/core"
import { describe, expect, it } from "@effect/vitest"

const narrow: Capabilities.Capabilities = {
  ...Capabilities.words,
  textLength: { max: 30, unit: "characters" },
  cards: { max: 1, subtitleLength: 80 }
}
const parts = (message: Message.Message) => Fit.fit(message, narrow, "en")
const long = "This is the first sentence. And this is the last."

describe("what stands beside words that go out in parts", () => {
  it("the conversation is given away with the last of them", () => {
    const control = { _tag: "Release" } as const

    expect(parts(Message.text(long, { control })).map((part) => part.control)).toEqual([undefined, control])
  })

  it("the first of them answers the message that is answered", () => {
    expect(parts(Message.text(long, { replyTo: "m_1" })).map((part) => part.replyTo)).toEqual(["m_1", undefined])
  })

  it("the same persona says all of them", () => {
    expect(parts(Message.text(long, { persona: "Lea" })).map((part) => part.persona)).toEqual(["Lea", "Lea"])
  })
})

describe("cards that may be passed on", () => {
  it("may be passed on in every row", () => {
    const rows = parts({ content: { _tag: "Cards", cards: [{ title: "a" }, { title: "b" }], sharable: true } })

    expect(rows.map(({ content }) => content)).toEqual([
      { _tag: "Cards", cards: [{ title: "a" }], sharable: true },
      { _tag: "Cards", cards: [{ title: "b" }], sharable: true }
    ])
  })
})

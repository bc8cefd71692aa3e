import { Message, Show } from "@parley/core"
import { describe, expect, it } from "@effect/vitest"

const go = { _tag: "Postback", title: "Go", payload: "go" } as const
const quickReplies = [{ title: "Yes", payload: "y" }] as const

describe("a message that shows more than words", () => {
  it("has the words, the buttons under them, and all that stands beside them", () => {
    expect(Show.text("Where?", { buttons: [go], quickReplies, persona: "Lea" })).toEqual({
      content: { _tag: "Text", text: "Where?", buttons: [go] },
      quickReplies,
      persona: "Lea"
    })
  })

  it("without buttons is one of plain words", () => {
    expect(Show.text("Hello")).toEqual(Message.text("Hello"))
    expect(Show.text("Hello", { buttons: [] })).toEqual(Message.text("Hello"))
  })

  it("has its cards in order, and may be passed on where that is wished", () => {
    const cards = [{ title: "One", subtitle: "1 €" }, { title: "Two", buttons: [go] }] as const

    expect(Show.cards(cards, { sharable: true, quickReplies })).toEqual({
      content: { _tag: "Cards", cards, sharable: true },
      quickReplies
    })
    expect(Show.cards(cards).content).toEqual({ _tag: "Cards", cards })
  })
})

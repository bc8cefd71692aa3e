import { Capabilities, Fit, type Message } from "@parley/core"
import { describe, expect, it } from "@effect/vitest"

const can: Capabilities.Capabilities = {
  ...Capabilities.words,
  buttons: { max: 3, titleLength: 20, textLength: 640, kinds: ["Postback", "Link"] },
  cards: { max: 3, subtitleLength: 30 }
}

const shown = (...cards: [Message.Card, ...Array<Message.Card>]): ReadonlyArray<Message.Content> =>
  Fit.fit({ content: { _tag: "Cards", cards } }, can, "en").map(({ content }) => content)

const call: Message.Button = { _tag: "Call", title: "Call us", phone: "+4930123456" }
const logIn: Message.Button = { _tag: "LogIn", url: "https://example.com/link/your/account" }
const menu: Message.Button = { _tag: "Postback", title: "Menu", payload: "m" }

describe("the buttons of a card that the channel lacks", () => {
  it("are said in the subtitle up to its last character, and behind the row one over it", () => {
    const atTheBound = { title: "Shop", subtitle: "twelve chars", buttons: [{ ...call, title: "Call" }, menu] }
    const over = { ...atTheBound, subtitle: "thirteen char" }

    expect(shown(atTheBound)).toEqual([
      {
        _tag: "Cards",
        cards: [{ title: "Shop", subtitle: "twelve chars\nCall: +4930123456", buttons: [menu] }]
      }
    ])
    expect(shown(over)).toEqual([
      { _tag: "Cards", cards: [{ title: "Shop", subtitle: "thirteen char", buttons: [menu] }] },
      { _tag: "Text", text: "Shop\nCall: +4930123456" }
    ])
  })

  it("are said behind the row, for each card under its title, in order", () => {
    const cards: [Message.Card, ...Array<Message.Card>] = [
      { title: "One", buttons: [logIn, menu] },
      { title: "Two", buttons: [menu] },
      { title: "Three", buttons: [call, logIn, menu] }
    ]

    expect(shown(...cards)).toEqual([
      {
        _tag: "Cards",
        cards: [
          { title: "One", buttons: [menu] },
          { title: "Two", buttons: [menu] },
          { title: "Three", subtitle: "Call us: +4930123456", buttons: [menu] }
        ]
      },
      { _tag: "Text", text: `One\n${logIn.url}\n\nThree\n${logIn.url}` }
    ])
  })

  it("make a text of a card that would have nothing but its title left, in its place among the others", () => {
    const before: Message.Card = { title: "Before", buttons: [menu] }
    const after: Message.Card = { title: "After", buttons: [menu] }

    expect(shown(before, { title: "Join", buttons: [logIn] }, after)).toEqual([
      { _tag: "Cards", cards: [before] },
      { _tag: "Text", text: `Join\n${logIn.url}` },
      { _tag: "Cards", cards: [after] }
    ])
  })

  it("bring the quick replies under the last words", () => {
    const quickReplies = [{ title: "Yes", payload: "y" }]
    const parts = Fit.fit(
      { content: { _tag: "Cards", cards: [{ title: "Join", buttons: [logIn] }] }, quickReplies },
      { ...can, quickReplies: { max: 13, titleLength: 20, under: "text", asks: [] } },
      "en"
    )

    expect(parts).toEqual([{ content: { _tag: "Text", text: `Join\n${logIn.url}` }, quickReplies }])
  })
})

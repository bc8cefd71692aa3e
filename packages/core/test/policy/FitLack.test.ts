import { Capabilities, Fit, Message } from "@parley/core"
import { describe, expect, it } from "@effect/vitest"

const { words } = Capabilities
const withPictures: Capabilities.Capabilities = { ...words, quickReplies: { ...words.quickReplies, max: 13 } }

const said = (message: Message.Message, can: Capabilities.Capabilities = words) =>
  Fit.fit(message, can, "en").map(({ content }) => content._tag === "Text" ? content.text : content._tag)

/** The reason of the refusal and its first cure; a message that is refused has no parts. */
const refused = (message: Message.Message, can: Capabilities.Capabilities = words) => {
  expect(Fit.fit(message, can, "en")).toEqual([])
  const lack = Fit.lacking(message, can)
  return lack === undefined ? undefined : [lack.rule, lack.reason, lack.waysOut[0]]
}

const withButton = (button: Message.Button): Message.Message => ({
  content: { _tag: "Text", text: "Your account", buttons: [button] }
})
const card = (button: Message.Button): Message.Message => ({
  content: { _tag: "Cards", cards: [{ title: "Your account", buttons: [button] }] }
})

describe("what a channel can neither show nor say is refused, with the cure", () => {
  const noWords = [
    "channel.lacks",
    "the channel has no button that ends the link of an account, and the button has no words",
    "give the button `words`"
  ]

  it("a button that logs out and has no words, under a text and on a card", () => {
    expect(refused(withButton({ _tag: "LogOut" }))).toEqual(noWords)
    expect(refused(withButton({ _tag: "LogOut", words: " " }))).toEqual(noWords)
    expect(refused(card({ _tag: "LogOut" }))).toEqual(noWords)
  })

  it("unless the button has words, which are said", () => {
    const button = { _tag: "LogOut", words: "Write \"log out\" to end the link." } as const

    expect(said(withButton(button))).toEqual(["Your account\nWrite \"log out\" to end the link."])
    expect(said(card(button))).toEqual(["Your account\nWrite \"log out\" to end the link."])
  })

  it("a quick reply that asks for the person's own number or address and has no title", () => {
    const asking = (title: string) =>
      Message.text("How do we reach you?", { quickReplies: [{ title, payload: "", asks: "email" }] })

    expect(refused(asking(""))).toEqual([
      "channel.lacks",
      "the channel has no quick reply that asks for the person's own email, and this one has no title",
      "give it a title: it is said in the text instead"
    ])
    expect(said(asking("Your e-mail"))).toEqual(["How do we reach you?\nYour e-mail"])
  })

  it("a quick reply that is nothing but a picture is offered by the picture's address", () => {
    const imageUrl = "https://example.com/red.png"
    const picture = (more: object) => Message.text("Which?", { quickReplies: [{ title: "", payload: "r", ...more }] })

    expect(said(picture({ imageUrl }))).toEqual([`Which?\n1. ${imageUrl}`])
    expect(refused(picture({}))).toEqual([
      "channel.lacks",
      "a quick reply has neither a title nor a picture",
      "give it a title"
    ])
    expect(said(picture({}), withPictures)).toEqual(["Which?"])
  })

  it("an upload, which has an id and no address", () => {
    const url = "attachment:1234"

    expect(refused({ content: { _tag: "Media", kind: "image", url } })).toEqual([
      "channel.lacks",
      "the channel shows no such media, and \"attachment:1234\" is an upload that nobody can open",
      "give its public address"
    ])
    expect(refused({ content: { _tag: "Pictures", urls: ["https://a.example/1", url] } })).toHaveLength(3)
    expect(said({ content: { _tag: "Media", kind: "image", url } }, { ...words, media: ["image"] })).toEqual(["Media"])
  })

  it("content of another channel that has no words", () => {
    expect(refused({ content: { _tag: "Native", kind: "sticker", body: {}, words: "" } })).toEqual([
      "channel.lacks",
      "the channel has no content \"sticker\", and it has no words",
      "give it `words`"
    ])
  })

  it("but a reaction is let go: it says nothing that has to be heard", () => {
    expect(refused({ content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } })).toBeUndefined()
  })
})

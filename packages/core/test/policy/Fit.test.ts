import { Capabilities, Fit, Message } from "@parley/core"
import { describe, expect, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"

const rich: Capabilities.Capabilities = {
  textLength: { max: 100, unit: "characters" },
  quickReplies: { max: 13, titleLength: 20, under: "any", asks: ["phone"] },
  buttons: { max: 3, titleLength: 20, textLength: 40, kinds: ["Postback", "Link"] },
  cards: { max: 2, subtitleLength: 80 },
  media: ["image"],
  pictures: { max: 2 },
  reactions: true,
  native: ["receipt"],
  senderActions: true,
  echoes: true,
  handover: true
}

const fit = (message: Message.Message, can: Capabilities.Capabilities = rich) => Fit.fit(message, can, "en")
const contents = (message: Message.Message, can?: Capabilities.Capabilities) =>
  fit(message, can).map((one) => one.content)
const long = "One sentence of some length stands here. Another one follows it at once. And here is the third of them."

describe("what fits", () => {
  it("goes as it is, untouched", () => {
    const message = Message.text("Hello", { quickReplies: [{ title: "Yes", payload: "y" }] })

    expect(fit(message)[0]).toBe(message)
  })

  it("goes as it is at the limit, and in two parts one character over it", () => {
    expect(fit(Message.text("a".repeat(100)))).toHaveLength(1)
    expect(fit(Message.text("a".repeat(101)))).toHaveLength(2)
  })
})

describe("a text that is too long", () => {
  it("is parted at the end of a sentence", () => {
    expect(contents(Message.text(long))).toEqual([
      { _tag: "Text", text: "One sentence of some length stands here. Another one follows it at once." },
      { _tag: "Text", text: "And here is the third of them." }
    ])
  })

  it("keeps its quick replies on the last part", () => {
    const quickReplies = [{ title: "Yes", payload: "y" }]
    const parts = fit(Message.text(long, { quickReplies }))

    expect(parts.map((part) => part.quickReplies)).toEqual([undefined, quickReplies])
  })

  it("keeps its buttons on the last part, whose text is within what a text with buttons may have", () => {
    const buttons: ReadonlyArray<Message.Button> = [{ _tag: "Postback", title: "Go", payload: "go" }]
    const parts = contents({ content: { _tag: "Text", text: long, buttons } })

    expect(parts.at(-1)).toEqual({ _tag: "Text", text: "And here is the third of them.", buttons })
    expect(parts.slice(0, -1).every((part) => !("buttons" in part))).toBe(true)
  })

  it("says its stand-in once, with the last part", () => {
    const utility = { _tag: "Template" as const, name: "n", language: "en", parameters: {} }
    const parts = fit(Message.text(long, { utility, otherwise: "hold" }))

    expect(parts.map((part) => [part.utility, part.otherwise])).toEqual([[undefined, "drop"], [utility, "hold"]])
  })

  it("goes as it is when it is nothing but white space: the adapter refuses it as empty", () => {
    const blank = Message.text(" ".repeat(101))

    expect(fit(blank)).toEqual([blank])
  })

  it("counts bytes where the channel counts them", () => {
    const can = { ...rich, textLength: { max: 10, unit: "bytes" as const } }

    expect(contents(Message.text("äöüäö"), can)).toHaveLength(1)
    expect(contents(Message.text("äöüäöü"), can)).toHaveLength(2)
  })

  it("never parts a character that people see", () => {
    const family = "👨‍👩‍👧‍👦"
    const can = { ...rich, textLength: { max: 30, unit: "bytes" as const } }

    expect(contents(Message.text(family.repeat(2)), can)).toEqual([
      { _tag: "Text", text: family },
      { _tag: "Text", text: family }
    ])
  })

  it("loses nothing but white space, and each part is within the limit", () => {
    const written = FastCheck.string({ unit: "grapheme", minLength: 1, maxLength: 400 })
    const spaced = FastCheck.array(FastCheck.oneof(written, FastCheck.constantFrom("\n\n", "\n", ". ", " ", "¿Qué? ")))
    const law = FastCheck.property(
      spaced.map((all) => all.join("")).filter((text) => text.trim() !== ""),
      FastCheck.integer({ min: 1, max: 90 }),
      FastCheck.constantFrom("characters" as const, "bytes" as const),
      (text, max, unit) => {
        // A single code point takes up to four bytes.
        const textLength = { max: Math.max(max, 4), unit }
        const parts = contents(Message.text(text), { ...rich, textLength }).map((one) =>
          one._tag === "Text" ? one.text : ""
        )
        const bare = (words: string) => words.replace(/\s/g, "")
        expect(bare(parts.join(""))).toBe(bare(text))
        for (const part of parts) {
          const length = unit === "bytes" ? new TextEncoder().encode(part).length : [...part].length
          expect(length).toBeLessThanOrEqual(textLength.max)
          expect(part).not.toBe("")
        }
      }
    )
    FastCheck.assert(law, { numRuns: 300 })
  })
})

describe("what a channel lacks", () => {
  const instagram = { ...rich, quickReplies: { ...rich.quickReplies, under: "text" as const, asks: [] } }
  const replies = [{ title: "Yes", payload: "y" }, { title: "No", payload: "n" }]

  it("is said in words by a channel that has words alone: choices by number, links by address", () => {
    const message: Message.Message = {
      content: {
        _tag: "Text",
        text: "How?",
        buttons: [
          { _tag: "Postback", title: "By car", payload: "c" },
          { _tag: "Link", title: "Map", url: "https://example.com/map" },
          { _tag: "Postback", title: "On foot", payload: "f" }
        ]
      }
    }

    expect(contents(message, Capabilities.words)).toEqual([
      { _tag: "Text", text: "How?\nMap: https://example.com/map\n1. By car\n2. On foot" }
    ])
  })

  it("is said in words: quick replies by number, media by address, cards one by one, receipts as their author wrote them", () => {
    const say = (content: Message.Content, quickReplies?: ReadonlyArray<Message.QuickReply>) =>
      contents(quickReplies === undefined ? { content } : { content, quickReplies }, Capabilities.words)
        .map((one) => one._tag === "Text" ? one.text : one._tag)

    expect(say({ _tag: "Text", text: "Sure?" }, replies)).toEqual(["Sure?\n1. Yes\n2. No"])
    expect(say({ _tag: "Media", kind: "image", url: "https://example.com/a.png" }, replies))
      .toEqual(["https://example.com/a.png\n1. Yes\n2. No"])
    expect(say({ _tag: "Cards", cards: [{ title: "One", subtitle: "1 €" }, { title: "Two" }] })).toEqual([
      "One\n1 €",
      "Two"
    ])
    expect(say({ _tag: "Native", kind: "receipt", body: {}, words: "You paid 5 €." })).toEqual(["You paid 5 €."])
    expect(say({ _tag: "Pictures", urls: ["https://a.example/1", "https://a.example/2"] }))
      .toEqual(["https://a.example/1", "https://a.example/2"])
  })

  it("puts quick replies under a text of their own where they may stand under nothing else", () => {
    expect(
      fit(
        { content: { _tag: "Media", kind: "image", url: "https://example.com/a.png" }, quickReplies: replies },
        instagram
      )
    )
      .toEqual([
        { content: { _tag: "Media", kind: "image", url: "https://example.com/a.png" } },
        { content: { _tag: "Text", text: "1. Yes\n2. No" }, quickReplies: replies }
      ])
  })

  it("says the title of a quick reply that asks for what the channel does not tell, and keeps the others", () => {
    const asking = [{ title: "Your e-mail", payload: "", asks: "email" as const }, ...replies]

    expect(fit(Message.text("How do we reach you?", { quickReplies: asking }), instagram)).toEqual([
      Message.text("How do we reach you?\nYour e-mail", { quickReplies: replies })
    ])
  })

  it("shows more cards than a row takes in several rows, and pictures in several messages", () => {
    const card = (title: string) => ({ title, subtitle: "s" })

    expect(contents({ content: { _tag: "Cards", cards: [card("1"), card("2"), card("3")] } })).toEqual([
      { _tag: "Cards", cards: [card("1"), card("2")] },
      { _tag: "Cards", cards: [card("3")] }
    ])
    expect(contents({ content: { _tag: "Pictures", urls: ["a", "b", "c"] } })).toEqual([
      { _tag: "Pictures", urls: ["a", "b"] },
      { _tag: "Pictures", urls: ["c"] }
    ])
  })

  it("says a button that it lacks in the words beside it, and keeps the others", () => {
    const buttons: ReadonlyArray<Message.Button> = [
      { _tag: "Call", title: "Call us", phone: "+4930123456" },
      { _tag: "Postback", title: "Menu", payload: "m" }
    ]

    expect(contents({ content: { _tag: "Text", text: "Here.", buttons } })).toEqual([
      {
        _tag: "Text",
        text: "Here.\nCall us: +4930123456",
        buttons: [{ _tag: "Postback", title: "Menu", payload: "m" }]
      }
    ])
    expect(contents({ content: { _tag: "Cards", cards: [{ title: "Shop", buttons }] } })).toEqual([
      {
        _tag: "Cards",
        cards: [{
          title: "Shop",
          subtitle: "Call us: +4930123456",
          buttons: [{ _tag: "Postback", title: "Menu", payload: "m" }]
        }]
      }
    ])
  })

  it("shows nothing for a reaction where there are none", () => {
    const reaction: Message.Message = { content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } }

    expect(fit(reaction)).toEqual([reaction])
    expect(fit(reaction, Capabilities.words)).toEqual([])
  })

  it("leaves a reaction with quick replies whole, for the adapter to refuse, rather than showing half of it", () => {
    const reaction: Message.Message = {
      content: { _tag: "Reaction", mid: "m_1", emoji: "👍" },
      quickReplies: [{ title: "a", payload: "a" }]
    }
    const underText = { ...rich, quickReplies: { ...rich.quickReplies, under: "text" as const } }

    expect(fit(reaction, underText)).toEqual([reaction])
  })
})

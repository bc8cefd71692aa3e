import { Disclosure, type LaneName, Message, type Outbound, Purpose } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"

const lane = (name: LaneName.LaneName): LaneName.Lane => ({ lane: name, rule: "r", pack: "p" })
const room: Disclosure.Room = { textLength: { max: 60, unit: "characters" }, buttons: { textLength: 40 } }
const notice = "You are talking to a bot."
const saying = (message: Message.Message, name: LaneName.LaneName): Disclosure.Saying => ({
  message,
  lane: lane(name),
  notice,
  locale: "en",
  room
})
const template: Message.Message["utility"] = { _tag: "Template", name: "shipped", language: "en", parameters: {} }
const survey: Message.Content = {
  _tag: "Survey",
  title: "How was it?",
  question: { id: "q", title: "How was the pizza?", kind: "csat" },
  privacyUrl: "https://example.com"
}
const reply: Message.QuickReply = { title: "Yes", payload: "y" }

describe("how words travel while the notice is due", () => {
  test("the notice goes first as a message of its own, for the same purpose and as quietly", () => {
    const message = Message.text("It has left.", { purpose: "shipping", notification: "silent" })
    expect(Disclosure.plan(saying(message, "tagged"))).toEqual({
      _tag: "After",
      notice: Message.text(notice, { purpose: "shipping", notification: "silent" })
    })
    expect(Disclosure.plan(saying(Message.text("Hi"), "reply"))).toEqual({
      _tag: "After",
      notice: Message.text(notice)
    })
  })

  test("a utility template goes as it was approved, and the notice stays due", () => {
    const message = Message.text("It has left.", { purpose: "shipping", utility: template })
    expect(Disclosure.plan(saying(message, "utility"))).toEqual({ _tag: "Bare" })
    expect(Disclosure.plan(saying({ content: template }, "utility"))).toEqual({ _tag: "Bare" })
  })

  test("a template that discloses is the notice, in the lane where it is the template that travels", () => {
    const utility: typeof template = { ...template, discloses: true }
    expect(Disclosure.plan(saying(Message.text("It has left.", { utility }), "utility"))).toEqual({ _tag: "Itself" })
    expect(Disclosure.plan(saying({ content: utility }, "utility"))).toEqual({ _tag: "Itself" })
    expect(Disclosure.plan(saying(Message.text("It has left.", { utility }), "reply"))._tag).toBe("After")
  })

  test("where one message is all there is, the notice stands in front of its text", () => {
    for (const name of ["privateReply", "oneTime", "recurring", "sponsored"] as const) {
      const message = Message.text("We open at ten.", { topic: "hours", quickReplies: [reply] })
      expect(Disclosure.plan(saying(message, name))).toEqual({
        _tag: "Merged",
        message: Message.text(`${notice}\n\nWe open at ten.`, { topic: "hours", quickReplies: [reply] })
      })
    }
  })

  test("a survey whose own words say it is the notice; another cannot carry it", () => {
    const own = { ...survey, subtitle: "A bot asks you one question." }
    expect(Disclosure.plan(saying({ content: own }, "tagged"))).toEqual({ _tag: "Itself" })
    expect(Disclosure.plan(saying({ content: survey }, "reply"))._tag).toBe("After")
    const merged = Disclosure.merge({ content: survey }, notice, room)
    expect(merged).toMatchObject({ refusal: { rule: "disclosure.first" } })
  })
})

describe("the notice and the text in one message", () => {
  const left = 60 - [...notice].length - 2

  test("the last character that fits is taken, and one more is refused with the way out", () => {
    expect(Disclosure.merge(Message.text("a".repeat(left)), notice, room)._tag).toBe("Merged")
    expect(Disclosure.merge(Message.text("a".repeat(left + 1)), notice, room)).toEqual({
      _tag: "Refused",
      refusal: {
        rule: "disclosure.first",
        reason: "it must be told first that one speaks with a machine, and with the notice it has 61 characters, "
          + "where one message takes 60",
        waysOut: ["shorten the message by 1 character", "wait until the person writes"]
      }
    })
  })

  test("characters are what a person counts as such, and bytes are those of UTF-8", () => {
    const bytes: Disclosure.Room = { ...room, textLength: { max: 60, unit: "bytes" } }
    expect(Disclosure.merge(Message.text("😀".repeat(left)), notice, room)._tag).toBe("Merged")
    expect(Disclosure.merge(Message.text("é".repeat(left)), notice, bytes)._tag).toBe("Refused")
    expect(Disclosure.merge(Message.text("e".repeat(left)), notice, bytes)._tag).toBe("Merged")
  })

  test("a text with buttons keeps them, and has the room of such a text", () => {
    const content: Message.Content = {
      _tag: "Text",
      text: "a".repeat(40 - [...notice].length - 2),
      buttons: [{ _tag: "Postback", title: "Go", payload: "g" }]
    }
    const merged = Disclosure.merge({ content }, notice, room)
    expect(merged).toMatchObject({ _tag: "Merged", message: { content: { buttons: content.buttons } } })
    expect(Disclosure.merge({ content: { ...content, text: `${content.text}a` } }, notice, room)._tag).toBe("Refused")
    const bytes: Disclosure.Room = { ...room, textLength: { max: 60, unit: "bytes" } }
    const accented = { ...content, text: content.text.replaceAll("a", "é") }
    expect(Disclosure.merge({ content: accented }, notice, bytes)._tag).toBe("Merged")
  })

  test("media, cards, templates, surveys and requests have no room for it", () => {
    const contents: ReadonlyArray<Message.Content> = [
      { _tag: "Media", kind: "image", url: "https://example.com/a.png" },
      { _tag: "Cards", cards: [{ title: "One" }] },
      { _tag: "Template", name: "shipped", language: "en", parameters: {} },
      survey,
      { _tag: "Request", permission: "oneTime", topic: "t", title: "May we?", payload: "p" }
    ]
    for (const content of contents) {
      const merged = Disclosure.merge({ content }, notice, room)
      expect(merged._tag === "Refused" && merged.refusal.waysOut.length).toBe(2)
    }
  })

  test("whatever is merged fits, says the notice first and the whole text after it, and comes apart again", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.string({ unit: "grapheme", maxLength: 60 }),
        FastCheck.constantFrom(...Purpose.Purpose.literals),
        FastCheck.constantFrom("characters" as const, "bytes" as const),
        (text, purpose, unit) => {
          const message = Message.text(text, { purpose })
          const merged = Disclosure.merge(message, notice, { ...room, textLength: { max: 60, unit } })
          const whole = `${notice}\n\n${text}`
          const length = unit === "bytes" ? Buffer.byteLength(whole) : Array.from(whole).length
          expect(merged._tag).toBe(length <= 60 ? "Merged" : "Refused")
          if (merged._tag === "Refused") return
          expect(merged.message).toEqual(Message.text(whole, { purpose }))
          expect(Disclosure.unmerge(merged.message, notice)).toEqual(message)
        }
      )
    )
  })

  test("what was not merged comes apart as it is", () => {
    const message = Message.text("Hello")
    expect(Disclosure.unmerge(message, notice)).toBe(message)
    const media: Message.Message = { content: { _tag: "Media", kind: "image", url: "https://example.com/a.png" } }
    expect(Disclosure.unmerge(media, notice)).toBe(media)
  })
})

describe("which outbound is the notice alone", () => {
  const outbound = (message: Message.Message, name: LaneName.LaneName): Outbound.Outbound => ({
    id: "o1",
    conversation: { channel: "demo", account: "1", person: "2" },
    order: 1,
    address: { _tag: "Scoped", id: "2" },
    body: { _tag: "Message", message },
    author: { _tag: "Bot" },
    lane: lane(name),
    cause: "m1",
    at: 0,
    discloses: true
  })

  test("a text of its own is; a merged text, a template and a survey say more and must not be lost", () => {
    expect(Disclosure.isNotice(outbound(Message.text(notice), "reply"))).toBe(true)
    expect(Disclosure.isNotice(outbound(Message.text(notice), "tagged"))).toBe(true)
    expect(Disclosure.isNotice(outbound(Message.text(`${notice}\n\nHi`), "privateReply"))).toBe(false)
    expect(Disclosure.isNotice(outbound(Message.text("x", { utility: template }), "utility"))).toBe(false)
    expect(Disclosure.isNotice(outbound({ content: survey }, "tagged"))).toBe(false)
    const { discloses: _, ...plain } = outbound(Message.text("Hi"), "reply")
    expect(Disclosure.isNotice(plain)).toBe(false)
  })
})

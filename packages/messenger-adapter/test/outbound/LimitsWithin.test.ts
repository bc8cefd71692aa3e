import type { Address, LaneName, Message, Outbound } from "@parley/core"
import { type Channel, Limits, RenderControl, Rich, Unsendable } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import * as Prepare from "../../src/outbound/Prepare.ts"

const address: Address.Address = { _tag: "Scoped", id: "42" }
const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const outbound = (message: Message.Message): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account: "1", person: "42" },
  order: 1,
  address,
  body: { _tag: "Message", message },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: 0
})

const problem = (message: Message.Message, channel: Channel.Channel = "messenger"): string =>
  Either.match(Prepare.of(outbound(message), { channel }), {
    onLeft: Unsendable.describe,
    onRight: () => "sendable"
  })

const a = (length: number) => "a".repeat(length)
const times = <A>(count: number, one: A): [A, ...Array<A>] => [one, ...Array.from({ length: count - 1 }, () => one)]
const image = "https://x.example/i.png"
const url = "https://x.example/"

const postback = (title = "b", payload = "p"): Message.Button => ({ _tag: "Postback", title, payload })
const text = (buttons: ReadonlyArray<Message.Button>): Message.Message => ({
  content: { _tag: "Text", text: "x", buttons }
})
const card = (buttons: ReadonlyArray<Message.Button>): Message.Message => ({
  content: { _tag: "Cards", cards: [{ title: "c", buttons }] }
})
const cards = (card: Message.Card): Message.Message => ({ content: { _tag: "Cards", cards: times(3, card) } })
const survey = (question: object, more: object = {}): Message.Message => ({
  content: {
    _tag: "Survey",
    title: "How was it?",
    question: { id: "q", title: "How was it?", kind: "csat", ...question },
    privacyUrl: url,
    ...more
  }
})
const oneTime = (title: string, payload: string): Message.Message => ({
  content: { _tag: "Request", permission: "oneTime", topic: "t", title, payload }
})
const grid = (answers: { readonly payload: string; readonly text: string }): Message.Message => ({
  content: Rich.imageGrid({ images: [{ url: image }, { url: image, answers }] })
})

interface Row {
  readonly what: string
  readonly page: string
  readonly most: number
  readonly of: (size: number) => Message.Message
  readonly field: string
  readonly only?: Channel.Channel
}

const both: ReadonlyArray<Row> = [
  {
    what: "buttons of a card",
    page: "Generic template",
    most: 3,
    of: (n) => card(times(n, postback())),
    field: "cards[0].buttons"
  },
  {
    what: "title of a card's button",
    page: "Buttons",
    most: 20,
    of: (n) => card([postback(a(n))]),
    field: "cards[0].buttons[0].title"
  },
  {
    what: "payload of a card's button",
    page: "Postback button",
    most: 1000,
    of: (n) => card([postback("b", a(n))]),
    field: "cards[0].buttons[0].payload"
  },
  {
    what: "title of a later card",
    page: "Generic template",
    most: 80,
    of: (n) => cards({ title: a(n), subtitle: "s" }),
    field: "cards[0].title"
  },
  {
    what: "title of a button that opens a page",
    page: "URL button",
    most: 20,
    of: (n) => text([{ _tag: "Link", title: a(n), url }]),
    field: "buttons[0].title"
  }
]

const messenger: ReadonlyArray<Row> = [
  {
    what: "title of a button that dials",
    page: "Call button",
    most: 20,
    of: (n) => text([{ _tag: "Call", title: a(n), phone: "+34911223344" }]),
    field: "buttons[0].title"
  },
  {
    what: "title of a button that starts a game",
    page: "Game play button",
    most: 20,
    of: (n) => text([{ _tag: "Play", title: a(n) }]),
    field: "buttons[0].title"
  },
  {
    what: "payload of a grid's answer",
    page: "Image grid template",
    most: 1000,
    of: (n) => grid({ payload: a(n), text: "t" }),
    field: "images[1].answers.payload"
  },
  {
    what: "text of a grid's answer",
    page: "Image grid template",
    most: 1999,
    of: (n) => grid({ payload: "p", text: a(n) }),
    field: "images[1].answers.text"
  },
  {
    what: "title of a grid's button",
    page: "Image grid template",
    most: 20,
    of: (n) => ({ content: Rich.imageGrid({ images: times(2, { url: image }), buttons: [postback(a(n))] }) }),
    field: "buttons[0].title"
  },
  {
    what: "title of a button under a picture",
    page: "Media Template",
    most: 20,
    of: (n) => ({ content: Rich.media({ show: "image", attachment: "1", buttons: [postback(a(n))] }) }),
    field: "buttons[0].title"
  },
  {
    what: "button of a coupon",
    page: "Coupon Template",
    most: 20,
    of: (n) => ({ content: Rich.coupon({ title: "t", url, button: a(n) }) }),
    field: "button"
  },
  {
    what: "payload of a coupon",
    page: "Coupon Template",
    most: 1000,
    of: (n) => ({ content: Rich.coupon({ title: "t", code: "T", payload: a(n) }) }),
    field: "payload"
  },
  {
    what: "title of a request for one message",
    page: "One-time notification",
    most: 65,
    of: (n) => oneTime(a(n), "p"),
    field: "title"
  },
  {
    what: "payload of a request for one message",
    page: "One-time notification",
    most: 1000,
    of: (n) => oneTime("t", a(n)),
    field: "payload"
  },
  {
    what: "label of a field of the person",
    page: "Structured information template",
    most: 85,
    of: (n) => ({ content: Rich.addressForm({ privacyUrl: url, words: "w", contact: { name: { label: a(n) } } }) }),
    field: "contact.name.label"
  }
]

const cases = [
  ...both.flatMap((row) => (["messenger", "instagram"] as const).map((channel) => ({ ...row, channel }))),
  ...messenger.map((row) => ({ ...row, channel: "messenger" as const }))
]

describe("a documented limit of what stands inside a message", () => {
  it.each(cases)("$what ($page) on $channel: $most pass, and one more is refused by field, size and limit", (row) => {
    const { channel, field, most, of } = row

    expect(problem(of(most), channel)).toBe("sendable")
    const refusal = problem(of(most + 1), channel)
    expect(refusal).toContain(`${field}: `)
    expect(refusal).toContain(`${most + 1}`)
    expect(refusal).toContain(`the limit is ${most}`)
  })

  it("the id of a survey's question has 80 letters, digits and _, and not one more", () => {
    expect(problem(survey({ id: a(80) }))).toBe("sendable")
    expect(problem(survey({ id: a(81) }))).toContain("use up to 80 letters, digits and _")
  })

  it("a survey's question has 5 characters at the least", () => {
    expect(problem(survey({ title: "Tasty" }))).toBe("sendable")
    expect(problem(survey({ title: "Good" }))).toContain("question.title: it has 4 characters and the least is 5")
  })

  it("a form is open for a day at the least, and for whole days", () => {
    expect(problem(survey({}, { expiresInDays: 1 }))).toBe("sendable")
    expect(problem(survey({}, { expiresInDays: 0 }))).toContain("expiresInDays: 0 is not allowed")
    expect(problem(survey({}, { expiresInDays: 1.5 }))).toContain("expiresInDays: 1.5 is not allowed")
  })

  it("a grid has one hero, and not two", () => {
    const hero = { url: image, hero: true as const }

    expect(problem({ content: Rich.imageGrid({ images: [hero, { url: image }] }) })).toBe("sendable")
    expect(problem({ content: Rich.imageGrid({ images: [hero, hero] }) })).toContain("images: 2 of them are the hero")
  })

  it("a product row has one product, and not none; a row of pictures too", () => {
    const ids: ReadonlyArray<string> = []
    const none: ReadonlyArray<string> = []

    expect(problem({ content: Rich.products({ ids: ["1"], words: "w" }) })).toBe("sendable")
    expect(problem({ content: Rich.products({ ids, words: "w" }) })).toContain("ids: it is empty")
    // A store may give back what no author can write.
    const pictures = { _tag: "Pictures", urls: none } as unknown as Message.Content
    expect(problem({ content: pictures })).toContain("urls: it is empty")
  })

  it("a thread is kept for seven days, and not for a second more; a note about it has 1000 characters", () => {
    const render = (control: Outbound.Control) =>
      Either.match(RenderControl.render({ channel: "messenger", address, control }), {
        onLeft: Unsendable.describe,
        onRight: () => "sendable"
      })
    const week = 7 * 24 * 3600 * 1000

    expect(render({ _tag: "Extend", for: week })).toBe("sendable")
    expect(render({ _tag: "Extend", for: week + 1 })).toContain("for: it is 604801 seconds and the limit is 604800")
    expect(render({ _tag: "Take", note: a(1000) })).toBe("sendable")
    expect(render({ _tag: "Take", note: a(1001) })).toContain("note: it has 1001 characters and the limit is 1000")
  })
})

describe("bytes of UTF-8 on Instagram", () => {
  const said = (words: string) => problem({ content: { _tag: "Text", text: words } }, "instagram")

  it.each([
    ["emoji of four bytes", "🎉".repeat(250), "🎉".repeat(250) + "a", 1001],
    ["an emoji at the bound", a(996) + "🎉", a(997) + "🎉", 1001],
    ["letters of three bytes", `${"あ".repeat(333)}a`, "あ".repeat(334), 1002]
  ])("%s: 1000 pass, and more are refused", (_what, at, over, size) => {
    expect(new TextEncoder().encode(at).length).toBe(Limits.of("instagram").text.max)
    expect(said(at)).toBe("sendable")
    expect(said(over)).toContain(`text: it has ${size} bytes and the limit is 1000`)
  })
})

describe("half a character", () => {
  const half = "🎉".slice(0, 1)
  const other = "🎉".slice(1)

  it.each<[string, Message.Message, string]>([
    ["a text", { content: { _tag: "Text", text: `Hello ${half}` } }, "message.text"],
    ["a text that begins with one", { content: { _tag: "Text", text: `${other} hello` } }, "message.text"],
    ["a payload", text([postback("b", half)]), "message.attachment.payload.buttons[0].payload"],
    [
      "a quick reply",
      { content: { _tag: "Text", text: "x" }, quickReplies: [{ title: half, payload: "p" }] },
      "message.quick_replies[0].title"
    ],
    ["metadata", { content: { _tag: "Text", text: "x" }, metadata: half }, "message.metadata"],
    ["a name in a template of one's own", {
      content: Rich.template({ type: "new", payload: { [half]: 1 }, words: "w" })
    }, `message.attachment.payload.${half}`]
  ])("in %s is refused before the network, with its field and the cure", (_what, message, field) => {
    const refusal = problem(message)

    expect(refusal).toContain(`${field}: it holds half a character`)
    expect(refusal).toContain("cut texts between characters")
  })

  it("is not what a whole emoji is made of", () => {
    expect(problem({ content: { _tag: "Text", text: half + other } })).toBe("sendable")
  })
})

describe("what a reaction cannot carry", () => {
  const reaction = (more: Partial<Message.Message>) =>
    problem({ content: { _tag: "Reaction", mid: "m_1", emoji: "👍" }, ...more })

  it("is refused by its field, not dropped: names, sounds and Meta's own words too", () => {
    expect(reaction({})).toBe("sendable")
    expect(reaction({ persona: "Lea" })).toBe("persona: a reaction travels alone; say it in a message of its own")
    expect(reaction({ notification: "silent" })).toContain("notification: a reaction travels alone")
    expect(reaction({ extra: { persona_id: "1" } })).toContain("extra: a reaction travels alone")
  })
})

describe("parameters of an approved template by place", () => {
  const template = (parameters: Record<string, string>) =>
    problem({ content: { _tag: "Template", name: "t", language: "en", parameters } })

  it("are given from the first on: one that is missing would give its place to the next", () => {
    expect(template({ 1: "a", 2: "b" })).toBe("sendable")
    expect(template({ 2: "b" })).toBe(
      "parameters.1: it is missing, and those behind it would take its place; give every parameter from 1 on, or name them all"
    )
    expect(template({ "header.2": "b" })).toContain("parameters.header.1: it is missing")
    expect(template({ name: "a", 2: "b" })).toBe("sendable")
  })
})

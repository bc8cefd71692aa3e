import type { Address, LaneName, Message } from "@parley/core"
import { type Channel, Limits, Metadata, Render, Rich, Unsendable } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"

const address: Address.Address = { _tag: "Scoped", id: "42" }
const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const problem = (message: Message.Message, channel: Channel.Channel): string => {
  const rendered = Render.render({ id: "out-1", channel, address, lane, message })
  return Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable"
}

const a = (length: number) => "a".repeat(length)
const text = (words: string, more: Partial<Message.Message> = {}): Message.Message => ({
  content: { _tag: "Text", text: words },
  ...more
})
const withButtons = (buttons: ReadonlyArray<Message.Button>, words = "x"): Message.Message => ({
  content: { _tag: "Text", text: words, buttons }
})
const postback = (title = "b", payload = "p"): Message.Button => ({ _tag: "Postback", title, payload })
const times = <A>(count: number, one: A): [A, ...Array<A>] => [one, ...Array.from({ length: count - 1 }, () => one)]
const reply = (title = "r", payload = "p"): Message.QuickReply => ({ title, payload })
const card = (title: string, subtitle: string): Message.Message => ({
  content: { _tag: "Cards", cards: [{ title, subtitle }] }
})
const native = (content: Message.Content): Message.Message => ({ content })

const receipt = { orderNumber: "7", recipientName: "Ana", currency: "EUR", paymentMethod: "Visa", total: 1 }
const image = "https://x.example/i.png"

const survey = (more: object, question: object = {}): Message.Message =>
  native({
    _tag: "Survey",
    title: "How was it?",
    question: { id: "q", title: "How was it?", kind: "csat", ...question },
    privacyUrl: "https://x.example/p",
    ...more
  })
const request = (title: string, payload = "p"): Message.Message =>
  native({ _tag: "Request", permission: "recurring", topic: "t", title, payload })
const form = (more: object): Message.Message =>
  native(Rich.addressForm({ privacyUrl: "https://x.example/p", words: "Where to?", ...more }))

/** One limit: the page that names it, a message of any size, and the field and noun of the refusal. */
interface Row {
  readonly limit: string
  readonly page: string
  readonly max: (limits: Limits.Limits) => number
  readonly of: (size: number) => Message.Message
  readonly field: string
  readonly said?: string
  readonly only?: Channel.Channel
}

const rows: ReadonlyArray<Row> = [
  {
    limit: "text",
    page: "Send API Reference: text",
    max: ({ text }) => text.max,
    of: (n) => text(a(n)),
    field: "text"
  },
  {
    limit: "quickReplies",
    page: "Quick replies",
    max: ({ quickReplies }) => quickReplies,
    of: (n) => text("x", { quickReplies: times(n, reply()) }),
    field: "quickReplies"
  },
  {
    limit: "quickReplyTitle",
    page: "Quick replies",
    max: ({ quickReplyTitle }) => quickReplyTitle,
    of: (n) => text("x", { quickReplies: [reply(a(n))] }),
    field: "quickReplies[0].title"
  },
  {
    limit: "payload",
    page: "Quick replies",
    max: ({ payload }) => payload,
    of: (n) => text("x", { quickReplies: [reply("r", a(n))] }),
    field: "quickReplies[0].payload"
  },
  {
    limit: "payload",
    page: "Postback button",
    max: ({ payload }) => payload,
    of: (n) => withButtons([postback("b", a(n))]),
    field: "buttons[0].payload"
  },
  {
    limit: "payload",
    page: "old Marketing Messages page",
    max: ({ payload }) => payload,
    of: (n) => request("t", a(n)),
    field: "payload"
  },
  {
    limit: "buttons",
    page: "Button template",
    max: ({ buttons }) => buttons,
    of: (n) => withButtons(times(n, postback())),
    field: "buttons"
  },
  {
    limit: "buttonTitle",
    page: "Buttons",
    max: ({ buttonTitle }) => buttonTitle,
    of: (n) => withButtons([postback(a(n))]),
    field: "buttons[0].title"
  },
  {
    limit: "buttonText",
    page: "Button template",
    max: ({ buttonText }) => buttonText,
    of: (n) => withButtons([postback()], a(n)),
    field: "text"
  },
  {
    limit: "cards",
    page: "Generic template",
    max: ({ cards }) => cards,
    of: (n) => native({ _tag: "Cards", cards: times(n, { title: "c", subtitle: "s" }) }),
    field: "cards"
  },
  {
    limit: "cardTitle",
    page: "Generic template",
    max: ({ cardTitle }) => cardTitle,
    of: (n) => card(a(n), "s"),
    field: "cards[0].title"
  },
  {
    limit: "cardSubtitle",
    page: "Generic template",
    max: ({ cardSubtitle }) => cardSubtitle,
    of: (n) => card("c", a(n)),
    field: "cards[0].subtitle"
  },
  {
    limit: "pictures",
    page: "Send a Message: attachments",
    max: ({ pictures }) => pictures,
    of: (n) => native({ _tag: "Pictures", urls: times(n, image) }),
    field: "urls"
  },
  {
    limit: "request.title",
    page: "old Marketing Messages page",
    max: (limits) => limits.request.title,
    of: (n) => request(a(n)),
    field: "title"
  },
  {
    limit: "request.title",
    page: "Customer Feedback Template",
    max: (limits) => limits.request.title,
    of: (n) => survey({ title: a(n) }),
    field: "title",
    only: "messenger"
  },
  {
    limit: "request.subtitle",
    page: "Customer Feedback Template",
    max: (limits) => limits.request.subtitle,
    of: (n) => survey({ subtitle: a(n) }),
    field: "subtitle",
    only: "messenger"
  },
  {
    limit: "request.question",
    page: "Customer Feedback Template",
    max: (limits) => limits.request.question,
    of: (n) => survey({}, { title: a(n) }),
    field: "question.title",
    only: "messenger"
  },
  {
    limit: "request.placeholder",
    page: "Customer Feedback Template",
    max: (limits) => limits.request.placeholder,
    of: (n) => survey({}, { followUp: a(n) }),
    field: "question.followUp",
    only: "messenger"
  },
  {
    limit: "buttonTitle",
    page: "Customer Feedback Template",
    max: ({ buttonTitle }) => buttonTitle,
    of: (n) => survey({ button: a(n) }),
    field: "button",
    only: "messenger"
  },
  {
    limit: "request.days",
    page: "Customer Feedback Template",
    max: (limits) => limits.request.days,
    of: (n) => survey({ expiresInDays: n }),
    field: "expiresInDays",
    said: "is not allowed",
    only: "messenger"
  },
  {
    limit: "request.days",
    page: "Structured information template",
    max: (limits) => limits.request.days,
    of: (n) => form({ expiresInDays: n }),
    field: "expiresInDays",
    said: "is not allowed",
    only: "messenger"
  },
  {
    limit: "fieldLabel",
    page: "Structured information template",
    max: ({ fieldLabel }) => fieldLabel,
    of: (n) => form({ address: { postalCode: { label: a(n) } } }),
    field: "address.postalCode.label",
    only: "messenger"
  },
  {
    limit: "products",
    page: "Product Template",
    max: ({ products }) => products,
    of: (n) => native(Rich.products({ ids: times(n, "77"), words: "x" })),
    field: "ids"
  },
  {
    limit: "receiptItems",
    page: "Receipt template",
    max: ({ receiptItems }) => receiptItems,
    of: (n) => native(Rich.receipt({ ...receipt, items: times(n, { title: "Pizza", price: 1 }) })),
    field: "items",
    only: "messenger"
  },
  {
    limit: "coupon.title",
    page: "Coupon Template",
    max: ({ coupon }) => coupon.title,
    of: (n) => native(Rich.coupon({ title: a(n), code: "T" })),
    field: "title",
    only: "messenger"
  },
  {
    limit: "coupon.subtitle",
    page: "Coupon Template",
    max: ({ coupon }) => coupon.subtitle,
    of: (n) => native(Rich.coupon({ title: "t", subtitle: a(n), code: "T" })),
    field: "subtitle",
    only: "messenger"
  },
  {
    limit: "buttons",
    page: "Media Template",
    max: ({ buttons }) => buttons,
    of: (n) => native(Rich.media({ show: "image", attachment: "1", buttons: times(n, postback()) })),
    field: "buttons",
    only: "messenger"
  },
  {
    limit: "grid.title",
    page: "Image grid template",
    max: ({ grid }) => grid.title,
    of: (n) => native(Rich.imageGrid({ images: times(2, { url: image }), title: a(n) })),
    field: "title",
    only: "messenger"
  },
  {
    limit: "grid.subtitle",
    page: "Image grid template",
    max: ({ grid }) => grid.subtitle,
    of: (n) => native(Rich.imageGrid({ images: times(2, { url: image }), subtitle: a(n) })),
    field: "subtitle",
    only: "messenger"
  },
  {
    limit: "grid.images.max",
    page: "Image grid template",
    max: ({ grid }) => grid.images.max,
    of: (n) => native(Rich.imageGrid({ images: times(n, { url: image }) })),
    field: "images",
    only: "messenger"
  },
  {
    limit: "buttons",
    page: "Image grid template",
    max: ({ buttons }) => buttons,
    of: (n) => native(Rich.imageGrid({ images: times(2, { url: image }), buttons: times(n, postback()) })),
    field: "buttons",
    only: "messenger"
  }
]

const cases = rows.flatMap((row) =>
  (["messenger", "instagram"] as const)
    .filter((channel) => row.only === undefined || row.only === channel)
    .map((channel) => ({ ...row, channel, most: row.max(Limits.of(channel)) }))
)

describe("a documented limit", () => {
  it.each(cases)("$limit ($page) of $channel lets $most pass, and refuses one more by field, size and limit", (row) => {
    const { channel, field, most, of, said } = row

    expect(problem(of(most), channel)).toBe("sendable")
    const refusal = problem(of(most + 1), channel)
    expect(refusal).toContain(`${field}: `)
    expect(refusal).toContain(String(most + 1))
    expect(refusal).toContain(said ?? `the limit is ${most}`)
  })

  /** Every number of the limits, by its path. A length is named by what is as long. */
  const numbersOf = (value: object, path = ""): ReadonlyArray<string> =>
    Object.entries(value).flatMap(([key, one]): ReadonlyArray<string> => {
      const at = path === "" ? key : `${path}.${key}`
      if (typeof one === "number") return [at.replace(/^text\.max$/, "text")]
      return typeof one === "object" && one !== null && !Array.isArray(one) ? numbersOf(one, at) : []
    })

  it("has a row here, every one of them", () => {
    const tested = new Set(rows.map(({ limit }) => limit))

    expect(numbersOf(Limits.of("messenger")).filter((limit) => !tested.has(limit))).toEqual(["grid.images.least"])
  })

  it("of two pictures at least in a grid lets two pass, and refuses one", () => {
    const grid = (count: number) => native(Rich.imageGrid({ images: times(count, { url: image }) }))

    expect(problem(grid(2), "messenger")).toBe("sendable")
    expect(problem(grid(1), "messenger")).toBe("images: there is 1 and the least is 2; give it at least 2")
  })

  it("of metadata is 1000 characters, ours among them", () => {
    const ours = Metadata.encode("out-1", "").length + 1

    expect(problem(text("x", { metadata: a(1000 - ours) }), "messenger")).toBe("sendable")
    expect(problem(text("x", { metadata: a(1001 - ours) }), "messenger")).toContain(
      "metadata: it has 1001 characters and the limit is 1000"
    )
  })
})

import type { Address, LaneName, Message } from "@parley/core"
import { type Channel, Limits, Render, Rich, SendBody, Unsendable } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as RenderRich from "../../src/outbound/RenderRich.ts"

const address: Address.Address = { _tag: "Scoped", id: "42" }
const lane = (name: LaneName.LaneName): LaneName.Lane => ({ lane: name, rule: "r", pack: "p" })

const render = (content: Message.Content, channel: Channel.Channel = "messenger", by = lane("reply")) =>
  Render.render({ id: "out-1", channel, address, lane: by, message: { content } })

const said = (content: Message.Content, channel?: Channel.Channel) => {
  const { metadata: _metadata, ...rest } = Either.getOrThrow(render(content, channel)).message
  return rest
}

const template = (content: Message.Content, channel?: Channel.Channel): unknown => {
  const { attachment } = said(content, channel)
  return attachment?.type === "template" ? attachment.payload : undefined
}

const problem = (content: Message.Content, channel?: Channel.Channel, by?: LaneName.Lane): string => {
  const rendered = render(content, channel, by)
  return Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable"
}

const open: Message.Button = { _tag: "Link", title: "Open", url: "https://x.example/o" }
const image = "https://x.example/i.png"
const least = {
  orderNumber: "A-7",
  recipientName: "Ana",
  currency: "EUR",
  paymentMethod: "Visa 2345",
  total: 24
} as const

describe("rich content in Meta's words", () => {
  it("is a receipt with all that it can hold", () => {
    const receipt = Rich.receipt({
      ...least,
      items: [
        { title: "Margherita", subtitle: "Tomato", quantity: 2, price: 12, currency: "EUR", imageUrl: image },
        { title: "Napkin", price: 0 }
      ],
      subtotal: 20,
      shipping: 3,
      tax: 4,
      adjustments: [{ name: "New here", amount: -3 }],
      address: { street: "Calle 1", more: "2 B", city: "Madrid", postalCode: "28001", state: "M", country: "ES" },
      merchantName: "La Huerta",
      orderUrl: "https://x.example/a-7",
      orderedAt: 1_428_444_852_900,
      sharable: true
    })

    expect(template(receipt)).toEqual({
      template_type: "receipt",
      sharable: true,
      recipient_name: "Ana",
      merchant_name: "La Huerta",
      order_number: "A-7",
      currency: "EUR",
      payment_method: "Visa 2345",
      order_url: "https://x.example/a-7",
      timestamp: "1428444852",
      address: {
        street_1: "Calle 1",
        street_2: "2 B",
        city: "Madrid",
        postal_code: "28001",
        state: "M",
        country: "ES"
      },
      summary: { subtotal: 20, shipping_cost: 3, total_tax: 4, total_cost: 24 },
      adjustments: [{ name: "New here", amount: -3 }],
      elements: [
        { title: "Margherita", subtitle: "Tomato", quantity: 2, price: 12, currency: "EUR", image_url: image },
        { title: "Napkin", price: 0 }
      ]
    })
    expect(receipt.words).toBe(
      "La Huerta\nA-7\nMargherita × 2: 12 EUR\nNapkin: 0 EUR\nNew here: -3 EUR\n= 24 EUR\nhttps://x.example/a-7"
    )
  })

  it("is a receipt with the least that it needs", () => {
    expect(template(Rich.receipt(least))).toEqual({
      template_type: "receipt",
      recipient_name: "Ana",
      order_number: "A-7",
      currency: "EUR",
      payment_method: "Visa 2345",
      summary: { total_cost: 24 }
    })
  })

  it("is a coupon by its code, its page, or both", () => {
    const whole = Rich.coupon({
      title: "10 % off",
      subtitle: "Until Sunday",
      code: "TEN",
      url: "https://x.example/shop",
      button: "Shop now",
      greeting: "For you:",
      imageUrl: image,
      payload: "sunday"
    })

    expect(template(whole)).toEqual({
      template_type: "coupon",
      title: "10 % off",
      subtitle: "Until Sunday",
      coupon_code: "TEN",
      coupon_url: "https://x.example/shop",
      coupon_url_button_title: "Shop now",
      coupon_pre_message: "For you:",
      image_url: image,
      payload: "sunday"
    })
    expect(template(Rich.coupon({ title: "t", code: "TEN" }))).toEqual({
      template_type: "coupon",
      title: "t",
      coupon_code: "TEN"
    })
    expect(whole.words).toBe("For you:\n10 % off\nUntil Sunday\nTEN\nhttps://x.example/shop")
  })

  it("is products, media with buttons, a grid, forms", () => {
    expect(template(Rich.products({ ids: ["1", "2"], words: "Two" }), "instagram")).toEqual({
      template_type: "product",
      elements: [{ id: "1" }, { id: "2" }]
    })
    expect(template(Rich.media({ show: "video", attachment: "9", buttons: [open], sharable: true }))).toEqual({
      template_type: "media",
      sharable: true,
      elements: [{
        media_type: "video",
        attachment_id: "9",
        buttons: [{ type: "web_url", title: "Open", url: open.url }]
      }]
    })
    expect(template(Rich.media({ show: "image", url: "https://www.facebook.com/p/1" }))).toEqual({
      template_type: "media",
      elements: [{ media_type: "image", url: "https://www.facebook.com/p/1" }]
    })
    expect(template(Rich.imageGrid({
      images: [
        { url: image, hero: true, opens: "https://x.example/j" },
        { url: image, answers: { payload: "BOOTS", text: "The boots" } },
        { url: image }
      ],
      title: "Spring",
      subtitle: "Tap one",
      buttons: [open]
    }))).toEqual({
      template_type: "image_grid",
      elements: [{
        title: "Spring",
        subtitle: "Tap one",
        images: [
          { url: image, is_hero_image: true, action: { type: "web_url", url: "https://x.example/j" } },
          { url: image, action: { type: "postback", payload: "BOOTS", text: "The boots" } },
          { url: image }
        ],
        buttons: [{ type: "web_url", title: "Open", url: "https://x.example/o" }]
      }]
    })
    expect(template(Rich.addressForm({
      privacyUrl: "https://x.example/p",
      countries: ["DE", "AT"],
      expiresInDays: 2,
      address: { street: { label: "Straße", required: true } },
      contact: { phone: { required: true }, email: { required: false } },
      words: "Where to?"
    }))).toEqual({
      template_type: "customer_information",
      business_privacy: { url: "https://x.example/p" },
      countries: ["DE", "AT"],
      expires_in_days: 2,
      address_overrides: [{ street_1: { label: "Straße", required: true } }],
      contact_overrides: [{ email: { required: false } }, { phone: { required: true } }]
    })
    expect(template(Rich.instantForm({ form: "123", words: "A form" }))).toEqual({
      template_type: "instant_form",
      form_id: "123"
    })
  })

  it("is a sticker, a thumb, a heart, a post of one's own", () => {
    expect(said(Rich.sticker({ id: "126361874215276", words: ":)" }))).toEqual({ sticker_id: "126361874215276" })
    expect(said(Rich.like())).toEqual({ sticker_id: "369239263222822" })
    expect(said(Rich.heart(), "instagram")).toEqual({ attachment: { type: "like_heart" } })
    expect(said(Rich.post({ post: "17900001", words: "Our post" }), "instagram")).toEqual({
      attachment: { type: "MEDIA_SHARE", payload: { id: "17900001" } }
    })
  })

  it("is a template without a word of its own, as its author gave it", () => {
    const map = Rich.template({ type: "shipment_map", payload: { zoom: 3, pins: [{ x: 1 }] }, words: "Near" })

    expect(template(map)).toEqual({ template_type: "shipment_map", zoom: 3, pins: [{ x: 1 }] })
  })

  it("says what its author wants said where it cannot be shown", () => {
    expect(Rich.coupon({ title: "t", code: "TEN", words: "TEN is yours" })).toMatchObject({ words: "TEN is yours" })
    expect(Rich.coupon({ title: "t", code: "TEN", words: "TEN is yours" }).body).toEqual({ title: "t", code: "TEN" })
  })
})

const bad = (kind: string, body: unknown): Message.Content =>
  JSON.parse(JSON.stringify({ _tag: "Native", kind, body, words: "w" }))

describe("rich content that cannot be sent is refused by its field, with a cure", () => {
  it.each<[string, Message.Content]>([
    ["orderNumber: it is empty; give it", Rich.receipt({ ...least, orderNumber: " " })],
    ["currency: \"euro\" is no currency; write its three letters", Rich.receipt({ ...least, currency: "euro" })],
    ["items[0].price: -1 is less than nothing", Rich.receipt({ ...least, items: [{ title: "t", price: -1 }] })],
    ["items[0].quantity: 0 is no quantity", Rich.receipt({ ...least, items: [{ title: "t", price: 1, quantity: 0 }] })],
    [
      "items[0].imageUrl: it is no web address",
      Rich.receipt({ ...least, items: [{ title: "t", price: 1, imageUrl: "x" }] })
    ],
    ["orderUrl: it is no web address", Rich.receipt({ ...least, orderUrl: "javascript:alert(1)" })],
    ["code: it has neither a code nor an address", bad("coupon", { title: "t" })],
    ["code: \"TEN OFF\" is empty or has spaces; take them out", Rich.coupon({ title: "t", code: "TEN OFF" })],
    ["button: it leads nowhere", Rich.coupon({ title: "t", code: "TEN", button: "Shop" })],
    [
      "url: it is no web address: the platform opens none that begins with ftp:",
      Rich.coupon({ title: "t", url: "ftp://x.example" })
    ],
    ["ids: it is empty", bad("product", { ids: [] })],
    ["ids[1]: \"b\" is no product's id", Rich.products({ ids: ["1", "b"], words: "w" })],
    [
      "url: it has an address and an upload",
      bad("media", { show: "image", url: "https://facebook.com/1", attachment: "1" })
    ],
    ["attachment: it is missing; upload it, and give its id", bad("media", { show: "image" })],
    ["url: it is not on Facebook; upload it", Rich.media({ show: "image", url: "https://x.example/i.png" })],
    ["url: it is not on Facebook", Rich.media({ show: "image", url: "https://facebook.com.x.example/i.png" })],
    [
      "images: 2 of them are the hero",
      Rich.imageGrid({ images: [{ url: image, hero: true }, { url: image, hero: true }] })
    ],
    [
      "images[1].opens: it opens a page and answers",
      Rich.imageGrid({ images: [{ url: image }, { url: image, opens: image, answers: { payload: "p", text: "t" } }] })
    ],
    [
      "buttons[0]: the channel has no such button",
      Rich.imageGrid({
        images: [{ url: image }, { url: image }],
        buttons: [{ _tag: "Call", title: "Call", phone: "+34911223344" }]
      })
    ],
    [
      "countries: \"Germany\" is no country",
      Rich.addressForm({ privacyUrl: image, countries: ["Germany"], words: "w" })
    ],
    ["form: \"\" is no id", Rich.instantForm({ form: "", words: "w" })],
    ["id: \"a b\" is no id; give the id of a sticker", Rich.sticker({ id: "a b", words: "w" })],
    ["title: is missing; make it with a word of `Rich`", bad("coupon", { code: "TEN" })],
    [
      "items[0].price: Expected number, actual \"1\"",
      bad("receipt", { ...least, items: [{ title: "t", price: "1" }] })
    ],
    ["show: it is neither image nor video", bad("media", { show: "sound", attachment: "1" })],
    ["kind: there is no content \"hologram\"", bad("hologram", {})],
    ["kind: Meta took the template \"list\" away; show cards", bad("list", {})],
    ["kind: Meta took the template \"open_graph\" away; send the link", bad("open_graph", {})],
    [
      "kind: Meta took the template \"airline_boardingpass\" away; use an approved utility template",
      bad("airline_boardingpass", {})
    ],
    ["type: Meta took the template \"airline_update\" away", bad("template", { type: "airline_update", payload: {} })],
    ["type: the template \"coupon\" has a word of its own", Rich.template({ type: "coupon", payload: {}, words: "w" })],
    [
      "payload.template_type: the type stands there twice",
      Rich.template({ type: "new_one", payload: { template_type: "list" }, words: "w" })
    ]
  ])("%s", (sentence, content) => {
    expect(problem(content)).toContain(sentence)
  })

  it("is refused by the channel that lacks it", () => {
    for (const kind of RenderRich.names) {
      for (const channel of ["messenger", "instagram"] as const) {
        const has = Limits.of(channel).native.includes(kind)
        expect(problem(bad(kind, {}), channel).includes(`${channel} has no content`)).toBe(!has)
      }
    }
  })

  it("is a sticker inside the window alone", () => {
    for (const name of ["reply", "update"] as const) {
      expect(problem(Rich.like(), "messenger", lane(name))).toBe("sendable")
    }
    expect(problem(Rich.like(), "messenger", lane("humanAgent"))).toContain(
      "lane: a sticker is shown inside the window alone"
    )
  })

  it("is in the wire's own schema, which refuses a spelled template of another shape", () => {
    const isPayload = Schema.is(SendBody.TemplatePayload)

    expect(isPayload({ template_type: "coupon", title: "t", coupon_code: "TEN" })).toBe(true)
    expect(isPayload({ template_type: "coupon", coupon_code: "TEN" })).toBe(false)
    expect(isPayload({ template_type: "shipment_map", zoom: 3 })).toBe(true)
  })
})

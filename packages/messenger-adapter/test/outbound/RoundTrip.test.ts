import { Address, type LaneName, Message, Outbound } from "@parley/core"
import { Limits, Metadata, SendBody } from "@parley/messenger-adapter"
import * as Arbitrary from "effect/Arbitrary"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Prepare from "../../src/outbound/Prepare.ts"
import * as RenderRich from "../../src/outbound/RenderRich.ts"
import * as RichContent from "../../src/outbound/RichContent.ts"

const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

/** Small texts, addresses and ids, so that much of what is made can be sent. */
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 })
const url = fc.constantFrom("https://x.example/a", "http://x.example/b?c=ä", "https://www.facebook.com/p/1")
const digits = fc.nat().map(String)
const option = <A>(value: fc.Arbitrary<A>) => fc.option(value, { nil: undefined })

/** A record without the fields that were left out. */
const some = <T extends object>(given: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  // What was left out is dropped, so that what remains has the type that it was given.
  fc.record(given, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>

const button: fc.Arbitrary<Message.Button> = fc.oneof(
  fc.record({ _tag: fc.constant("Postback" as const), title: word, payload: word }),
  fc.record({ _tag: fc.constant("Link" as const), title: word, url }),
  fc.record({ _tag: fc.constant("Call" as const), title: word, phone: fc.constant("+34911223344") }),
  fc.record({ _tag: fc.constant("LogIn" as const), url }),
  fc.record({ _tag: fc.constant("LogOut" as const) }),
  fc.record({ _tag: fc.constant("Play" as const), title: word })
)
const buttons = fc.array(button, { maxLength: 4 })

const least = { orderNumber: "7", recipientName: "Ana", paymentMethod: "Visa", currency: "EUR", total: 24 }

const bodies: { readonly [kind: string]: fc.Arbitrary<unknown> } = {
  receipt: fc.oneof(
    Arbitrary.make(RichContent.Receipt),
    some({
      items: fc.array(
        fc.tuple(word, some({ subtitle: word, quantity: fc.integer({ min: 0, max: 3 }), imageUrl: url })).map(
          ([title, more]) => ({ title, price: 1.5, ...more })
        ),
        { maxLength: 101 }
      ),
      adjustments: fc.array(fc.record({ name: word, amount: fc.integer() })),
      address: fc.record({ street: word, city: word, postalCode: word, state: word, country: word }),
      orderedAt: fc.nat(),
      orderUrl: url,
      tax: fc.nat(),
      sharable: fc.constant(true)
    }).map((more) => ({ ...least, ...more }))
  ),
  coupon: fc.tuple(word, some({ subtitle: word, code: digits, url, greeting: word, imageUrl: url, payload: word })).map(
    ([title, more]) => ({ title, ...more })
  ),
  product: fc.record({ ids: fc.array(digits, { maxLength: 11 }) }),
  media: fc.tuple(fc.constantFrom("image", "video"), some({ attachment: digits, url, buttons })).map((
    [show, more]
  ) => ({
    show,
    ...more
  })),
  image_grid: fc.tuple(
    fc.array(
      fc.tuple(url, fc.oneof(some({ opens: url }), some({ answers: fc.record({ payload: word, text: word }) }))),
      { minLength: 1, maxLength: 7 }
    ),
    some({ title: word, subtitle: word, buttons: fc.array(button, { maxLength: 1 }) })
  ).map(([images, more]) => ({ images: images.map(([at, rest]) => ({ url: at, ...rest })), ...more })),
  customer_information: fc.tuple(
    url,
    some({
      countries: fc.array(fc.constantFrom("DE", "ES", "Spain")),
      expiresInDays: fc.integer({ min: 0, max: 8 }),
      address: some({ street: some({ label: word, required: fc.boolean() }) })
    })
  ).map(([privacyUrl, more]) => ({ privacyUrl, ...more })),
  instant_form: fc.record({ form: fc.oneof(digits, word) }),
  sticker: fc.record({ id: fc.oneof(digits, word) }),
  like_heart: fc.constant({}),
  MEDIA_SHARE: fc.record({ post: fc.oneof(digits, word) }),
  template: fc.record({
    type: fc.constantFrom("shipment_map", "list", "coupon", "airline_update"),
    payload: fc.dictionary(fc.constantFrom("zoom", "pins"), fc.jsonValue())
  })
}

const native: fc.Arbitrary<Message.Content> = fc.constantFrom(...Object.keys(bodies)).chain((kind) =>
  (bodies[kind] ?? fc.constant({})).map((body) =>
    Schema.decodeUnknownSync(Message.Native)({
      _tag: "Native",
      kind,
      body: JSON.parse(JSON.stringify(body)),
      words: "w"
    })
  )
)

const survey = fc.tuple(
  fc.constantFrom("csat" as const, "nps" as const, "ces" as const, "free_form" as const),
  some({ scale: fc.constantFrom("five_stars" as const, "zero_to_ten" as const), followUp: word }),
  some({ subtitle: word, button: word, expiresInDays: fc.integer({ min: 1, max: 8 }) })
).map(([kind, question, more]): Message.Content => ({
  _tag: "Survey",
  title: "How was it?",
  question: { id: "q_1", title: "How was it?", kind, ...question },
  privacyUrl: "https://x.example/p",
  ...more
}))

const request = fc.tuple(
  fc.constantFrom("oneTime" as const, "recurring" as const),
  some({
    imageUrl: url,
    imageShape: fc.constantFrom("horizontal" as const, "square" as const),
    button: fc.constantFrom("allow" as const, "frequency" as const),
    timezone: fc.constant("Europe/Madrid"),
    renews: fc.boolean()
  })
).map(([permission, more]): Message.Content => ({
  _tag: "Request",
  permission,
  topic: "t",
  title: "News",
  payload: "p",
  ...more
}))

const card = fc.tuple(word, some({ subtitle: word, imageUrl: url, url, buttons })).map(([title, more]) => ({
  title,
  ...more
}))

const content: fc.Arbitrary<Message.Content> = fc.oneof(
  fc.tuple(word, some({ buttons })).map(([text, more]): Message.Content => ({ _tag: "Text", text, ...more })),
  fc.tuple(fc.constantFrom("image" as const, "file" as const), fc.oneof(url, digits.map((id) => `attachment:${id}`)))
    .map(([kind, at]): Message.Content => ({ _tag: "Media", kind, url: at, reuse: true })),
  fc.array(url, { minLength: 1, maxLength: 11 }).map(([first = "", ...more]): Message.Content => ({
    _tag: "Pictures",
    urls: [first, ...more]
  })),
  fc.array(card, { minLength: 1, maxLength: 11 }).map(([first = { title: "" }, ...more]): Message.Content => ({
    _tag: "Cards",
    cards: [first, ...more],
    sharable: true
  })),
  fc.dictionary(fc.constantFrom("1", "2", "header.x", "button.1.url"), word).map((parameters): Message.Content => ({
    _tag: "Template",
    name: "t",
    language: "en",
    parameters
  })),
  survey,
  request,
  { weight: 9, arbitrary: native },
  option(fc.constantFrom("👍", "no")).map((emoji): Message.Content => ({
    _tag: "Reaction",
    mid: "m_1",
    ...(emoji === undefined ? {} : { emoji })
  }))
)

const message: fc.Arbitrary<Message.Message> = fc.tuple(
  content,
  fc.oneof(
    fc.constant({}),
    some({
      quickReplies: fc.array(fc.record({ title: word, payload: word }), { maxLength: 14 }),
      replyTo: fc.constant("m_2"),
      persona: fc.constantFrom("777", "Lea"),
      metadata: word,
      notification: fc.constantFrom("regular" as const, "silent" as const, "none" as const),
      control: fc.constantFrom({ _tag: "Release" as const }, { _tag: "Pass" as const, to: "inbox" })
    })
  )
).map(([what, more]) => ({ content: what, ...more }))

const addresses: fc.Arbitrary<Address.Address> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Address.Address>({ _tag: "Scoped", id: "42" }) },
  Arbitrary.make(Address.Address)
)

const outbound = (given: Message.Message, address: Address.Address): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account: "1", person: "42" },
  order: 1,
  address,
  body: { _tag: "Message", message: given },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: 0
})

const Wire = Schema.Union(SendBody.SendMessage, SendBody.Reaction)
const decode = Schema.decodeUnknownSync(Wire, { onExcessProperty: "error" })
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe("a message there and back", () => {
  it("whatever it holds: it is refused with its field and a cure, or it is in the shape of the wire, with nothing lost", () => {
    const sent = new Map<string, number>()
    fc.assert(
      fc.property(
        message,
        addresses,
        fc.constantFrom("messenger" as const, "instagram" as const),
        (given, to, channel) => {
          const prepared = Prepare.of(outbound(given, to), { channel, personas: () => ({ Lea: "777" }) })
          if (Either.isLeft(prepared)) {
            expect(prepared.left.field).not.toBe("")
            expect(prepared.left.cure).not.toBe("")
            return
          }
          const kind = given.content._tag === "Native" ? given.content.kind : given.content._tag
          sent.set(kind, (sent.get(kind) ?? 0) + 1)
          const { body } = prepared.right

          expect(decode(json(body))).toEqual(body)
        }
      ),
      { numRuns: 4000, seed: 7 }
    )

    const kinds = [
      "Text",
      "Media",
      "Pictures",
      "Cards",
      "Template",
      "Survey",
      "Request",
      "Reaction",
      ...RenderRich.names
    ]
    expect(kinds.filter((kind) => (sent.get(kind) ?? 0) < 5)).toEqual([])
  })

  it("keeps the words of its author, the id that is ours, and what stands beside it", () => {
    fc.assert(
      fc.property(word, some({ metadata: word, replyTo: word, persona: digits }), (text, more) => {
        const prepared = Prepare.of(
          outbound({ content: { _tag: "Text", text }, ...more }, { _tag: "Scoped", id: "42" }),
          {
            channel: "messenger"
          }
        )
        if (Either.isLeft(prepared)) {
          expect(text.trim()).toBe("")
          return
        }
        const body = decode(json(prepared.right.body))
        if ("sender_action" in body) throw new Error("a text became a sender action")
        const metadata = Metadata.decode(body.message.metadata ?? "")

        expect(body.message.text).toBe(text)
        expect(metadata?.outbound).toBe("out-1")
        expect(metadata?.text ?? "").toBe(more.metadata ?? "")
        expect(body.reply_to?.mid).toBe(more.replyTo)
        expect(body.persona_id).toBe(more.persona)
      })
    )
  })

  it("as it waits in a store: an outbound of any content is read back as it was written", () => {
    const read = Schema.decodeUnknownSync(Outbound.Outbound)
    const write = Schema.encodeSync(Outbound.Outbound)

    fc.assert(
      fc.property(message, addresses, (given, to) => {
        const one = outbound(given, to)
        expect(read(json(write(one)))).toEqual(one)
      })
    )
  })

  it("every kind of rich content that a channel has is known here", () => {
    const all = new Set([...Limits.of("messenger").native, ...Limits.of("instagram").native])

    expect([...all].toSorted()).toEqual([...RenderRich.names].toSorted())
    expect(Object.keys(bodies).toSorted()).toEqual([...RenderRich.names].toSorted())
  })
})

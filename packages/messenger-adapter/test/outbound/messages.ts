/** Messages of every kind with every field that they can have, small enough that much of what is made can be sent. */
import { Address, type Message } from "@parley/core"
import { Rich } from "@parley/messenger-adapter"
import * as Arbitrary from "effect/Arbitrary"
import * as fc from "effect/FastCheck"
import type * as RichContent from "../../src/outbound/RichContent.ts"

/** Words that are found again: no two are alike. */
export const word = fc.tuple(fc.stringMatching(/^[a-z0-9]{6}$/), fc.string({ unit: "grapheme", maxLength: 12 }))
  .map((both) => both.join(""))
  .filter((text) => [...text].length <= 20)
const page = fc.tuple(fc.stringMatching(/^[a-z0-9]{6}$/), fc.constantFrom("1", "1", "1.2!3?4".repeat(20))).map(
  ([id, more]) => `https://x.example/${id}?c=ä&d=${more}`
)
const url = fc.oneof(page, fc.constantFrom("http://x.example/b", "https://www.facebook.com/p/1"))
const digits = fc.integer({ min: 1 }).map(String)

/** A record without the fields that were left out. */
export const some = <T extends object>(
  given: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }
): fc.Arbitrary<Partial<T>> =>
  // What was left out is dropped, so that what remains has the type that it was given.
  fc.record(given, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>

const with_ = <A extends object, B extends object>(
  needed: fc.Arbitrary<A>,
  more: fc.Arbitrary<B>
): fc.Arbitrary<A & B> => fc.tuple(needed, more).map(([one, other]) => ({ ...one, ...other }))

const view: fc.Arbitrary<Message.PageView> = some({
  height: fc.constantFrom("compact" as const, "tall" as const, "full" as const),
  knows: fc.constant(true as const),
  otherwise: url,
  share: fc.constant(false as const)
})

const button: fc.Arbitrary<Message.Button> = fc.oneof(
  fc.record({ _tag: fc.constant("Postback" as const), title: word, payload: word }),
  with_(fc.record({ _tag: fc.constant("Link" as const), title: word, url }), some({ view })),
  fc.record({ _tag: fc.constant("Call" as const), title: word, phone: fc.constant("+34911223344") }),
  fc.record({ _tag: fc.constant("LogIn" as const), url }),
  with_(fc.record({ _tag: fc.constant("LogOut" as const) }), some({ words: word })),
  with_(fc.record({ _tag: fc.constant("Play" as const), title: word }), some({ payload: word }))
)
const buttons = fc.array(button, { minLength: 1, maxLength: 4 })
const plainButtons = fc.array(
  fc.oneof(
    fc.record({ _tag: fc.constant("Postback" as const), title: word, payload: word }),
    with_(fc.record({ _tag: fc.constant("Link" as const), title: word, url }), some({ view }))
  ),
  { minLength: 1, maxLength: 3 }
)

const field = some({ label: word, required: fc.boolean() })
const amount = fc.integer({ min: 0, max: 9999 }).map((cents) => cents / 4)

const receipt: fc.Arbitrary<RichContent.Receipt> = with_(
  fc.record({
    orderNumber: word,
    recipientName: word,
    paymentMethod: word,
    currency: fc.constant("EUR"),
    total: amount
  }),
  some({
    subtotal: amount,
    shipping: amount,
    tax: amount,
    items: fc.array(
      with_(
        fc.record({ title: word, price: amount }),
        some({ subtitle: word, quantity: fc.integer({ min: 1, max: 9 }), currency: fc.constant("USD"), imageUrl: url })
      ),
      { minLength: 1, maxLength: 3 }
    ),
    adjustments: fc.array(fc.record({ name: word, amount: fc.integer({ min: -99, max: 99 }) }), {
      minLength: 1,
      maxLength: 3
    }),
    address: with_(
      fc.record({ street: word, city: word, postalCode: word, state: word, country: word }),
      some({ more: word })
    ),
    merchantName: word,
    orderUrl: url,
    orderedAt: fc.nat(),
    sharable: fc.constant(true as const)
  })
)

const coupon: fc.Arbitrary<RichContent.Coupon> = with_(
  fc.record({ title: word }),
  with_(
    fc.oneof(some({ code: digits }), some({ code: digits, url, button: word })),
    some({ subtitle: word, greeting: word, imageUrl: url, payload: word })
  )
)

const media: fc.Arbitrary<RichContent.Media> = with_(
  with_(
    fc.record({ show: fc.constantFrom("image" as const, "video" as const) }),
    fc.oneof(fc.record({ attachment: digits }), fc.record({ url: fc.constant("https://www.facebook.com/p/1") }))
  ),
  some({ buttons, sharable: fc.constant(true as const) })
)

const picture = fc.oneof(
  fc.record({ url }),
  fc.record({ url, opens: url }),
  fc.record({ url, answers: fc.record({ payload: word, text: word }) })
)

const grid: fc.Arbitrary<RichContent.ImageGrid> = with_(
  fc.record({
    images: fc.tuple(picture, fc.boolean(), fc.array(picture, { minLength: 1, maxLength: 6 })).map(
      ([first, hero, more]) => [hero ? { ...first, hero: true as const } : first, ...more]
    )
  }),
  some({ title: word, subtitle: word, buttons: plainButtons })
)

const addressForm: fc.Arbitrary<RichContent.CustomerInformation> = with_(
  fc.record({ privacyUrl: url }),
  some({
    countries: fc.array(fc.constantFrom("DE", "ES")),
    expiresInDays: fc.integer({ min: 1, max: 8 }),
    address: some({ street: field, more: field, city: field, postalCode: field, state: field, country: field }),
    contact: some({ name: field, email: field, phone: field })
  })
)

const open: fc.Arbitrary<RichContent.Template> = fc.record({
  type: fc.constantFrom("shipment_map", "list", "coupon", "airline_update"),
  payload: fc.dictionary(fc.constantFrom("zoom", "pins"), fc.jsonValue())
})

const native = <B extends object>(
  kind: string,
  body: fc.Arbitrary<B>,
  // The builders check what is written out; what is made here is checked before the send.
  make: (options: never) => Message.Native
): fc.Arbitrary<Message.Native> =>
  fc.tuple(body, word).map(([options, words]) => {
    const made = make(JSON.parse(JSON.stringify({ ...options, words })) as never)
    if (made.kind !== kind) throw new Error(`the builder of ${kind} makes ${made.kind}`)
    return made
  })

/** Every kind of content that only this platform has, by its builder. */
export const natives: { readonly [kind: string]: fc.Arbitrary<Message.Native> } = {
  receipt: native("receipt", receipt, Rich.receipt),
  coupon: native("coupon", coupon, Rich.coupon),
  product: native("product", fc.record({ ids: fc.array(digits, { minLength: 1, maxLength: 11 }) }), Rich.products),
  media: native("media", media, Rich.media),
  image_grid: native("image_grid", grid, Rich.imageGrid),
  customer_information: native("customer_information", addressForm, Rich.addressForm),
  instant_form: native("instant_form", fc.record({ form: fc.oneof(digits, word) }), Rich.instantForm),
  sticker: native("sticker", fc.record({ id: fc.oneof(digits, fc.constant("-")) }), Rich.sticker),
  like_heart: fc.constant(Rich.heart()),
  MEDIA_SHARE: native("MEDIA_SHARE", fc.record({ post: fc.oneof(digits, fc.constant("-")) }), Rich.post),
  template: native("template", open, Rich.template)
}

const survey: fc.Arbitrary<Message.Content> = fc.tuple(
  with_(
    fc.record({
      kind: fc.constantFrom("csat" as const, "nps" as const, "ces" as const, "free_form" as const),
      title: word,
      id: fc.constantFrom("q_1", "q 1")
    }),
    some({
      scale: fc.constantFrom("five_stars" as const, "zero_to_ten" as const, "one_to_seven" as const),
      labels: fc.constantFrom("neg_pos" as const, "none" as const),
      followUp: word
    })
  ),
  fc.record({ title: word, privacyUrl: url }),
  some({ subtitle: word, button: word, expiresInDays: fc.integer({ min: 1, max: 8 }) })
).map(([question, needed, more]) => ({ _tag: "Survey", question, ...needed, ...more }))

const request: fc.Arbitrary<Message.Content> = fc.tuple(
  fc.constantFrom("oneTime" as const, "recurring" as const),
  fc.record({ title: word, payload: word, topic: word }),
  fc.oneof(
    fc.constant({}),
    some({
      imageUrl: url,
      imageShape: fc.constantFrom("horizontal" as const, "square" as const),
      button: fc.constantFrom("allow" as const, "get" as const, "getUpdates" as const, "frequency" as const),
      timezone: fc.constant("Europe/Madrid"),
      renews: fc.boolean()
    })
  )
).map(([permission, needed, more]) => ({ _tag: "Request", permission, ...needed, ...more }))

const card: fc.Arbitrary<Message.Card> = fc.oneof(
  fc.record({ title: word, buttons: fc.tuple(fc.record({ _tag: fc.constant("LogIn" as const), url: page })) }),
  with_(
    fc.record({ title: word }),
    some({ subtitle: fc.oneof(word, word.map((one) => one.repeat(4).slice(0, 70))), imageUrl: url, url: page, buttons })
  )
)

const utility: fc.Arbitrary<typeof Message.Template.Type> = fc.record({
  _tag: fc.constant("Template" as const),
  name: word,
  language: fc.constantFrom("en", "de_DE"),
  parameters: fc.oneof(
    fc.constantFrom<Record<string, string>>({}, { 1: "one", 2: "two" }, { 2: "two" }),
    fc.dictionary(fc.constantFrom("name", "header.x", "button.1.url", "button.2.payload"), word)
  )
})

const mediaMessage: fc.Arbitrary<Message.Content> = with_(
  fc.record({
    _tag: fc.constant("Media" as const),
    kind: fc.constantFrom("image" as const, "file" as const, "audio" as const, "video" as const),
    url: fc.oneof(url, digits.map((id) => `attachment:${id}`))
  }),
  some({ reuse: fc.constant(true as const) })
)

const sentences = fc.array(word, { minLength: 30, maxLength: 180 }).map((words) => words.join(". "))

/** What every channel takes or has words for, though not each in the same way. */
export const plain: fc.Arbitrary<Message.Content> = fc.oneof(
  with_(fc.record({ _tag: fc.constant("Text" as const), text: fc.oneof(word, sentences) }), some({ buttons })),
  mediaMessage,
  fc.array(fc.oneof(url, digits.map((id) => `attachment:${id}`)), { minLength: 1, maxLength: 11 }).map(
    ([first = "", ...more]): Message.Content => ({ _tag: "Pictures", urls: [first, ...more] })
  ),
  with_(
    fc.array(card, { minLength: 1, maxLength: 11 }).map(([first = { title: "" }, ...more]): Message.Content => ({
      _tag: "Cards",
      cards: [first, ...more]
    })),
    some({ sharable: fc.constant(true as const) })
  )
)

/** Any content. */
export const content: fc.Arbitrary<Message.Content> = fc.oneof(
  { weight: 4, arbitrary: plain },
  utility,
  survey,
  request,
  { weight: 9, arbitrary: fc.oneof(...Object.values(natives)) },
  with_(fc.record({ _tag: fc.constant("Reaction" as const), mid: word }), some({ emoji: fc.constantFrom("👍", "no") }))
)

const quickReply: fc.Arbitrary<Message.QuickReply> = fc.oneof(
  { weight: 4, arbitrary: with_(fc.record({ title: word, payload: word }), some({ imageUrl: url })) },
  fc.record({ title: fc.constant(""), payload: word, imageUrl: url }),
  fc.record({
    title: fc.oneof(word, fc.constant("")),
    payload: word,
    asks: fc.constantFrom("phone" as const, "email" as const)
  })
)

/** A message of some content, with or without what may stand beside it. */
export const messageOf = (what: fc.Arbitrary<Message.Content>): fc.Arbitrary<Message.Message> =>
  with_(
    fc.record({ content: what }),
    fc.oneof(
      fc.constant({}),
      some({ quickReplies: fc.array(quickReply, { minLength: 1, maxLength: 14 }) }),
      some({
        quickReplies: fc.array(quickReply, { minLength: 1, maxLength: 3 }),
        replyTo: word,
        persona: fc.constantFrom("777", "Lea"),
        metadata: word,
        notification: fc.constantFrom("regular" as const, "silent" as const, "none" as const),
        control: fc.constantFrom(
          { _tag: "Release" as const },
          { _tag: "Pass" as const, to: "inbox" },
          { _tag: "Pass" as const, to: "4711" }
        )
      })
    )
  )

/** Mostly a person by their scoped id. */
export const addresses: fc.Arbitrary<Address.Address> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Address.Address>({ _tag: "Scoped", id: "42" }) },
  Arbitrary.make(Address.Address)
)

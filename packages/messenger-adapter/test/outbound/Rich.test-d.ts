/** What the compiler refuses of rich content that is written out, and what it leaves to the check before the send. */
import type { Message } from "@parley/core"
import { Dialogue } from "@parley/core"
import { Rich } from "@parley/messenger-adapter"
import * as Schema from "effect/Schema"

const known: string = "https://example.com/a.png"
const many: ReadonlyArray<Message.Button> = []
const ids: ReadonlyArray<string> = []
const open = { _tag: "Link", title: "Open", url: "https://example.com" } as const
const over80 = "123456789012345678901234567890123456789012345678901234567890123456789012345678901"
const over45 = "1234567890123456789012345678901234567890123456"
const eighty = "12345678901234567890123456789012345678901234567890123456789012345678901234567890"

export const coupon = Rich.coupon({ title: "10 % off", subtitle: eighty, code: "TEN" })
export const byUrl = Rich.coupon({ title: known, url: "https://example.com" })
export const emoji = Rich.coupon({
  title: "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
  code: "TEN"
})
// @ts-expect-error a coupon has a code or an address
export const neither = Rich.coupon({ title: "10 % off" })
// @ts-expect-error a title has at most 80 characters
export const longTitle = Rich.coupon({ title: over80, code: "T" })
// @ts-expect-error a subtitle has at most 80 characters
export const longSubtitle = Rich.coupon({ title: "T", subtitle: over80, code: "T" })
// @ts-expect-error a title is not empty
export const empty = Rich.coupon({ title: "", code: "T" })
// @ts-expect-error there is no such option
export const misspelt = Rich.coupon({ title: "T", code: "T", subtitel: "S" })

export const media = Rich.media({ show: "image", attachment: "1", buttons: [open, open, open] })
export const mediaOfMany = Rich.media({ show: "video", url: "https://www.facebook.com/v/1", buttons: many })
// @ts-expect-error it has an upload or an address
export const both = Rich.media({ show: "image", attachment: "1", url: "https://www.facebook.com/p/1" })
// @ts-expect-error it has an upload or an address
export const none = Rich.media({ show: "image" })
// @ts-expect-error there are at most three buttons
export const fourButtons = Rich.media({ show: "image", attachment: "1", buttons: [open, open, open, open] })
// @ts-expect-error there is no such button
export const noButton = Rich.media({ show: "image", attachment: "1", buttons: [{ _tag: "Opens", title: "x" }] })

const image = { url: known }
export const grid = Rich.imageGrid({
  images: [image, { ...image, hero: true, opens: "https://example.com" }],
  title: "Spring"
})
export const gridOfMany = Rich.imageGrid({ images: ids.map((url) => ({ url })) })
// @ts-expect-error there are at least two pictures
export const onePicture = Rich.imageGrid({ images: [image] })
// @ts-expect-error there are at most six pictures
export const seven = Rich.imageGrid({ images: [image, image, image, image, image, image, image] })
// @ts-expect-error a title has at most 45 characters
export const gridTitle = Rich.imageGrid({ images: [image, image], title: over45 })

export const products = Rich.products({ ids: ["1", "2"], words: "Two pizzas" })
export const productsOfMany = Rich.products({ ids, words: "Pizzas" })
// @ts-expect-error there is at least one product
export const noProducts = Rich.products({ ids: [], words: "x" })
// @ts-expect-error there are at most ten products
export const eleven = Rich.products({ ids: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"], words: "x" })
// @ts-expect-error ids say nothing where they cannot be shown: words are needed
export const wordless = Rich.products({ ids: ["1"] })

// @ts-expect-error a receipt says how it was paid
export const unpaid = Rich.receipt({ orderNumber: "7", recipientName: "Ana", currency: "EUR", total: 1 })

export const later = Rich.template({ type: "shipment_map", payload: { zoom: 3 }, words: "Your parcel is near" })
// @ts-expect-error Meta took the list away
export const list = Rich.template({ type: "list", payload: {}, words: "x" })
// @ts-expect-error Meta took the templates of airlines away
export const airline = Rich.template({ type: "airline_itinerary", payload: {}, words: "x" })

/** A message holds one content: words and a picture are two messages. */
// @ts-expect-error there is no message with a text and a picture
export const textAndPicture: Message.Message = { content: { _tag: "Text", text: "x", url: known, kind: "image" } }
// @ts-expect-error a reaction has no words
export const reactionAndText: Message.Message = { content: { _tag: "Reaction", mid: "m_1", emoji: "👍", text: "x" } }

const d = Dialogue.setup({
  id: "shop",
  version: 1,
  context: Schema.Struct({ order: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["thank", "end"]
})

/** A dialogue says it like any words, made of what it knows. */
export const shop = d.make({
  initial: "thank",
  states: {
    thank: d.say(({ order }) => ({
      content: Rich.receipt({
        orderNumber: order,
        recipientName: "Ana",
        currency: "EUR",
        paymentMethod: "Visa",
        total: 1
      }),
      persona: "Lea"
    }), { to: "end" }),
    end: d.end()
  }
})

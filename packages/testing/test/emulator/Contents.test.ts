import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as World from "./world.ts"

const template = (payload: object) => ({ attachment: { type: "template", payload } })
const x = (length: number) => "x".repeat(length)
const link = { type: "web_url", title: "Open", url: "https://a.example" }
const buttons = (button: object) => template({ template_type: "button", text: "Choose", buttons: [button] })
const question = { id: "q1", type: "csat", title: "How was it?" }
const survey = (more: object, about: object = question) =>
  template({
    template_type: "customer_feedback",
    title: "Tell us",
    feedback_screens: [{ questions: [about] }],
    business_privacy: { url: "https://a.example/privacy" },
    ...more
  })
const receipt = (more: object) =>
  template({
    template_type: "receipt",
    recipient_name: "Ana",
    order_number: "1",
    currency: "EUR",
    payment_method: "cash",
    summary: { total_cost: 8 },
    ...more
  })
const address = { street_1: "a", city: "b", postal_code: "c", state: "d", country: "e" }
const grid = (element: object) => template({ template_type: "image_grid", elements: [element] })
const pictures = (count: number, more: object = {}) =>
  Array.from({ length: count }, () => ({ url: "https://a.example/b.png", ...more }))
const generic = (element: object) =>
  template({ template_type: "generic", elements: [{ title: "t", subtitle: "s", ...element }] })
const coupon = (more: object) => template({ template_type: "coupon", title: "Ten percent", ...more })
const form = (more: object) =>
  template({
    template_type: "customer_information",
    countries: ["US"],
    business_privacy: { url: "https://a.example" },
    ...more
  })
const replies = (...list: ReadonlyArray<object>) => ({ text: "?", quick_replies: list })

/** What passes, and what does not, each inside the window. */
const cases: ReadonlyArray<readonly [string, object, object]> = [
  [
    "a webview of a known height",
    buttons({ ...link, webview_height_ratio: "tall" }),
    buttons({ ...link, webview_height_ratio: "huge" })
  ],
  [
    "a share button that hides",
    buttons({ ...link, webview_share_button: "hide" }),
    buttons({ ...link, webview_share_button: "show" })
  ],
  [
    "a fallback address",
    buttons({ ...link, fallback_url: "https://b.example" }),
    buttons({ ...link, fallback_url: "b" })
  ],
  ["extensions only on whitelisted domains", buttons(link), buttons({ ...link, messenger_extensions: true })],
  [
    "a game with a player",
    buttons({ type: "game_play", title: "Play", game_metadata: { player_id: "1" } }),
    buttons({
      type: "game_play",
      title: "Play",
      game_metadata: {}
    })
  ],
  [
    "a default action without a title",
    generic({ default_action: { type: "web_url", url: "https://a.example" } }),
    generic({
      default_action: link
    })
  ],
  [
    "media of Facebook",
    template({
      template_type: "media",
      elements: [{ media_type: "image", url: "https://www.facebook.com/photo.php?fbid=1" }]
    }),
    template({ template_type: "media", elements: [{ media_type: "image", url: "https://a.example/b.png" }] })
  ],
  ["a receipt with a whole address", receipt({ address }), receipt({ address: { ...address, city: undefined } })],
  [
    "a hundred lines of a receipt",
    receipt({ elements: Array.from({ length: 100 }, () => ({ title: "t", price: 1 })) }),
    receipt({
      elements: Array.from({ length: 101 }, () => ({ title: "t", price: 1 }))
    })
  ],
  ["a coupon code without spaces", coupon({ coupon_code: "SPRING" }), coupon({ coupon_code: "SPRING 10" })],
  ["a survey title of 65", survey({ title: x(65) }), survey({ title: x(66) })],
  ["a survey without addresses", survey({ subtitle: "see the shop" }), survey({ subtitle: "see https://a.example" })],
  ["a survey of a week", survey({ expires_in_days: 7 }), survey({ expires_in_days: 8 })],
  ["a question of 85", survey({}, { ...question, title: x(85) }), survey({}, { ...question, title: x(86) })],
  ["a question of at least five", survey({}, { ...question, title: x(5) }), survey({}, { ...question, title: x(4) })],
  ["a question's id of 80", survey({}, { ...question, id: x(80) }), survey({}, { ...question, id: x(81) })],
  ["a question's id of letters", survey({}, { ...question, id: "a_1" }), survey({}, { ...question, id: "a-1" })],
  ["a known type of question", survey({}, { ...question, type: "nps" }), survey({}, { ...question, type: "stars" })],
  [
    "a scale that the type has",
    survey({}, { ...question, score_option: "five_stars" }),
    survey({}, {
      ...question,
      score_option: "zero_to_ten"
    })
  ],
  [
    "a hint of 65",
    survey({}, { ...question, follow_up: { type: "free_form", placeholder: x(65) } }),
    survey({}, {
      ...question,
      follow_up: { type: "free_form", placeholder: x(66) }
    })
  ],
  ["one question", survey({}), survey({ feedback_screens: [{ questions: [question, question] }] })],
  ["a survey with its privacy page", survey({}), survey({ business_privacy: undefined })],
  ["a form with its privacy page", form({}), form({ business_privacy: {} })],
  ["a form of a week", form({ expires_in_days: 7 }), form({ expires_in_days: 0 })],
  ["six pictures of a grid", grid({ images: pictures(6) }), grid({ images: pictures(7) })],
  ["two pictures of a grid", grid({ images: pictures(2) }), grid({ images: pictures(1) })],
  [
    "one hero",
    grid({ images: [...pictures(1, { is_hero_image: true }), ...pictures(1)] }),
    grid({
      images: pictures(2, { is_hero_image: true })
    })
  ],
  ["a grid title of 45", grid({ title: x(45), images: pictures(2) }), grid({ title: x(46), images: pictures(2) })],
  [
    "a tap on a picture",
    grid({ images: pictures(2, { action: { type: "postback", payload: "P" } }) }),
    grid({
      images: pictures(2, { action: { type: "phone_number", payload: "P" } })
    })
  ],
  ["a sticker of the catalogue", { sticker_id: "900000000000011" }, { sticker_id: "123" }],
  [
    "thirteen quick replies",
    replies(...Array.from({ length: 13 }, () => ({ content_type: "text", title: "a", payload: "a" }))),
    replies(
      ...Array.from({ length: 14 }, () => ({ content_type: "text", title: "a", payload: "a" }))
    )
  ],
  [
    "a picture for a title",
    replies({ content_type: "text", title: "", payload: "", image_url: "https://a.example/b.png" }),
    replies({
      content_type: "text",
      title: "",
      payload: "a"
    })
  ]
]

describe("a message holds", () => {
  it.scoped.each(cases)("%s", ([, within, beyond]) =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")

      const taken = yield* world.text(ana.psid, "", { message: within })
      const refused = yield* world.text(ana.psid, "", { message: beyond })

      expect(taken.error).toBeUndefined()
      expect(refused.error?.code).toBe(100)
    }))

  it.scoped("extensions on a domain that the profile lists", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.send({ whitelisted_domains: ["https://a.example"] }, { path: "/me/messenger_profile" })

      expect(yield* world.text(ana.psid, "", { message: buttons({ ...link, messenger_extensions: true }) }))
        .toHaveProperty("message_id")
    }))
})

describe("where Meta's pages leave room", () => {
  type Strict = NonNullable<Parameters<typeof World.make>[0]>["strict"]
  const smiles = (count: number) => "🙂".repeat(count)
  const images = (count: number) => ({
    attachments: Array.from({ length: count }, () => ({ type: "image", payload: { url: "https://a.example/b.png" } }))
  })
  const choices: ReadonlyArray<readonly [string, object, NonNullable<Strict>, "messenger" | "instagram"]> = [
    ["a text of exactly 2000 characters", { text: x(2000) }, { textUnderLimit: true }, "messenger"],
    ["a text of 1001 emoji, which are 2002 units", { text: smiles(1001) }, { textCountedIn: "units" }, "messenger"],
    ["eleven pictures", images(11), { pictures: 10 }, "messenger"]
  ]
  it.scoped.each(choices)(
    "%s passes, and a switch refuses it",
    ([, message, strict, channel]) =>
      Effect.gen(function*() {
        const send = (chosen: NonNullable<Strict>) =>
          Effect.gen(function*() {
            const world = yield* World.make({ strict: chosen, page: { channel } })
            const ana = yield* world.emulator.person()
            yield* ana.says("hi")
            return (yield* world.text(ana.psid, "", { message })).error?.code
          })

        expect([yield* send({}), yield* send(strict)]).toEqual([undefined, 100])
      })
  )

  it.scoped("an Instagram text counts bytes, and by a switch characters", () =>
    Effect.gen(function*() {
      const send = (strict: NonNullable<Strict>, text: string) =>
        Effect.gen(function*() {
          const world = yield* World.make({ strict, page: { channel: "instagram" } })
          const ana = yield* world.emulator.person()
          yield* ana.says("hi")
          return (yield* world.text(ana.psid, text)).error?.code
        })

      expect([
        yield* send({}, "é".repeat(500)),
        yield* send({}, "é".repeat(501)),
        yield* send({ instagramTextIn: "characters" }, "é".repeat(1000)),
        yield* send({ instagramTextIn: "characters" }, "é".repeat(1001))
      ]).toEqual([undefined, 100, undefined, 100])
    }))
})

describe("what a template shows of the page's own", () => {
  /** What the Send API says to a template of a page with one product and one form. */
  const answers = (payload: object, path = "/v26.0/me/messages", page: object = { products: ["11"], forms: ["22"] }) =>
    Effect.gen(function*() {
      const world = yield* World.make({ page })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const { json } = yield* world.send({ recipient: { id: ana.psid }, message: template(payload) }, { path })
      return json.error === undefined ? "taken" : `${json.error.code}/${json.error.error_subcode ?? "-"}`
    })
  const products = (...ids: ReadonlyArray<string | number>) => ({
    template_type: "product",
    elements: ids.map((id) => ({ id }))
  })
  const lead = (form_id: string) => ({ template_type: "instant_form", form_id })

  it.scoped("is a product of its catalogue, from version 8 on", () =>
    Effect.gen(function*() {
      expect(yield* answers(products("11"))).toBe("taken")
      expect(yield* answers(products(11))).toBe("taken")
      expect(yield* answers(products("11", "12"))).toBe("100/2018320")
      expect(yield* answers({ template_type: "product", elements: [{}] })).toBe("100/-")
      expect(yield* answers(products("11"), "/v7.0/me/messages")).toBe("100/2018328")
      expect(yield* answers(products("11"), "/v8.0/me/messages")).toBe("taken")
      expect(yield* answers(products("11"), "/me/messages")).toBe("taken")
    }))

  it.scoped("is an instant form that it has", () =>
    Effect.gen(function*() {
      expect(yield* answers(lead("22"))).toBe("taken")
      expect(yield* answers(lead("23"))).toBe("1/2018382")
      expect(yield* answers(lead(""))).toBe("100/-")
    }))

  it.scoped("is any product and any form where the page was made without lists, as long as the id is one", () =>
    Effect.gen(function*() {
      expect(yield* answers(products("99"), undefined, {})).toBe("taken")
      expect(yield* answers(lead("99"), undefined, {})).toBe("taken")
      expect(yield* answers(products("shoe"), undefined, {})).toBe("100/2018320")
      expect(yield* answers(lead("contact"), undefined, {})).toBe("1/2018382")
    }))
})

describe("the control of the talk in a send", () => {
  it.scoped("is passed to an app that answers for the page, or released; nothing else", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const send = (thread_control: object) => world.text(ana.psid, "hello", { thread_control })

      const strange = yield* send({ control_type: "pass", app_id: "1" })
      const wrong = yield* send({ control_type: "give" })
      yield* send({ control_type: "pass", app_id: "263902037430900" })

      expect([strange.error?.error_subcode, wrong.error?.code]).toEqual([2018164, 100])
      expect(ana.transcript.filter(({ from }) => from === "page")).toHaveLength(1)
      expect(ana.owner).toBe("263902037430900")
    }))
})

describe("an id written as a number", () => {
  it.scoped("keeps every digit, whichever form it comes in", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person({ psid: "25381719828140933" })
      yield* ana.says("hi")

      const json = yield* world.send(
        `{"recipient":{"id":25381719828140933},"message":{"text":"an id: 25381719828140933"}}`
      )
      const loose = yield* world.send("", {
        path: "/me/messages?recipient={id:25381719828140933}&message={'text':'hello'}"
      })

      expect([json.json.recipient_id, loose.json.recipient_id]).toEqual([ana.psid, ana.psid])
      expect(ana.transcript.at(-2)?.text).toBe("an id: 25381719828140933")
    }))
})

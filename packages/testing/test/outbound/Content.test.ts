import type { Address, LaneName, Message, Outbound } from "@parley/core"
import { type Channel, GraphHttp, messenger, Rich } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Emulator from "../../src/emulator/Emulator.ts"

const page = { id: "1112223334445556", appId: "4242", token: "PAGE-TOKEN", appSecret: "app-secret" }
const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
const image = "https://x.example/i.png"
const open: Message.Button = { _tag: "Link", title: "Open", url: "https://x.example/o" }

/** An account of the channel with a person who wrote, and a transport that speaks to it. */
const bench = (channel: Channel.Channel) =>
  Effect.gen(function*() {
    const emulator = yield* Emulator.make({
      pages: [{ ...page, channel }],
      deliver: () => Effect.succeed({ status: 200 })
    })
    const http: GraphHttp.Service = {
      request: (request) =>
        Effect.mapError(emulator.graph(request), () => new GraphHttp.Unanswered({ reason: "the line was cut" }))
    }
    const person = yield* emulator.person({ name: "Ana" })
    const mid = yield* person.says("hi")
    const made = yield* emulator.graph({
      method: "POST",
      path: `/v26.0/${page.id}/personas`,
      headers: { authorization: `Bearer ${page.token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "Lea", profile_picture_url: image })
    })
    const lea = /"id":"(\d+)"/.exec(made.body)?.[1] ?? "0"
    const personas = channel === "messenger" ? { personas: { Lea: lea } } : {}
    const transport = yield* messenger({ accounts: [{ channel, ...page, ...personas }], verifyToken: "v", http })
    let count = 0
    const send = (message: Message.Message, address: Address.Address = { _tag: "Scoped", id: person.psid }) => {
      count += 1
      const outbound: Outbound.Outbound = {
        id: `out-${count}`,
        conversation: { channel, account: page.id, person: person.psid },
        order: count,
        address,
        body: { _tag: "Message", message },
        author: { _tag: "Bot" },
        lane,
        cause: "c",
        at: 0
      }
      return transport.send(outbound)
    }
    return { emulator, person, mid, send, lea }
  })

const both: ReadonlyArray<readonly [string, Message.Content]> = [
  ["words", { _tag: "Text", text: "Hello" }],
  ["words with buttons", { _tag: "Text", text: "Hello", buttons: [open] }],
  ["a film", { _tag: "Media", kind: "video", url: "https://x.example/v.mp4" }],
  ["several pictures", { _tag: "Pictures", urls: [image, image] }],
  ["cards", { _tag: "Cards", cards: [{ title: "c", subtitle: "s", buttons: [open] }] }],
  ["products", Rich.products({ ids: ["1", "2"], words: "Two" })]
]

const onMessenger: ReadonlyArray<readonly [string, Message.Content]> = [
  ...both,
  ["cards to pass on", { _tag: "Cards", cards: [{ title: "c", subtitle: "s" }], sharable: true }],
  [
    "a receipt",
    Rich.receipt({
      orderNumber: "A-7",
      recipientName: "Ana",
      currency: "EUR",
      paymentMethod: "Visa 2345",
      items: [{ title: "Margherita", quantity: 2, price: 12 }],
      total: 24
    })
  ],
  ["a coupon", Rich.coupon({ title: "10 % off", code: "TEN", url: "https://x.example", button: "Shop" })],
  [
    "a picture of Facebook's with a button",
    Rich.media({ show: "image", url: "https://www.facebook.com/p/1", buttons: [open] })
  ],
  ["a grid", Rich.imageGrid({ images: [{ url: image, hero: true }, { url: image, opens: image }], title: "Spring" })],
  ["a form for the address", Rich.addressForm({ privacyUrl: image, countries: ["DE"], words: "Where to?" })],
  ["a form of lead ads", Rich.instantForm({ form: "77", words: "A form" })],
  ["a thumb", Rich.like()],
  ["a survey", {
    _tag: "Survey",
    title: "How was it?",
    question: { id: "q", title: "How was it?", kind: "csat", scale: "five_emojis" },
    privacyUrl: "https://x.example/p"
  }],
  ["a request for one message", { _tag: "Request", permission: "oneTime", topic: "t", title: "News", payload: "p" }]
]

const onInstagram: ReadonlyArray<readonly [string, Message.Content]> = [
  ...both,
  ["a heart", Rich.heart()],
  ["a post of one's own", Rich.post({ post: "17900001", words: "Our post" })]
]

const run = <A, E>(effect: Effect.Effect<A, E, never>) => Effect.runPromise(effect)

describe.each([["messenger", onMessenger], ["instagram", onInstagram]] as const)("on %s", (channel, contents) => {
  it.each(contents)(
    "%s: what is sent is taken, and the person sees it",
    (_name, content) =>
      run(Effect.scoped(Effect.gen(function*() {
        const { person, send } = yield* bench(channel)
        const before = person.transcript.length

        const receipt = yield* send({ content })

        expect(receipt).toMatchObject({ _tag: "Sent", mid: expect.any(String), person: person.psid })
        expect(person.transcript.slice(before)).toMatchObject([{ from: "page", metadata: "parley:out-1" }])
      })))
  )

  it("a reaction is seen under the message, and taken back", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { mid, person, send } = yield* bench(channel)
      const seen = () => person.transcript.find((entry) => entry.mid === mid)?.pageReaction

      expect(yield* send({ content: { _tag: "Reaction", mid, emoji: "👍" } })).toEqual({
        _tag: "Sent",
        person: person.psid
      })
      expect(seen()).toBe("👍")
      yield* send({ content: { _tag: "Reaction", mid } })
      expect(seen()).toBeUndefined()
    }))))

  it("the answer to a message quotes it", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { mid, person, send } = yield* bench(channel)

      yield* send({ content: { _tag: "Text", text: "Yes" }, replyTo: mid, notification: "silent", metadata: "seven" })

      expect(person.transcript.at(-1)).toMatchObject({
        replyTo: mid,
        notification: "SILENT_PUSH",
        metadata: "parley:out-1\nseven"
      })
    }))))
})

describe("on messenger", () => {
  it("a persona says it by its name", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { lea, person, send } = yield* bench("messenger")

      yield* send({ content: { _tag: "Text", text: "I am Lea" }, persona: "Lea" })

      expect(person.transcript.at(-1)).toMatchObject({ persona: lea })
    }))))

  it("last words give the thread to the inbox in the same request", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { person, send } = yield* bench("messenger")

      const receipt = yield* send({ content: { _tag: "Text", text: "Bye" }, control: { _tag: "Pass", to: "inbox" } })

      expect(receipt).toMatchObject({ _tag: "Sent" })
      expect(person.owner).toBe("263902037430900")
    }))))

  it("a receipt without the person's id is normal: a guest of a web page is known by a reference alone", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { emulator, send } = yield* bench("messenger")
      const guest = yield* emulator.person({ name: "Guest" })
      yield* guest.ticksCheckbox("offer", "ref-7")

      const receipt = yield* send({ content: { _tag: "Text", text: "Hello" } }, {
        _tag: "Reference",
        reference: "ref-7"
      })

      expect(receipt).toEqual({ _tag: "Sent", mid: expect.any(String) })
      expect(guest.transcript.at(-1)).toMatchObject({ text: "Hello" })
    }))))

  it("an id that no person of the page has names app-scoped ids of Facebook Login as a likely cause", () =>
    run(Effect.scoped(Effect.gen(function*() {
      const { send } = yield* bench("messenger")

      const receipt = yield* send({ content: { _tag: "Text", text: "Hello" } }, { _tag: "Scoped", id: "99999" })

      expect(receipt._tag).toBe("Failed")
      expect(receipt._tag === "Failed" ? receipt.reason : "").toMatch(/Facebook Login/)
    }))))
})

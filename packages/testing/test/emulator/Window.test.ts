import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 10, 1)

/** What a send is answered `after` milliseconds after the person's last message, without a code when it is sent. */
const after = (millis: number, more: object = {}, options: Parameters<typeof World.make>[0] = {}, from = start) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(from)
    const world = yield* World.make(options)
    const ana = yield* world.emulator.person()
    yield* ana.says("hi")
    yield* TestClock.setTime(from + millis)
    const json = yield* world.text(ana.psid, "later", more)
    return json.error === undefined ? "sent" : `${json.error.code}/${json.error.error_subcode ?? "-"}`
  })

const tag = (name: string) => ({ messaging_type: "MESSAGE_TAG", tag: name })
const survey = {
  template_type: "customer_feedback",
  title: "How was it?",
  feedback_screens: [{ questions: [{ id: "q", type: "csat" }] }],
  business_privacy: { url: "https://example.com" }
}

describe("the window", () => {
  for (
    const [name, millis, outcome] of [
      ["is open one millisecond before 24 hours", day - 1, "sent"],
      ["is shut at exactly 24 hours", day, "10/2018278"],
      ["is shut one millisecond after 24 hours", day + 1, "10/2018278"]
    ] as const
  ) {
    it.scoped(name, () => Effect.map(after(millis), (got) => expect(got).toBe(outcome)))
  }

  for (const type of ["RESPONSE", "UPDATE", undefined]) {
    it.scoped(`is shut for messaging_type ${type}`, () =>
      Effect.map(after(day, { messaging_type: type }), (got) => expect(got).toBe("10/2018278")))
  }

  it.scoped("is shut on Instagram with Instagram's subcode", () =>
    Effect.map(after(day, {}, { page: { channel: "instagram" } }), (got) => expect(got).toBe("10/2534022")))

  it.scoped("never opened for a person who only commented", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(start)
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.comments("nice")
      expect((yield* world.text(ana.psid, "hi")).error).toMatchObject({ code: 10, error_subcode: 2018278 })
    }))

  it.scoped("of a comment runs its 24 hours, also when a comment follows after comments have ceased to open one", () =>
    Effect.gen(function*() {
      const first = Date.UTC(2026, 3, 5, 23)
      yield* TestClock.setTime(first)
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.comments("nice")
      yield* TestClock.setTime(first + 2 * hour)
      yield* ana.comments("very nice")
      yield* TestClock.setTime(first + day - 1)
      expect((yield* world.text(ana.psid, "inside")).error).toBeUndefined()
      yield* TestClock.setTime(first + day)
      expect((yield* world.text(ana.psid, "outside")).error).toMatchObject({ code: 10, error_subcode: 2018278 })
    }))

  it.scoped("is not opened by reading, by a deleted reaction, by agreeing to a notification", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const mid = yield* ana.says("hi")
      yield* world.emulator.advance("24 hours")
      yield* ana.reads
      yield* ana.unreacts(mid)
      yield* ana.agreesToOneNotification("later")
      expect(ana.window.open).toBe(false)
      yield* ana.reacts(mid, "👍")
      expect(ana.window.open).toBe(true)
    }))

  it.scoped("is moved by the emulator's own clock as by the given one", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.advance(day - 1)
      expect(yield* world.text(ana.psid, "in time")).toHaveProperty("message_id")
      yield* world.emulator.advance(1)
      expect(yield* world.text(ana.psid, "too late")).toHaveProperty("error")
    }))

  it.scoped("reopens with the next message of the person, and belongs to each person alone", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person({ name: "Ana" })
      const ben = yield* world.emulator.person({ name: "Ben" })
      yield* ana.says("hi")
      yield* ben.says("hi")
      yield* world.emulator.advance("25 hours")
      yield* ana.says("again")
      expect(yield* world.text(ana.psid, "yes")).toHaveProperty("message_id")
      expect(yield* world.text(ben.psid, "no")).toHaveProperty("error.error_subcode", 2018278)
    }))

  it.scoped("shuts sender actions, stickers under a tag, but not a private reply", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.advance("24 hours")
      const typing = yield* world.send({ recipient: { id: ana.psid }, sender_action: "typing_on" })
      expect(typing.json.error.error_subcode).toBe(2018278)
      const sticker = yield* world.send({
        recipient: { id: ana.psid },
        ...tag("HUMAN_AGENT"),
        message: { sticker_id: "369239263222822" }
      })
      expect(sticker.json.error.error_subcode).toBe(2018278)
      const comment = yield* ana.comments("price?")
      const reply = yield* world.send({ recipient: { comment_id: comment }, message: { text: "26" } })
      expect(reply.json).toMatchObject({ recipient_id: ana.psid })
      const again = yield* world.send({ recipient: { comment_id: comment }, message: { text: "27" } })
      expect(again.json.error.code).toBe(10900)
    }))
})

describe("an ad click", () => {
  const clicked = (adWindow: "24 hours" | "7 days", from: number, millis: number) =>
    Effect.gen(function*() {
      yield* TestClock.setTime(from)
      const world = yield* World.make({ strict: { adWindow } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi", { ad: { adId: "77" } })
      yield* TestClock.setTime(from + millis)
      return ana.window.open
    })

  it.scoped("opens 24 hours unless told otherwise", () =>
    Effect.map(clicked("24 hours", start, day), (open) => expect(open).toBe(false)))
  it.scoped("opens seven days behind its switch", () =>
    Effect.map(clicked("7 days", start, 7 * day - 1), (open) => expect(open).toBe(true)))
  it.scoped("opens not a millisecond more than seven days", () =>
    Effect.map(clicked("7 days", start, 7 * day), (open) => expect(open).toBe(false)))
  it.scoped("is not cut short by a later message", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(start)
      const world = yield* World.make({ strict: { adWindow: "7 days" } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi", { ad: { adId: "77" } })
      yield* ana.says("and more")
      expect(ana.window.until).toBe(start + 7 * day)
    }))
  it.scoped("opens only 24 hours before 28 Sep 2026", () =>
    Effect.map(clicked("7 days", Date.UTC(2026, 8, 28) - 1, day), (open) => expect(open).toBe(false)))
})

describe("a tag", () => {
  it.scoped("HUMAN_AGENT reaches up to seven days", () =>
    Effect.map(after(7 * day - 1, tag("HUMAN_AGENT")), (got) => expect(got).toBe("sent")))
  it.scoped("HUMAN_AGENT ends at exactly seven days", () =>
    Effect.map(after(7 * day, tag("HUMAN_AGENT")), (got) => expect(got).toBe("10/2018278")))
  it.scoped("HUMAN_AGENT needs its approval", () =>
    Effect.map(
      after(day, tag("HUMAN_AGENT"), { page: { approvals: { humanAgent: false } } }),
      (got) => expect(got).toBe("10/-")
    ))
  it.scoped("CUSTOMER_FEEDBACK carries a survey only", () =>
    Effect.map(after(day, tag("CUSTOMER_FEEDBACK")), (got) => expect(got).toBe("100/-")))
  it.scoped("CUSTOMER_FEEDBACK carries a survey for seven days", () =>
    Effect.map(
      after(7 * day - 1, {
        ...tag("CUSTOMER_FEEDBACK"),
        message: { attachment: { type: "template", payload: survey } }
      }),
      (got) => expect(got).toBe("sent")
    ))
  it.scoped("NON_PROMOTIONAL_SUBSCRIPTION needs the permission for news", () =>
    Effect.map(after(day, tag("NON_PROMOTIONAL_SUBSCRIPTION")), (got) => expect(got).toBe("10/2018065")))
  it.scoped("must be given with MESSAGE_TAG", () =>
    Effect.map(after(0, { messaging_type: "MESSAGE_TAG" }), (got) => expect(got).toBe("100/-")))
  it.scoped("must be a tag that exists", () =>
    Effect.map(after(0, tag("SHIPPING_UPDATE")), (got) => expect(got).toBe("100/-")))

  for (const name of ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE"]) {
    const end = Date.UTC(2026, 3, 27)
    it.scoped(`${name} was good one millisecond before 27 Apr 2026`, () =>
      Effect.map(after(2 * day, tag(name), {}, end - 1 - 2 * day), (got) => expect(got).toBe("sent")))
    it.scoped(`${name} is error 100 from 27 Apr 2026 on`, () =>
      Effect.map(after(2 * day, tag(name), {}, end - 2 * day), (got) => expect(got).toBe("100/-")))
    it.scoped(`${name} can be kept alive or dead by a switch`, () =>
      Effect.gen(function*() {
        expect(yield* after(2 * day, tag(name), { strict: { retiredTags: "accept" } })).toBe("sent")
        expect(yield* after(0, tag(name), { strict: { retiredTags: "reject" } }, Date.UTC(2025, 0, 1))).toBe("100/-")
      }))
  }
})

describe("a utility message", () => {
  const templates = [
    { name: "shipped", language: "en", body: "Your order {{1}} has been shipped." },
    { name: "shipped", language: "de", body: "Bestellung {{1}} ist unterwegs." }
  ]
  const utility = (name: string, text?: string, code = "en") => ({
    messaging_type: "UTILITY",
    message: {
      template: {
        name,
        language: { code },
        components: text === undefined ? [] : [{ type: "body", parameters: [{ type: "text", text }] }]
      }
    }
  })

  it.scoped("travels at any time and shows its filled text", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(start)
      const world = yield* World.make({ page: { templates } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.advance("30 days")
      yield* world.text(ana.psid, "", utility("shipped", "77"))
      expect(ana.transcript.at(-1)).toMatchObject({ kind: "utility", text: "Your order 77 has been shipped." })
    }))
  it.scoped("is that of its language where one name has a template in several", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(start)
      const world = yield* World.make({ page: { templates } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      for (const code of ["en", "de"]) yield* world.text(ana.psid, "", utility("shipped", "77", code))
      expect(ana.transcript.slice(-2).map((entry) => entry.text)).toEqual([
        "Your order 77 has been shipped.",
        "Bestellung 77 ist unterwegs."
      ])
    }))
  it.scoped("is refused for an unknown template or language, one that is not approved, a missing parameter, a missing approval", () =>
    Effect.gen(function*() {
      expect(yield* after(0, utility("shipped", "77", "fr"), { page: { templates } })).toBe("100/-")
      expect(yield* after(0, utility("lost", "77"), { page: { templates } })).toBe("100/-")
      expect(yield* after(0, utility("shipped"), { page: { templates } })).toBe("100/-")
      for (const status of ["pending", "rejected", "paused", "disabled"] as const) {
        const page = { templates: templates.map((one) => ({ ...one, status })) }
        expect(yield* after(0, utility("shipped", "77"), { page })).toBe("100/-")
      }
      expect(yield* after(0, utility("shipped", "1"), { page: { templates, approvals: { utility: false } } })).toBe(
        "10/-"
      )
    }))
})

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

const today = Date.UTC(2026, 10, 1)

const known = (options: Parameters<typeof World.make>[0] = {}) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(today)
    const world = yield* World.make(options)
    return { world, ana: yield* world.emulator.person({ name: "Ana" }) }
  })

describe("a checkbox on a web page", () => {
  it.scoped("tells the app a reference, and the id with the first message", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.ticksCheckbox("shop", "ref-1")
      yield* ana.says("hello")
      yield* ana.says("again")
      yield* world.emulator.idle
      const [ticked, first, second] = world.arrived.flatMap(({ events }) => events)
      expect(ticked).toEqual({
        recipient: { id: World.page.id },
        timestamp: today,
        optin: { ref: "shop", user_ref: "ref-1" }
      })
      expect(first.prior_message).toEqual({ source: "checkbox_plugin", identifier: "ref-1" })
      expect(second).not.toHaveProperty("prior_message")
    }))

  it.scoped("takes messages by the reference for 24 hours, which name nobody and are not echoed", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.ticksCheckbox("shop", "ref-1")
      const welcome = world.send({ recipient: { user_ref: "ref-1" }, message: { text: "Welcome" } })
      yield* world.emulator.advance(86_400_000 - 1)
      expect((yield* welcome).json).toEqual({ message_id: expect.any(String) })
      yield* world.emulator.advance(1)
      expect((yield* welcome).json.error.error_subcode).toBe(2018278)
      yield* world.emulator.idle
      expect(world.arrived.flatMap(({ events }) => events)).toHaveLength(1)
      expect(ana.transcript.map(({ text }) => text)).toEqual(["Welcome"])
      const stranger = yield* world.send({ recipient: { user_ref: "ref-2" }, message: { text: "Welcome" } })
      expect(stranger.json.error.error_subcode).toBe(2018001)
    }))
})

describe("a phone number", () => {
  it.scoped("needs a permission, and its person to have begun", () =>
    Effect.gen(function*() {
      const send = (world: World.World, psid: string) =>
        Effect.map(
          world.send({ recipient: { phone_number: `+1555${psid.slice(-7)}` }, message: { text: "hi" } }),
          ({ json }) => json
        )
      const without = yield* known()
      yield* without.ana.says("hi")
      expect((yield* send(without.world, without.ana.psid)).error).toMatchObject({ code: 200, error_subcode: 2018027 })
      const { ana, world } = yield* known({ page: { approvals: { phoneNumbers: true } } })
      expect((yield* send(world, ana.psid)).error.error_subcode).toBe(2018278)
      yield* ana.says("hi")
      expect(yield* send(world, ana.psid)).toEqual({ message_id: expect.any(String) })
    }))
})

describe("a link", () => {
  it.scoped("that is only opened tells nobody, until there is a conversation", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.opensLink("spring")
      yield* ana.clicksAd({ adId: "77" })
      yield* world.emulator.idle
      expect([world.arrived, ana.window]).toEqual([[], { open: false, until: undefined }])
      yield* ana.says("hi")
      yield* world.emulator.advance("8 days")
      yield* ana.clicksAd({ adId: "77" })
      expect(ana.window.open).toBe(false)
      yield* ana.opensLink("summer")
      expect(ana.window.open).toBe(true)
      yield* world.emulator.idle
      expect(World.ofKind(world, "referral").map(({ referral }) => referral.source)).toEqual(["ADS", "SHORTLINK"])
    }))

  it.scoped("of an ad is told by the person's first message, and by no other", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.clicksAd({ adId: "77", ref: "roof" })
      yield* ana.says("hi")
      yield* ana.says("hello?")
      yield* world.emulator.idle
      expect(World.ofKind(world, "message").map(({ message }) => message.referral?.ad_id)).toEqual(["77", undefined])
    }))

  it.scoped("begins with Get Started for someone who only commented", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.comments("nice")
      yield* ana.follows("spring")
      yield* world.emulator.idle
      expect(World.ofKind(world, "postback")[0].postback).toMatchObject({ payload: "GET_STARTED" })
    }))
})

describe("a person", () => {
  it.scoped("who left cannot be reached, until they do something again", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.says("hi")
      yield* ana.leaves
      expect((yield* world.text(ana.psid, "there?")).error).toMatchObject({ code: 10, error_subcode: 2018108 })
      yield* ana.comments("back")
      expect(yield* world.text(ana.psid, "welcome")).toHaveProperty("message_id")
    }))

  it.scoped("sees how loudly a message came", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* known()
      yield* ana.says("hi")
      for (const notification_type of ["REGULAR", "SILENT_PUSH", "NO_PUSH"]) {
        yield* world.text(ana.psid, "x", { notification_type })
      }
      expect(ana.transcript.slice(1).map(({ notification }) => notification)).toEqual([
        "REGULAR",
        "SILENT_PUSH",
        "NO_PUSH"
      ])
    }))
})

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

const met = (options: Parameters<typeof World.make>[0] = {}) =>
  Effect.gen(function*() {
    const world = yield* World.make(options)
    const ana = yield* world.emulator.person({ name: "Ana María Ruiz", locale: "es_ES", timezone: 1 })
    yield* ana.says("hola")
    return { world, ana }
  })

const replies = { text: "Which?", quick_replies: [{ content_type: "text", title: "Large", payload: "size:l" }] }
const buttons = {
  attachment: {
    type: "template",
    payload: {
      template_type: "button",
      text: "Sure?",
      buttons: [
        { type: "postback", title: "Yes", payload: "sure:yes" },
        { type: "web_url", title: "Menu", url: "https://example.com/menu" }
      ]
    }
  }
}

describe("a person", () => {
  it.scoped("taps a quick reply by title or payload, which is gone with the tap", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      yield* world.text(ana.psid, "", { message: replies })
      expect(ana.tappable).toHaveLength(1)
      yield* ana.taps("size:l")
      yield* world.emulator.idle
      expect(World.ofKind(world, "message").at(-1).message).toMatchObject({
        text: "Large",
        quick_reply: { payload: "size:l" }
      })
      const failure = yield* Effect.flip(ana.taps("Large"))
      expect(failure.message).toContain("no message of this conversation shows a button")
    }))

  it.scoped("cannot tap a quick reply after the next message", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      yield* world.text(ana.psid, "", { message: replies })
      yield* world.text(ana.psid, "and another thing")
      expect((yield* Effect.flip(ana.taps("Large"))).offered).toEqual([])
    }))

  it.scoped("taps a button of any older message, in any case; an address opens without a webhook", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      yield* world.text(ana.psid, "", { message: buttons })
      yield* world.text(ana.psid, "well?")
      yield* ana.taps("yes")
      expect(yield* ana.taps("Menu")).toEqual({ opened: "https://example.com/menu" })
      yield* world.emulator.idle
      expect(World.ofKind(world, "postback")).toMatchObject([{
        postback: { title: "Yes", payload: "sure:yes", mid: expect.any(String) }
      }])
      expect((yield* Effect.flip(ana.taps("Maybe"))).message).toContain("what shows is \"Yes\", \"Menu\"")
    }))

  it.scoped("sends a picture, a sticker, a place", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      yield* ana.sends({ type: "image", url: "https://a.b/c.png" })
      yield* ana.sends({ type: "sticker", id: "369239263222822" })
      yield* ana.sends({ type: "location", latitude: 1.5, longitude: 2.5 })
      yield* world.emulator.idle
      expect(World.ofKind(world, "message").slice(1).map((event) => event.message.attachments[0])).toMatchObject([
        { type: "image", payload: { url: "https://a.b/c.png" } },
        { type: "sticker", payload: { sticker_id: "369239263222822" } },
        { type: "location", payload: { coordinates: { lat: 1.5, long: 2.5 } } }
      ])
    }))

  it.scoped("starts through a link with Get Started, and returns through it with a referral", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.follows("spring")
      yield* ana.follows("summer")
      yield* world.emulator.idle
      const referral = (ref: string) => ({ ref, source: "SHORTLINK", type: "OPEN_THREAD" })
      expect(world.arrived.map(({ events }) => events[0])).toMatchObject([
        { postback: { payload: "GET_STARTED", referral: referral("spring") } },
        { referral: referral("summer") }
      ])
    }))

  it.scoped("reacts, reads, edits and takes back", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      const { message_id: theirs } = yield* world.text(ana.psid, "hello")
      const mine = yield* ana.says("helo")
      yield* ana.reacts(theirs, "❤️")
      yield* ana.unreacts(theirs)
      yield* ana.edits(mine, "hello")
      yield* ana.unsends(mine)
      yield* ana.reads
      yield* world.emulator.idle
      expect(World.ofKind(world, "reaction").map((event) => event.reaction)).toEqual([
        { mid: theirs, action: "react", reaction: "love", emoji: "❤️" },
        { mid: theirs, action: "unreact" }
      ])
      expect(World.ofKind(world, "message_edit")[0].message_edit).toEqual({ mid: mine, text: "hello", num_edit: 1 })
      expect(World.ofKind(world, "message").at(-1).message).toEqual({ mid: mine, is_deleted: true })
      expect(World.ofKind(world, "read")[0].read).toHaveProperty("watermark")
      expect((yield* Effect.flip(ana.reacts("m_none", "❤️"))).mid).toBe("m_none")
    }))

  it.scoped("sees typing for twenty seconds or until a message, and what was seen", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      const act = (sender_action: string) => world.send({ recipient: { id: ana.psid }, sender_action })
      yield* act("typing_on")
      expect(ana.typing).toBe(true)
      yield* TestClock.adjust(19_999)
      expect(ana.typing).toBe(true)
      yield* TestClock.adjust(1)
      expect(ana.typing).toBe(false)
      yield* act("typing_on")
      yield* world.text(ana.psid, "here")
      expect([ana.typing, ana.seen]).toEqual([false, undefined])
      yield* act("MARK_SEEN")
      expect(ana.seen).toBe(20_000)
    }))

  it.scoped("opens the window through a button on a web page", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.optsIn("from-the-shop")
      yield* world.emulator.idle
      expect(World.ofKind(world, "optin")[0].optin).toEqual({ ref: "from-the-shop" })
      expect(yield* world.text(ana.psid, "welcome")).toHaveProperty("message_id")
    }))

  it.scoped("spends a one-time notification once, after the window", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      const token = yield* ana.agreesToOneNotification("restock")
      yield* world.emulator.advance("30 days")
      const send = world.send({ recipient: { one_time_notif_token: token }, message: { text: "Back in stock" } })
      expect((yield* send).status).toBe(200)
      expect((yield* send).json.error.code).toBe(100)
    }))

  it.scoped("is known to the profile by the fields that are asked for", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met()
      const get = (path: string) =>
        Effect.map(
          world.emulator.graph({ method: "GET", path, headers: { authorization: "Bearer PAGE-TOKEN" } }),
          ({ body }) => JSON.parse(body)
        )
      expect(yield* get(`/v26.0/${ana.psid}?fields=first_name,locale,timezone`)).toEqual({
        id: ana.psid,
        first_name: "Ana",
        locale: "es_ES",
        timezone: 1
      })
      expect((yield* get("/v26.0/123?fields=name")).error.code).toBe(100)
    }))
})

describe("ids", () => {
  const conversation = (seed: number) =>
    Effect.gen(function*() {
      const { ana, world } = yield* met({ seed })
      const { message_id } = yield* world.text(ana.psid, "hello")
      return [ana.psid, ana.transcript[0]?.mid, message_id]
    }).pipe(Effect.scoped)

  it.effect("are the same for the same seed, others for another, and look like the platform's", () =>
    Effect.gen(function*() {
      const [first, second, other] = yield* Effect.all([conversation(7), conversation(7), conversation(8)])
      expect(first).toEqual(second)
      expect(new Set([...first, ...other]).size).toBe(6)
      expect(first[0]).toMatch(/^[1-9]\d{15,16}$/)
      expect(first[1]).toMatch(/^m_[A-Za-z0-9_-]{90}$/)
    }))

  it.scoped("do not collide in ten thousand", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const people = yield* Effect.replicateEffect(world.emulator.person(), 10_000)
      expect(new Set(people.map(({ psid }) => psid)).size).toBe(10_000)
    }))
})

describe("conversation routing", () => {
  const inbox = "263902037430900"
  const handover = Effect.gen(function*() {
    const { ana, world } = yield* met()
    yield* world.emulator.idle
    world.arrived.length = 0
    return { ana, world, agent: yield* world.emulator.inbox(ana) }
  })
  const control = (world: World.World, edge: string, body: object) =>
    Effect.map(world.send(body, { path: `/v26.0/me/${edge}` }), ({ json }) => json)

  it.scoped("puts the page's app on standby once it passes the thread to the inbox", () =>
    Effect.gen(function*() {
      const { agent, ana, world } = yield* handover
      const passed = yield* control(world, "pass_thread_control", {
        recipient: { id: ana.psid },
        target_app_id: inbox,
        metadata: "note"
      })
      expect(passed).toEqual({ success: true })
      yield* ana.postback("P", "Title")
      yield* agent.says("I am a person")
      yield* world.emulator.idle
      expect(world.arrived.map(({ entries }) => Object.keys(entries[0]).at(-1))).toEqual(["standby", "standby"])
      expect(world.arrived[0]?.events[0].postback).not.toHaveProperty("payload")
      expect(world.arrived[1]?.events[0].message).toMatchObject({
        is_echo: true,
        app_id: Number(inbox),
        text: "I am a person"
      })
      expect((yield* world.text(ana.psid, "me too")).error.code).toBe(2018300)
    }))

  it.scoped("tells the page's app what the inbox takes, asks for and passes back", () =>
    Effect.gen(function*() {
      const { agent, ana, world } = yield* handover
      yield* agent.requests("please")
      yield* agent.says("taking over")
      yield* agent.passes("done")
      yield* world.emulator.idle
      const told = world.arrived.flatMap(({ events }) => events)
      expect(told[0].request_thread_control).toEqual({ requested_owner_app_id: Number(inbox), metadata: "please" })
      expect(told[1].take_thread_control).toEqual({ previous_owner_app_id: "4242", new_owner_app_id: inbox })
      expect(told.at(-1).pass_thread_control).toEqual({
        previous_owner_app_id: inbox,
        new_owner_app_id: "4242",
        metadata: "done"
      })
      expect(yield* world.text(ana.psid, "mine again")).toHaveProperty("message_id")
    }))

  it.scoped("takes, extends, releases and names the owner", () =>
    Effect.gen(function*() {
      const { agent, ana, world } = yield* handover
      const recipient = { id: ana.psid }
      yield* agent.takes()
      expect(yield* control(world, "take_thread_control", { recipient })).toEqual({ success: true })
      expect(yield* control(world, "extend_thread_control", { recipient, duration: 7 * 24 * 3600 })).toEqual({
        success: true
      })
      expect(yield* control(world, "extend_thread_control", { recipient, duration: 7 * 24 * 3600 + 1 })).toHaveProperty(
        "error"
      )
      expect(yield* control(world, "pass_thread_control", { recipient, target_app_id: "1" })).toHaveProperty(
        "error.error_subcode",
        2018164
      )
      const owner = yield* world.emulator.graph({
        method: "GET",
        path: `/v26.0/me/thread_owner?recipient=${ana.psid}`,
        headers: { authorization: "Bearer PAGE-TOKEN" }
      })
      expect(JSON.parse(owner.body).data[0].thread_owner.app_id).toBe("4242")
      expect(yield* control(world, "release_thread_control", { recipient })).toEqual({ success: true })
    }))

  it.scoped("ends by itself when nobody wrote for a day", () =>
    Effect.gen(function*() {
      const { agent, ana, world } = yield* handover
      yield* agent.takes()
      expect(ana.owner).toBe(inbox)
      yield* world.emulator.advance("24 hours")
      expect(ana.owner).toBe("4242")
    }))

  it.scoped("goes with a message that says so", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* handover
      yield* world.text(ana.psid, "bye", { thread_control: { control_type: "pass", app_id: inbox } })
      expect(ana.owner).toBe(inbox)
    }))

  it.scoped("lets everybody answer when no default app is set", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met({ page: { defaultApp: "none" } })
      const agent = yield* world.emulator.inbox(ana)
      yield* agent.says("me")
      expect(yield* world.text(ana.psid, "and me")).toHaveProperty("message_id")
      expect(yield* control(world, "take_thread_control", { recipient: { id: ana.psid } })).toHaveProperty("error")
    }))
})

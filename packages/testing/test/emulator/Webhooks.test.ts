import { describe, expect, it } from "@effect/vitest"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { createHmac } from "node:crypto"
import * as World from "./world.ts"

const texts = (world: World.World) => World.ofKind(world, "message").map((event) => event.message.text)
const hmac = (bytes: Uint8Array, algorithm = "sha256") =>
  `${algorithm}=${createHmac(algorithm, World.page.appSecret).update(bytes).digest("hex")}`

describe("the bytes of a webhook", () => {
  it.scoped("are signed with the app secret over exactly what is sent", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("Zwölf / 😀")
      yield* world.emulator.idle
      const { bytes, headers } = world.arrived[0] ?? expect.fail("nothing arrived")
      expect(headers["x-hub-signature-256"]).toBe(hmac(bytes))
      expect(headers["x-hub-signature-256"]).toMatch(/^sha256=[0-9a-f]{64}$/)
    }))

  it.scoped("escape everything above ASCII in lower case, and slashes", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("äöå / 😀")
      yield* world.emulator.idle
      const { bytes, text } = world.arrived[0] ?? expect.fail("nothing arrived")
      expect(text).toContain(String.raw`"text":"\u00e4\u00f6\u00e5 \/ \ud83d\ude00"`)
      expect(Math.max(...bytes)).toBeLessThan(0x80)
      expect(texts(world)).toEqual(["äöå / 😀"])
    }))

  it.scoped("leave slashes alone and carry the older signature when told to", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { escapeSlashes: false, legacySignature: true } })
      const ana = yield* world.emulator.person()
      yield* ana.says("a/b")
      yield* world.emulator.idle
      const { bytes, headers, text } = world.arrived[0] ?? expect.fail("nothing arrived")
      expect(text).toContain("\"a/b\"")
      expect(headers["x-hub-signature"]).toBe(hmac(bytes, "sha1"))
    }))

  it.scoped("form the platform's envelope, dated in milliseconds, changes in seconds", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_770_000_000_123)
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const mid = yield* ana.says("hi")
      yield* ana.comments("nice")
      yield* world.emulator.idle
      expect(JSON.parse(world.arrived[0]?.text ?? "")).toEqual({
        object: "page",
        entry: [{
          id: World.page.id,
          time: 1_770_000_000_123,
          messaging: [{
            sender: { id: ana.psid },
            recipient: { id: World.page.id },
            timestamp: 1_770_000_000_123,
            message: { mid, text: "hi" }
          }]
        }]
      })
      expect(world.arrived[1]?.entries[0]).toMatchObject({ time: 1_770_000_000, changes: [{ field: "feed" }] })
    }))
})

describe("an accepted message", () => {
  it.scoped("is echoed with its id, the app and its metadata, then delivered", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const { message_id: mid } = yield* world.text(ana.psid, "hello", {
        message: { text: "hello", metadata: "out-1" }
      })
      yield* world.emulator.idle
      const [, echo, delivery] = world.arrived.flatMap(({ events }) => events)
      expect(echo).toMatchObject({
        sender: { id: World.page.id },
        recipient: { id: ana.psid },
        message: { mid, is_echo: true, app_id: 4242, metadata: "out-1", text: "hello" }
      })
      expect(delivery).toMatchObject({ delivery: { mids: [mid] } })
    }))

  it.scoped("is answered before its echo comes", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.idle
      const arrivedBefore = yield* Effect.map(world.text(ana.psid, "hello"), () => world.arrived.length)
      yield* world.emulator.idle
      expect([arrivedBefore, world.arrived.length]).toEqual([1, 3])
    }))

  it.scoped("is echoed within messages on Instagram, without a delivery", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram", fields: ["messages"] } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.text(ana.psid, "hello")
      yield* world.emulator.idle
      expect(world.arrived.map(({ events }) => events[0].message.is_echo ?? false)).toEqual([false, true])
      expect(JSON.parse(world.arrived[1]?.text ?? "").object).toBe("instagram")
    }))

  it.scoped("is told only to an app that subscribed", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { fields: ["messages"] } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.text(ana.psid, "hello")
      yield* world.emulator.idle
      expect(world.arrived).toHaveLength(1)
    }))
})

describe("a webhook that is not answered", () => {
  it.scoped("comes again at once, then after pauses, with the same bytes, and in order", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ retry: { immediate: 2, pauses: [1000, 4000] } })
      world.answers = [500, "dead", 404, 500, 200]
      const ana = yield* world.emulator.person()
      yield* ana.says("one")
      yield* ana.says("two")
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["one", "one", "one"])
      expect(yield* world.emulator.pending).toHaveLength(2)
      yield* TestClock.adjust(999)
      expect(world.arrived).toHaveLength(3)
      yield* TestClock.adjust(1)
      expect(world.arrived).toHaveLength(4)
      yield* TestClock.adjust(4000)
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["one", "one", "one", "one", "one", "two"])
      expect(new Set(world.arrived.slice(0, 5).map(({ text }) => text)).size).toBe(1)
      expect(yield* world.emulator.pending).toEqual([])
    }))

  it.scoped("holds back its own person only", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ retry: { immediate: 0, pauses: [60_000] } })
      world.answers = [503, 200]
      const ana = yield* world.emulator.person()
      const ben = yield* world.emulator.person()
      yield* ana.says("ana 1")
      yield* world.emulator.idle
      yield* ana.says("ana 2")
      yield* ben.says("ben 1")
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["ana 1", "ben 1"])
      yield* world.emulator.flush
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["ana 1", "ben 1", "ana 1", "ana 2"])
    }))

  it.scoped("is not watched in between: one sleep, however much waits behind it", () =>
    Effect.gen(function*() {
      let sleeps = 0
      const clock = yield* Effect.clock
      const counting = Object.assign(Object.create(clock), {
        sleep: (duration: Duration.Duration) => {
          sleeps += 1
          return clock.sleep(duration)
        }
      })
      const world = yield* World.make({ clock: counting, retry: { immediate: 0, pauses: [1000] } })
      world.answers = ["dead", 200]
      const ana = yield* world.emulator.person()
      for (const text of ["a", "b", "c"]) yield* ana.says(text)
      yield* TestClock.adjust(1000)
      yield* world.emulator.idle
      expect([texts(world), sleeps]).toEqual([["a", "a", "b", "c"], 1])
    }))

  it.scoped("is dropped after the time to give up", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ retry: { immediate: 0, pauses: [1000], giveUpAfter: 3000 } })
      world.answers = ["dead"]
      const ana = yield* world.emulator.person()
      yield* ana.says("one")
      yield* TestClock.adjust(2000)
      expect(yield* world.emulator.pending).toHaveLength(1)
      yield* TestClock.adjust(1000)
      expect(yield* world.emulator.pending).toHaveLength(0)
    }))

  it.scoped("within five seconds comes again", () =>
    Effect.gen(function*() {
      let calls = 0
      const world = yield* World.make({
        deliver: () => Effect.as(Effect.sleep(++calls === 1 ? 5001 : 5000), { status: 200 })
      })
      const ana = yield* world.emulator.person()
      yield* ana.says("one")
      yield* TestClock.adjust(5001)
      yield* TestClock.adjust(5000)
      yield* world.emulator.idle
      expect(calls).toBe(2)
    }))
})

describe("a fault", () => {
  const start = Effect.gen(function*() {
    const world = yield* World.make()
    const ana = yield* world.emulator.person()
    yield* ana.says("hi")
    yield* world.emulator.idle
    world.arrived.length = 0
    return { world, ana }
  })

  for (const accepted of [true, false]) {
    it.scoped(`closes the connection with the message ${accepted ? "accepted" : "lost"}`, () =>
      Effect.gen(function*() {
        const { ana, world } = yield* start
        yield* world.emulator.inject({ _tag: "Close", accepted })
        const failure = yield* Effect.flip(world.text(ana.psid, "hello"))
        yield* world.emulator.idle
        expect(failure._tag).toBe("ConnectionLost")
        expect([ana.transcript.at(-1)?.text, texts(world)]).toEqual(accepted ? ["hello", ["hello"]] : ["hi", []])
        expect(yield* world.text(ana.psid, "again")).toHaveProperty("message_id")
      }))
  }

  it.scoped("answers a bare status, or something that is not JSON", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "Status", status: 503, accepted: true })
      yield* world.emulator.inject({ _tag: "Garbled", accepted: false })
      const request = {
        method: "POST",
        path: "/me/messages",
        headers: { authorization: "Bearer PAGE-TOKEN", "content-type": "application/json" },
        body: JSON.stringify({ recipient: { id: ana.psid }, message: { text: "x" } })
      }
      expect((yield* world.emulator.graph(request)).status).toBe(503)
      expect((yield* world.emulator.graph(request)).body).toMatch(/^<!doctype/)
      expect(ana.transcript).toHaveLength(2)
    }))

  it.scoped("delays the answer but not the message", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "Delay", millis: 1000 })
      const fiber = yield* Effect.fork(world.text(ana.psid, "slow"))
      yield* TestClock.adjust(999)
      expect([ana.transcript.at(-1)?.text, fiber.unsafePoll()]).toEqual(["slow", null])
      yield* TestClock.adjust(1)
      expect(yield* fiber.await).toMatchObject({ _tag: "Success" })
    }))

  it.scoped("strikes messages and leaves sender actions alone, unless told otherwise", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      const typing = world.send({ recipient: { id: ana.psid }, sender_action: "typing_on" })
      yield* world.emulator.inject({ _tag: "Error", code: 2, times: 2 })
      expect((yield* typing).status).toBe(200)
      expect((yield* world.text(ana.psid, "1")).error.is_transient).toBe(true)
      yield* world.emulator.clearFaults
      expect(yield* world.text(ana.psid, "2")).toHaveProperty("message_id")
      yield* world.emulator.inject({ _tag: "Error", code: 2, on: "action" })
      expect((yield* typing).status).toBe(400)
    }))

  it.scoped("loses an echo, or delays it while others overtake it", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "EchoLost" })
      yield* world.text(ana.psid, "lost")
      yield* world.emulator.inject({ _tag: "EchoDelayed", millis: 2000 })
      yield* world.text(ana.psid, "late")
      yield* ana.says("quick")
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["quick"])
      yield* TestClock.adjust(2000)
      expect(texts(world)).toEqual(["quick", "late"])
    }))

  it.scoped("sends an event twice", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "WebhookTwice" })
      yield* ana.says("a")
      yield* ana.says("b")
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["a", "a", "b"])
    }))

  it.scoped("turns the order of events around", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "WebhookReordered", count: 3 })
      for (const text of ["a", "b", "c", "d"]) yield* ana.says(text)
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["c", "b", "a", "d"])
    }))

  it.scoped("puts events into one request, and lets go of too few of them on a flush", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "WebhookBatched", count: 2 })
      yield* ana.says("a")
      yield* world.emulator.idle
      expect(world.arrived).toHaveLength(0)
      yield* ana.says("b")
      yield* world.emulator.idle
      expect(world.arrived.map(({ entries }) => entries.length)).toEqual([2])
      yield* world.emulator.inject({ _tag: "WebhookBatched", count: 9 })
      yield* ana.says("c")
      yield* world.emulator.flush
      yield* world.emulator.idle
      expect(texts(world)).toEqual(["a", "b", "c"])
    }))

  it.scoped("forges a signature once; the honest one follows when the first is refused", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "WebhookForged" })
      world.answers = [401, 200]
      yield* ana.says("a")
      yield* world.emulator.idle
      expect(world.arrived.map(({ bytes, headers }) => headers["x-hub-signature-256"] === hmac(bytes))).toEqual([
        false,
        true
      ])
    }))

  it.scoped("loses an event, or delays it", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* start
      yield* world.emulator.inject({ _tag: "WebhookLost" })
      yield* world.emulator.inject({ _tag: "WebhookDelayed", millis: 1000 })
      for (const text of ["a", "b", "c"]) yield* ana.says(text)
      yield* world.emulator.idle
      yield* TestClock.adjust(1000)
      expect(texts(world)).toEqual(["c", "b"])
    }))
})

describe("the handshake", () => {
  const verify = (
    answer: (url: URL) => { status: number; body?: string },
    verifyToken: string | undefined = "verify"
  ) =>
    Effect.flatMap(
      World.make({
        page: { webhookUrl: "https://bot.example/hook", ...(verifyToken === "" ? {} : { verifyToken }) },
        deliver: (request) => Effect.sync(() => answer(new URL(request.url, "http://x")))
      }),
      ({ emulator }) => Effect.either(emulator.verifyWebhook())
    )

  it.scoped("asks with the verify token and takes the bare challenge", () =>
    Effect.gen(function*() {
      const right = yield* verify((url) => {
        const known = url.pathname === "/hook" && url.searchParams.get("hub.verify_token") === "verify"
        return known ? { status: 200, body: url.searchParams.get("hub.challenge") ?? "" } : { status: 403 }
      })
      expect(right._tag).toBe("Right")
      expect((yield* verify(() => ({ status: 403 })))._tag).toBe("Left")
      expect((yield* verify(() => ({ status: 200, body: "something" })))._tag).toBe("Left")
      expect((yield* verify(() => ({ status: 200 }), ""))._tag).toBe("Left")
    }))
})

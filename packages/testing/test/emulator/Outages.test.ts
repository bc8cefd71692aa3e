import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as Http from "node:http"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as World from "./world.ts"

const message = (psid: string) => ({ recipient: { id: psid }, message: { text: "hello" } })

describe("an answer that is cut", () => {
  it.scoped.each([true, false])(
    "in process is a lost connection that tells what had come; accepted: %s",
    (accepted) =>
      Effect.gen(function*() {
        const world = yield* World.make()
        const ana = yield* world.emulator.person()
        yield* ana.says("hi")
        yield* world.emulator.inject({ _tag: "Cut", accepted })

        const exit = yield* Effect.exit(world.send(message(ana.psid)))

        expect(Exit.isFailure(exit) && exit.cause._tag === "Fail" && exit.cause.error)
          .toMatchObject({ _tag: "ConnectionLost", accepted, began: expect.stringMatching(/^\{"recipient_id"/) })
        expect(ana.transcript.at(-1)?.from).toBe(accepted ? "page" : "person")
      })
  )

  it.scopedLive("on a port begins with 200 and half a body, then breaks off", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const { port } = yield* EmulatorServer.listen(world.emulator, { port: 0 })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.inject({ _tag: "Cut", accepted: true })

      const seen = yield* Effect.async<{ status: number; text: string; end: string }>((resume) => {
        Http.request({
          port,
          method: "POST",
          path: "/v26.0/me/messages",
          headers: { authorization: `Bearer ${World.page.token}`, "content-type": "application/json" }
        }, (answer) => {
          let text = ""
          answer.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk
          }).on("error", (error: NodeJS.ErrnoException) =>
            resume(Effect.succeed({ status: answer.statusCode ?? 0, text, end: error.code ?? "" })))
        }).end(JSON.stringify(message(ana.psid)))
      })

      expect(seen).toMatchObject({ status: 200, end: "ECONNRESET" })
      expect(() =>
        JSON.parse(seen.text)
      ).toThrow()
      expect(seen.text).toContain("recipient_id")
    }))
})

describe("a fault on other edges", () => {
  it.scoped("strikes an upload and spares messages; one on every call strikes both", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const profile = world.send({ get_started: { payload: "GO" } }, { path: "/v26.0/me/messenger_profile" })
      const send = world.send(message(ana.psid))

      yield* world.emulator.inject({ _tag: "Error", code: 2, on: "other" })
      const spared = yield* send
      const struck = yield* profile
      yield* world.emulator.inject({ _tag: "Error", code: 2, on: "every", times: 2 })
      const both = [yield* send, yield* profile]

      expect([spared.status, struck.json.error?.code]).toEqual([200, 2])
      expect(both.map(({ json }) => json.error?.code)).toEqual([2, 2])
    }))
})

describe("a rate limit", () => {
  const busy = (rateLimitCode: 80006 | 613) =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { rateLimits: true, rateLimitCode } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      for (let count = 0; count < 200; count++) yield* world.send(message(ana.psid))
      return { world, ana }
    })
  const regain = (headers: { readonly [name: string]: string }) =>
    JSON.parse(headers["x-business-use-case-usage"] ?? "{}")[World.page.id][0].estimated_time_to_regain_access

  it.scoped.each([80006, 613] as const)(
    "of 200 calls a day refuses the next with %i, tells when it ends, and then takes it",
    (code) =>
      Effect.gen(function*() {
        const { ana, world } = yield* busy(code)

        const refused = yield* world.send(message(ana.psid))
        yield* world.emulator.advance("1 day")
        yield* ana.says("still there?")
        const taken = yield* world.send(message(ana.psid))

        expect(refused.json.error.code).toBe(code)
        expect(regain(refused.headers)).toBe(24 * 60)
        expect([taken.status, regain(taken.headers)]).toEqual([200, 0])
      })
  )

  it.scoped("of the profile is ten calls in ten minutes, and of conversations two in a second", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ strict: { rateLimits: true } })
      const profile = world.send({ get_started: { payload: "GO" } }, { path: "/v26.0/me/messenger_profile" })
      const list = Effect.map(
        world.emulator.graph({
          method: "GET",
          path: "/me/conversations",
          headers: { authorization: `Bearer ${World.page.token}` }
        }),
        ({ status }) => status
      )

      const calls = yield* Effect.all(Array.from({ length: 11 }, () => profile))
      const reads = yield* Effect.all([list, list, list])
      yield* TestClock.adjust("10 minutes")
      const later = yield* profile

      expect(calls.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 200), 400])
      expect(reads).toEqual([200, 200, 400])
      expect(later.status).toBe(200)
    }))

  it.scoped("asked for as a fault tells its wait in the header", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.inject({ _tag: "Error", code: 80006, regain: 7 })

      const refused = yield* world.send(message(ana.psid))

      expect(refused.json.error.code).toBe(80006)
      expect(regain(refused.headers)).toBe(7)
    }))
})

describe("an app that answers nothing", () => {
  const silent = Effect.gen(function*() {
    const world = yield* World.make({ retry: { pauses: [500, 60_000] } })
    world.answers = ["dead"]
    const ana = yield* world.emulator.person()
    yield* ana.says("hi")
    return { world, ana }
  })

  it.scoped("is alerted after a quarter of an hour, and unsubscribed from the page after an hour", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* silent
      const kinds = Effect.map(world.emulator.alerts, (alerts) => alerts.map(({ kind }) => kind))

      yield* TestClock.adjust("14 minutes")
      const early = yield* kinds
      yield* TestClock.adjust("2 minutes")
      const quarter = yield* kinds
      yield* TestClock.adjust("45 minutes")
      const hour = yield* kinds
      world.answers = [200]
      yield* ana.says("anybody?")
      yield* world.emulator.idle
      const told = World.ofKind(world, "message").filter((event) => event.message.text === "anybody?")

      expect([early, quarter, hour]).toEqual([[], ["failing"], ["failing", "disabled"]])
      expect(told).toEqual([])
      expect(yield* world.emulator.pending).toEqual([])
    }))

  it.scoped("hears again once it subscribes again", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* silent
      yield* TestClock.adjust("61 minutes")
      world.answers = [200]

      yield* world.send({ subscribed_fields: ["messages"] }, { path: "/v26.0/me/subscribed_apps" })
      yield* ana.says("anybody?")
      yield* world.emulator.idle

      expect(World.ofKind(world, "message").at(-1)?.message.text).toBe("anybody?")
    }))

  it.scoped("is neither when one answer came in between", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* silent

      yield* TestClock.adjust("50 minutes")
      world.answers = [200]
      yield* TestClock.adjust("1 minutes")
      world.answers = ["dead"]
      yield* ana.says("again")
      yield* TestClock.adjust("50 minutes")

      expect((yield* world.emulator.alerts).map(({ kind }) => kind)).toEqual(["failing", "failing"])
    }))
})

describe("an answer to a webhook that comes after five seconds", () => {
  it.scoped("counts as none: the event comes again", () =>
    Effect.gen(function*() {
      const times: Array<number> = []
      const world = yield* World.make({
        deliver: () =>
          Effect.gen(function*() {
            times.push(yield* Effect.map(Effect.clock, (clock) => clock.unsafeCurrentTimeMillis()))
            yield* Effect.sleep(times.length === 1 ? "6 seconds" : "1 second")
            return { status: 200 }
          })
      })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const waiting = yield* Effect.fork(world.emulator.idle)

      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(waiting)

      expect(times).toHaveLength(2)
    }))
})

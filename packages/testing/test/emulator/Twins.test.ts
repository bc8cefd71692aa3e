import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Emulator from "../../src/emulator/Emulator.ts"
import { VirtualTime } from "@parley/core"

const page = { id: "1001", token: "token-of-1001", appSecret: "secret-of-1001" }

const headers = { authorization: "Bearer token-of-1001", "content-type": "application/json" }

/** An emulator at a moment of its own, for as long as `use` takes. */
const emulated = <A, E>(use: (emulator: Emulator.Service, time: VirtualTime.Service) => Effect.Effect<A, E>) => {
  const time = VirtualTime.make({ start: Date.parse("2026-11-21T09:00Z") })
  return Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(
        Emulator.make({
          pages: [page],
          clock: time.clock,
          deliver: () => Effect.succeed({ status: 200, body: "" })
        }),
        (emulator) => use(emulator, time)
      )
    )
  )
}

const post = (emulator: Emulator.Service, path: string, body: unknown) =>
  emulator.graph({ method: "POST", path, headers, body: JSON.stringify(body) })

describe("a twin", () => {
  it("has gone through the same up to a moment, as if that moment were now", () =>
    emulated((emulator, time) =>
      Effect.gen(function*() {
        const ana = yield* emulator.person({ name: "Ana", locale: "es_ES" })
        yield* ana.says("tea")
        const until = time.now()
        yield* emulator.advance("2 hours")
        yield* ana.says("coffee")
        const now = yield* emulator.now

        const twin = yield* emulator.twin(ana, {
          name: "Ana, what if",
          until,
          acts: [{ act: "message", at: until }, { act: "of another channel", at: until }],
          human: false
        })

        expect(twin).toMatchObject({ name: "Ana, what if", locale: "es_ES", page: "1001" })
        expect(twin.psid).not.toBe(ana.psid)
        expect(twin.transcript.map(({ at, text }) => [text, at])).toEqual([["tea", now]])
        expect(twin.transcript[0]?.mid).not.toBe(ana.transcript[0]?.mid)
        expect(twin.window).toEqual({ open: true, until: now + 24 * 3_600_000 })
        expect(ana.transcript).toHaveLength(2)
        expect((yield* emulator.people()).map(({ psid }) => psid)).toEqual([ana.psid, twin.psid])
      })
    ))

  it("has the messages that are named, where several stand at one moment", () =>
    emulated((emulator, time) =>
      Effect.gen(function*() {
        const ana = yield* emulator.person({ name: "Ana" })
        const first = yield* ana.says("tea")
        yield* ana.says("coffee")
        const until = time.now()

        const messages = new Set([first])
        const twin = yield* emulator.twin(ana, { name: "Bo", until, messages, acts: [], human: false })

        expect(twin.transcript.map(({ text }) => text)).toEqual(["tea"])
      })
    ))

  it("of one whom a person of the business has is theirs too, and writes without touching the first", () =>
    emulated((emulator, time) =>
      Effect.gen(function*() {
        const ana = yield* emulator.person({ name: "Ana" })
        yield* ana.says("tea")

        const twin = yield* emulator.twin(ana, { name: "Bo", until: time.now(), acts: [], human: true })
        yield* twin.says("coffee")

        expect(twin.owner).not.toBe(ana.owner)
        expect(twin.transcript.map(({ text }) => text)).toEqual(["tea", "coffee"])
        expect(ana.transcript.map(({ text }) => text)).toEqual(["tea"])
      })
    ))
})

describe("a page's looks", () => {
  it("are what its profile says in a person's language, and what is set to go wrong", () =>
    emulated((emulator) =>
      Effect.gen(function*() {
        const { faults, getStarted, greeting, iceBreakers } = emulator.looks()
        const bare = [getStarted, greeting("en_US"), iceBreakers("en_US"), faults]
        yield* post(emulator, "/v26.0/1001/messenger_profile", {
          get_started: { payload: "START" },
          greeting: [{ locale: "default", text: "Hello" }, { locale: "es_ES", text: "Hola" }],
          ice_breakers: [{ locale: "default", call_to_actions: [{ question: "Open?", payload: "OPEN" }] }],
          commands: [{ locale: "default", commands: [{ name: "help", description: "What I can do" }] }]
        })
        yield* emulator.inject({ _tag: "Status", status: 503, accepted: false })
        yield* emulator.expireToken(true)

        const looks = emulator.looks("1001")

        expect(bare).toEqual([undefined, undefined, [], []])
        expect(looks.getStarted).toBe("START")
        expect([looks.greeting("es_ES"), looks.greeting("de_DE")]).toEqual(["Hola", "Hello"])
        expect(looks.iceBreakers("es_ES")).toEqual([{ question: "Open?", payload: "OPEN" }])
        expect(looks.commands("es_ES")).toEqual([{ name: "help", description: "What I can do" }])
        expect(looks).toMatchObject({ expired: true, restricted: false })
        expect(looks.faults).toEqual([{ _tag: "Status", status: 503, accepted: false }])
      })
    ))
})

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

describe("the edges of a page", () => {
  const call = (world: World.World, method: string, path: string, body?: object) =>
    Effect.map(
      world.emulator.graph({
        method,
        path: `/v26.0/${path}`,
        headers: { authorization: `Bearer ${World.page.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      }),
      (response): World.Json => JSON.parse(response.body)
    )

  it.scoped("make, list, use and delete a persona", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const { id } = yield* call(world, "POST", "me/personas", { name: "Mia", profile_picture_url: "https://a.b/c" })
      const persona = { id, name: "Mia", profile_picture_url: "https://a.b/c" }
      expect((yield* call(world, "GET", "me/personas")).data).toEqual([persona])
      expect(yield* call(world, "GET", id)).toEqual(persona)
      yield* world.text(ana.psid, "hello", { persona_id: id })
      expect(ana.transcript.at(-1)).toMatchObject({ text: "hello", persona: id })
      expect(yield* call(world, "DELETE", id)).toEqual({ success: true })
      expect((yield* call(world, "GET", id)).error.error_subcode).toBe(33)
    }))

  it.scoped("set, give and delete the profile; a menu needs Get Started, whose payload a tap sends", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      expect(yield* call(world, "POST", "me/messenger_profile", { persistent_menu: [] })).toHaveProperty(
        "error.code",
        100
      )
      const set = yield* call(world, "POST", "me/messenger_profile", {
        get_started: { payload: "GO" },
        persistent_menu: []
      })
      expect(set).toEqual({ result: "success" })
      const ana = yield* world.emulator.person()
      yield* ana.getStarted()
      expect(ana.transcript[0]?.payload).toBe("GO")
      const get = call(world, "GET", "me/messenger_profile?fields=get_started,greeting")
      expect(yield* get).toEqual({ data: [{ get_started: { payload: "GO" } }] })
      yield* call(world, "DELETE", "me/messenger_profile", { fields: ["get_started"] })
      expect(yield* get).toEqual({ data: [] })
    }))

  it.scoped("change what the app is subscribed to", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      yield* call(world, "POST", "me/subscribed_apps?subscribed_fields=messages,messaging_postbacks")
      expect((yield* call(world, "GET", "me/subscribed_apps")).data[0].subscribed_fields).toEqual([
        "messages",
        "messaging_postbacks"
      ])
      yield* call(world, "DELETE", "me/subscribed_apps")
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.emulator.idle
      expect(world.arrived).toEqual([])
    }))

  it.scoped("make a utility template that can be sent, and refuse one that starts with a placeholder", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 10, 1))
      const world = yield* World.make()
      const make = (text: string) =>
        call(world, "POST", "me/message_templates", { name: "t", language: "en", components: [{ type: "BODY", text }] })
      expect(yield* make("{{1}} is ready")).toHaveProperty("error.code", 100)
      expect(yield* make("Order {{1}} is ready.")).toMatchObject({ status: "APPROVED" })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const template = { name: "t", components: [{ type: "body", parameters: [{ type: "text", text: "7" }] }] }
      yield* world.text(ana.psid, "", { messaging_type: "UTILITY", message: { template } })
      expect(ana.transcript.at(-1)?.text).toBe("Order 7 is ready.")
      expect(yield* call(world, "DELETE", "me/message_templates?name=t")).toEqual({ success: true })
      expect((yield* call(world, "GET", "me/message_templates")).data).toEqual([])
    }))
})

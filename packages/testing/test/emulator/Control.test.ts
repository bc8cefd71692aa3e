import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as ControlApi from "../../src/emulator/ControlApi.ts"
import * as World from "./world.ts"

const call = (world: World.World, method: string, path: string, body: object = {}) =>
  Effect.map(
    ControlApi.handle(world.emulator, { method, path, query: new URLSearchParams(), body: JSON.stringify(body) }),
    ({ json, status }): { readonly status: number; readonly json: World.Json } => ({ status, json })
  )

describe("the control API", () => {
  it.scoped("lets a person do the rarer things, and names those there are to one who asks for another", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()

      const shared = yield* call(world, "POST", `/persons/${ana.psid}/does`, { _tag: "Shares", type: "reel" })
      const wrong = yield* call(world, "POST", `/persons/${ana.psid}/does`, { _tag: "Dances" })
      yield* world.emulator.idle

      expect(shared).toEqual({ status: 200, json: { mid: ana.transcript[0]?.mid } })
      expect(World.ofKind(world, "message")[0].message.attachments[0].type).toBe("reel")
      expect(wrong.status).toBe(400)
      expect(wrong.json.error).toContain("SendsUnsupported")
    }))

  it.scoped("lets things happen to a page, which is restricted by a block and free again after it", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const enforce = (action: string) => call(world, "POST", "/happenings", { _tag: "PolicyEnforced", action })

      yield* enforce("block")
      const blocked = yield* world.text(ana.psid, "hello")
      yield* enforce("unblock")
      const free = yield* world.text(ana.psid, "hello")

      expect(blocked.error?.error_subcode).toBe(1893063)
      expect(free.error).toBeUndefined()
    }))

  it.scoped("decides about templates, puts files on the web, and tells what went wrong", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { templates: [{ name: "t", language: "en", body: "Hello you" }] } })

      const paused = yield* call(world, "POST", "/templates", { name: "t", status: "paused" })
      const nothing = yield* call(world, "POST", "/templates", { name: "u", status: "paused" })
      yield* call(world, "POST", "/files", { url: "https://a.example/b.png", fails: "missing" })
      const upload = yield* world.send({
        message: { attachment: { type: "image", payload: { url: "https://a.example/b.png" } } }
      }, { path: "/me/message_attachments" })
      const alerts = yield* call(world, "GET", "/alerts")

      expect([paused.json, nothing.status]).toEqual([{ reviewed: 1 }, 404])
      expect(upload.json.error.error_subcode).toBe(2018008)
      expect(alerts.json).toEqual([])
    }))
})

describe("a file that keeps the emulator", () => {
  it.scoped("keeps labels, menus, subscriptions and tokens", () =>
    Effect.gen(function*() {
      const folder = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-control-"))),
        (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
      )
      const storage = `${folder}/emulator.db`
      const menu = [{ locale: "default", call_to_actions: [{ type: "postback", title: "Menu", payload: "M" }] }]
      const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
      const deliver = (request: { readonly url: string }) =>
        Effect.succeed({
          status: 200,
          body: new URL(request.url, "http://localhost").searchParams.get("hub.challenge") ?? ""
        })
      const before = yield* Effect.scoped(Effect.gen(function*() {
        const world = yield* World.make({ storage, deliver, page: { channel: "instagram" } })
        const ana = yield* world.emulator.person()
        const { json } = yield* world.send({ page_label_name: "regulars" }, { path: "/me/custom_labels" })
        yield* world.send({ user: ana.psid }, { path: `/${json.id}/label` })
        yield* world.send({ psid: ana.psid, persistent_menu: menu }, { path: "/me/custom_user_settings" })
        yield* world.send({
          object: "instagram",
          callback_url: "https://bot.example/hook",
          verify_token: "v",
          fields: "messages"
        }, { path: `/${World.page.appId}/subscriptions`, ...bearer(`${World.page.appId}|${World.page.appSecret}`) })
        const refreshed = yield* world.emulator.graph({
          method: "GET",
          path: "/refresh_access_token?grant_type=ig_refresh_token",
          ...bearer(World.page.token)
        })
        return { psid: ana.psid, token: String(JSON.parse(refreshed.body).access_token) }
      }))

      const world = yield* World.make({ storage, deliver, page: { channel: "instagram" } })
      const get = (path: string, token = before.token) =>
        Effect.map(
          world.emulator.graph({ method: "GET", path, ...bearer(token) }),
          ({ body }): World.Json => JSON.parse(body).data
        )

      expect(yield* get(`/${before.psid}/custom_labels?fields=name`)).toEqual([{
        id: expect.any(String),
        name: "regulars"
      }])
      expect(yield* get(`/me/custom_user_settings?psid=${before.psid}`)).toEqual([{ user_level_persistent_menu: menu }])
      expect(yield* get(`/${World.page.appId}/subscriptions`, `${World.page.appId}|${World.page.appSecret}`))
        .toMatchObject([{ object: "instagram", callback_url: "https://bot.example/hook" }])
    }))
})

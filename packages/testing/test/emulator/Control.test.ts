import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
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
  it.scoped("says in one sentence what is wrong with a body: the field, and what it may be", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const wrong: ReadonlyArray<readonly [path: string, body: object, sentence: RegExp]> = [
        [
          "/faults",
          { _tag: "Earthquake" },
          /^_tag is "Earthquake"; it is one of Error, Status, Close, .*WebhookDelayed\.$/
        ],
        ["/faults", {}, /^_tag is missing; it is one of Error, /],
        ["/faults", { _tag: "Error" }, /^code is missing\.$/],
        ["/faults", { _tag: "Error", code: "613" }, /^code: expected .*number.*, actual "613"\.$/],
        ["/faults", [], /^The body must be a JSON object\.$/],
        ["/persons", { psid: "ana" }, /^psid: expected .*, actual "ana"\.$/],
        ["/persons", { nmae: "Ana" }, /^nmae is unexpected, expected: "page" \| "psid" \| "name"/],
        [`/persons/${ana.psid}/says`, {}, /^text is missing\.$/],
        [`/persons/${ana.psid}/sends`, { type: "song" }, /^type is "song"; it is one of image, audio, /],
        [`/persons/${ana.psid}/does`, { _tag: "Dances" }, /^_tag is "Dances"; it is one of Shares, /],
        ["/happenings", { _tag: "Rains" }, /^_tag is "Rains"; it is one of /],
        ["/clock", {}, /^advance must be milliseconds or a text/],
        ["/clock", { advance: "a while" }, /^advance must be milliseconds or a text/]
      ]

      for (const [path, body, sentence] of wrong) {
        const { json, status } = yield* call(world, "POST", path, body)
        expect([status, json.error]).toEqual([400, expect.stringMatching(sentence)])
        expect(json.error.length).toBeLessThan(500)
      }
    }))

  it.scoped("names every call there is to one who asks for another: those of a person and the stream, too", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const page = readFileSync(new URL("../../../../docs/emulator.md", import.meta.url), "utf8")
      const rows = page.split("### The control API")[1]?.split("\n\n| deed |")[0]?.matchAll(
        /^\| `([A-Z]+)`?(?:, `([A-Z]+))? \/_emulator(\S+)`/gm
      ) ?? []
      const documented = [...rows].flatMap(([, one, other, path = ""]) =>
        [one, other].flatMap((method) =>
          method === undefined ? [] : [`${method} ${path.replace("PSID", "{psid}").replace("DEED", "{deed}")}`]
        )
      )

      const { json, status } = yield* call(world, "GET", "/nothing")
      const told = /there are (.*)\.$/.exec(json.error)?.[1]?.split(", ") ?? []

      expect(status).toBe(404)
      expect(told).toEqual(
        expect.arrayContaining(["GET /events", "GET /persons/{psid}", "POST /persons/{psid}/{deed}"])
      )
      expect(told.toSorted()).toEqual(documented.toSorted())
    }))

  it.scoped("tells the faults that did not strike yet, with the times that are left", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* call(world, "POST", "/faults", { _tag: "Error", code: 613, times: 3 })
      yield* call(world, "POST", "/faults", { _tag: "EchoLost" })
      const asked = yield* call(world, "GET", "/faults")

      yield* world.send({ recipient: { id: ana.psid }, message: { text: "hello" } })
      const after = yield* call(world, "GET", "/faults")
      yield* call(world, "DELETE", "/faults")
      const none = yield* call(world, "GET", "/faults")

      expect(asked).toEqual({ status: 200, json: [{ _tag: "Error", code: 613, times: 3 }, { _tag: "EchoLost" }] })
      expect(after.json).toEqual([{ _tag: "Error", code: 613, times: 2 }, { _tag: "EchoLost" }])
      expect(none.json).toEqual([])
    }))

  it.scoped("does not turn time back", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const before = yield* world.emulator.now

      const back = yield* Effect.forEach(["-1 hours", -1, " -5 minutes"], (advance) =>
        call(world, "POST", "/clock", { advance }))

      expect(back.map(({ json, status }) => [status, json.error])).toEqual(
        back.map(() => [400, expect.stringContaining("time does not go back")])
      )
      expect(yield* world.emulator.now).toBe(before)
    }))

  it.scoped("answers 409 to what Instagram does not have", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram" } })
      const ana = yield* world.emulator.person()
      const deed = (name: string, body: object) => call(world, "POST", `/persons/${ana.psid}/${name}`, body)

      const answers = [
        yield* deed("get-started", {}),
        yield* deed("opts-in", { ref: "r" }),
        yield* deed("ticks-checkbox", { ref: "r", userRef: "u" })
      ]

      expect(answers.map(({ status }) => status)).toEqual([409, 409, 409])
      expect(answers[0]?.json.error).toBe(
        "Instagram has no Get Started; let the person write, or tap what a message offers."
      )
      expect(ana.transcript).toEqual([])
    }))

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

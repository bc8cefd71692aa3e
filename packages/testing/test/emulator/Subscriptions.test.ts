import { describe, expect, it } from "@effect/vitest"
import { SubscribedFields } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Http from "node:http"
import type { AddressInfo } from "node:net"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as Settings from "../../src/emulator/Settings.ts"
import * as World from "./world.ts"

/** An app on a port that proves itself with one token, and keeps what it hears. */
const app = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly heard: Array<World.Json>; readonly close: () => void }>((resume) => {
    const heard: Array<World.Json> = []
    const server = Http.createServer((incoming, outgoing) => {
      const query = new URL(incoming.url ?? "/", "http://localhost").searchParams
      let body = ""
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk
      }).on("end", () => {
        if (incoming.method === "POST") {
          heard.push(...JSON.parse(body).entry.flatMap((entry: World.Json) => entry.messaging))
        }
        const right = incoming.method === "POST" || query.get("hub.verify_token") === "right"
        outgoing.writeHead(right ? 200 : 403).end(query.get("hub.challenge") ?? "")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      resume(Effect.succeed({
        url: `http://127.0.0.1:${port}/hook`,
        heard,
        close: () => {
          server.closeAllConnections()
          server.close()
        }
      }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

const subscribe = (emulator: Emulator.Service, callback_url: string, verify_token: string, fields: string) =>
  Effect.map(
    emulator.graph({
      method: "POST",
      path: `/v26.0/${World.page.appId}/subscriptions`,
      headers: {
        authorization: `Bearer ${World.page.appId}|${World.page.appSecret}`,
        "content-type": "application/json"
      },
      body: JSON.stringify({ object: "page", callback_url, verify_token, fields })
    }),
    ({ body }): World.Json => JSON.parse(body)
  )

/** The properties of the events that a page told its app of, and the fields of changes. */
const toldOf = (world: World.World): ReadonlyArray<string> =>
  world.arrived.flatMap(({ events }) => events).map((event: World.Json) =>
    event.field ?? Object.keys(event).find((name) => !["sender", "recipient", "timestamp"].includes(name)) ?? "nothing"
  )

/** Does what bots act upon: in the conversation, on the page, with the forms that a bot sent. */
const everything = (world: World.World) =>
  Effect.gen(function*() {
    const ana = yield* world.emulator.person()
    yield* ana.says("hi")
    yield* world.text(ana.psid, "hello")
    yield* ana.postback("MENU")
    yield* ana.opensLink("spring")
    yield* ana.optsIn("web")
    yield* ana.reacts(ana.transcript.at(-1)?.mid ?? "", "❤")
    yield* ana.comments("how much?")
    yield* ana.posts("do you deliver?")
    yield* ana.does({ _tag: "GivesAddress", answers: { city: "Bonn" } })
    yield* ana.does({ _tag: "SubmitsForm", form: "77", answers: {} })
    yield* world.emulator.happens({ _tag: "PolicyEnforced", action: "warning" })
    yield* world.emulator.happens({ _tag: "Rated", by: "Luis", recommends: true })
    yield* world.emulator.happens({ _tag: "LeadCame", form: "7" })
    yield* world.emulator.idle
    return toldOf(world)
  })

describe("the subscription of a page", () => {
  it.scoped("tells of nothing that the app did not subscribe to", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { fields: ["messages", "feed"] } })

      expect(new Set(yield* everything(world))).toEqual(new Set(["message", "feed"]))
    }))

  it.scoped("tells of all that bots act upon once it was made as `parley resubscribe` makes it, and of no more", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { fields: [] } })

      const before = yield* everything(world)
      yield* world.send({ subscribed_fields: SubscribedFields.of("messenger", "facebook") }, {
        path: "/me/subscribed_apps"
      })
      const after = yield* everything(world)

      expect(before).toEqual([])
      expect(new Set(after)).toEqual(
        new Set([
          "message",
          "delivery",
          "postback",
          "referral",
          "optin",
          "reaction",
          "feed",
          "messaging_customer_information",
          "form",
          "policy_enforcement"
        ])
      )
    }))

  it.scoped("is of everything until the app makes one, or where the page was made with \"all\"", () =>
    Effect.gen(function*() {
      const silent = yield* everything(yield* World.make())
      const asked = yield* everything(yield* World.make({ page: { fields: "all" } }))

      expect(new Set(silent)).toEqual(new Set(asked))
      expect(silent).toEqual(expect.arrayContaining(["ratings", "leadgen", "form", "feed"]))
    }))

  it.scoped("is known by every spelling that Parley uses, on Instagram too, and by no other name", () =>
    Effect.gen(function*() {
      for (const login of ["facebook", "instagram"] as const) {
        const world = yield* World.make({ page: { channel: "instagram", fields: [] } })
        const { json } = yield* world.send({ subscribed_fields: SubscribedFields.of("instagram", login) }, {
          path: "/me/subscribed_apps"
        })
        expect(json).toEqual({ success: true })
      }
      expect(() => Settings.page({ ...World.page, fields: ["mesages"] })).toThrow("no webhook field \"mesages\"")
    }))
})

describe("a subscription of the app", () => {
  it.scopedLive("takes the webhooks to its own address from then on, those of its fields alone", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* app
      const emulator = yield* Emulator.make({ pages: [World.page] })
      const ana = yield* emulator.person()

      const answer = yield* subscribe(emulator, url, "right", "messages")
      yield* ana.postback("MENU")
      yield* ana.says("hi")
      yield* emulator.idle

      expect(answer).toEqual({ success: true })
      expect(heard.map((event) => Object.keys(event).at(-1))).toEqual(["message"])
    }))

  it.scopedLive("is not kept when its address does not prove itself", () =>
    Effect.gen(function*() {
      const { url } = yield* app
      const emulator = yield* Emulator.make({ pages: [World.page] })

      const wrong = yield* subscribe(emulator, url, "wrong", "messages")
      const nobody = yield* subscribe(emulator, "http://127.0.0.1:9/hook", "right", "messages")
      const strange = yield* subscribe(emulator, url, "right", "messages,mesages")

      expect(wrong.error).toMatchObject({ code: 2200, message: expect.stringContaining("status 403") })
      expect(nobody.error).toMatchObject({ code: 2200, message: expect.stringContaining("nobody answered") })
      expect(strange.error).toMatchObject({ code: 100, message: expect.stringContaining("mesages") })
    }))

  it.scoped("knows the fields of Instagram by Instagram's names", () =>
    Effect.gen(function*() {
      const world = yield* World.make({ page: { channel: "instagram" } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* world.text(ana.psid, "hello")

      yield* world.send({ subscribed_fields: "messaging_seen" }, { path: "/me/subscribed_apps" })
      yield* ana.reads
      yield* world.emulator.idle

      expect(World.ofKind(world, "read")).toHaveLength(1)
    }))
})

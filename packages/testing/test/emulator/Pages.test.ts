import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as World from "./world.ts"

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

const times = (count: number, one: object) => Array.from({ length: count }, () => one)
const item = { type: "postback", title: "Menu", payload: "M" }
const started = { get_started: { payload: "GO" } }

describe("the profile", () => {
  const cases: ReadonlyArray<readonly [string, object, object]> = [
    ["greeting of 160 characters", { greeting: [{ locale: "default", text: "x".repeat(160) }] }, {
      greeting: [{ locale: "default", text: "x".repeat(161) }]
    }],
    ["greeting with a default", { greeting: [{ locale: "default", text: "x" }] }, {
      greeting: [{ locale: "de_DE", text: "x" }]
    }],
    ["menu of 20 entries", { ...started, persistent_menu: [{ locale: "default", call_to_actions: times(20, item) }] }, {
      ...started,
      persistent_menu: [{ locale: "default", call_to_actions: times(21, item) }]
    }],
    ["menu entry of 30 characters", {
      ...started,
      persistent_menu: [{ locale: "default", call_to_actions: [{ ...item, title: "x".repeat(30) }] }]
    }, {
      ...started,
      persistent_menu: [{ locale: "default", call_to_actions: [{ ...item, title: "x".repeat(31) }] }]
    }],
    ["menu without nesting", { ...started, persistent_menu: [{ locale: "default", call_to_actions: [item] }] }, {
      ...started,
      persistent_menu: [{
        locale: "default",
        call_to_actions: [{ type: "nested", title: "More", call_to_actions: [item] }]
      }]
    }],
    ["four ice breakers", { ice_breakers: times(4, { question: "?", payload: "P" }) }, {
      ice_breakers: times(5, { question: "?", payload: "P" })
    }],
    ["ice breakers in one format", {
      ice_breakers: [{ locale: "default", call_to_actions: [{ question: "?", payload: "P" }] }]
    }, {
      ice_breakers: [{ locale: "default", call_to_actions: [] }, { question: "?", payload: "P" }]
    }],
    ["fifty https domains", { whitelisted_domains: Array.from({ length: 50 }, () => "https://a.example") }, {
      whitelisted_domains: Array.from({ length: 51 }, () => "https://a.example")
    }],
    ["https alone", { account_linking_url: "https://a.example" }, { account_linking_url: "http://a.example" }],
    ["commands without a slash", { commands: [{ locale: "default", commands: [{ name: "a", description: "b" }] }] }, {
      commands: [{ locale: "default", commands: [{ name: "/a", description: "b" }] }]
    }],
    ["command names of 32", {
      commands: [{ locale: "default", commands: [{ name: "a".repeat(32), description: "b".repeat(64) }] }]
    }, { commands: [{ locale: "default", commands: [{ name: "a".repeat(33), description: "b" }] }] }],
    ["a Get Started of 1000", { get_started: { payload: "x".repeat(1000) } }, {
      get_started: { payload: "x".repeat(1001) }
    }]
  ]
  it.scoped.each(cases)("takes %s, and no more", ([, within, beyond]) =>
    Effect.gen(function*() {
      const world = yield* World.make()
      expect(yield* call(world, "POST", "me/messenger_profile", within)).toEqual({ result: "success" })
      expect((yield* call(world, "POST", "me/messenger_profile", beyond)).error?.code).toBe(100)
    }))
})

describe("the menu of one person", () => {
  it.scoped("stands before that of the page until it is taken away", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const menu = [{ locale: "default", call_to_actions: [item] }]
      const own = { ...item, title: "Only for you" }
      const theirs = [{ locale: "default", call_to_actions: [own] }]
      yield* call(world, "POST", "me/messenger_profile", { ...started, persistent_menu: menu })

      yield* call(world, "POST", "me/custom_user_settings", { psid: ana.psid, persistent_menu: theirs })
      const both = yield* call(world, "GET", `me/custom_user_settings?psid=${ana.psid}`)
      const seen = ana.menu
      yield* call(world, "DELETE", `me/custom_user_settings?psid=${ana.psid}&params=["persistent_menu"]`)
      const left = yield* call(world, "GET", `me/custom_user_settings?psid=${ana.psid}`)

      expect(both.data).toEqual([{ user_level_persistent_menu: theirs }, { page_level_persistent_menu: menu }])
      expect(left.data).toEqual([{ page_level_persistent_menu: menu }])
      expect([seen, ana.menu]).toEqual([[own], [item]])
    }))
})

describe("utility templates", () => {
  const make = (world: World.World, text: string, more: object = {}) =>
    call(world, "POST", "me/message_templates", {
      name: "t",
      language: "en",
      components: [{ type: "BODY", text }],
      ...more
    })

  it.scoped("wait for the review where that is asked for, and the app is told of it", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 10, 1))
      const world = yield* World.make({ strict: { templateReview: "pending" } })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const send = world.text(ana.psid, "", {
        messaging_type: "UTILITY",
        message: { template: { name: "t", language: { code: "en" } } }
      })

      const made = yield* make(world, "Your order is ready.")
      const early = yield* send
      const reviewed = yield* world.emulator.reviewTemplate({ name: "t", status: "approved" })
      const late = yield* send
      yield* world.emulator.idle

      expect([made.status, reviewed]).toEqual(["PENDING", 1])
      expect([early.error?.code, late.error]).toEqual([100, undefined])
      expect(
        world.arrived.flatMap(({ events }) => events).find(({ field }) => field === "message_template_status_update")
      )
        .toMatchObject({ value: { event: "APPROVED", message_template_name: "t", message_template_language: "en" } })
    }))

  it.scoped("with more placeholders than words are rejected with the reason", () =>
    Effect.gen(function*() {
      const world = yield* World.make()

      expect(yield* make(world, "Order {{1}} {{2}} now.")).toMatchObject({ status: "APPROVED" })
      expect(yield* make(world, "Order {{1}} {{2}}, {{3}}.")).toMatchObject({ status: "REJECTED" })
      expect((yield* call(world, "GET", "me/message_templates?status=REJECTED")).data).toMatchObject([
        { name: "t", rejected_reason: "PARAMS_TO_WORD_RATIO_EXCEED_LIMIT" }
      ])
    }))

  it.scoped("have headers and buttons that a send fills in, and come from the library too", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 10, 1))
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      yield* call(world, "POST", "me/message_templates", {
        name: "sent",
        language: "en",
        components: [
          { type: "HEADER", format: "TEXT", text: "Order {{1}} left" },
          { type: "BODY", text: "It is on its way." },
          { type: "BUTTONS", buttons: [{ type: "URL", text: "Track", url: "https://a.example/{{1}}" }] }
        ]
      })
      const send = (components: ReadonlyArray<object>) =>
        world.text(ana.psid, "", {
          messaging_type: "UTILITY",
          message: { template: { name: "sent", language: { code: "en" }, components } }
        })
      const header = { type: "header", parameters: [{ type: "text", text: "7" }] }

      const end = { type: "buttons", parameters: [{ type: "URL", url: "7" }] }
      const bare = yield* send([end])
      const short = yield* send([header])
      yield* send([header, end])
      const library = yield* call(world, "GET", "message_template_library?name_or_content=order")
      const cloned = yield* call(world, "POST", "me/message_templates", {
        name: "mine",
        library_template_name: library.data[0].name
      })

      expect([bare.error?.code, short.error?.code]).toEqual([100, 100])
      expect(ana.transcript.at(-1)?.text).toBe("Order 7 left\nIt is on its way.")
      expect(cloned).toMatchObject({ status: "APPROVED" })
    }))
})

describe("moderation", () => {
  it.scoped("shuts people out: nothing that they do reaches the app until it ends", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const moderate = (...actions: ReadonlyArray<string>) =>
        call(world, "POST", "me/moderate_conversations", { user_ids: [{ id: ana.psid }], actions })

      const answer = yield* moderate("block_user", "move_to_spam")
      yield* ana.says("nobody hears this")
      yield* moderate("unblock_user")
      yield* ana.says("hello")
      yield* world.emulator.idle
      const spam = yield* call(world, "GET", "me/conversations?folder=spam")

      expect(answer).toEqual({ success: true })
      expect(World.ofKind(world, "message").map(({ message }) => message.text)).toEqual(["hello"])
      expect(spam.data).toHaveLength(1)
    }))

  it.scoped("takes ten people and two actions, and no more", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const people = yield* Effect.all(Array.from({ length: 11 }, () => world.emulator.person()))
      const ids = people.map(({ psid }) => ({ id: psid }))
      const moderate = (user_ids: ReadonlyArray<object>, actions: ReadonlyArray<string>) =>
        call(world, "POST", "me/moderate_conversations", { user_ids, actions })

      expect(yield* moderate(ids.slice(1), ["ban_user", "move_to_spam"])).toEqual({ success: true })
      expect((yield* moderate(ids, ["ban_user"])).error?.code).toBe(100)
      expect((yield* moderate(ids.slice(1), ["ban_user", "unban_user", "move_to_spam"])).error?.code).toBe(100)
      expect((yield* moderate(ids.slice(1), ["tickle"])).error?.code).toBe(100)
    }))
})

describe("an account of the business", () => {
  it.scoped("is linked by a token that lives five minutes, and unlinked by the page or the person", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const buttons = [{ type: "account_link", url: "https://shop.example/login" }, { type: "account_unlink" }]
      yield* world.text(ana.psid, "", {
        message: {
          attachment: { type: "template", payload: { template_type: "button", text: "Log in", buttons } }
        }
      })
      const tap = Effect.map(
        ana.taps("https://shop.example/login"),
        (tapped) => new URL("opened" in tapped ? tapped.opened : "").searchParams
      )
      const who = (token: string | null) => call(world, "GET", `me?fields=recipient&account_linking_token=${token}`)

      const query = yield* tap
      const fresh = yield* who(query.get("account_linking_token"))
      yield* world.emulator.advance("5 minutes")
      const late = yield* who(query.get("account_linking_token"))
      yield* ana.does({ _tag: "LinksAccount", code: "abc" })
      const unlinked = yield* call(world, "POST", "me/unlink_accounts", { psid: ana.psid })
      yield* world.emulator.idle

      expect(query.get("redirect_uri")).toContain("account_linking_token=")
      expect(fresh).toEqual({ id: World.page.id, recipient: ana.psid })
      expect(late.error.code).toBe(10303)
      expect(unlinked).toEqual({ success: true })
      expect(World.ofKind(world, "account_linking").map(({ account_linking }) => account_linking)).toEqual([
        { status: "linked", authorization_code: "abc" },
        { status: "unlinked" }
      ])
    }))
})

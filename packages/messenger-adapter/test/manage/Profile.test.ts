import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as TestClock from "effect/TestClock"
import * as Fiber from "effect/Fiber"
import * as Profile from "../../src/manage/Profile.ts"
import * as ProfileApi from "../../src/manage/ProfileApi.ts"
import * as ProfileDiff from "../../src/manage/ProfileDiff.ts"
import * as ProfileWire from "../../src/manage/ProfileWire.ts"
import * as Graph from "./graph.ts"

const profile: Profile.Profile = {
  getStarted: "GET_STARTED",
  greeting: { default: "Hello {{user_first_name}}!", de_DE: "Hallo!" },
  menu: {
    default: {
      items: [{ title: "Order", payload: "ORDER" }, { title: "Site", url: "https://example.com", height: "tall" }]
    }
  },
  iceBreakers: { default: [{ question: "Are you open?", payload: "OPEN" }] },
  commands: { default: [{ name: "agent", description: "Talk with a person" }] },
  domains: ["https://example.com"],
  accountLinkingUrl: "https://example.com/login"
}

/** An account that keeps what is set, as the platform does. */
const account = (stored: Record<string, unknown> = {}, channel: "messenger" | "instagram" = "messenger") => {
  const graph = Graph.make(({ body, method, query }) => {
    if (method === "GET") {
      const wanted = (query["fields"] ?? "").split(",").filter((name) => name in stored)
      return {
        body: { data: wanted.length === 0 ? [] : [Object.fromEntries(wanted.map((name) => [name, stored[name]]))] }
      }
    }
    if (method === "DELETE") { for (const name of body.fields) delete stored[name] }
    else {
      const { appsecret_proof: _, platform: __, ...properties } = body
      Object.assign(stored, properties)
    }
    return { body: { result: "success" } }
  }, { channel })
  return { ...graph, stored, api: ProfileApi.make(graph.account) }
}

const text = (count: number): string => "é".repeat(count)
const localized = <A>(value: A): Profile.Localized<A> => ({ default: value })
const items = (count: number): Profile.Menu => ({
  items: Array.from({ length: count }, (_, index) => ({ title: `Item ${index}`, payload: "P" }))
})

/** Every documented limit: a profile that holds it, and one that is one over. */
const bounds: ReadonlyArray<readonly [name: string, at: Profile.Profile, over: Profile.Profile, field: string]> = [
  ["payload of the button", { getStarted: text(1000) }, { getStarted: text(1001) }, "getStarted"],
  ["greeting", { greeting: localized(text(160)) }, { greeting: localized(text(161)) }, "greeting.default"],
  [
    "items of the menu",
    { getStarted: "G", menu: localized(items(20)) },
    { getStarted: "G", menu: localized(items(21)) },
    "menu.default.items"
  ],
  ...(["title", "payload"] as const).map((field) => {
    const max = field === "title" ? 30 : 1000
    const menu = (count: number): Profile.Profile => ({
      getStarted: "G",
      menu: localized({ items: [{ title: "T", payload: "P", [field]: text(count) }] })
    })
    return [`${field} in the menu`, menu(max), menu(max + 1), `menu.default.items[0].${field}`] as const
  }),
  [
    "ice breakers",
    { iceBreakers: localized(Array.from({ length: 4 }, () => ({ question: "Q?", payload: "P" }))) },
    { iceBreakers: localized(Array.from({ length: 5 }, () => ({ question: "Q?", payload: "P" }))) },
    "iceBreakers.default"
  ],
  [
    "commands",
    { commands: localized(Array.from({ length: 100 }, () => ({ name: "n", description: "d" }))) },
    { commands: localized(Array.from({ length: 101 }, () => ({ name: "n", description: "d" }))) },
    "commands.default"
  ],
  [
    "name of a command",
    { commands: localized([{ name: text(32), description: "d" }]) },
    { commands: localized([{ name: text(33), description: "d" }]) },
    "commands.default[0].name"
  ],
  [
    "description of a command",
    { commands: localized([{ name: "n", description: text(64) }]) },
    { commands: localized([{ name: "n", description: text(65) }]) },
    "commands.default[0].description"
  ],
  [
    "domains",
    { domains: Array.from({ length: 50 }, (_, index) => `https://d${index}.example.com`) },
    { domains: Array.from({ length: 51 }, (_, index) => `https://d${index}.example.com`) },
    "domains"
  ]
]

describe("a profile as code", () => {
  it.each(bounds)("takes the %s at the limit and refuses one more, with its field", (_, at, over, field) => {
    expect(Profile.problems(at, "messenger")).toEqual([])
    expect(Profile.problems(over, "messenger").map((found) => found.field)).toEqual([field])
  })

  it.each([
    ["a menu without the button before it", { menu: localized(items(1)) }, "menu"],
    ["a part without a default", { greeting: { de_DE: "Hallo" } as unknown as Profile.Localized<string> }, "greeting"],
    ["a locale that is none", { greeting: { default: "Hi", german: "Hallo" } }, "greeting.german"],
    ["a domain under plain http", { domains: ["http://example.com"] }, "domains[0]"],
    ["a domain that is a page", { domains: ["https://example.com/menu"] }, "domains[0]"],
    ["a domain that is no full name", { domains: ["https://localhost"] }, "domains[0]"],
    [
      "a command with its slash",
      { commands: localized([{ name: "/agent", description: "d" }]) },
      "commands.default[0].name"
    ],
    ["an empty list of questions", { iceBreakers: localized([]) }, "iceBreakers.default"],
    ["a menu item that opens a script", {
      getStarted: "G",
      menu: localized({ items: [{ title: "T", url: "javascript:alert(1)" }] })
    }, "menu.default.items[0].url"]
  ])("is refused with %s", (_, broken, field) => {
    expect(Profile.problems(broken, "messenger").map((found) => found.field)).toEqual([field])
  })

  it("has on Instagram a menu and ice breakers, and the menu needs no button there", () => {
    expect(Profile.problems({ menu: localized(items(1)) }, "instagram")).toEqual([])
    expect(Profile.ignored(profile, "instagram")).toEqual([
      "getStarted",
      "greeting",
      "commands",
      "domains",
      "accountLinkingUrl"
    ])
    expect(Profile.ignored(profile, "messenger")).toEqual([])
  })

  it("is the same after it was written for the platform and read back", () => {
    const word = fc.string({ minLength: 1, maxLength: 12 })
    const locales = <A>(value: fc.Arbitrary<A>): fc.Arbitrary<Profile.Localized<A>> =>
      fc.record({ default: value, de_DE: value, fr_FR: value }, { requiredKeys: ["default"] }) as fc.Arbitrary<
        Profile.Localized<A>
      >
    const item: fc.Arbitrary<Profile.MenuItem> = fc.oneof(
      fc.record({ title: word, payload: word }),
      fc.record({
        title: word,
        url: fc.webUrl(),
        height: fc.constantFrom("compact" as const, "tall" as const, "full" as const)
      }, {
        requiredKeys: ["title", "url"]
      })
    )
    const some = <A>(value: fc.Arbitrary<A>) => fc.array(value, { minLength: 1, maxLength: 3 })
    const whole: fc.Arbitrary<Profile.Profile> = fc.record({
      getStarted: word,
      greeting: locales(word),
      menu: locales(
        fc.record({ items: some(item), onlyMenu: fc.constant(true as const) }, { requiredKeys: ["items"] })
      ),
      iceBreakers: locales(some(fc.record({ question: word, payload: word }))),
      commands: locales(some(fc.record({ name: word, description: word }))),
      domains: some(fc.webUrl()),
      accountLinkingUrl: fc.webUrl()
    }, { requiredKeys: [] })

    fc.assert(fc.property(whole, (any) => {
      const written = Object.fromEntries(Profile.parts.flatMap((part) => {
        const value = ProfileWire.encode(any, part, "messenger")
        return value === undefined ? [] : [[ProfileWire.properties[part], value]]
      }))
      const stored = ProfileWire.read([JSON.parse(JSON.stringify(written))], Profile.parts)
      expect(stored).toEqual({ profile: any, unread: [] })
      expect(ProfileDiff.diff(any, stored, "messenger")).toEqual([])
    }))
  })
})

describe("what a page has", () => {
  it("is read in the older form of ice breakers, and in the one that stands bare in the answer", () => {
    const breakers = [{ question: "Are you open?", payload: "OPEN" }]
    const wanted = { profile: { iceBreakers: { default: breakers } }, unread: [] }

    expect(ProfileWire.read([{ ice_breakers: breakers }], Profile.parts)).toEqual(wanted)
    expect(ProfileWire.read([{ locale: "default", call_to_actions: breakers }], Profile.parts)).toEqual(wanted)
  })

  it("differs where it has a form that is not known", () => {
    const stored = ProfileWire.read([{ get_started: "GET_STARTED", greeting: "Hi" }], Profile.parts)

    expect(stored.unread).toEqual(["getStarted", "greeting"])
    expect(
      ProfileDiff.diff({ getStarted: "GET_STARTED" }, stored, "messenger").map(({ change, part }) => [part, change])
    )
      .toEqual([["getStarted", "changed"], ["greeting", "extra"]])
  })

  it("does not differ for what the platform adds or spells otherwise", () => {
    const stored = ProfileWire.read([{
      whitelisted_domains: ["https://Example.com/"],
      get_started: { payload: "G" },
      persistent_menu: [{
        locale: "default",
        composer_input_disabled: false,
        disabled_surfaces: [],
        call_to_actions: [{ type: "web_url", title: "S", url: "https://example.com", webview_height_ratio: "full" }]
      }]
    }], Profile.parts)
    const code: Profile.Profile = {
      domains: ["https://example.com"],
      getStarted: "G",
      menu: { default: { items: [{ title: "S", url: "https://example.com" }] } }
    }

    expect(ProfileDiff.diff(code, stored, "messenger")).toEqual([])
  })

  it("is told in words, language by language", () => {
    const stored = ProfileWire.read([{
      get_started: { payload: "START" },
      greeting: [{ locale: "default", text: "Hi" }, { locale: "fr_FR", text: "Salut" }],
      commands: [{ locale: "default", commands: [{ name: "help", description: "Help" }] }]
    }], Profile.parts)
    const code: Profile.Profile = { getStarted: "GO", greeting: { default: "Hi", de_DE: "Hallo" } }

    expect(ProfileDiff.diff(code, stored, "messenger").map(ProfileDiff.describe)).toEqual([
      "~ getStarted: START ⇒ GO",
      "+ greeting, de_DE: \"Hallo\"",
      "- greeting, fr_FR: \"Salut\"",
      "- commands, default: /help \"Help\" (only on the account)"
    ])
  })
})

describe("pushing a profile", () => {
  it.effect("sets the button in a call before the rest, and nothing at all the second time", () =>
    Effect.gen(function*() {
      const { api, calls } = account()

      const first = yield* api.push(profile)
      const second = yield* api.push(profile)

      const posted = calls.filter(({ method }) => method === "POST").map(({ body }) => Object.keys(body))
      expect(posted[0]).toEqual(["get_started", "appsecret_proof"])
      expect(posted).toHaveLength(2)
      expect(first.set).toEqual(Profile.parts)
      expect(second).toEqual({ changes: [], set: [], removed: [] })
    }))

  it.effect("sets only what differs, whole", () =>
    Effect.gen(function*() {
      const { api, calls, stored } = account()
      yield* api.push(profile)

      const { set } = yield* api.push({
        ...profile,
        greeting: { default: "Hello {{user_first_name}}!", fr_FR: "Salut" }
      })

      expect(set).toEqual(["greeting"])
      expect(calls.filter(({ method }) => method === "POST")).toHaveLength(3)
      expect(stored["greeting"]).toEqual([
        { locale: "default", text: "Hello {{user_first_name}}!" },
        { locale: "fr_FR", text: "Salut" }
      ])
    }))

  it.effect("leaves what the code says nothing of, unless it is pruned: the menu goes before the button", () =>
    Effect.gen(function*() {
      const { api, calls, stored } = account()
      yield* api.push(profile)

      const left = yield* api.push({ greeting: profile.greeting ?? { default: "" } })
      const pruned = yield* api.push({ greeting: profile.greeting ?? { default: "" } }, { prune: true })

      expect([left.set, left.removed]).toEqual([[], []])
      expect(pruned.removed).toEqual(["getStarted", "menu", "iceBreakers", "commands", "domains", "accountLinkingUrl"])
      const deleted = calls.filter(({ method }) => method === "DELETE").map(({ body }) => body.fields)
      expect(deleted.map((fields) => fields.includes("get_started"))).toEqual([false, true])
      expect(Object.keys(stored)).toEqual(["greeting"])
    }))

  it.effect("names Instagram as the platform, and leaves out what Instagram has none of", () =>
    Effect.gen(function*() {
      const { api, calls } = account({}, "instagram")

      yield* api.push(profile)

      expect(calls[0]?.query).toMatchObject({ fields: "persistent_menu,ice_breakers", platform: "instagram" })
      expect(calls[1]?.body).toEqual({
        appsecret_proof: Graph.proof,
        platform: "instagram",
        persistent_menu: [{
          locale: "default",
          call_to_actions: [
            { type: "postback", title: "Order", payload: "ORDER" },
            { type: "web_url", title: "Site", url: "https://example.com" }
          ]
        }],
        ice_breakers: [{ locale: "default", call_to_actions: [{ question: "Are you open?", payload: "OPEN" }] }]
      })
    }))

  it.effect("asks the platform nothing when the profile breaks a rule, and tells all that is wrong", () =>
    Effect.gen(function*() {
      const { api, calls } = account()

      const refused = yield* Effect.flip(api.push({ getStarted: "", menu: localized(items(21)) }))

      expect(calls).toEqual([])
      expect(refused.message).toBe([
        "The profile cannot be set:",
        "  menu.default.items: it has 21 entries and the limit is 20; take some out",
        "  getStarted: it is empty; give it a visible character"
      ].join("\n"))
    }))

  it.effect("waits when it would be more than 10 calls in 10 minutes", () =>
    Effect.gen(function*() {
      const { api, calls } = account()
      for (let call = 0; call < 10; call++) yield* api.read
      const began = yield* Clock.currentTimeMillis

      const eleventh = yield* Effect.fork(api.read)
      yield* TestClock.adjust("599 seconds")
      const before = calls.length
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(eleventh)

      expect(before).toBe(10)
      expect(calls).toHaveLength(11)
      expect((yield* Clock.currentTimeMillis) - began).toBe(600_000)
    }))
})

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as AccountLinking from "../../src/manage/AccountLinking.ts"
import * as Handles from "../../src/manage/Handles.ts"
import * as Personas from "../../src/manage/Personas.ts"
import * as Profile from "../../src/manage/Profile.ts"
import * as ProfileApi from "../../src/manage/ProfileApi.ts"
import * as TemplateApi from "../../src/manage/TemplateApi.ts"
import * as ThreadOwner from "../../src/manage/ThreadOwner.ts"
import * as UserProfile from "../../src/manage/UserProfile.ts"
import * as UtilityTemplate from "../../src/manage/UtilityTemplate.ts"
import * as Graph from "./graph.ts"

/** Something as JavaScript gives it: no compiler saw it. */
const untyped = (value: unknown): never => value as never

const told = (profile: unknown) =>
  Profile.problems(untyped(profile), "messenger").map(({ field, problem }) => `${field}: ${problem}`)

describe("a profile that no compiler saw", () => {
  it.each<readonly [unknown, string]>([
    [undefined, "profile: it is no object"],
    ["x", "profile: it is no object"],
    [{ getStarted: 7 }, "getStarted: it is no text"],
    [{ greeting: "hi" }, "greeting: it is no object"],
    [{ menu: { default: "x" } }, "menu.default: it is no object"],
    [{ menu: { default: { items: "x" } } }, "menu.default.items: it is no list"],
    [
      { getStarted: "S", menu: { default: { items: [{ title: "Help" }] } } },
      "menu.default.items[0].payload: it is empty"
    ],
    [{ menu: { default: { items: [{ title: 7, payload: "P" }] } } }, "menu.default.items[0].title: it is no text"],
    [{ menu: { default: { items: [], onlyMenu: "yes" } } }, "menu.default.onlyMenu: it is neither true nor false"],
    [{ iceBreakers: ["x"] }, "iceBreakers: it is no object"],
    [{ iceBreakers: { default: [{ question: "Open?" }] } }, "iceBreakers.default[0].payload: it is missing"],
    [{ domains: "https://a.example" }, "domains: it is no list"],
    [{ getstarted: "S" }, "getstarted: a profile has no such part"]
  ])("is told by its place: %j", (profile, words) => {
    expect(told(profile)).toEqual([words])
  })

  it("is told with the way to write the part, and what was left out as nothing is no problem", () => {
    const [menu] = Profile.problems(untyped({ menu: "x" }), "messenger")
    const [start] = Profile.problems(untyped({ getstarted: "S" }), "messenger")

    expect(menu?.cure).toBe("write it like { menu: { default: { items: [{ title: \"Help\", payload: \"HELP\" }] } } }")
    expect(start?.cure).toBe("did you mean getStarted?")
    expect(told({ getStarted: "S", greeting: undefined })).toEqual([])
  })

  it.effect("is refused before anything is asked of the platform", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({ body: { data: [] } }))
      const api = ProfileApi.make(account)

      const errors = [
        yield* Effect.flip(api.diff(untyped({ greeting: "hi" }))),
        yield* Effect.flip(api.push(untyped({ greeting: "hi" })))
      ]

      expect(errors.map(({ _tag }) => _tag)).toEqual(["InvalidProfile", "InvalidProfile"])
      expect(calls).toEqual([])
    }))
})

describe("a template that no compiler saw", () => {
  it("is told by its fields, each with the way to write it", () => {
    expect(() => UtilityTemplate.make(untyped(undefined))).toThrow(
      "name: it is missing; write it like { name: \"order_left\" }"
    )
    expect(() => UtilityTemplate.make(untyped({ name: "order", language: "en", body: 7, examples: {} }))).toThrow(
      "The template order/en cannot be used:\n  body: it is no text; write it like { body: \"Your order {{order}} has left.\" }"
    )
    const read = UtilityTemplate.read(untyped({ name: "order", language: "en" }))
    expect(Either.isLeft(read) ? read.left.message : "").toContain("body: it is missing")
  })

  it.effect("is handed in nowhere", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({ body: { data: [] } }))
      const api = TemplateApi.make(account)

      const words = [
        (yield* Effect.flip(api.push(untyped(undefined)))).message,
        (yield* Effect.flip(api.diff(untyped("order_left")))).message,
        (yield* Effect.flip(api.settled(untyped([{ name: "order_left" }])))).message,
        (yield* Effect.flip(api.remove(untyped(undefined)))).message
      ]

      expect(words.map((text) => text.replace(/;.*/s, ""))).toEqual([
        "templates: it is no list",
        "templates: it is no list",
        "language: it is missing",
        "template: it has no name"
      ])
      expect(calls).toEqual([])
    }))
})

describe("a call that no compiler saw", () => {
  it.effect("is refused where it names nobody: nothing else is deleted, unlinked or asked for in their stead", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({ body: { success: true } }))
      const personas = Personas.make(account)
      const linking = AccountLinking.make(account)
      const profiles = yield* UserProfile.make(account)

      const fields = [
        yield* Effect.flip(personas.remove(untyped(undefined))),
        yield* Effect.flip(personas.declare(untyped("Lea"))),
        yield* Effect.flip(personas.create(untyped({ picture: "https://example.com/lea.png" }))),
        yield* Effect.flip(linking.unlink(untyped(undefined))),
        yield* Effect.flip(linking.person("")),
        yield* Effect.flip(ThreadOwner.of(account, untyped(undefined))),
        yield* Effect.flip(profiles.read("42", untyped({ fields: "name" }))),
        yield* Effect.flip(Handles.make(account).upload(untyped(undefined)))
      ].map((error) => error._tag === "Invalid" ? error.field : error._tag)

      expect(fields).toEqual(["id", "personas", "name", "person", "token", "person", "fields", "picture"])
      expect(calls).toEqual([])
    }))
})

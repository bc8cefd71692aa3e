import { describe, expect, it } from "@effect/vitest"
import type { Inbound, Templates } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as RenderTemplate from "../../src/outbound/RenderTemplate.ts"
import * as TemplateApi from "../../src/manage/TemplateApi.ts"
import * as TemplateBook from "../../src/manage/TemplateBook.ts"
import * as TemplateDiff from "../../src/manage/TemplateDiff.ts"
import * as TemplateWire from "../../src/manage/TemplateWire.ts"
import * as UtilityTemplate from "../../src/manage/UtilityTemplate.ts"
import * as Graph from "./graph.ts"

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  header: { text: "{{shop}} news" },
  body: "Good news, {{name}}: your order {{order}} has left.",
  buttons: [
    { title: "Track", url: "https://example.com/orders/{{1}}", example: "https://example.com/orders/4711" },
    { title: "Help", payload: "HELP {{1}}" },
    { title: "Stop", payload: "STOP" }
  ],
  examples: { name: "Ana", order: "4711", "header.shop": "Pizza" }
})

const ready = UtilityTemplate.make({
  name: "order_ready",
  language: "de_DE",
  body: "Die Bestellung {{1}} ist um {{2}} fertig.",
  examples: { 1: "4711", 2: "12:30" }
})

interface Stored {
  readonly id: string
  readonly name: string
  readonly language: string
  status: string
  readonly components: ReadonlyArray<object>
  rejected_reason?: string
}

/** A page with templates, listed two at a time, that gives each new one this status. */
const page = (status = "APPROVED", channel: "messenger" | "instagram" = "messenger") => {
  const stored: Array<Stored> = []
  const graph = Graph.make(({ body, method, query }) => {
    if (method === "POST") {
      const made = { id: `${stored.length + 100}`, status, name: body.name, language: body.language }
      stored.push({ ...made, components: body.components })
      return { body: { id: made.id, status, category: "UTILITY" } }
    }
    if (method === "DELETE") {
      const kept = stored.filter(({ id, name }) => name !== body.name || (body.template_id ?? id) !== id)
      stored.splice(0, stored.length, ...kept)
      return { body: { success: true } }
    }
    const from = Number(query["after"] ?? 0)
    const paging = {
      cursors: { after: `${from + 2}` },
      ...(from + 2 < stored.length ? { next: "https://graph/next" } : {})
    }
    return { body: { data: stored.slice(from, from + 2), paging } }
  }, { channel })
  return { ...graph, stored, api: TemplateApi.make(graph.account) }
}

describe("taking a template away", () => {
  it.effect("takes it in every language by its name, or one by its id besides, and nothing without a name", () =>
    Effect.gen(function*() {
      const { api, calls, stored } = page()
      yield* api.push([left, ready, UtilityTemplate.make({ ...left, language: "de_DE" })])
      const german = stored.find(({ language, name }) => name === "order_left" && language === "de_DE")?.id ?? ""

      yield* api.remove({ name: "order_left", id: german })
      const one = stored.map(({ language, name }) => `${name}/${language}`)
      yield* api.remove({ name: "order_left" })
      const asked = calls.length
      // A name by itself is what JavaScript may give.
      const refused = yield* Effect.flip(api.remove("order_ready" as unknown as { readonly name: string }))

      expect(one).toEqual(["order_left/en", "order_ready/de_DE"])
      expect(stored.map(({ name }) => name)).toEqual(["order_ready"])
      expect(refused.message).toContain("give { name: \"order_left\" } for all its languages, or { name, id } for one")
      expect(calls).toHaveLength(asked)
    }))
})

describe("a template as code", () => {
  it("names its parameters as messages give them", () => {
    expect(UtilityTemplate.parameters(left)).toEqual([
      "header.shop",
      "name",
      "order",
      "button.1.url",
      "button.2.payload"
    ])
    expect(UtilityTemplate.parameters(ready)).toEqual(["1", "2"])
  })

  it("fills a message whose every parameter is in its place when it is sent", () => {
    const content = UtilityTemplate.fill(left, {
      name: "Joe",
      order: "12",
      "header.shop": "Pizza",
      "button.1.url": "12",
      "button.2.payload": "12"
    })

    expect(RenderTemplate.render(content)).toEqual({
      name: "order_left",
      language: { code: "en" },
      components: [
        { type: "header", parameters: [{ type: "text", parameter_name: "shop", text: "Pizza" }] },
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "name", text: "Joe" },
            { type: "text", parameter_name: "order", text: "12" }
          ]
        },
        { type: "buttons", parameters: [{ type: "URL", url: "12" }, { type: "POSTBACK", payload: "12" }] }
      ]
    })
  })

  it.each<readonly [string, Partial<UtilityTemplate.UtilityTemplate>, string]>([
    ["a placeholder at the start", { body: "{{name}} has news", examples: { name: "Ana" } }, "body"],
    ["a placeholder at the end", { body: "News for {{name}}", examples: { name: "Ana" } }, "body"],
    ["a gap in its numbers", { body: "It is {{1}} or {{3}} now.", examples: { 1: "a", 3: "b" } }, "body"],
    ["numbers and names mixed", { body: "It is {{1}} or {{b}} now.", examples: { 1: "a", b: "b" } }, "body"],
    ["single braces", { body: "It is {name} now." }, "body"],
    ["odd characters in a placeholder", { body: "It is {{a-b}} now." }, "body"],
    ["a body without words", { body: " " }, "body"],
    ["a name with a space", { name: "order left" }, "name"],
    ["no example of a parameter", { body: "It is {{name}} now." }, "examples[\"name\"]"],
    ["a header that numbers where the body names", {
      header: { text: "No. {{1}}" },
      body: "It is {{name}} now.",
      examples: { name: "Ana", "header.1": "1" }
    }, "header"],
    ["a button under plain http", { buttons: [{ title: "Go", url: "http://example.com" }] }, "buttons[0].url"],
    ["a placeholder inside an address", {
      buttons: [{ title: "Go", url: "https://example.com/{{1}}/x", example: "https://example.com/1/x" }]
    }, "buttons[0].url"],
    [
      "no example of an address",
      { buttons: [{ title: "Go", url: "https://example.com/{{1}}" }] },
      "buttons[0].example"
    ],
    ["two placeholders in a button", { buttons: [{ title: "Go", payload: "{{1}} {{2}}" }] }, "buttons[0]"]
  ])("is refused with %s", (_, change, field) => {
    const template = { name: "order_left", language: "en", body: "It left.", examples: {}, ...change }

    expect(UtilityTemplate.problems(template).map((found) => found.field)).toContain(field)
    expect(Either.isLeft(UtilityTemplate.read(template))).toBe(true)
  })

  it("is refused when it is made, with every problem and its cure", () => {
    const broken = () => UtilityTemplate.make({ name: "a b", language: "en", body: "{{x}}", examples: { x: "" } })

    expect(broken).toThrow([
      "The template a b/en cannot be used:",
      "  name: it has more than small letters, digits and _; write it like order_left",
      "  body: a placeholder starts or ends it; put a word, or a full stop, before or after",
      "  examples[\"x\"]: it is missing; the reviewers ask for one"
    ].join("\n"))
  })

  it("is read from a file as it is made", () => {
    expect(UtilityTemplate.read(left)).toEqual(Either.right(left))
    expect(UtilityTemplate.read({ name: "x", language: "en" })).toMatchObject({ left: { template: "x/en" } })
  })

  it("is handed in by name or by number, with its examples", () => {
    expect(TemplateWire.encode(left)).toEqual({
      name: "order_left",
      language: "en",
      category: "UTILITY",
      parameter_format: "NAMED",
      components: [
        {
          type: "HEADER",
          format: "TEXT",
          text: "{{shop}} news",
          example: { header_text_named_params: [{ param_name: "shop", example: "Pizza" }] }
        },
        {
          type: "BODY",
          text: "Good news, {{name}}: your order {{order}} has left.",
          example: {
            body_text_named_params: [{ param_name: "name", example: "Ana" }, { param_name: "order", example: "4711" }]
          }
        },
        {
          type: "BUTTONS",
          buttons: [
            {
              type: "URL",
              text: "Track",
              url: "https://example.com/orders/{{1}}",
              example: { url_suffix_example: "https://example.com/orders/4711" }
            },
            { type: "POSTBACK", text: "Help", payload: "HELP {{1}}" },
            { type: "POSTBACK", text: "Stop", payload: "STOP" }
          ]
        }
      ]
    })
    expect(TemplateWire.encode(ready)).toMatchObject({
      components: [{ type: "BODY", example: { body_text: [["4711", "12:30"]] } }]
    })
    expect(TemplateWire.encode(ready)).not.toHaveProperty("parameter_format")
  })
})

describe("the templates of a page", () => {
  it.effect("are handed in where they are missing, and not twice", () =>
    Effect.gen(function*() {
      const { api, calls } = page()

      const first = yield* api.push([left, ready])
      const second = yield* api.push([left, ready])

      expect(first.created).toEqual([
        { template: "order_left/en", status: "approved" },
        { template: "order_ready/de_DE", status: "approved" }
      ])
      expect(second).toEqual({ created: [], deleted: [], left: [] })
      expect(calls.filter(({ method }) => method === "POST")).toHaveLength(2)
    }))

  it.effect("are left when their words differ, and replaced on demand, alone in their language", () =>
    Effect.gen(function*() {
      const { api, stored } = page()
      yield* api.push([left, ready])
      const other = { ...ready, body: "Bestellung {{1}} ist um {{2}} da." }

      const kept = yield* api.push([left, other])
      const changes = yield* api.diff([left, other])
      const replaced = yield* api.push([left, other], { replace: true })

      expect(kept).toEqual({ created: [], deleted: [], left: ["order_ready/de_DE"] })
      expect(changes.map(TemplateDiff.describe)).toEqual([
        "~ order_ready (de_DE)\n"
        + "    body: Die Bestellung {{1}} ist um {{2}} fertig. ⇒ Bestellung {{1}} ist um {{2}} da."
      ])
      expect(replaced).toMatchObject({ deleted: ["order_ready/de_DE"], created: [{ template: "order_ready/de_DE" }] })
      expect(stored.map(({ name }) => name)).toEqual(["order_left", "order_ready"])
    }))

  it.effect("are read through all answers, and what only the page has is deleted when it is pruned", () =>
    Effect.gen(function*() {
      const { api, stored } = page()
      const many = ["a", "b", "c", "d", "e"].map((name) => ({ ...ready, name }))
      yield* api.push(many)

      const list = yield* api.list
      const left = yield* api.push(many.slice(0, 2))
      const pruned = yield* api.push(many.slice(0, 2), { prune: true })

      expect(list.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"])
      expect(left.deleted).toEqual([])
      expect(pruned.deleted).toEqual(["c/de_DE", "d/de_DE", "e/de_DE"])
      expect(stored.map(({ name }) => name)).toEqual(["a", "b"])
    }))

  it.effect("differ while they are not approved, with the reason and its cure", () =>
    Effect.gen(function*() {
      const { api, stored } = page("REJECTED")
      yield* api.push([ready])
      for (const one of stored) one.rejected_reason = "TAG_SHOULD_BE_MARKETING"

      const changes = yield* api.diff([ready])

      expect(changes.map(TemplateDiff.describe)).toEqual([
        "! order_ready (de_DE) is rejected "
        + "(TAG_SHOULD_BE_MARKETING: take out what advertises: utility messages may not)"
      ])
    }))

  it.effect("are awaited until they are decided, and then fit the settings", () =>
    Effect.gen(function*() {
      const { api, stored } = page("PENDING")
      yield* api.push([ready])
      const waits = yield* Effect.fork(api.settled([ready]))
      yield* TestClock.adjust("12 seconds")
      for (const one of stored) one.status = "APPROVED"
      yield* TestClock.adjust("5 seconds")

      expect(yield* Fiber.join(waits)).toEqual([
        { name: "order_ready", languages: ["de_DE"], parameters: ["1", "2"], status: "approved" }
      ])
    }))

  it.effect("are awaited no longer than asked, and are then as they stand", () =>
    Effect.gen(function*() {
      const { api } = page("PENDING")
      yield* api.push([ready])

      const waits = yield* Effect.fork(api.settled([ready, left], { within: Duration.seconds(10) }))
      yield* TestClock.adjust("10 seconds")

      expect((yield* Fiber.join(waits)).map(({ status }) => status)).toEqual(["pending", "pending"])
    }))

  it.effect("are refused for Instagram before anything is asked", () =>
    Effect.gen(function*() {
      const { api, calls } = page("APPROVED", "instagram")

      const refused = yield* Effect.flip(api.push([ready]))

      expect(refused.message).toContain("Instagram has no utility messages")
      expect(calls).toEqual([])
    }))
})

describe("the book of templates", () => {
  const changed = (event: object): Inbound.Inbound => ({
    id: "x",
    conversation: { channel: "messenger", account: "1", person: "-" },
    at: 1,
    receivedAt: 1,
    event: { _tag: "TemplateChanged", ...event } as Extract<Inbound.Event, { _tag: "TemplateChanged" }>
  })
  const declared: ReadonlyArray<Templates.Declared> = [
    { name: "order_left", languages: ["en", "de_DE"], parameters: ["1"] },
    { name: "order_ready", languages: ["en"], status: "pending" }
  ]

  it("follows what the platform tells of a template, in the language that it tells of", () => {
    const book = TemplateBook.make(declared)

    book.heed([
      changed({ status: "PAUSED", name: "order_left", language: "de_DE" }),
      changed({ status: "APPROVED", name: "order_ready", language: "en" })
    ])

    expect(book.current()).toEqual([
      { name: "order_left", languages: ["en"], parameters: ["1"] },
      { name: "order_left", languages: ["de_DE"], parameters: ["1"], status: "paused" },
      { name: "order_ready", languages: ["en"], status: "approved" }
    ])
  })

  it("stays as it is for templates that were not declared, and takes a word it does not know for no approval", () => {
    const book = TemplateBook.make(declared)

    book.heed([changed({ status: "APPROVED", name: "other", language: "en" })])
    expect(book.current()).toEqual(declared)

    book.heed([changed({ status: "SOMETHING_NEW", name: "order_ready", language: "en" })])
    expect(book.current()[1]).toMatchObject({ status: "pending" })
  })
})

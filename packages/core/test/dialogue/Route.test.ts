import { type Conversation, type Definition, type Inbound, Payload, Route, Start } from "@parley/core"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { command, define, json, machine } from "./raw.ts"

const simple = (id: string, more: Partial<Definition.Definition> = {}) =>
  define(machine({ id, initial: "size", states: { size: { tags: ["awaiting"] }, wait: {} } }), more)

const pizza = simple("pizza", {
  starts: [
    Start.from("pizza please"),
    Start.from(/pizza|order/gi),
    Start.getStarted,
    Start.ref("menu"),
    Start.payload("PIZZA")
  ],
  commands: [{ name: "help", words: ["help", /^\?+$/], leaves: true }, command("cancel", true)],
  signals: { shipped: json }
})
const table = simple("table", {
  starts: [Start.from("mesa"), Start.signal("free")],
  signals: { free: Schema.Struct({ table: Schema.Number }) as never }
})
const alert = simple("alert", { starts: [Start.signal("alarm")], input: json })
const rest = simple("rest", { starts: [Start.anything] })

const dialogues = [pizza, table, alert]
const at = (id: string): Conversation.Active => ({ id, version: 1, snapshot: { value: "wait" } })
const said = (text: string): Inbound.Event => ({ _tag: "Said", mid: "m", text })
const tapped = (payload: string, title?: string): Inbound.Event => ({
  _tag: "Tapped",
  payload,
  ...(title === undefined ? {} : { title })
})
const route = (event: Inbound.Event, active?: Conversation.Active, more: Partial<Route.Input> = {}) =>
  Route.route({ dialogues, event, locale: "en", ...(active === undefined ? {} : { active }), ...more })
const choice = (dialogue: string, state = "size", version = 1) => Payload.encode({ dialogue, version, state, key: "l" })
const begins = (dialogue: string) => ({ _tag: "Start", dialogue, event: { type: "start" } })

describe("words", () => {
  it("go to the active dialogue, whatever would start another one", () => {
    expect(route(said("mesa"), at("pizza"))).toEqual({ _tag: "Active", event: { type: "message", text: "mesa" } })
  })

  it("are a command of the active dialogue in any case, with any accents and signs, and go along with it", () => {
    for (const text of ["help", "HELP!", " Hélp ", "???"]) {
      expect(route(said(text), at("pizza"))).toEqual({ _tag: "Active", event: { type: "command", name: "help", text } })
    }
  })

  it("begin the dialogue that they name when none is active, exact words before patterns", () => {
    expect(route(said("Pizza, PLEASE"))).toEqual(begins("pizza"))
    expect(route(said("¡Mesa!"))).toEqual(begins("table"))
    const greedy = simple("greedy", { starts: [Start.from(/./)] })
    expect(Route.route({ dialogues: [greedy, table], event: said("mesa"), locale: "en" })).toEqual(begins("table"))
  })

  it("match a global pattern every time", () => {
    expect(route(said("an order"))).toEqual(begins("pizza"))
    expect(route(said("an order"))).toEqual(begins("pizza"))
  })

  it("fall back when no dialogue reads them, unless one begins with anything", () => {
    expect(route(said("hm"))).toEqual({ _tag: "Fallback" })
    expect(Route.route({ dialogues: [rest, table], event: said("hm"), locale: "en" })).toEqual(begins("rest"))
    expect(Route.route({ dialogues: [rest, table], event: said("mesa"), locale: "en" })).toEqual(begins("table"))
  })
})

describe("buttons and links", () => {
  it("begin the dialogue that names them, even in the middle of another", () => {
    expect(route(tapped("PIZZA"), at("table"))).toEqual(begins("pizza"))
    expect(route(tapped(Route.getStartedPayload), at("table"))).toEqual(begins("pizza"))
    expect(route({ _tag: "Referred", referral: { ref: "menu" } }, at("table"))).toMatchObject(begins("pizza"))
  })

  it("may carry a value behind the ref that a dialogue begins by", () => {
    const link = (ref: string): Inbound.Event => ({ _tag: "Referred", referral: { ref } })
    expect(route(link("menu=eyJ0YWJsZSI6N30="), at("table"))).toMatchObject(begins("pizza"))
    expect(route(link("menus=eyJ0YWJsZSI6N30"), at("table"))._tag).toBe("NotForDialogue")
  })

  it("do not break into a running task", () => {
    expect(route(tapped("PIZZA"), at("table"), { busy: true })).toMatchObject({ _tag: "Active" })
    expect(route({ _tag: "Referred", referral: { ref: "menu" } }, at("table"), { busy: true })._tag).toBe(
      "NotForDialogue"
    )
  })

  it("of an old question are heard by the active dialogue, so that they are answered", () => {
    for (const payload of [choice("pizza"), choice("table"), choice("gone")]) {
      expect(route(tapped(payload, "Large"), at("pizza"))).toMatchObject({
        _tag: "Active",
        event: { type: "message", choice: payload }
      })
    }
  })

  it("of a dialogue that is over begin it again; its opening question hears the tap", () => {
    expect(route(tapped(choice("pizza")))).toMatchObject({
      ...begins("pizza"),
      first: { type: "message", choice: choice("pizza") }
    })
    expect(route(tapped(choice("pizza", "wait")))).toEqual(begins("pizza"))
    expect(route(tapped(choice("pizza", "size", 2)))).toEqual(begins("pizza"))
    expect(route(tapped(choice("gone")))).toEqual({ _tag: "Fallback" })
  })

  it("bring a person who comes by an unknown link to the dialogue that welcomes, if none is active", () => {
    const link: Inbound.Event = { _tag: "Referred", referral: { ref: "elsewhere" } }
    expect(route(link)).toMatchObject(begins("pizza"))
    expect(route(link, at("table"))._tag).toBe("NotForDialogue")
  })
})

describe("signals", () => {
  const signal = (name: string): Inbound.Event => ({ _tag: "Signalled", signal: name, payload: { table: 7 } })

  it("go to the active dialogue if it listens", () => {
    expect(route(signal("shipped"), at("pizza"))).toMatchObject({
      _tag: "Active",
      event: { type: "signal", name: "shipped" }
    })
  })

  it("begin the dialogue that starts with them, as input or as the first thing it hears", () => {
    expect(route(signal("free"), at("pizza"))).toMatchObject({
      dialogue: "table",
      first: { type: "signal", name: "free" }
    })
    expect(route(signal("alarm"))).toEqual({
      _tag: "Start",
      dialogue: "alert",
      event: { type: "start", input: { table: 7 } }
    })
  })

  it("that nobody listens to are told so", () => {
    expect(route(signal("nothing"))).toEqual({ _tag: "NotForDialogue", reason: expect.stringContaining("\"nothing\"") })
  })
})

it("what a channel reports is no dialogue's business", () => {
  const reports: ReadonlyArray<Inbound.Event> = [
    { _tag: "Read" },
    { _tag: "Delivered" },
    { _tag: "Echoed", mid: "m" },
    { _tag: "Unknown", kind: "x", raw: null },
    { _tag: "Reacted", mid: "m", action: "react" }
  ]
  for (const event of reports) expect(route(event, at("pizza"))).toEqual({ _tag: "NotForDialogue" })
})

it("what the active dialogue ignored may begin another, but not the one that takes anything", () => {
  expect(Route.afresh({ dialogues: [rest, ...dialogues], event: said("mesa"), locale: "en" })).toEqual(begins("table"))
  expect(Route.afresh({ dialogues: [rest, ...dialogues], event: said("hm"), locale: "en" })).toEqual({
    _tag: "Fallback"
  })
})

describe("a check of all dialogues together", () => {
  it("names two that start with the same", () => {
    const other = simple("other", { starts: [Start.from("¡Pizza please!"), Start.getStarted] })
    expect(Route.check([pizza, other]).map((clash) => clash.message)).toEqual([
      "Dialogues \"pizza\" and \"other\" both start with the words \"pizza please\": leave it to one of them.",
      "Dialogues \"pizza\" and \"other\" both start with \"Get started\": leave it to one of them."
    ])
  })

  it("names two that have one id", () => {
    expect(Route.check([simple("a"), simple("a")]).map((clash) => clash.message)).toEqual([
      "Several dialogues have the id \"a\": give each its own."
    ])
  })

  it("is content with dialogues that differ", () => {
    expect(Route.check(dialogues)).toEqual([])
  })
})

describe("comments and visitors' posts", () => {
  const price = simple("price", { starts: [Start.comment(/price/i)] })
  const any = simple("any", { starts: [Start.comment()] })
  const visitor = simple("visitor", { starts: [Start.post(/lost/i)] })
  const commented = (text?: string): Inbound.Event => ({
    _tag: "Commented",
    comment: "c1",
    post: "p1",
    ...(text === undefined ? {} : { text })
  })
  const opened = (dialogue: string, text: string) => ({ _tag: "Start", dialogue, event: { type: "start", text } })
  const to = (event: Inbound.Event, active?: Conversation.Active) =>
    route(event, active, { dialogues: [any, price, visitor, rest] })

  it("begin the dialogue whose pattern fits, before one that takes any, and hand it their words", () => {
    expect(to(commented("What PRICE?"))).toEqual(opened("price", "What PRICE?"))
    expect(to(commented("Nice."))).toEqual(opened("any", "Nice."))
    expect(to(commented())).toEqual(begins("any"))
  })

  it("are told apart, and never open a dialogue that takes anything", () => {
    expect(to({ _tag: "Commented", post: "p1", text: "I lost my hat" })).toEqual(opened("visitor", "I lost my hat"))
    expect(to({ _tag: "Commented", post: "p1", text: "Hello" })).toEqual({ _tag: "NotForDialogue" })
  })

  it("take nobody out of the dialogue that they are in", () => {
    expect(to(commented("What price?"), at("any"))).toEqual({ _tag: "NotForDialogue" })
  })

  it("are claimed by one dialogue each", () => {
    const twice = Route.check([any, simple("other", { starts: [Start.comment()] }), visitor, price])

    expect(twice.map((clash) => clash.message)).toEqual([
      "Dialogues \"any\" and \"other\" both start with any comment: leave it to one of them."
    ])
  })
})

describe("answers to a survey", () => {
  const taste = simple("taste", { starts: [Start.rated("taste")] })
  const any = simple("any", { starts: [Start.rated()] })
  const answers = (question: string) => [{ question, score: 4 }]
  const to = (question: string, active?: Conversation.Active) =>
    route({ _tag: "Rated", answers: answers(question) }, active, { dialogues: [any, taste, rest] })

  it("begin the dialogue that names their question, before one that takes any, and are handed to it", () => {
    const opened = (dialogue: string, question: string) => ({
      _tag: "Start",
      dialogue,
      event: { type: "start", answers: answers(question) }
    })

    expect(to("taste")).toEqual(opened("taste", "taste"))
    expect(to("service")).toEqual(opened("any", "service"))
  })

  it("are heard by the dialogue that is active, and take nobody out of it", () => {
    expect(to("taste", at("any"))).toEqual({ _tag: "Active", event: { type: "rated", answers: answers("taste") } })
    expect(Route.afresh({ dialogues: [taste], event: { _tag: "Rated", answers: answers("taste") }, locale: "en" }))
      .toEqual({ _tag: "NotForDialogue" })
  })

  it("begin nothing where no dialogue starts with them", () => {
    const asked = { _tag: "Rated", answers: answers("taste") } as const

    expect(route(asked, undefined, { dialogues: [rest] })).toEqual({ _tag: "NotForDialogue" })
  })
})

import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import type { Person } from "../../src/emulator/Person.ts"
import * as World from "./world.ts"

const day = 86_400_000
const then = Date.UTC(2024, 2, 1)
const today = Date.UTC(2026, 10, 1)

type Rules = "byDate" | "seeds"
type Channel = "messenger" | "instagram"

/** What a person does who has written before, long ago; `ways` are the acts that the pages name. */
const ways: { readonly [act: string]: (person: Person, mid: string) => Effect.Effect<unknown, unknown> } = {
  "a message": (person) => person.says("hi"),
  "a message after an ad": (person) => person.says("hi", { ad: { adId: "77" } }),
  "a button": (person) => person.postback("P"),
  "a plugin's button": (person) => person.optsIn("shop"),
  "a plugin's checkbox": (person) => person.ticksCheckbox("shop", "ref-1"),
  "a link into the conversation": (person) => person.follows("spring"),
  "a reaction": (person, mid) => person.reacts(mid, "👍"),
  "a comment": (person) => person.comments("nice"),
  "a visitor's post": (person) => person.posts("nice"),
  "an ad click alone": (person) => person.clicksAd({ adId: "77" }),
  "a leave for one message": (person) => person.agreesToOneNotification("later"),
  "a leave for a series": (person) => person.agreesToSeries("Offers"),
  "a subscription to news": (person) => person.wantsNews,
  "reading": (person) => person.reads,
  "a reaction taken back": (person, mid) => person.unreacts(mid)
}

/** How the page's answer fares one millisecond before `length` after the act, and at it. */
const answers = (rules: Rules, channel: Channel, way: string, from: number, length: number) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(from - 30 * day)
    const world = yield* World.make({ strict: { rules }, page: { channel } })
    const ana = yield* world.emulator.person()
    const mid = yield* ana.says("hello")
    yield* TestClock.setTime(from)
    yield* ways[way]?.(ana, mid) ?? Effect.die(way)
    const outcome = Effect.map(world.text(ana.psid, "answer"), ({ error }) => error === undefined ? "open" : "shut")
    yield* TestClock.setTime(from + length - 1)
    const before = yield* outcome
    yield* TestClock.setTime(from + length)
    return [before, yield* outcome]
  })

const opens = (rules: Rules, channel: Channel, way: string, from: number, length: number) =>
  it.scoped(`${channel}, ${rules}: ${way} opens the window for ${length / day} days and not a millisecond more`, () =>
    Effect.map(answers(rules, channel, way, from, length), (outcomes) => expect(outcomes).toEqual(["open", "shut"])))

const opensNothing = (rules: Rules, channel: Channel, way: string, from: number) =>
  it.scoped(`${channel}, ${rules}: ${way} opens nothing`, () =>
    Effect.map(answers(rules, channel, way, from, 1), (outcomes) => expect(outcomes).toEqual(["shut", "shut"])))

const everywhere = ["a message", "a button", "a link into the conversation", "a reaction"]
const plugins = ["a plugin's button", "a plugin's checkbox"]
const walls = ["a comment", "a visitor's post"]
const nothing = [
  "an ad click alone",
  "a leave for one message",
  "a leave for a series",
  "a subscription to news",
  "reading",
  "a reaction taken back"
]

describe("the seed pages, on any day", () => {
  for (const way of [...everywhere, ...plugins, ...walls, "a message after an ad"]) {
    opens("seeds", "messenger", way, then, day)
    opens("seeds", "messenger", way, today, day)
  }
  for (const way of [...everywhere, "a comment", "a message after an ad"]) opens("seeds", "instagram", way, today, day)
  for (const way of ["a visitor's post", ...plugins]) opensNothing("seeds", "instagram", way, today)
  for (const way of nothing) opensNothing("seeds", "messenger", way, then)
})

describe("today", () => {
  for (const way of [...everywhere, ...plugins]) opens("byDate", "messenger", way, today, day)
  for (const way of everywhere) opens("byDate", "instagram", way, today, day)
  for (const channel of ["messenger", "instagram"] as const) {
    opens("byDate", channel, "a message after an ad", today, 7 * day)
    for (const way of [...walls, ...nothing]) opensNothing("byDate", channel, way, today)
  }
  for (const way of plugins) opensNothing("byDate", "instagram", way, today)
})

describe("the days on which it changed", () => {
  const comments = Date.UTC(2026, 3, 6)
  const ads = Date.UTC(2026, 8, 28)
  for (const way of walls) {
    opens("byDate", "messenger", way, comments - 1, day)
    opensNothing("byDate", "messenger", way, comments)
  }
  opens("byDate", "messenger", "a message after an ad", ads - 1, day)
  opens("byDate", "messenger", "a message after an ad", ads, 7 * day)
})

import { describe, expect, it } from "@effect/vitest"
import { type Inbound, type JournalEntry, MemoryStore } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as ConversationsApi from "../../src/manage/ConversationsApi.ts"
import * as Reconcile from "../../src/manage/Reconcile.ts"
import * as Graph from "./graph.ts"

const now = 1_763_700_000_000
const minute = 60_000
const since = now - 60 * minute

interface Said {
  readonly id: string
  readonly from: string
  readonly at: number
  readonly more?: object
}

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "+0000")

/** A page, "1", with conversations: what each person and the page wrote, the newest first as the platform gives it. */
const page = (talks: Readonly<Record<string, ReadonlyArray<Said>>>) => {
  const latest = (said: ReadonlyArray<Said>) => said.reduce((last, { at }) => Math.max(last, at), 0)
  const threads = Object.entries(talks)
    .map(([person, said]) => ({ id: `t_${person}`, person, said, updated: latest(said) }))
    .toSorted((a, b) => b.updated - a.updated)
  return Graph.make(({ path, query }) => {
    if (path === "/v26.0/1/conversations") {
      const from = Number(query["after"] ?? 0)
      const data = threads.slice(from, from + 2).map(({ id, person, updated }) => ({
        id,
        updated_time: iso(updated),
        participants: { data: [{ id: person, name: "Ana" }, { id: "1", name: "Page" }] }
      }))
      const more = from + 2 < threads.length ? { next: "https://graph/next" } : {}
      return { body: { data, paging: { cursors: { after: `${from + 2}` }, ...more } } }
    }
    const id = decodeURIComponent(path.slice("/v26.0/".length))
    const thread = threads.find((one) => one.id === id)
    if (thread !== undefined) {
      const data = thread.said.map((one) => ({ id: one.id, created_time: iso(one.at) }))
      return { body: { id, messages: { data } } }
    }
    const said = threads.flatMap((one) => one.said).find((one) => one.id === id)
    if (said === undefined) return Graph.error(100, 33)
    return { body: { id, created_time: iso(said.at), from: { id: said.from }, message: `said ${id}`, ...said.more } }
  })
}

/** A door that keeps what comes through it, and knows these inbounds by a turn that they had. */
const door = (had: ReadonlyArray<Inbound.Inbound> = []) => {
  const store = MemoryStore.make()
  const heard: Array<Inbound.Inbound> = []
  return {
    heard,
    store,
    accept: (batch: ReadonlyArray<Inbound.Inbound>) =>
      Effect.tap(store.accept(batch), (answers) => {
        batch.forEach((inbound, index) => {
          if (answers[index]?._tag === "Accepted") heard.push(inbound)
        })
      }),
    // A journal is read for its inbounds alone.
    journal: (id: { readonly person: string }) =>
      Effect.succeed(
        had.filter(({ conversation }) => conversation.person === id.person).map((inbound) =>
          ({ inbound }) as JournalEntry.JournalEntry
        )
      )
  }
}

const inbound = (person: string, event: Inbound.Event): Inbound.Inbound => ({
  id: `messenger/1/x/${person}`,
  conversation: { channel: "messenger", account: "1", person },
  at: now,
  receivedAt: now,
  event
})

/** Runs to its end, at the pace that the platform allows. */
const run = (graph: ReturnType<typeof page>, to: ReturnType<typeof door>, options: Partial<Reconcile.Options> = {}) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(now)
    const fiber = yield* Effect.fork(Reconcile.run(graph.account, to, { since, ...options }))
    yield* TestClock.adjust("10 minutes")
    return yield* Fiber.join(fiber)
  })

describe("reconciling", () => {
  it.effect("hands on what people wrote and no webhook told, oldest first, as their webhooks would have", () =>
    Effect.gen(function*() {
      const graph = page({
        42: [{ id: "m_3", from: "42", at: now - 2 * minute }, { id: "m_1", from: "42", at: now - 9 * minute }],
        43: [{ id: "m_2", from: "43", at: now - 5 * minute }],
        44: [{ id: "m_0", from: "44", at: now - 30 * minute }]
      })
      const to = door()

      const report = yield* run(graph, to)

      expect(report).toMatchObject({ conversations: 3, known: 0, cut: [] })
      expect(report.missed.map(({ mid, person }) => [mid, person])).toEqual([
        ["m_0", "44"],
        ["m_1", "42"],
        ["m_2", "43"],
        ["m_3", "42"]
      ])
      expect(to.heard[1]).toMatchObject({
        id: "messenger/1/message/m_1",
        conversation: { channel: "messenger", account: "1", person: "42" },
        at: now - 9 * minute,
        late: true,
        act: "message",
        event: { _tag: "Said", mid: "m_1", text: "said m_1" }
      })
    }))

  it.effect("hands nothing on twice, whichever way it came first", () =>
    Effect.gen(function*() {
      const graph = page({ 42: [{ id: "m_1", from: "42", at: now - 9 * minute }] })
      const to = door()

      const first = yield* run(graph, to)
      const second = yield* run(graph, to)

      expect([first.missed.length, first.known]).toEqual([1, 0])
      expect([second.missed.length, second.known]).toEqual([0, 1])
      expect(to.heard).toHaveLength(1)
    }))

  it.effect("does not take a tap for a message, which it is to the platform", () =>
    Effect.gen(function*() {
      const graph = page({ 42: [{ id: "m_tap", from: "42", at: now - 9 * minute }] })
      const to = door([inbound("42", { _tag: "Tapped", payload: "ORDER", mid: "m_tap" })])

      const report = yield* run(graph, to)

      expect(report).toMatchObject({ missed: [], known: 1 })
      expect(graph.calls.some(({ path }) => path.endsWith("/m_tap"))).toBe(false)
    }))

  it.effect("hands on a message of which only a reaction or an edit was heard", () =>
    Effect.gen(function*() {
      const graph = page({ 42: [{ id: "m_1", from: "42", at: now - 9 * minute }] })
      const to = door([
        inbound("42", { _tag: "Reacted", mid: "m_1", action: "react" }),
        inbound("42", { _tag: "Edited", mid: "m_1", text: "said", number: 1 })
      ])

      expect((yield* run(graph, to)).missed.map(({ mid }) => mid)).toEqual(["m_1"])
    }))

  it.effect("leaves what the business wrote, what is older, and what is so young that its webhook may be on its way", () =>
    Effect.gen(function*() {
      const graph = page({
        42: [
          { id: "m_young", from: "42", at: now - minute / 2 },
          { id: "m_ours", from: "1", at: now - 3 * minute },
          { id: "m_1", from: "42", at: now - 4 * minute },
          { id: "m_old", from: "42", at: since - minute }
        ],
        43: [{ id: "m_ancient", from: "43", at: since - 2 * minute }]
      })
      const to = door()

      const report = yield* run(graph, to)

      expect(report.conversations).toBe(1)
      expect(to.heard.map(({ event }) => event)).toEqual([{ _tag: "Said", mid: "m_1", text: "said m_1" }])
    }))

  it.effect("keeps attachments, stickers and what a message replies to", () =>
    Effect.gen(function*() {
      const attachments = {
        data: [
          { mime_type: "image/png", image_data: { url: "https://cdn/i.png" } },
          { mime_type: "audio/mp4", file_url: "https://cdn/a.mp4", name: "a.mp4" }
        ]
      }
      const graph = page({
        42: [
          { id: "m_2", from: "42", at: now - 2 * minute, more: { message: "", sticker: "https://cdn/s.png" } },
          { id: "m_1", from: "42", at: now - 3 * minute, more: { message: "", attachments, reply_to: { mid: "m_0" } } }
        ]
      })
      const to = door()

      yield* run(graph, to)

      expect(to.heard.map(({ event }) => event)).toMatchObject([
        {
          _tag: "Said",
          replyTo: "m_0",
          attachments: [{ kind: "image", url: "https://cdn/i.png" }, { kind: "audio", url: "https://cdn/a.mp4" }]
        },
        { _tag: "Said", attachments: [{ kind: "sticker", url: "https://cdn/s.png" }] }
      ])
    }))

  it.effect("tells of conversations that have more than the platform shows", () =>
    Effect.gen(function*() {
      const many = Array.from(
        { length: 21 },
        (_, index) => ({ id: `m_${index}`, from: "42", at: now - (2 + index) * minute })
      )

      const report = yield* run(page({ 42: many }), door())

      expect(report.missed).toHaveLength(ConversationsApi.newest)
      expect(report.cut).toEqual(["t_42"])
    }))

  it.effect("tells what was missed and hands nothing on when it only looks", () =>
    Effect.gen(function*() {
      const to = door()

      const report = yield* run(page({ 42: [{ id: "m_1", from: "42", at: now - 9 * minute }] }), to, { dry: true })

      expect(report.missed).toHaveLength(1)
      expect(to.heard).toEqual([])
    }))

  it.effect("asks no more than twice a second", () =>
    Effect.gen(function*() {
      const graph = page({
        42: [{ id: "m_1", from: "42", at: now - 9 * minute }, { id: "m_2", from: "42", at: now - 8 * minute }]
      })
      yield* TestClock.setTime(now)

      const fiber = yield* Effect.fork(Reconcile.run(graph.account, door(), { since }))
      yield* TestClock.adjust("999 millis")
      const inFirst = graph.calls.length
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(fiber)

      expect([inFirst, graph.calls.length]).toEqual([2, 4])
    }))
})

describe("times of the platform", () => {
  it("are read with and without a colon in the zone, and in seconds", () => {
    expect(ConversationsApi.instant("2025-11-21T04:40:00+0000")).toBe(now)
    expect(ConversationsApi.instant("2025-11-21T05:40:00+01:00")).toBe(now)
    expect(ConversationsApi.instant(now / 1000)).toBe(now)
    expect(ConversationsApi.instant("yesterday")).toBeUndefined()
  })

  it.effect("hears what was written by a clock that is ahead of ours, as an emulator's that was moved, and only once", () =>
    Effect.gen(function*() {
      const day = 24 * 60 * minute
      const graph = page({
        42: [
          { id: "m_3", from: "42", at: now + 2 * day },
          { id: "m_2", from: "42", at: now + minute / 2 },
          { id: "m_1", from: "42", at: now - 9 * minute }
        ]
      })
      const to = door()

      const first = yield* run(graph, to)
      const second = yield* run(graph, to)

      expect(first.missed.map(({ mid }) => mid)).toEqual(["m_1", "m_3"])
      expect(first.young).toBe(1)
      expect(second.missed).toEqual([])
    }))
})

/**
 * What a store promises of turns and leases: a turn is written whole or not at all, and only on what it has read.
 *
 * @module
 */
import type { ConversationStore } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"
import type { Subject } from "./StoreBench.ts"
import { drain, next, take, within } from "./StoreBench.ts"

const later = 1_000

/** Declares the tests. */
export const storeTurnContract = (subject: Subject): void => {
  const test = (name: string, body: (store: ConversationStore.Service) => Effect.Effect<unknown, unknown>) =>
    it(name, () => within(subject.fresh(), body))
  const ana = Sample.conversation("ana")

  describe("turns", () => {
    test("a commit keeps every part of the turn and gives what is next", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("ana", "m2")])
        const loaded = yield* store.load(ana)
        const timer = Sample.timer("patience", 60_000)
        const turn = Sample.turn(loaded, {
          change: {
            dialogue: { id: "pizza", version: 1, snapshot: { value: "size", context: { tries: 1 } } },
            timers: [timer],
            tasks: [Sample.task("t1")],
            held: [Sample.outbound("ana", "held", 0)],
            person: { name: "Ana" },
            locale: "es_ES"
          },
          outbox: [Sample.outbound("ana", "o1", 1), Sample.outbound("ana", "o2", 2)],
          timersSet: [timer],
          tasksStarted: [Sample.task("t1")]
        })
        const committed = yield* store.commit(turn)

        expect(committed._tag === "Committed" ? committed.next?.inbound : committed).toEqual(Sample.said("ana", "m2"))
        const after = yield* store.load(ana)
        expect(after.conversation).toEqual(turn.conversation)
        expect((yield* store.outbox(ana)).map((row) => row.outbound)).toEqual(turn.outbox)
        expect((yield* store.due(timer.due, 10)).timers).toEqual([{ conversation: ana, timer }])
        expect((yield* store.recover(Sample.at)).tasks).toEqual([{ conversation: ana, task: Sample.task("t1") }])
        expect(yield* store.journal(ana, 0)).toEqual([turn.journal])
      }))

    test("a commit on a revision that no longer stands is a conflict and leaves nothing", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("ana", "m2")])
        const stale = yield* store.load(ana)
        yield* store.commit(Sample.turn(stale))

        const late = Sample.turn(stale, {
          change: { locale: "xx" },
          outbox: [Sample.outbound("ana", "late", 1)],
          timersSet: [Sample.timer("late", 1)],
          tasksStarted: [Sample.task("late")],
          inbounds: [Sample.said("ana", "late")]
        })
        expect(yield* store.commit(late)).toEqual({ _tag: "Conflict", revision: 1 })
        expect((yield* store.load(ana)).conversation.locale).toBeUndefined()
        expect(yield* store.outbox(ana)).toEqual([])
        expect((yield* store.due(Sample.at + later, 10)).timers).toEqual([])
        expect((yield* store.recover(Sample.at)).tasks).toEqual([])
        expect(yield* store.journal(ana, 0)).toHaveLength(1)
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m2").id])
      }))

    test("a turn for an inbound that has had one is a conflict, whatever revision it claims", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1")])
        const loaded = yield* store.load(ana)
        const first = Sample.turn(loaded)
        yield* store.commit(first)
        const again = { ...first, expected: 1, conversation: { ...first.conversation, revision: 2 } }
        expect(yield* store.commit(again)).toEqual({ _tag: "Conflict", revision: 1 })
      }))

    test("a turn that has read another revision than the one that stands is a conflict, though its inbound waits", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1")
        yield* store.accept([Sample.said("ana", "m2")])
        const loaded = yield* store.load(ana)
        for (const expected of [0, 2]) {
          const turn = { ...Sample.turn(loaded), expected }
          expect(yield* store.commit(turn)).toEqual({ _tag: "Conflict", revision: 1 })
        }
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m2").id])
      }))

    test("a turn one part of which cannot be written leaves nothing, and harms no other", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ben", "m0", { outbox: [Sample.outbound("ben", "taken", 1)] })
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("cat", "m2")])
        const broken = Sample.turn(yield* store.load(ana), {
          change: { locale: "xx" },
          inbounds: [Sample.said("ana", "inner")],
          timersSet: [Sample.timer("late", 1)],
          outbox: [Sample.outbound("ana", "fine", 1), Sample.outbound("ana", "taken", 2)]
        })
        const sound = Sample.turn(yield* store.load(Sample.conversation("cat")))

        const [failed, committed] = yield* Effect.all([Effect.either(store.commit(broken)), store.commit(sound)], {
          concurrency: "unbounded"
        })
        expect(failed._tag === "Left" ? failed.left._tag : failed).toBe("StoreError")
        expect(committed._tag).toBe("Committed")
        expect((yield* store.load(ana)).conversation).toEqual(Sample.empty("ana"))
        expect(yield* store.outbox(ana)).toEqual([])
        expect((yield* store.due(Sample.at + later, 10)).timers).toEqual([])
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m1").id])
      }))

    test("inbounds of our own making become the next turns, once", (store) =>
      Effect.gen(function*() {
        const inner = Sample.inbound("ana", "settled", { _tag: "Settled", outbound: "o1", outcome: "refused" })
        const committed = yield* take(store, "ana", "m1", { inbounds: [inner] })
        expect(committed._tag === "Committed" ? committed.next?.inbound : committed).toEqual(inner)
        yield* next(store, "ana", { inbounds: [inner] })
        expect(yield* drain(store, "ana")).toEqual([])
      }))

    test("the journal is given from a revision on, oldest first", (store) =>
      Effect.gen(function*() {
        for (const mid of ["m1", "m2", "m3"]) yield* take(store, "ana", mid)
        expect((yield* store.journal(ana, 0)).map((entry) => entry.revision)).toEqual([1, 2, 3])
        expect((yield* store.journal(ana, 3)).map((entry) => entry.revision)).toEqual([3])
        expect(yield* store.journal(Sample.conversation("nobody"), 0)).toEqual([])
      }))

    test("of fifty fibers that commit the same turn at once, one succeeds", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1")])
        const loaded = yield* store.load(ana)
        const results = yield* Effect.all(Array.from({ length: 50 }, () => store.commit(Sample.turn(loaded))), {
          concurrency: "unbounded"
        })
        expect(results.filter((one) => one._tag === "Committed")).toHaveLength(1)
        expect(results.filter((one) => one._tag === "Conflict")).toHaveLength(49)
      }))

    test("fifty conversations that run at once do not disturb each other", (store) =>
      Effect.gen(function*() {
        const people = Array.from({ length: 50 }, (_, index) => `p${index}`)
        yield* Effect.forEach(
          people,
          (person) => Effect.forEach(["a", "b", "c"], (mid) => take(store, person, `${person}-${mid}`)),
          { concurrency: "unbounded" }
        )
        for (const person of people) {
          expect((yield* store.load(Sample.conversation(person))).conversation.revision).toBe(3)
        }
      }))
  })

  describe("leases", () => {
    const ask = (worker: string, now: number) => ({ worker, now, leaseFor: later })

    test("a conversation is leased to one worker until the lease ends", (store) =>
      Effect.gen(function*() {
        const lease = yield* store.claim(ana, ask("one", Sample.at))
        expect(lease?.until).toBe(Sample.at + later)
        expect(yield* store.claim(ana, ask("two", Sample.at + later - 1))).toBeUndefined()
        const taken = yield* store.claim(ana, ask("two", Sample.at + later))
        expect(taken?.token).toBeGreaterThan(lease?.token ?? Infinity)
        expect(yield* store.claim(Sample.conversation("ben"), ask("two", Sample.at))).toBeDefined()
      }))

    test("its holder renews it under the same token", (store) =>
      Effect.gen(function*() {
        const lease = yield* store.claim(ana, ask("one", Sample.at))
        const renewed = yield* store.claim(ana, ask("one", Sample.at + 500))
        expect(renewed).toEqual({ conversation: ana, token: lease?.token, until: Sample.at + 500 + later })
      }))

    test("a lease given back is free at once; an old one given back takes nothing from the new holder", (store) =>
      Effect.gen(function*() {
        const first = yield* store.claim(ana, ask("one", Sample.at))
        const second = yield* store.claim(ana, ask("two", Sample.at + later))
        if (first === undefined || second === undefined) return expect.unreachable("both leases are given")
        yield* store.release(first)
        expect(yield* store.claim(ana, ask("one", Sample.at + later))).toBeUndefined()
        yield* store.release(second)
        expect(yield* store.claim(ana, ask("one", Sample.at + later))).toBeDefined()
      }))

    test("of fifty workers that claim at once, one gets the lease", (store) =>
      Effect.gen(function*() {
        const leases = yield* Effect.all(
          Array.from({ length: 50 }, (_, index) => store.claim(ana, ask(`w${index}`, Sample.at))),
          { concurrency: "unbounded" }
        )
        expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1)
      }))
  })
}

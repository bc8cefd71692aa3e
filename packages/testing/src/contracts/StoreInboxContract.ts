/**
 * What a store promises of the inbox: nothing lost, nothing twice, everything in order.
 *
 * @module
 */
import type { ConversationStore } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"
import type { Subject } from "./StoreBench.ts"
import { drain, next, take, within } from "./StoreBench.ts"

/** Declares the tests. */
export const storeInboxContract = (subject: Subject): void => {
  const test = (name: string, body: (store: ConversationStore.Service) => Effect.Effect<unknown, unknown>) =>
    it(name, () => within(subject.fresh(), body))

  describe("inbox", () => {
    test("a conversation that nobody has written to is empty, at revision 0", (store) =>
      Effect.gen(function*() {
        const loaded = yield* store.load(Sample.conversation("ana"))
        expect(loaded).toEqual({ conversation: Sample.empty("ana"), next: undefined })
      }))

    test("what is accepted comes back as it was, in the order given, under numbers that count up", (store) =>
      Effect.gen(function*() {
        const batch = ["m1", "m2", "m3"].map((mid) => Sample.said("ana", mid))
        const accepted = yield* store.accept(batch)
        const sequences = accepted.flatMap((one) => one._tag === "Accepted" ? [one.sequence] : [])
        expect(sequences).toHaveLength(3)
        expect(sequences).toEqual([...sequences].sort((a, b) => a - b))

        const loaded = yield* store.load(Sample.conversation("ana"))
        expect(loaded.next).toEqual({ sequence: sequences[0], inbound: batch[0] })
        expect(yield* drain(store, "ana")).toEqual(batch.map((inbound) => inbound.id))
      }))

    test("a known identity changes nothing: while it waits, after its turn, and inside one batch", (store) =>
      Effect.gen(function*() {
        const once = Sample.said("ana", "m1")
        const twice = yield* store.accept([once, once])
        expect(twice.map((one) => one._tag)).toEqual(["Accepted", "Duplicate"])
        expect((yield* store.accept([once])).map((one) => one._tag)).toEqual(["Duplicate"])

        expect(yield* drain(store, "ana")).toEqual([once.id])
        const again = yield* store.accept([once, Sample.said("ana", "m2")])
        expect(again.map((one) => one._tag)).toEqual(["Duplicate", "Accepted"])
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m2").id])
      }))

    test("a batch of a thousand events of many people is stored whole, each person's in order", (store) =>
      Effect.gen(function*() {
        const batch = Array.from({ length: 1_000 }, (_, index) => Sample.said(`p${index % 10}`, `m${index}`))
        const accepted = yield* store.accept(batch)
        expect(accepted.filter((one) => one._tag === "Accepted")).toHaveLength(1_000)

        const of3 = batch.filter((inbound) => inbound.conversation.person === "p3")
        expect(yield* drain(store, "p3")).toEqual(of3.map((inbound) => inbound.id))
      }))

    test("an empty batch is accepted", (store) =>
      Effect.gen(function*() {
        expect(yield* store.accept([])).toEqual([])
      }))

    test("a parked inbound lets the next one have its turn, and is not accepted again", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("ana", "m2")])
        const committed = yield* next(store, "ana", { outcome: "parked", error: "The dialogue failed." })
        expect(committed._tag === "Committed" ? committed.next?.inbound.id : undefined).toBe(
          Sample.said("ana", "m2").id
        )
        const again = yield* store.accept([Sample.said("ana", "m1")])
        expect(again.map((one) => one._tag)).toEqual(["Duplicate"])
      }))

    test("what fifty fibers accept at once is all there, and each identity once", (store) =>
      Effect.gen(function*() {
        const results = yield* Effect.all(
          Array.from({ length: 50 }, (_, index) => store.accept([Sample.said("ana", `m${index % 25}`)])),
          { concurrency: "unbounded" }
        )
        expect(results.flat().filter((one) => one._tag === "Accepted")).toHaveLength(25)
        expect(new Set(yield* drain(store, "ana")).size).toBe(25)
      }))

    test("a write and the read after it, neither awaited, see each other in order", (store) =>
      Effect.gen(function*() {
        const [, loaded] = yield* Effect.all(
          [store.accept([Sample.said("ana", "m1")]), store.load(Sample.conversation("ana"))],
          { concurrency: "unbounded" }
        )
        expect(loaded.next?.inbound.id).toBe(Sample.said("ana", "m1").id)
      }))

    test("text comes back letter by letter, whatever it holds", (store) =>
      Effect.gen(function*() {
        const raw: unknown = JSON.parse(`{"__proto__":{"admin":true},"deep":{"__proto__":1},"":""}`)
        const event = {
          _tag: "Unknown",
          kind: "'; drop table inbox; -- \u0000 \u2028 😀 \uD800",
          // The value was parsed from JSON, so it is JSON.
          raw: raw as null
        } as const
        yield* store.accept([Sample.inbound("añá/é%*😀", "odd", event)])
        const loaded = yield* store.load(Sample.conversation("añá/é%*😀"))
        expect(loaded.next?.inbound.event).toEqual(event)
        expect(JSON.stringify(loaded.next?.inbound.event)).toBe(JSON.stringify(event))
        expect(Object.hasOwn({}, "admin") || "admin" in {}).toBe(false)
      }))
  })

  describe("quarantine", () => {
    test("a conversation set aside keeps filling its inbox and has no next, until it is reinstated", (store) =>
      Effect.gen(function*() {
        const id = Sample.conversation("ana")
        yield* take(store, "ana", "m0")
        yield* store.accept([Sample.said("ana", "m1")])
        yield* store.quarantine(id, { at: Sample.at, reason: "unreadable" })
        yield* store.accept([Sample.said("ana", "m2")])
        expect((yield* store.load(id)).next).toBeUndefined()
        expect((yield* store.recover(Sample.at)).inboxes).toEqual([])
        expect((yield* store.list({ quarantined: true }, undefined)).conversations.map((one) => one.id)).toEqual([id])

        yield* store.reinstate(id)
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m1").id, Sample.said("ana", "m2").id])
        expect((yield* store.list({ quarantined: true }, undefined)).conversations).toEqual([])
      }))

    test("a turn that quarantines sets the conversation aside; reinstated, its inbound comes first again", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("ana", "m2")])
        const committed = yield* next(store, "ana", { outcome: "quarantined", error: "unknown snapshot" })
        expect(committed).toEqual({ _tag: "Committed", next: undefined })
        expect((yield* store.load(Sample.conversation("ana"))).next).toBeUndefined()

        yield* store.reinstate(Sample.conversation("ana"))
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m1").id, Sample.said("ana", "m2").id])
      }))

    test("one conversation set aside does not touch another", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1"), Sample.said("ben", "m2")])
        yield* store.quarantine(Sample.conversation("ana"), { at: Sample.at, reason: "unreadable" })
        expect(yield* drain(store, "ben")).toEqual([Sample.said("ben", "m2").id])
      }))
  })
}

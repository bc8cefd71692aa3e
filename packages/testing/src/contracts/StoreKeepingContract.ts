/**
 * What a store promises of listing, forgetting and trimming.
 *
 * @module
 */
import type { Conversation, ConversationStore } from "@parley/core"
import { ConversationId } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"
import type { Subject } from "./StoreBench.ts"
import { drain, take, within } from "./StoreBench.ts"

const { at } = Sample
const ana = Sample.conversation("ana")

/** Declares the tests. */
export const storeKeepingContract = (subject: Subject): void => {
  const test = (name: string, body: (store: ConversationStore.Service) => Effect.Effect<unknown, unknown>) =>
    it(name, () => within(subject.fresh(), body))

  const listAll = (store: ConversationStore.Service, query: ConversationStore.Query) =>
    Effect.gen(function*() {
      const found: Array<Conversation.Conversation> = []
      let cursor: string | undefined
      for (let pages = 1;; pages++) {
        const page = yield* store.list(query, cursor)
        found.push(...page.conversations)
        cursor = page.cursor
        if (cursor === undefined) return { found, pages }
      }
    })

  describe("keeping", () => {
    test("the key of any conversation is a cursor: the list goes on behind it", (store) =>
      Effect.gen(function*() {
        for (const person of ["ana", "ben", "cat"]) yield* take(store, person, person)
        const { conversations } = yield* store.list({}, ConversationId.key(ana))
        expect(conversations.map(({ id }) => id.person)).toEqual(["ben", "cat"])
      }))

    test("conversations are listed a page at a time, each once, in the order of their keys", (store) =>
      Effect.gen(function*() {
        const people = Array.from({ length: 250 }, (_, index) => `p${String((index * 7) % 250).padStart(3, "0")}`)
        yield* Effect.forEach(people, (person) => take(store, person, person), { concurrency: "unbounded" })
        const { found, pages } = yield* listAll(store, {})
        expect(found.map((one) => one.id.person)).toEqual([...people].sort())
        expect(pages).toBeGreaterThan(1)
      }))

    test("a list can be narrowed by channel, account, dialogue and quarantine", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { change: { dialogue: { id: "pizza", version: 1, snapshot: null } } })
        yield* take(store, "ben", "m2", { change: { dialogue: { id: "help", version: 1, snapshot: null } } })
        yield* take(store, "cat", "m3")
        yield* store.quarantine(Sample.conversation("cat"), { at, reason: "unreadable" })
        const people = (query: ConversationStore.Query) =>
          Effect.map(listAll(store, query), ({ found }) => found.map((one) => one.id.person))
        expect(yield* people({ channel: "messenger", account: "page" })).toEqual(["ana", "ben", "cat"])
        expect(yield* people({ channel: "instagram" })).toEqual([])
        expect(yield* people({ account: "other" })).toEqual([])
        expect(yield* people({ dialogue: "pizza" })).toEqual(["ana"])
        expect(yield* people({ quarantined: true })).toEqual(["cat"])
      }))

    test("a conversation is forgotten wholly, and begins anew", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", {
          change: { locale: "es_ES" },
          outbox: [Sample.outbound("ana", "o1", 1)],
          timersSet: [Sample.timer("a", 100)],
          tasksStarted: [Sample.task("t1")]
        })
        yield* take(store, "ben", "m2")
        yield* store.accept([Sample.said("ana", "m3")])
        yield* store.claim(ana, { worker: "one", now: at, leaseFor: 1_000 })
        yield* store.forget(ana)

        expect(yield* store.load(ana)).toEqual({ conversation: Sample.empty("ana"), next: undefined })
        expect([yield* store.outbox(ana), yield* store.journal(ana, 0)]).toEqual([[], []])
        expect((yield* store.due(at + 100, 10)).timers).toEqual([])
        expect(yield* store.recover(at)).toMatchObject({ inboxes: [], outboxes: [], tasks: [], timers: [] })
        expect((yield* listAll(store, {})).found.map((one) => one.id.person)).toEqual(["ben"])
        expect((yield* store.accept([Sample.said("ana", "m1")])).map((one) => one._tag)).toEqual(["Accepted"])
        yield* drain(store, "ana")
        yield* take(store, "ana", "m4", { outbox: [Sample.outbound("ana", "o1", 1)] })
        expect((yield* store.outbox(ana)).map((row) => row.state)).toEqual(["pending"])
      }))

    test("a turn that was read before its conversation was forgotten is a conflict", (store) =>
      Effect.gen(function*() {
        yield* store.accept([Sample.said("ana", "m1")])
        const loaded = yield* store.load(ana)
        yield* store.forget(ana)
        yield* store.accept([Sample.said("ana", "m2")])
        expect((yield* store.commit(Sample.turn(loaded)))._tag).toBe("Conflict")
      }))

    test("trimming drops what is done and older, and nothing that is still to be done", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { outbox: [Sample.outbound("ana", "o1", 1), Sample.outbound("ana", "o2", 2)] })
        yield* store.claimOutbox(ana, at)
        yield* store.settle([{ outbound: "o1", receipt: Sample.receipts.sent, inbounds: [] }])
        yield* take(store, "ana", "m2", { outcome: "parked" })
        yield* store.accept([Sample.said("ana", "m3")])

        expect(yield* store.trim(at)).toBe(0)
        // The inbounds m1 and m2, the message o1, the two journal entries.
        expect(yield* store.trim(at + 1)).toBe(5)
        expect((yield* store.outbox(ana)).map((row) => row.outbound.id)).toEqual(["o2"])
        expect(yield* store.journal(ana, 0)).toEqual([])
        expect((yield* store.load(ana)).conversation.revision).toBe(2)
        expect((yield* store.accept([Sample.said("ana", "m3")])).map((one) => one._tag)).toEqual(["Duplicate"])
        expect(yield* drain(store, "ana")).toEqual([Sample.said("ana", "m3").id])
        expect((yield* store.accept([Sample.said("ana", "m1")])).map((one) => one._tag)).toEqual(["Accepted"])
      }))
  })
}

/**
 * What a store promises of timers, tasks and of taking up what was left behind.
 *
 * @module
 */
import type { ConversationStore } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"
import type { Subject } from "./StoreBench.ts"
import { drain, next, take, within } from "./StoreBench.ts"

const { at } = Sample
const ana = Sample.conversation("ana")
const everything = Number.MAX_SAFE_INTEGER

/** Declares the tests. */
export const storeTimeContract = (subject: Subject): void => {
  const test = (name: string, body: (store: ConversationStore.Service) => Effect.Effect<unknown, unknown>) =>
    it(name, () => within(subject.fresh(), body))
  const dueIds = (store: ConversationStore.Service, now: number, limit = 100) =>
    Effect.map(store.due(now, limit), (due) => due.timers.map(({ timer }) => timer.id))
  const fired = (person: string, timer: string, revision: number) =>
    Sample.inbound(person, `fired-${timer}-${revision}`, { _tag: "TimerFired", timer, revision })

  describe("timers", () => {
    test("timers are due from their moment on, earliest first, then as they were set; then comes the next", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", {
          timersSet: [Sample.timer("c", 300), Sample.timer("a", 100), Sample.timer("b2", 200)]
        })
        yield* take(store, "ben", "m2", { timersSet: [Sample.timer("b1", 200)] })
        expect(yield* store.due(at + 99, 10)).toEqual({ timers: [], nextAt: at + 100 })
        expect(yield* dueIds(store, at + 200)).toEqual(["a", "b2", "b1"])
        expect(yield* store.due(at + 200, 10)).toMatchObject({ nextAt: at + 300 })
        expect(yield* store.due(at + 300, 10)).toMatchObject({ nextAt: undefined })
      }))

    test("no more than the limit are given, and the next one says when to look again", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", {
          timersSet: [Sample.timer("a", 1), Sample.timer("b", 2), Sample.timer("c", 3)]
        })
        const due = yield* store.due(at + 10, 2)
        expect(due.timers.map(({ timer }) => timer.id)).toEqual(["a", "b"])
        expect(due.nextAt).toBe(at + 3)
      }))

    test("a timer that is cancelled, or set again, is due no more at its old moment", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [Sample.timer("a", 100), Sample.timer("b", 100)] })
        yield* take(store, "ana", "m2", { timersCancelled: ["a"], timersSet: [Sample.timer("b", 500)] })
        expect(yield* store.due(at + 499, 10)).toEqual({ timers: [], nextAt: at + 500 })
      }))

    test("a turn that cancels a timer and sets it anew has it set", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [Sample.timer("a", 100)] })
        yield* take(store, "ana", "m2", { timersCancelled: ["a"], timersSet: [Sample.timer("a", 200)] })
        expect(yield* store.due(at + 100, 10)).toEqual({ timers: [], nextAt: at + 200 })
      }))

    test("two conversations may name their timers alike", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [Sample.timer("a", 100)] })
        yield* take(store, "ben", "m2", { timersSet: [Sample.timer("a", 100)] })
        yield* take(store, "ana", "m3", { timersCancelled: ["a"] })
        expect((yield* store.due(at + 100, 10)).timers.map((one) => one.conversation.person)).toEqual(["ben"])
      }))

    test("a timer whose firing was accepted is due no more, and one of another revision is", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [Sample.timer("a", 100)] })
        yield* store.accept([fired("ana", "a", 9)])
        expect(yield* dueIds(store, at + 100)).toEqual(["a"])
        yield* store.accept([fired("ana", "a", 1)])
        expect(yield* store.due(at + 100, 10)).toEqual({ timers: [], nextAt: undefined })
      }))

    test("the timers of a quarantined conversation wait for it", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [Sample.timer("a", 100), Sample.timer("b", 200)] })
        yield* store.accept([fired("ana", "a", 1)])
        yield* store.quarantine(ana, { at, reason: "unreadable" })
        expect(yield* dueIds(store, everything)).toEqual([])
        yield* store.reinstate(ana)
        expect(yield* dueIds(store, everything)).toEqual(["b"])
      }))

    test("a timer is moved, in the record too, and the revision stays", (store) =>
      Effect.gen(function*() {
        const timer = Sample.timer("a", 100, "remaining")
        yield* take(store, "ana", "m1", { timersSet: [timer], change: { timers: [timer] } })
        const moved = { ...timer, due: at + 5_000 }
        yield* store.rescheduleTimers([
          { conversation: ana, timer: moved },
          { conversation: ana, timer: { ...moved, id: "gone" } },
          { conversation: Sample.conversation("nobody"), timer: moved }
        ])
        expect(yield* store.due(at + 4_999, 10)).toEqual({ timers: [], nextAt: at + 5_000 })
        expect((yield* store.due(at + 5_000, 10)).timers).toEqual([{ conversation: ana, timer: moved }])
        const { conversation } = yield* store.load(ana)
        expect([conversation.revision, conversation.timers]).toEqual([1, [moved]])
      }))

    test("a timer that was set anew since is not moved", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { timersSet: [{ ...Sample.timer("a", 100), revision: 2 }] })
        yield* store.rescheduleTimers([{ conversation: ana, timer: Sample.timer("a", 9_000) }])
        expect(yield* dueIds(store, at + 100)).toEqual(["a"])
      }))
  })

  describe("recovery", () => {
    test("everything unfinished is found: inboxes, outboxes, tasks, timers that downtime moves", (store) =>
      Effect.gen(function*() {
        const timers = [Sample.timer("d", 10), Sample.timer("r", 30, "remaining"), Sample.timer("s", 20, "restart")]
        yield* take(store, "ana", "m1", { timersSet: timers, tasksStarted: [Sample.task("t1")] })
        yield* take(store, "ben", "m2", { outbox: [Sample.outbound("ben", "o1", 1)] })
        yield* store.accept([Sample.said("cat", "m3")])
        yield* take(store, "dan", "m4")

        const unfinished = yield* store.recover(at)
        expect(unfinished.inboxes).toEqual([Sample.conversation("cat")])
        expect(unfinished.outboxes).toEqual([Sample.conversation("ben")])
        expect(unfinished.tasks).toEqual([{ conversation: ana, task: Sample.task("t1") }])
        expect(unfinished.timers.map(({ timer }) => timer.id)).toEqual(["s", "r"])
        expect(unfinished.lastAliveAt).toBeUndefined()
      }))

    test("the last heartbeat is remembered", (store) =>
      Effect.gen(function*() {
        yield* store.heartbeat(at)
        yield* store.heartbeat(at + 1_000)
        expect((yield* store.recover(at + 9_000)).lastAliveAt).toBe(at + 1_000)
      }))

    test("a bookmark is kept under its name, and the last one counts", (store) =>
      Effect.gen(function*() {
        expect(yield* store.bookmark("spring")).toBeUndefined()
        yield* store.keepBookmark("spring", "after ana")
        yield* store.keepBookmark("autumn", "7")
        yield* store.keepBookmark("spring", "after ben")
        expect(yield* store.bookmark("spring")).toBe("after ben")
        expect(yield* store.bookmark("autumn")).toBe("7")
      }))

    test("a task that was stopped, or whose end was accepted, is not found", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", {
          tasksStarted: [Sample.task("ends"), Sample.task("fails"), Sample.task("stops"), Sample.task("runs")]
        })
        yield* take(store, "ana", "m2", { tasksStopped: ["stops"] })
        yield* store.accept([
          Sample.inbound("ana", "end", { _tag: "TaskSucceeded", task: "ends", revision: 1 }),
          Sample.inbound("ana", "fail", { _tag: "TaskFailed", task: "fails", revision: 1, error: "no" }),
          Sample.inbound("ana", "other", { _tag: "TaskSucceeded", task: "runs", revision: 8 })
        ])
        expect((yield* store.recover(at)).tasks.map(({ task }) => task.id)).toEqual(["runs"])
      }))

    if (subject.durable) {
      it("what one process wrote, the next one finds", async () => {
        const place = subject.fresh()
        const timer = Sample.timer("a", 100)
        await within(place, (store) =>
          Effect.gen(function*() {
            yield* take(store, "ana", "m1", {
              change: { locale: "es_ES", timers: [timer] },
              timersSet: [timer],
              tasksStarted: [Sample.task("t1")],
              outbox: [Sample.outbound("ana", "o1", 1), Sample.outbound("ana", "o2", 2)]
            })
            yield* store.claimOutbox(ana, at)
            yield* store.accept([Sample.said("ana", "m2"), fired("ana", "a", 1), Sample.said("ben", "m3")])
            yield* store.claim(ana, { worker: "first", now: at, leaseFor: 3_600_000 })
            yield* store.quarantine(Sample.conversation("ben"), { at, reason: "unreadable" })
            yield* store.heartbeat(at + 7)
          }))

        await within(place, (store) =>
          Effect.gen(function*() {
            const unfinished = yield* store.recover(at + 50)
            expect(unfinished).toEqual({
              inboxes: [ana],
              outboxes: [ana],
              tasks: [{ conversation: ana, task: Sample.task("t1") }],
              timers: [],
              lastAliveAt: at + 7
            })
            expect((yield* store.claimOutbox(ana, at + 50))._tag).toBe("AwaitingEcho")
            expect((yield* store.accept([Sample.said("ana", "m1")])).map((one) => one._tag)).toEqual(["Duplicate"])
            expect((yield* store.load(ana)).conversation).toMatchObject({
              revision: 1,
              locale: "es_ES",
              timers: [timer]
            })
            expect(yield* dueIds(store, everything)).toEqual([])
            const committed = yield* next(store, "ana")
            expect(committed._tag).toBe("Committed")
            expect(yield* drain(store, "ana")).toEqual([fired("ana", "a", 1).id])
            expect((yield* store.load(Sample.conversation("ben"))).next).toBeUndefined()
            expect((yield* store.journal(ana, 0)).map((entry) => entry.revision)).toEqual([1, 2, 3])
          }))
      })
    }
  })
}

/**
 * What a store promises of the outbox: one at a time, in order, and no outcome guessed.
 *
 * @module
 */
import type { ConversationStore, Inbound, Receipt } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"
import type { Subject } from "./StoreBench.ts"
import { drain, take, within } from "./StoreBench.ts"

const { at, receipts } = Sample
const ana = Sample.conversation("ana")

/** Declares the tests. */
export const storeOutboxContract = (subject: Subject): void => {
  const test = (name: string, body: (store: ConversationStore.Service) => Effect.Effect<unknown, unknown>) =>
    it(name, () => within(subject.fresh(), body))

  /** A store with the messages o1 and o2 to be sent. */
  const withTwo = (store: ConversationStore.Service) =>
    take(store, "ana", "m1", { outbox: [Sample.outbound("ana", "o1", 1), Sample.outbound("ana", "o2", 2)] })
  const settle = (store: ConversationStore.Service, outbound: string, receipt: Receipt.Receipt) =>
    store.settle([{ outbound, receipt, inbounds: [] }])
  const claimed = (claim: ConversationStore.OutboxClaim): string =>
    claim._tag === "Claimed" ? claim.row.outbound.id : claim._tag
  const stateOf = (store: ConversationStore.Service, outbound: string) =>
    Effect.map(store.outbox(ana), (rows) => rows.find((row) => row.outbound.id === outbound)?.state)

  /** The tags of what became of echoes that were offered. */
  const offer = (store: ConversationStore.Service, ...echoes: ReadonlyArray<Inbound.Inbound>) =>
    Effect.map(store.accept(echoes), (acceptances) => acceptances.map((one) => one._tag))
  const echo = (person: string, outbound: string | undefined): Inbound.Inbound =>
    Sample.inbound(person, `echo-${person}-${outbound}`, {
      _tag: "Echoed",
      mid: "m_echo",
      ...(outbound === undefined ? {} : { outbound })
    })

  describe("outbox", () => {
    test("messages are claimed one at a time, in order, each after the one before has settled", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        const first = yield* store.claimOutbox(ana, at)
        expect(first).toEqual({
          _tag: "Claimed",
          row: { outbound: Sample.outbound("ana", "o1", 1), state: "sending", attempts: 1 }
        })
        expect(yield* store.claimOutbox(ana, at)).toEqual({ _tag: "Empty" })

        yield* settle(store, "o1", receipts.sent)
        expect(claimed(yield* store.claimOutbox(ana, at))).toBe("o2")
        yield* settle(store, "o2", receipts.sent)
        expect(yield* store.claimOutbox(ana, at)).toEqual({ _tag: "Empty" })
        expect((yield* store.outbox(ana)).map((row) => [row.state, row.receipt])).toEqual([
          ["sent", receipts.sent],
          ["sent", receipts.sent]
        ])
      }))

    test("a conversation that nobody knows has nothing to send", (store) =>
      Effect.gen(function*() {
        expect(yield* store.claimOutbox(Sample.conversation("nobody"), at)).toEqual({ _tag: "Empty" })
        expect(yield* store.outbox(Sample.conversation("nobody"))).toEqual([])
      }))

    for (const [name, state] of [["refused", "refused"], ["failed", "failed"], ["parked", "parked"]] as const) {
      test(`a message that was ${name} makes way for the next`, (store) =>
        Effect.gen(function*() {
          yield* withTwo(store)
          yield* store.claimOutbox(ana, at)
          yield* settle(store, "o1", receipts[name])
          expect(yield* stateOf(store, "o1")).toBe(state)
          expect(claimed(yield* store.claimOutbox(ana, at))).toBe("o2")
        }))
    }

    test("a postponed message holds the others back until its time, then is claimed again", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o1", receipts.postponed)
        expect(yield* store.claimOutbox(ana, at)).toEqual({ _tag: "NotYet", until: receipts.postponed.retryAt })

        // Nothing was sent: that attempt does not count.
        const again = yield* store.claimOutbox(ana, receipts.postponed.retryAt)
        expect(again._tag === "Claimed" ? [again.row.outbound.id, again.row.attempts] : again).toEqual(["o1", 1])
      }))

    test("a message whose outcome is unknown holds the others back, before its deadline and after", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o1", receipts.unknown)
        for (const now of [at, receipts.unknown.deadline, receipts.unknown.deadline + 1]) {
          const claim = yield* store.claimOutbox(ana, now)
          expect(claim._tag === "AwaitingEcho" ? [claim.row.outbound.id, claim.until] : claim)
            .toEqual(["o1", receipts.unknown.deadline])
        }
      }))

    test("an echo settles an unknown message in the transaction of its turn", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o1", receipts.unknown)
        yield* take(store, "ana", "echo", { settled: [{ outbound: "o1", receipt: receipts.sent }] })
        expect(yield* stateOf(store, "o1")).toBe("sent")
        expect(claimed(yield* store.claimOutbox(ana, at))).toBe("o2")
      }))

    test("an unknown message that is put back is sent once more, with its attempts counted on", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o1", receipts.unknown)
        yield* settle(store, "o1", { _tag: "Postponed", reason: "No echo came.", retryAt: at })
        const again = yield* store.claimOutbox(ana, at)
        expect(again._tag === "Claimed" ? [again.row.outbound.id, again.row.attempts] : again).toEqual(["o1", 2])
      }))

    test("what is sent stays sent; what was given up turns into sent by a late echo, and into nothing else", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o1", { _tag: "Sent" })
        const inner = Sample.inbound("ana", "late", { _tag: "Settled", outbound: "o1", outcome: "failed" })
        yield* store.settle([{ outbound: "o1", receipt: receipts.failed, inbounds: [inner] }])
        yield* settle(store, "o1", receipts.unknown)
        expect(yield* stateOf(store, "o1")).toBe("sent")
        expect(yield* drain(store, "ana")).toEqual([])
        yield* settle(store, "o1", receipts.sent)
        yield* settle(store, "o1", { _tag: "Sent" })
        expect((yield* store.outbox(ana))[0]?.receipt).toEqual(receipts.sent)

        yield* store.claimOutbox(ana, at)
        yield* settle(store, "o2", receipts.parked)
        yield* settle(store, "o2", receipts.postponed)
        expect(yield* stateOf(store, "o2")).toBe("parked")
        yield* settle(store, "o2", receipts.sent)
        expect(yield* stateOf(store, "o2")).toBe("sent")
      }))

    test("a lost answer that comes after the echo tells how the message went", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        yield* take(store, "ana", "echo", { settled: [{ outbound: "o1", receipt: receipts.sent }] })
        const lane = { lane: "update", rule: "lane.update", pack: "messenger" } as const
        yield* settle(store, "o1", { ...receipts.unknown, at, lane })
        expect((yield* store.outbox(ana))[0]).toMatchObject({ state: "sent", receipt: { ...receipts.sent, at, lane } })
      }))

    test("how a message went is known of one that was given up, too, once its echo comes", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        const lane = { lane: "update", rule: "lane.update", pack: "messenger" } as const
        yield* settle(store, "o1", { ...receipts.unknown, at, lane })
        yield* settle(store, "o1", receipts.parked)
        yield* settle(store, "o1", receipts.sent)
        expect((yield* store.outbox(ana))[0]).toMatchObject({ state: "sent", receipt: { ...receipts.sent, at, lane } })
      }))

    test("an outcome and the inbounds that tell of it are written together", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        const inner = Sample.inbound("ana", "settled", { _tag: "Settled", outbound: "o1", outcome: "sent", mid: "m_1" })
        yield* store.settle([{ outbound: "o1", receipt: receipts.sent, inbounds: [inner] }])
        yield* store.settle([{ outbound: "o1", receipt: receipts.sent, inbounds: [inner] }])
        expect(yield* drain(store, "ana")).toEqual([inner.id])
      }))

    test("the outcome of a message that does not stand is passed over, with its inbounds", (store) =>
      Effect.gen(function*() {
        yield* store.settle([{ outbound: "gone", receipt: receipts.sent, inbounds: [Sample.said("ana", "m1")] }])
        expect((yield* store.load(ana)).next).toBeUndefined()
      }))

    test("of fifty fibers that claim at once, one gets the message", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        const claims = yield* Effect.all(Array.from({ length: 50 }, () => store.claimOutbox(ana, at)), {
          concurrency: "unbounded"
        })
        expect(claims.filter((claim) => claim._tag === "Claimed")).toHaveLength(1)
      }))

    test("later turns send after earlier ones, whatever order their messages claim", (store) =>
      Effect.gen(function*() {
        yield* take(store, "ana", "m1", { outbox: [Sample.outbound("ana", "z", 9)] })
        yield* take(store, "ana", "m2", { outbox: [Sample.outbound("ana", "a", 2)] })
        expect(claimed(yield* store.claimOutbox(ana, at))).toBe("z")
        yield* settle(store, "z", receipts.sent)
        expect(claimed(yield* store.claimOutbox(ana, at))).toBe("a")
      }))

    test("the outcome of a send and what is to be sent next may come in one", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)

        const next = yield* store.settle([{ outbound: "o1", receipt: receipts.sent, inbounds: [] }], {
          conversation: ana,
          now: at
        })
        const last = yield* store.settle([{ outbound: "o2", receipt: receipts.postponed, inbounds: [] }], {
          conversation: ana,
          now: at
        })

        // A store may leave the next claim to the caller.
        expect(next === undefined ? "o2" : claimed(next)).toBe("o2")
        expect(last ?? (yield* store.claimOutbox(ana, at))).toEqual({
          _tag: "NotYet",
          until: receipts.postponed.retryAt
        })
        expect(yield* stateOf(store, "o1")).toBe("sent")
      }))

    test("the echo of a message that is known to be sent takes no turn, and adds its mid where none is known", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* settle(store, "o1", { _tag: "Sent", person: "ana" })
        yield* settle(store, "o2", receipts.sent)

        expect(yield* offer(store, echo("ana", "o1"), echo("ana", "o2"), echo("ana", "o1"))).toEqual([
          "Confirmed",
          "Confirmed",
          "Confirmed"
        ])

        expect((yield* store.load(ana)).next).toBeUndefined()
        expect((yield* store.outbox(ana)).map((row) => row.receipt)).toEqual([
          { _tag: "Sent", person: "ana", mid: "m_echo" },
          receipts.sent
        ])
      }))

    test("any other echo has its turn: of what is not known to be sent, of another conversation, of someone else", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        expect(yield* offer(store, echo("ana", "o1"), echo("ana", "o2"))).toEqual(["Accepted", "Accepted"])

        yield* settle(store, "o1", receipts.sent)
        expect(yield* offer(store, echo("bob", "o1"), echo("ana", undefined), echo("ana", "gone"))).toEqual([
          "Accepted",
          "Accepted",
          "Accepted"
        ])
      }))

    test("a row left as sending is unknown after recovery, with a deadline for its echo", (store) =>
      Effect.gen(function*() {
        yield* withTwo(store)
        yield* store.claimOutbox(ana, at)
        const unfinished = yield* store.recover(at + 100)
        expect(unfinished.outboxes).toEqual([ana])
        const claim = yield* store.claimOutbox(ana, at + 100)
        expect(claim._tag).toBe("AwaitingEcho")
        expect(claim._tag === "AwaitingEcho" ? claim.until : 0).toBeGreaterThan(at + 100)
        yield* settle(store, "o1", receipts.sent)
        expect(claimed(yield* store.claimOutbox(ana, at + 100))).toBe("o2")
      }))
  })
}

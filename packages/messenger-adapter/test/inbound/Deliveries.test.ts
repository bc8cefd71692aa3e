import { type Inbound, MemoryStore, type Transport } from "@parley/core"
import * as SqliteStore from "@parley/core/sqlite"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as bench from "./bench.ts"

const at = 1_763_700_000_000

const said = (number: number): object => ({
  sender: { id: "25381719828140932" },
  recipient: { id: bench.page },
  timestamp: at + number * 1000,
  message: { mid: `m_${number}`, text: `${number}` }
})

const read = (number: number): object => ({
  sender: { id: "25381719828140932" },
  recipient: { id: bench.page },
  timestamp: at + number * 1000,
  read: { watermark: at + number * 1000 }
})

const bodyOf = (...groups: ReadonlyArray<ReadonlyArray<object>>): string =>
  JSON.stringify({ object: "page", entry: groups.map((messaging) => ({ id: bench.page, time: at, messaging })) })

/** Sends bodies to the real transport, and gives what it hands on, batch by batch. */
const deliver = (bodies: ReadonlyArray<string>): Promise<ReadonlyArray<ReadonlyArray<Inbound.Inbound>>> =>
  Effect.runPromise(Effect.scoped(Effect.map(bench.transports, ({ messenger }) => {
    const batches: Array<ReadonlyArray<Inbound.Inbound>> = []
    const accept: Transport.Accept = (batch) => Effect.sync(() => void batches.push(batch))
    for (const body of bodies) {
      const { status } = bench.run(messenger.handle(bench.signed("messenger", Buffer.from(body)), accept))
      if (status !== 200) throw new Error(`answered ${status}`)
    }
    return batches
  })))

/** The identities that a store has taken up, each once. */
const takenUp = async (batches: ReadonlyArray<ReadonlyArray<Inbound.Inbound>>): Promise<ReadonlyArray<string>> => {
  const store = MemoryStore.make()
  const taken: Array<string> = []
  for (const batch of batches) {
    const answers = await Effect.runPromise(store.accept(batch))
    batch.forEach((inbound, index) => {
      if (answers[index]?._tag === "Accepted") taken.push(inbound.id)
    })
  }
  return taken
}

/** A folder that is gone afterwards. */
const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-deliveries-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** How many transactions a log of SQLite holds: a frame that ends one tells the size of the database. */
const transactionsIn = (file: string): number => {
  const log = readFileSync(file)
  const frame = 24 + log.readUInt32BE(8)
  let count = 0
  for (let at = 32; at + 24 <= log.length; at += frame) if (log.readUInt32BE(at + 4) !== 0) count += 1
  return count
}

describe("deliveries", () => {
  it("of a thousand events are handed on as one batch, in order, to be written at once", async () => {
    const events = Array.from({ length: 1000 }, (_, number) => said(number))
    const [batch, ...rest] = await deliver([bodyOf(...events.map((event) => [event]))])
    expect(rest).toEqual([])
    expect(batch?.map(({ event }) => event._tag === "Said" && event.mid)).toEqual(
      events.map((_, number) => `m_${number}`)
    )
    const [inOneEntry] = await deliver([bodyOf(events)])
    expect(inOneEntry?.map(({ id }) => id)).toEqual(batch?.map(({ id }) => id))
  })

  it("of a thousand events are written to SQLite in one transaction, before they are answered", () =>
    Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const file = join(yield* folder, "bot.sqlite")
      const { messenger } = yield* bench.transports
      const store = yield* SqliteStore.make(file)
      const request = bench.signed("messenger", Buffer.from(bodyOf(Array.from({ length: 1000 }, (_, at) => said(at)))))
      // What the store writes when it opens is done once it has written the first.
      yield* messenger.handle(bench.signed("messenger", Buffer.from(bodyOf([said(-1)]))), store.accept)
      const before = transactionsIn(`${file}-wal`)

      const { status } = yield* messenger.handle(request, store.accept)

      expect(status).toBe(200)
      expect(transactionsIn(`${file}-wal`) - before).toBe(1)
      const again = yield* store.accept(
        (yield* Effect.promise(() => deliver([bodyOf([said(0), said(999), said(1000)])])))
          .flat()
      )
      expect(again.map(({ _tag }) => _tag)).toEqual(["Duplicate", "Duplicate", "Accepted"])
    }))))

  it("of a thousand events with 2,000 escaped characters each are under the limit, and keep every character", async () => {
    const text = "\u4f60\u00f1".repeat(1000)
    const events = Array.from({ length: 1000 }, (_, number) => ({
      ...said(number),
      message: { mid: `m_${number}`, text }
    }))
    const body = bodyOf(...events.map((event) => [event])).replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
    )
    const limit = await Effect.runPromise(Effect.scoped(Effect.map(bench.transports, (all) => all.messenger.bodyLimit)))

    const [batch] = await deliver([body])

    expect(body.length).toBeGreaterThan(12_000_000)
    expect(body.length).toBeLessThan(limit)
    expect(batch?.filter(({ event }) => event._tag === "Said" && event.text === text)).toHaveLength(1000)
  })

  it("that come again, later, out of order, or split otherwise, bring each event once and lose none", async () => {
    const numbers = Array.from({ length: 8 }, (_, number) => number)
    const events = numbers.flatMap((number) => [said(number), read(number)])
    const [whole] = await deliver([bodyOf(events)])
    const wanted = new Set(whole?.map(({ id }) => id))
    const bodies = fc.array(fc.array(fc.array(fc.nat(events.length - 1), { maxLength: 5 }), { maxLength: 3 }), {
      maxLength: 6
    })
    await fc.assert(
      fc.asyncProperty(
        bodies,
        fc.shuffledSubarray(numbers.flatMap((number) => [2 * number, 2 * number + 1]), {
          minLength: events.length
        }),
        async (again, order) => {
          const pick = (indexes: ReadonlyArray<number>) => indexes.map((index) => events[index] ?? {})
          const parts = order.map((index) => [[index]])
          const texts = [...again, ...parts].map((groups) => bodyOf(...groups.map(pick)))
          const taken = await takenUp(await deliver(texts))
          expect(taken.length).toBe(wanted.size)
          expect(new Set(taken)).toEqual(wanted)
        }
      ),
      { numRuns: 60 }
    )
  })

  it("that repeat an event within one body bring it once, and count it twice", async () => {
    const batches = await deliver([bodyOf([said(1), said(1)], [said(1)])])
    expect(batches.flat().length).toBe(3)
    expect((await takenUp(batches)).length).toBe(1)
  })

  it("that mix up the order of events are put into the order in which these happened", async () => {
    const [batch] = await deliver([bodyOf([said(3), said(1)], [said(2)])])
    expect(batch?.map(({ event }) => event._tag === "Said" && event.mid)).toEqual(["m_1", "m_2", "m_3"])
  })

  it("that come long after it happened are flagged as late, and handed on all the same", async () => {
    const [batch] = await deliver([bodyOf([said(1)])])
    expect(batch).toHaveLength(1)
    expect(batch?.[0]).toMatchObject({ late: true, at: at + 1000, event: { _tag: "Said", mid: "m_1" } })
  })
})

describe("several accounts in one process", () => {
  it("take each only what is signed with the secret of their own app", async () => {
    const other = bodyOf([said(1)]).replaceAll(bench.page, "77")
    expect((await deliver([other])).flat()).toEqual([])
    const own = bodyOf([said(1)])
    expect((await deliver([own])).flat()).toHaveLength(1)
  })

  it("of Messenger and Instagram take nothing of one another, by whichever road it comes", async () => {
    const instagram = bodyOf([said(1)]).replaceAll(bench.page, bench.instagramAccount).replace(
      "\"page\"",
      "\"instagram\""
    )
    const taken = await Effect.runPromise(Effect.scoped(Effect.map(bench.transports, (transports) => {
      const { accept, taken } = bench.counting()
      const send = (to: bench.Channel, signer: bench.Channel): number =>
        bench.run(transports[to].handle(bench.signed(signer, Buffer.from(instagram)), accept)).status
      const statuses = [
        send("messenger", "messenger"),
        send("messenger", "instagram"),
        send("instagram", "messenger"),
        send("instagram", "instagram")
      ]
      return { statuses, inbounds: taken.inbounds }
    })))
    expect(taken).toEqual({ statuses: [200, 401, 401, 200], inbounds: 1 })
  })
})

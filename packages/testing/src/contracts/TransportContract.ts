/**
 * What every transport promises, as tests: written once, run on each implementation.
 *
 * @module
 */
import type { ConversationId, Outbound, Receipt, Transport } from "@parley/core"
import { ConversationStore, Inbound } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { describe, expect, it } from "vitest"

/** A transport under test, with the far side of its channel. */
export interface TransportBench {
  readonly transport: Transport.Service
  /** A conversation of one of the transport's accounts, whose person may be written to now. */
  readonly conversation: ConversationId.ConversationId
  /** A genuine request in which the person of that conversation says these texts, in order, as one batch. */
  readonly says: (texts: ReadonlyArray<string>) => Effect.Effect<Transport.Request>
  /** A genuine request with this body, whatever it holds: signed as the channel signs. */
  readonly signed: (body: Uint8Array) => Transport.Request
  /** A genuine request about something that this version of the transport does not know. */
  readonly unknown: () => Effect.Effect<Transport.Request>
  /** The request as one who does not know the channel's secret would make it. */
  readonly forged: (request: Transport.Request) => Transport.Request
  /** A message to that person that the channel takes, with an id of its own each time. */
  readonly message: (text: string) => Outbound.Outbound
  /** The texts that reached the person, in order. */
  readonly received: () => Effect.Effect<ReadonlyArray<string>>
  /** Cuts the line to the channel: sends get no answer from here on. */
  readonly cut: () => Effect.Effect<void>
}

/** Takes everything that is offered, and keeps it. */
const acceptAll = (): {
  readonly accept: Transport.Accept
  readonly batches: Array<ReadonlyArray<Inbound.Inbound>>
} => {
  const batches: Array<ReadonlyArray<Inbound.Inbound>> = []
  return {
    batches,
    accept: (batch) =>
      Effect.sync(() => {
        batches.push(batch)
      })
  }
}

const texts = (batches: ReadonlyArray<ReadonlyArray<Inbound.Inbound>>): ReadonlyArray<string | undefined> =>
  batches.flat().flatMap(({ event }) => event._tag === "Said" ? [event.text] : [])

const garbage: ReadonlyArray<readonly [string, string]> = [
  ["nothing", ""],
  ["no JSON", "{"],
  ["another shape", "{\"hello\":[1,2,3]}"],
  ["a bare value", "null"],
  ["no text", "\u0000\u00ff\ufffe"],
  ["deep nesting", "[".repeat(20_000)]
]

/**
 * Declares the tests of a transport, inside a vitest file. `make` builds a transport and its far side anew for each test.
 */
export const transportContract = (
  name: string,
  make: Effect.Effect<TransportBench, unknown, Scope.Scope>
): void => {
  const test = (promise: string, body: (bench: TransportBench) => Effect.Effect<unknown, unknown>) =>
    it(promise, () => Effect.runPromise(Effect.scoped(Effect.flatMap(make, body))))

  describe(name, () => {
    test("it serves accounts of its own channel, with rules and limits that make sense", ({ conversation, transport }) =>
      Effect.sync(() => {
        expect(transport.accounts.map((one) => one.account)).toContain(conversation.account)
        for (const account of transport.accounts) expect(account.account).not.toBe("")
        expect(transport.pack.name).not.toBe("")
        expect(transport.path.startsWith("/")).toBe(true)
        expect(transport.bodyLimit).toBeGreaterThan(0)
        expect(transport.capabilities.textLength.max).toBeGreaterThan(0)
      }))

    test("a genuine request is accepted whole and in order, then answered 2xx", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        const response = yield* bench.transport.handle(yield* bench.says(["one", "two", "three"]), accept)
        expect(Math.floor(response.status / 100)).toBe(2)
        expect(texts(batches)).toEqual(["one", "two", "three"])
        for (const inbound of batches.flat()) expect(inbound.conversation).toEqual(bench.conversation)
      }))

    test("every inbound is of the model, has an identity of its own, and happened no later than it came", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        yield* bench.transport.handle(yield* bench.says(["one", "two"]), accept)
        const inbounds = batches.flat()
        for (const inbound of inbounds) {
          expect(Either.isRight(Schema.decodeUnknownEither(Inbound.Inbound)(JSON.parse(JSON.stringify(inbound))))).toBe(
            true
          )
          expect(inbound.at).toBeLessThanOrEqual(inbound.receivedAt)
        }
        expect(new Set(inbounds.map((inbound) => inbound.id)).size).toBe(inbounds.length)
      }))

    test("the same request again gives the same identities", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        const request = yield* bench.says(["one", "two"])
        yield* bench.transport.handle(request, accept)
        yield* bench.transport.handle(request, accept)
        const [first, second] = batches.map((batch) => batch.map((inbound) => inbound.id))
        expect(second).toEqual(first)
      }))

    test("an event that it does not know is kept as unknown, not refused", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        const response = yield* bench.transport.handle(yield* bench.unknown(), accept)
        expect(Math.floor(response.status / 100)).toBe(2)
        expect(batches.flat().map((inbound) => inbound.event._tag)).toContain("Unknown")
      }))

    test("a forged request is answered 401 or 403, and nothing of it is accepted", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        const response = yield* bench.transport.handle(bench.forged(yield* bench.says(["one"])), accept)
        expect([401, 403]).toContain(response.status)
        expect(batches).toEqual([])
      }))

    test("a request whose body was changed on the way is refused", (bench) =>
      Effect.gen(function*() {
        const { accept, batches } = acceptAll()
        const request = yield* bench.says(["one"])
        const body = Uint8Array.from(request.body)
        body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1
        const response = yield* bench.transport.handle({ ...request, body }, accept)
        expect([401, 403]).toContain(response.status)
        expect(batches).toEqual([])
      }))

    for (const [what, body] of garbage) {
      test(`a genuine request with ${what} in it accepts nothing, is no failure of ours, and ends nothing`, (bench) =>
        Effect.gen(function*() {
          const { accept, batches } = acceptAll()
          const response = yield* bench.transport.handle(bench.signed(new TextEncoder().encode(body)), accept)
          expect(response.status).toBeLessThan(500)
          expect(batches.flat()).toEqual([])
          const after = yield* bench.transport.handle(yield* bench.says(["two"]), accept)
          expect(Math.floor(after.status / 100)).toBe(2)
        }))
    }

    test("malformed JSON is answered 400", (bench) =>
      Effect.gen(function*() {
        const response = yield* bench.transport.handle(bench.signed(new TextEncoder().encode("{")), acceptAll().accept)
        expect(response.status).toBe(400)
      }))

    test("nothing is answered before what came is durable", (bench) =>
      Effect.gen(function*() {
        const order: Array<string> = []
        const slow: Transport.Accept = () =>
          Effect.yieldNow().pipe(Effect.repeatN(10), Effect.zipRight(Effect.sync(() => void order.push("durable"))))
        yield* bench.transport.handle(yield* bench.says(["one"]), slow)
        order.push("answered")
        expect(order.at(0)).toBe("durable")
        expect(order.at(-1)).toBe("answered")
      }))

    test("a store that cannot write is answered 503, so that the channel comes again", (bench) =>
      Effect.gen(function*() {
        const broken: Transport.Accept = () =>
          Effect.fail(new ConversationStore.StoreError({ operation: "accept", reason: "the disk is full" }))
        const request = yield* bench.says(["one"])
        expect((yield* bench.transport.handle(request, broken)).status).toBe(503)

        const { accept, batches } = acceptAll()
        yield* bench.transport.handle(request, accept)
        expect(texts(batches)).toEqual(["one"])
      }))

    test("messages arrive in the order in which they are sent, each with a receipt", (bench) =>
      Effect.gen(function*() {
        const receipts: Array<Receipt.Receipt> = []
        for (const text of ["one", "two"]) receipts.push(yield* bench.transport.send(bench.message(text)))
        expect(receipts.map((receipt) => receipt._tag)).toEqual(["Sent", "Sent"])
        expect(yield* bench.received()).toEqual(["one", "two"])
      }))

    test("a send whose answer is lost ends as unknown or postponed, never as sent, and never throws", (bench) =>
      Effect.gen(function*() {
        yield* bench.cut()
        const exit = yield* Effect.exit(bench.transport.send(bench.message("one")))
        expect(Exit.isSuccess(exit) ? exit.value._tag : exit).toMatch(/^(Unknown|Postponed|Failed)$/)
      }))

    test("sender actions never fail, with the line or without", (bench) =>
      Effect.gen(function*() {
        const act = () =>
          Effect.forEach(["markSeen", "typingOn", "typingOff"] as const, (action) =>
            bench.transport.act(bench.conversation, { _tag: "Scoped", id: bench.conversation.person }, action))
        expect(Exit.isSuccess(yield* Effect.exit(act()))).toBe(true)
        yield* bench.cut()
        expect(Exit.isSuccess(yield* Effect.exit(act()))).toBe(true)
      }))
  })
}

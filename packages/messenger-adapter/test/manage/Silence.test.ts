import { describe, expect, it } from "@effect/vitest"
import type { Inbound, Outbound, Receipt, Transport } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import * as Silence from "../../src/manage/Silence.ts"
import * as Capabilities from "../../src/Capabilities.ts"

const outbound = (account: string, more: Partial<Outbound.Outbound> = {}): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account, person: "42" },
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message: { content: { _tag: "Text", text: "hi" } } },
  author: { _tag: "Bot" },
  cause: "c",
  at: 1,
  ...more
})

const inbound = (account: string): Inbound.Inbound => ({
  id: "x",
  conversation: { channel: "messenger", account, person: "42" },
  at: 1,
  receivedAt: 1,
  event: { _tag: "Delivered" }
})

const request: Transport.Request = { method: "POST", url: "/webhook", headers: {}, body: new Uint8Array() }

/** A watched transport of two accounts whose sends end so, with the alerts that it gave. */
const watched = (receipt: Receipt.Receipt = { _tag: "Sent", mid: "m_1" }, before: Effect.Effect<void> = Effect.void) =>
  Effect.gen(function*() {
    const alerts: Array<Silence.Silent> = []
    let hears = "1"
    const transport: Transport.Service = {
      channel: "messenger",
      accounts: [],
      pack: Packs.named("current", "messenger"),
      capabilities: Capabilities.of("messenger"),
      path: "/webhook",
      bodyLimit: 1024,
      handle: (_, accept) =>
        Effect.as(Effect.orDie(accept([inbound(hears)])), { status: 200, headers: {}, body: "EVENT_RECEIVED" }),
      send: () => Effect.as(before, receipt),
      act: () => Effect.void
    }
    const both = yield* Silence.watch(transport, {
      after: "6 hours",
      alert: (silent) => Effect.sync(() => void alerts.push(silent))
    })
    return {
      alerts,
      says: (account = "1", more: Partial<Outbound.Outbound> = {}) => both.send(outbound(account, more)),
      hears: (account = "1") =>
        Effect.suspend(() => {
          hears = account
          return both.handle(request, () => Effect.void)
        })
    }
  })

describe("the silence of a webhook", () => {
  it.scoped("is told once when messages went out and nothing came for that long", () =>
    Effect.gen(function*() {
      const { alerts, says } = yield* watched()

      yield* says()
      yield* TestClock.adjust("3 hours")
      yield* says()
      yield* TestClock.adjust("3 hours")
      yield* says()
      yield* TestClock.adjust("2 days")

      expect(alerts).toEqual([{ channel: "messenger", account: "1", since: 0 }])
      expect(alerts.map(Silence.describe)[0]).toContain("parley resubscribe")
    }))

  it.scoped("is none while echoes come, nor on a day on which nothing is sent", () =>
    Effect.gen(function*() {
      const { alerts, hears, says } = yield* watched()

      for (let hour = 0; hour < 24; hour++) {
        yield* says()
        yield* hears()
        yield* TestClock.adjust("1 hour")
      }
      yield* TestClock.adjust("30 days")

      expect(alerts).toEqual([])
    }))

  it.scoped("is none when the echo is here before the answer to the call", () =>
    Effect.gen(function*() {
      const deferred: { echo: Effect.Effect<unknown> } = { echo: Effect.void }
      const { alerts, hears, says } = yield* watched(undefined, Effect.suspend(() => Effect.asVoid(deferred.echo)))
      deferred.echo = hears()

      yield* says()
      yield* TestClock.adjust("1 day")

      expect(alerts).toEqual([])
    }))

  it.scoped("is counted from the first message that nobody echoed, not from an earlier one", () =>
    Effect.gen(function*() {
      const { alerts, hears, says } = yield* watched()

      yield* says()
      yield* TestClock.adjust("2 hours")
      yield* hears()
      yield* says()
      yield* TestClock.adjust("359 minutes")
      const before = alerts.length
      yield* TestClock.adjust("1 minute")

      expect([before, alerts.length]).toEqual([0, 1])
    }))

  it.scoped("ends with the next webhook, and is told again when it comes back", () =>
    Effect.gen(function*() {
      const { alerts, hears, says } = yield* watched()

      yield* says()
      yield* TestClock.adjust("6 hours")
      yield* hears()
      yield* says()
      yield* TestClock.adjust("6 hours")

      expect(alerts).toHaveLength(2)
    }))

  it.scoped("of one account is not broken by a webhook of another", () =>
    Effect.gen(function*() {
      const { alerts, hears, says } = yield* watched()

      yield* says("1")
      yield* hears("2")
      yield* TestClock.adjust("6 hours")

      expect(alerts.map(({ account }) => account)).toEqual(["1"])
    }))

  it.scoped("is not heard behind sends that failed, or that the platform does not echo", () =>
    Effect.gen(function*() {
      const failing = yield* watched({ _tag: "Failed", reason: "no", error: {} })
      const others = yield* watched()

      yield* failing.says()
      yield* others.says("1", { address: { _tag: "Comment", comment: "c_1" } })
      yield* others.says("1", { body: { _tag: "Control", control: { _tag: "Take" } } })
      yield* TestClock.adjust("1 day")

      expect([failing.alerts, others.alerts]).toEqual([[], []])
    }))
})

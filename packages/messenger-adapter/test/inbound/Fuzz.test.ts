import { Inbound, NodeServer, type Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Pool } from "undici"
import { describe, expect, it } from "vitest"
import * as Field from "../../src/inbound/Field.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import * as bench from "./bench.ts"
import { itemsOf } from "./items.ts"
import * as mutations from "./mutations.ts"

const seed = Number(process.env["PARLEY_SEED"] ?? 20_261_121)
const isCI = !["", "0", "false"].includes(process.env["CI"] ?? "")
const rounds = Number(process.env["PARLEY_FUZZ"] ?? (isCI ? 200_000 : 40_000))
const overHttp = rounds / 20
const signatures = rounds / 2
const patience = 60_000 + rounds * 2

setFlagsFromString("--expose-gc")
// The flag gives `gc` to contexts that are made after it.
const collect = runInNewContext("gc") as () => void

const megabytes = (): number => {
  for (let time = 0; time < 3; time++) collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

/** Everything that every object has: what a foreign key could have changed. */
const inherited = (): string =>
  [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype]
    .map((prototype) => JSON.stringify(Object.getOwnPropertyNames(prototype))).join()

const decodeInbound = Schema.decodeUnknownSync(Inbound.Inbound, { onExcessProperty: "error" })

/** How many of a body's items are of accounts that are served. */
const served = (text: string, channel: bench.Channel): number => {
  const account = channel === "messenger" ? bench.page : bench.instagramAccount
  const object = channel === "messenger" ? "page" : "instagram"
  const body = JsonText.parse(text)
  const envelopes = (Array.isArray(body) ? body : [body]).filter((one) => Field.object(one)?.object === object)
  return itemsOf(envelopes).filter(({ entry }) => {
    const fields = Field.object(entry)
    return (Field.id(fields?.id) ?? Field.id(Field.object(fields?.recipient)?.id)) === account
  }).length
}

/** Sends mutated bodies one after the other, and looks closely at one in fifty. */
const fuzz = (handlers: Record<bench.Channel, Transport.Service>, from: number, times: number) => {
  const chance = new mutations.Chance(from)
  const statuses = new Map<number, number>()
  const { accept, taken } = bench.counting()
  for (let round = 0; round < times; round++) {
    const text = mutations.body(chance)
    const channel = bench.channelOf(text)
    const before = taken.inbounds
    const request = bench.signed(channel, Buffer.from(text))
    const { status } = bench.run(handlers[channel].handle(request, accept))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (round % 50 !== 0 || status !== 200) continue
    const count = taken.inbounds - before
    if (count !== served(text, channel)) expect({ text, count }).toEqual({ text, count: served(text, channel) })
    if (count > 0) { for (const inbound of taken.last) decodeInbound(JSON.parse(JSON.stringify(inbound))) }
  }
  return { statuses, taken }
}

describe(`webhooks by chance (PARLEY_SEED=${seed})`, () => {
  it(
    `${rounds} mutated bodies, signed: none makes it throw or fail, none leaves anything behind`,
    () =>
      Effect.runPromise(Effect.scoped(Effect.gen(function*() {
        const handlers = yield* bench.transports
        const prototypes = inherited()
        const early = fuzz(handlers, seed, 50_000)
        const before = megabytes()
        const late = fuzz(handlers, seed + 1, rounds - 50_000)
        const after = megabytes()

        const statuses = new Set([...early.statuses.keys(), ...late.statuses.keys()])
        expect([...statuses].filter((status) => ![200, 400, 413].includes(status))).toEqual([])
        // Bodies that nobody reads would prove nothing.
        expect(early.statuses.get(200)).toBeGreaterThan(25_000)
        expect(early.taken.inbounds).toBeGreaterThan(15_000)
        expect(after - before).toBeLessThan(5)
        expect(inherited()).toBe(prototypes)
        expect("polluted" in {}).toBe(false)
      }))),
    patience
  )

  it(
    `${overHttp} of them over HTTP: each is answered, none with a failure of ours`,
    () =>
      Effect.runPromise(bench.quietly(Effect.scoped(Effect.gen(function*() {
        const handlers = yield* bench.transports
        const { accept, taken } = bench.counting()
        const of = (url: string) => url.endsWith("instagram") ? handlers.instagram : handlers.messenger
        const address = yield* NodeServer.make({
          bodyLimit: (url) => of(url).bodyLimit,
          handle: (request) => bench.quietly(of(request.url).handle(request, accept))
        }, { port: 0, host: "127.0.0.1" })
        const pool = yield* Effect.acquireRelease(
          Effect.sync(() => new Pool(`http://127.0.0.1:${address.port}`, { connections: 8, pipelining: 8 })),
          (open) => Effect.promise(() => open.close())
        )
        const chance = new mutations.Chance(seed + 2)
        const send = async (): Promise<number> => {
          const text = mutations.body(chance)
          const { body, headers, url } = bench.signed(bench.channelOf(text), Buffer.from(text))
          const signature = String(headers["x-hub-signature-256"])
          const response = await pool.request({
            path: url,
            method: "POST",
            headers: { "content-type": "application/json", "x-hub-signature-256": signature },
            body
          })
          await response.body.text()
          return response.statusCode
        }
        const statuses = new Set<number>()
        for (let sent = 0; sent < overHttp; sent += 100) {
          const answers = yield* Effect.promise(() => Promise.all(Array.from({ length: 100 }, send)))
          for (const status of answers) statuses.add(status)
        }

        expect([...statuses].filter((status) => ![200, 400, 413].includes(status))).toEqual([])
        expect(taken.inbounds).toBeGreaterThan(overHttp / 3)
      })))),
    patience
  )

  it(
    `${signatures} mutated signatures: none is accepted`,
    () =>
      Effect.runPromise(Effect.scoped(Effect.gen(function*() {
        const { messenger } = yield* bench.transports
        const { accept, taken } = bench.counting()
        const chance = new mutations.Chance(seed + 3)
        const text = mutations.text("text.json")
        const right = bench.signed("messenger", Buffer.from(text))
        const header = String(right.headers["x-hub-signature-256"])
        const accepted: Array<unknown> = []
        for (let round = 0; round < signatures; round++) {
          const request = mutations.forged(chance, right, header)
          const { status } = bench.run(messenger.handle(request, accept))
          if (status !== 401) accepted.push(request.headers)
        }

        expect(accepted).toEqual([])
        expect(taken.inbounds).toBe(0)
        // And the one that was mutated is right.
        expect(Effect.runSync(messenger.handle(right, accept)).status).toBe(200)
        expect(taken.inbounds).toBe(1)
      }))),
    patience
  )
})

import { NodeServer, type Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import { request } from "undici"
import { describe, expect, it } from "vitest"
import * as bench from "./bench.ts"

const around = (item: string): string =>
  `{"object":"page","entry":[{"id":"${bench.page}","time":1,"messaging":[${item}]}]}`

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + "1" + close.repeat(depth)

const answer = (text: string): Promise<{ readonly status: number; readonly inbounds: number }> =>
  Effect.runPromise(Effect.scoped(Effect.map(bench.transports, ({ messenger }) => {
    const { accept, taken } = bench.counting()
    const { status } = bench.run(messenger.handle(bench.signed("messenger", Buffer.from(text)), accept))
    return { status, inbounds: taken.inbounds }
  })))

describe("a signed body that no webhook is", () => {
  it.each([
    ["lists in a message", around(`{"message":{"mid":"m","text":${nested("[", "]", 50_000)}}}`)],
    ["objects in an attachment", around(`{"message":{"mid":"m","attachments":[${nested("{\"a\":", "}", 20_000)}]}}`)],
    ["a list just too deep", around(`{"mystery":${nested("[", "]", 36)}}`)],
    ["lists around the envelope", nested("[", "]", 100_000)],
    [
      "lists in a property of the entry",
      `{"object":"page","entry":[{"id":"${bench.page}","x":${nested("[", "]", 400)}}]}`
    ]
  ])("is refused when it nests too deep: %s", async (_, text) => {
    const { inbounds, status } = await answer(text)
    expect(Math.floor(status / 100)).toBe(4)
    expect(inbounds).toBe(0)
  })

  it.each([
    ["events", around(Array.from({ length: 10_001 }, () => "{}").join(","))],
    [
      "events over several lists",
      `{"object":"page","entry":[${
        Array.from({ length: 5_001 }, () => `{"id":"${bench.page}","changes":[{"field":"feed"}]}`).join(",")
      }]}`
    ],
    ["entries", `{"object":"page","entry":[${Array.from({ length: 10_001 }, () => "{}").join(",")}]}`],
    [
      "things that are no entries",
      `{"object":"page","entry":[${Array.from({ length: 200_000 }, () => "0").join(",")}]}`
    ]
  ])("is refused when it holds too many %s", async (_, text) => {
    expect(await answer(text)).toEqual({ status: 413, inbounds: 0 })
  })

  it.each([
    ["a list just deep enough", around(`{"mystery":${nested("[", "]", 34)}}`)],
    ["a name of half a megabyte", around(`{"${"k".repeat(500_000)}":1}`)],
    ["a text of half a megabyte", around(`{"message":{"mid":"m","text":"${"t".repeat(500_000)}"}}`)],
    ["a number of half a million digits", around(`{"mystery":${"9".repeat(500_000)}}`)],
    [
      "a hundred thousand attachments",
      around(`{"message":{"mid":"m","attachments":[${Array(100_000).fill("{}").join(",")}]}}`)
    ],
    ["a hundred thousand properties", around(`{${Array.from({ length: 80_000 }, (_, at) => `"k${at}":0`).join(",")}}`)]
  ])("is kept, as one event, when it is only large: %s", async (_, text) => {
    expect(await answer(text)).toEqual({ status: 200, inbounds: 1 })
  })

  it("is cut off over HTTP, before it is kept, once it has more bytes than the limit", () =>
    Effect.runPromise(Effect.scoped(Effect.gen(function*() {
      const { messenger } = yield* bench.transports
      const { accept, taken } = bench.counting()
      const handle = (given: Transport.Request) => messenger.handle(given, accept)
      const { port } = yield* NodeServer.make({ bodyLimit: () => messenger.bodyLimit, handle }, {
        port: 0,
        host: "127.0.0.1"
      })
      const { body, headers } = bench.signed(
        "messenger",
        Buffer.from(around(`{"x":"${"t".repeat(messenger.bodyLimit)}"}`))
      )
      const signature = String(headers["x-hub-signature-256"])
      const response = yield* Effect.promise(() =>
        request(`http://127.0.0.1:${port}/webhook`, {
          method: "POST",
          headers: { "x-hub-signature-256": signature },
          body
        })
      )
      expect(response.statusCode).toBe(413)
      expect(taken.inbounds).toBe(0)
    }))))
})

/**
 * The process that is measured when messages go out: by Parley's transport, or by undici's `Pool.request` alone, with the same
 * headers and the same bytes.
 *
 * @module
 */
import type { Outbound } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import { createHmac } from "node:crypto"
import { Pool } from "undici"
import type { OutboundAnswer, OutboundAsk } from "./Outbound.ts"
import { appSecret, page, token } from "./Sink.ts"

const [name, url] = process.argv.slice(2)
if (url === undefined) throw new Error("the subject needs the address of a Graph API")

const tell = (answer: OutboundAnswer) => process.send?.(answer)

const words = "Your pizza is in the oven, and will be with you in twenty minutes."
const person = (index: number) => String(25_000_000_000_000_000n + BigInt(index % 200))

const outbound = (index: number): Outbound.Outbound => ({
  id: `bench-${index}`,
  conversation: { channel: "messenger", account: page, person: person(index) },
  order: index,
  address: { _tag: "Scoped", id: person(index) },
  body: { _tag: "Message", message: { content: { _tag: "Text", text: words } } },
  author: { _tag: "Bot" },
  lane: { lane: "reply", rule: "messenger.reply", pack: "p" },
  cause: "bench",
  at: 0
})

/** Sends `count` messages, `inFlight` at a time. */
type Send = (count: number, inFlight: number) => Promise<void>

const bare = (): Send => {
  const pool = new Pool(url, { connections: 128 })
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const appsecret_proof = createHmac("sha256", appSecret).update(token).digest("hex")
  return async (count, inFlight) => {
    let next = 0
    const worker = async () => {
      for (let index = next++; index < count; index = next++) {
        const answer = await pool.request({
          path: `/v26.0/${page}/messages`,
          method: "POST",
          headers,
          body: JSON.stringify({
            recipient: { id: person(index) },
            messaging_type: "RESPONSE",
            message: { text: words, metadata: `parley:bench-${index}` },
            appsecret_proof
          })
        })
        await answer.body.json()
      }
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
  }
}

const parley = async (): Promise<Send> => {
  // Connections are kept until the process ends.
  const scope = Effect.runSync(Scope.make())
  const transport = await Effect.runPromise(Scope.extend(
    messenger({
      accounts: [{ channel: "messenger", id: page, token, appSecret }],
      verifyToken: "bench",
      graphBaseUrl: url,
      // All on one page, and faster than Meta lets any.
      rates: "none"
    }),
    scope
  ))
  return async (count, inFlight) => {
    let next = 0
    const worker: Effect.Effect<void> = Effect.suspend(() => {
      const index = next++
      if (index >= count) return Effect.void
      return Effect.flatMap(
        transport.send(outbound(index)),
        (receipt) => receipt._tag === "Sent" ? worker : Effect.dieMessage(`${receipt._tag}: ${JSON.stringify(receipt)}`)
      )
    })
    await Effect.runPromise(Effect.all(Array.from({ length: inFlight }, () => worker), {
      concurrency: "unbounded",
      discard: true
    }))
  }
}

const send = name === "parley" ? await parley() : bare()

process.on("message", ({ count, inFlight }: OutboundAsk) => {
  const before = process.cpuUsage()
  void send(count, inFlight).then(() => {
    const { system, user } = process.cpuUsage(before)
    tell({ microseconds: user + system })
  })
})

tell("ready")

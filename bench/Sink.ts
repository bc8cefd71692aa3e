/**
 * The other side of the measurement: a Graph API that only answers, and the people who write. It runs in the process that
 * measures, so that the measured process pays for nothing but its own work.
 *
 * @module
 */
import { createHmac } from "node:crypto"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { Pool } from "undici"

export const page = "104000000000001"
export const token = "EAAbenchtoken"
export const appSecret = "bench-secret"

/** Which calls one turn makes: the message alone, or with `mark_seen` and `typing_on` before it. */
export type Calls = "message" | "message and actions"

/** A Graph API that takes every call at once and counts the messages and the sender actions. */
export const startSink = async () => {
  const counts = { messages: 0, actions: 0 }
  let reached: (() => void) | undefined
  let goal = 0
  const server = http.createServer((request, response) => {
    const parts: Array<Buffer> = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const body = Buffer.concat(parts).toString()
      const isAction = body.includes("\"sender_action\"")
      response.writeHead(200, { "content-type": "application/json" })
      response.end(isAction ? "{\"recipient_id\":\"1\"}" : `{"recipient_id":"1","message_id":"m_${counts.messages}"}`)
      if (isAction) counts.actions++
      else counts.messages++
      if (counts.messages >= goal) reached?.()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    counts,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when so many messages were taken in all. */
    whenMessages: (total: number) =>
      new Promise<void>((done) => {
        goal = total
        reached = done
        if (counts.messages >= goal) done()
      }),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      })
  }
}

/**
 * Keeps this process awake until the function that it gives is called. To wake a sleeping process costs the one that
 * writes to it 10 to 20 µs for each write where both run on one machine; on the subject's bill that is a cost which no
 * network has, and a quick subject, which never lets its peer fall asleep, would not pay it.
 */
export const stayAwake = (): () => void => {
  let isOver = false
  const turn = (): void => {
    if (!isOver) setImmediate(turn)
  }
  turn()
  return () => {
    isOver = true
  }
}

const signed = (body: string) => `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`

/** Sends `count` webhooks of one message each, from `people` persons, `inFlight` at a time. */
export const sendWebhooks = async (options: {
  readonly url: string
  readonly count: number
  readonly people: number
  readonly inFlight: number
  readonly label: string
}) => {
  const pool = new Pool(options.url, { connections: options.inFlight })
  const requests = Array.from({ length: options.count }, (_, index) => {
    const at = Date.now()
    const body = JSON.stringify({
      object: "page",
      entry: [{
        id: page,
        time: at,
        messaging: [{
          sender: { id: String(25_000_000_000_000_000n + BigInt(index % options.people)) },
          recipient: { id: page },
          timestamp: at,
          message: { mid: `m_${options.label}_${index}`, text: `message number ${index}` }
        }]
      }]
    })
    return { body, signature: signed(body) }
  })
  let next = 0
  const worker = async () => {
    for (;;) {
      const request = requests[next++]
      if (request === undefined) return
      const answer = await pool.request({
        path: "/webhook",
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": request.signature },
        body: request.body
      })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`the subject answered ${answer.statusCode} to a webhook`)
    }
  }
  await Promise.all(Array.from({ length: options.inFlight }, worker))
  await pool.close()
}

/**
 * The floor: the same turn written by hand on `node:http` and undici, in memory, with nothing kept and nothing promised.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto"
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import { Pool } from "undici"
import { appSecret, type Calls, page, token } from "./Sink.ts"

interface Webhook {
  readonly entry: ReadonlyArray<{
    readonly messaging: ReadonlyArray<{
      readonly sender: { readonly id: string }
      readonly message: { readonly mid: string; readonly text: string }
    }>
  }>
}

/** Starts the floor and gives its address. */
export const startFloor = async (graphUrl: string, calls: Calls): Promise<string> => {
  const pool = new Pool(graphUrl, { connections: 128 })
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` }
  const conversations = new Map<string, number>()
  const post = async (body: unknown) => {
    const answer = await pool.request({
      path: `/v26.0/${page}/messages`,
      method: "POST",
      headers,
      body: JSON.stringify(body)
    })
    await answer.body.json()
  }
  const turn = async (person: string) => {
    conversations.set(person, (conversations.get(person) ?? 0) + 1)
    const recipient = { id: person }
    if (calls === "message and actions") {
      await post({ recipient, sender_action: "mark_seen" })
      await post({ recipient, sender_action: "typing_on" })
    }
    await post({ recipient, messaging_type: "RESPONSE", message: { text: "Go on." } })
  }
  const server = http.createServer((request, response) => {
    const parts: Array<Buffer> = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const body = Buffer.concat(parts)
      const wanted = createHmac("sha256", appSecret).update(body).digest()
      const given = Buffer.from(String(request.headers["x-hub-signature-256"]).slice(7), "hex")
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        response.writeHead(401).end()
        return
      }
      response.writeHead(200).end("EVENT_RECEIVED")
      const webhook = JSON.parse(body.toString()) as Webhook
      for (const entry of webhook.entry) for (const event of entry.messaging) void turn(event.sender.id)
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

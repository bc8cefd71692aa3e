import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { door, type Told } from "../src/door.ts"

const token = "a-token-of-the-shop"
const news = {
  id: "L1001/shipped",
  to: { channel: "messenger", account: "104200000000001", person: "9876543210" },
  news: { status: "shipped", day: "2026-11-06" }
}

let told: Array<Told>
let server: Server
let address: string

beforeEach(async () => {
  told = []
  const tell = async (one: Told) => {
    if (one.id === "closing") throw new Error("the bot is closing")
    told.push(one)
    return [{ status: "sent" }]
  }
  server = createServer(door(token, tell)).listen(0, "127.0.0.1")
  await once(server, "listening")
  // A server on a port has an address with a port.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.close()
})

const post = async (body: unknown, authorization = `Bearer ${token}`, path = "/parcels") => {
  const answer = await fetch(address + path, {
    method: "POST",
    headers: { authorization },
    body: typeof body === "string" ? body : JSON.stringify(body)
  })
  return { status: answer.status, body: await answer.json() }
}

describe("the door of the shop", () => {
  it("hands on what the shop tells, and answers what became of it", async () => {
    const answer = await post(news)

    expect(answer).toEqual({ status: 200, body: { outcomes: [{ status: "sent" }] } })
    expect(told).toEqual([news])
  })

  it("lets nobody in without the token", async () => {
    const answers = [await post(news, "Bearer another"), await post(news, "")]

    expect(answers.map(({ status }) => status)).toEqual([401, 401])
    expect(told).toEqual([])
  })

  it("refuses what it cannot read, and says where", async () => {
    const answers = [
      await post("not json"),
      await post({ ...news, news: { status: "lost", day: "2026-11-06" } }),
      await post({ ...news, news: { status: "shipped", day: "tomorrow" } })
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(JSON.stringify(answers[1]?.body)).toContain("status")
    expect(told).toEqual([])
  })

  it("asks to be told again when the bot cannot take it", async () => {
    const answer = await post({ ...news, id: "closing" })

    expect(answer.status).toBe(503)
  })

  it("has one address", async () => {
    const answer = await post(news, `Bearer ${token}`, "/orders")

    expect(answer.status).toBe(404)
  })
})

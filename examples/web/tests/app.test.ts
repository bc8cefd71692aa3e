import { serve } from "@hono/node-server"
import { createBot, MemoryStore } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import { emulator, page } from "@parley/testing/emulator"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { createHmac } from "node:crypto"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { app } from "../src/app.ts"
import { layerPostgres } from "../src/postgres.ts"
import { rent } from "../src/rent.ts"
import { Server } from "./postgres/Server.ts"

const staff = "a-token-of-the-staff"

let server: Server
beforeAll(async () => {
  server = await Server.start()
}, 60_000)
afterAll(() => server.stop())

/** The whole service on loopback: the routes on a port, the bot behind them, a Graph API on another, and the database. */
const shop = async (address = server.address()) => {
  let answer = (_: Request): Response | Promise<Response> => new Response("", { status: 503 })
  const http = serve({ fetch: (request: Request) => answer(request), port: 0, hostname: "127.0.0.1" })
  await once(http, "listening")
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const meta = await emulator({ webhook: `${url}/webhook`, port: 0, patience: 10_000 })
  const bookings = ManagedRuntime.make(layerPostgres(Redacted.make(address)))
  const { appId, appSecret, id, token, verifyToken } = page
  const bot = createBot({
    dialogues: [rent],
    services: Layer.effectContext(Effect.map(bookings.runtimeEffect, ({ context }) => context)),
    store: MemoryStore.layer,
    typing: false,
    transports: [messenger({
      accounts: [{ channel: "messenger", id, token, appSecret, appId }],
      verifyToken,
      graphBaseUrl: meta.url
    })]
  })
  answer = app({ bot, run: bookings.runPromise, staffToken: staff }).fetch
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url}${path}`, init)
    return { status: response.status, text: await response.text() }
  }
  return {
    meta,
    ask,
    /** As the staff asks. */
    asStaff: async (path: string, body?: unknown) => {
      const { status, text } = await ask(path, {
        headers: { authorization: `Bearer ${staff}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) })
      })
      return { status, body: JSON.parse(text) as unknown }
    },
    close: async () => {
      await meta.close()
      await bot.close()
      http.close()
      await bookings.dispose()
    }
  }
}

type Shop = Awaited<ReturnType<typeof shop>>

/** Runs a test with a shop of its own; a failure shows what passed between the bot and the platform. */
const inShop = async (test: (one: Shop) => Promise<void>): Promise<void> => {
  const one = await shop()
  try {
    await one.meta.during(() => test(one))
  } finally {
    await one.close()
  }
}

/** What the platform would post, by hand. */
const body = JSON.stringify({
  object: "page",
  entry: [{
    id: page.id,
    time: 1_700_000_000_000,
    messaging: [{
      sender: { id: "9000000000000001" },
      recipient: { id: page.id },
      timestamp: 1_700_000_000_000,
      message: { mid: "m_by_hand", text: "hi" }
    }]
  }]
})

const posted = (signature: string): RequestInit => ({
  method: "POST",
  body,
  headers: { "content-type": "application/json", "x-hub-signature-256": signature }
})

describe("the web service", () => {
  it(
    "books a bike in a conversation, shows it to the staff, and tells the customer once that it is ready",
    () =>
      inShop(async ({ ask, asStaff, meta }) => {
        const ana = await meta.person({ name: "Ana" })
        await ana.says("bike")
        await ana.hears("You are talking to an automated assistant.")
        await ana.hears("English ou français ?")
        await ana.taps("English")
        const question = await ana.hears("For which day would you like a bike?")
        await ana.taps(question.quickReplies?.[0]?.title ?? "")
        await ana.hears("Which bike?")
        await ana.taps("Cargo bike")
        await ana.hears(/Shall I book it\?/)
        await ana.taps("Yes")
        const booked = await ana.hears(/^Booked: number/)
        const number = /number (\d+)/.exec(booked.text ?? "")?.[1] ?? ""

        const shown = await asStaff(`/bookings/${number}`)
        const { day } = shown.body as { day: string }
        const free = await ask(`/free/${day}`)
        const told = await asStaff(`/bookings/${number}/ready`, { dock: 4 })
        await ana.hears("Your bike stands ready at dock 4. Enjoy the ride!")
        const again = await asStaff(`/bookings/${number}/ready`, { dock: 4 })

        expect(shown).toMatchObject({
          status: 200,
          body: {
            number: Number(number),
            kind: "cargo",
            to: { channel: "messenger", account: page.id, person: ana.psid }
          }
        })
        expect(JSON.parse(free.text)).toEqual([{ kind: "city", left: 6 }, { kind: "cargo", left: 1 }, {
          kind: "child",
          left: 3
        }])
        expect(told).toEqual({ status: 200, body: { outcomes: ["sent"] } })
        expect(again.body).not.toEqual({ outcomes: ["unhandled"] })
        expect(ana.transcript().filter(({ text }) => text?.startsWith("Your bike stands ready"))).toHaveLength(1)
      }),
    30_000
  )

  it("takes a webhook that is signed over its bytes, and none that is not", () =>
    inShop(async ({ ask }) => {
      const signature = `sha256=${createHmac("sha256", page.appSecret).update(body).digest("hex")}`

      const signed = await ask("/webhook", posted(signature))
      const forged = await ask("/webhook", posted(`sha256=${"0".repeat(64)}`))
      const bare = await ask("/webhook", { method: "POST", body })

      expect([signed.status, forged.status, bare.status]).toEqual([200, 401, 401])
    }))

  it("answers the handshake of the dashboard, and tells its health", () =>
    inShop(async ({ ask, meta }) => {
      await meta.verify()

      const health = await ask("/health")

      expect(health).toMatchObject({ status: 200, text: expect.stringContaining("\"status\":\"ok\"") })
    }))

  it("shows bookings to the staff alone, and says what is wrong with a question", () =>
    inShop(async ({ ask, asStaff }) => {
      const answers = await Promise.all([
        ask("/bookings/1"),
        ask("/bookings/1/ready", { method: "POST", body: "{\"dock\":4}" }),
        asStaff("/bookings/4000"),
        asStaff("/bookings/one"),
        asStaff("/bookings/1/ready", { dock: "four" }),
        asStaff("/bookings/4000/ready", { dock: 4 }),
        ask("/free/tomorrow"),
        ask("/free/2026-13-01"),
        ask("/elsewhere")
      ])

      expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 404, 400, 404, 400, 400, 404])
    }))

  it("says that it cannot answer while the database is away, and the person is passed to somebody", async () => {
    const other = await Server.start()
    const { ask, close, meta } = await shop(other.address())
    const before = await ask("/free/2026-11-05")
    const ana = await meta.person({ name: "Ana" })
    await ana.says("bike")
    await ana.hears("You are talking to an automated assistant.")
    await ana.hears("English ou français ?")
    await ana.taps("English")
    const question = await ana.hears("For which day would you like a bike?")
    await other.kill()

    const after = await ask("/free/2026-11-05")
    await ana.taps(question.quickReplies?.[0]?.title ?? "")
    await ana.hears("One of us will be with you shortly.")

    expect([before.status, after.status]).toEqual([200, 503])
    await close()
    await other.stop()
  }, 30_000)
})

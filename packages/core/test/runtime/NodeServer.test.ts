import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { connect } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { ConversationStore, StoreError } from "../../src/runtime/ConversationStore.ts"
import { createBot } from "../../src/runtime/createBot.ts"
import type { RunningBot } from "../../src/runtime/createBot.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo } from "./Bots.ts"
import { ana, loopback, words } from "./Rig.ts"

const open: Array<RunningBot> = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((bot) => bot.close()))
})

const message = (text: string, mid = text) => ({
  id: `loop/1/message/${mid}`,
  conversation: ana,
  at: 1,
  receivedAt: 1,
  act: "message",
  event: { _tag: "Said", mid, text }
})

const running = (
  options: { readonly loop?: ReturnType<typeof loopback>; readonly store?: MemoryStoreService } = {}
) => {
  const loop = options.loop ?? loopback()
  const bot = createBot({
    dialogues: [echo],
    disclosure: false,
    typing: false,
    store: Layer.succeed(ConversationStore, options.store ?? MemoryStore.make()),
    transports: [Effect.succeed(loop)]
  })
  open.push(bot)
  return { bot, loop }
}

type MemoryStoreService = ReturnType<typeof MemoryStore.make>

const listening = async (options?: Parameters<typeof running>[0]) => {
  const { bot, loop } = running(options)
  const { port } = await bot.listen({ port: 0, host: "127.0.0.1", signals: false })
  return { bot, loop, port, url: `http://127.0.0.1:${port}` }
}

describe("a bot on a port", () => {
  it("takes a webhook, answers 200, and replies", async () => {
    const { bot, loop, url } = await listening()
    const answer = await fetch(`${url}/loop?x=1`, { method: "POST", body: JSON.stringify([message("hi")]) })
    expect(answer.status).toBe(200)
    await bot.tick()
    expect(loop.sent.map(words)).toEqual(["Say something"])
  })

  it("answers 404 where nothing is, and tells of its health", async () => {
    const { url } = await listening()
    expect((await fetch(`${url}/else`)).status).toBe(404)
    expect((await fetch(`${url}/else`, { method: "POST", body: "x".repeat(100_000) })).status).toBe(404)
    const health = await fetch(`${url}/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toEqual({ status: "ok", busy: 0 })
  })

  it("answers 413 to a body over the limit, declared or not, and goes on serving", async () => {
    const { loop, port, url } = await listening()
    expect((await fetch(`${url}/loop`, { method: "POST", body: "x".repeat(1_001) })).status).toBe(413)
    const chunked = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1")
      let text = ""
      socket.on("data", (data) => (text += data.toString()))
      socket.on("close", () => resolve(text))
      socket.on("error", () => resolve(text))
      socket.write("POST /loop HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
      socket.write(`7d0\r\n${"x".repeat(2_000)}\r\n`)
    })
    expect(chunked).toContain("413")
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(loop.sent).toEqual([])
  })

  it("answers 503 when the store cannot write, and 200 to the same webhook when it can again", async () => {
    const inner = MemoryStore.make()
    let broken = true
    const failure = Effect.fail(new StoreError({ operation: "accept inbounds", reason: "read-only" }))
    const { bot, loop, url } = await listening({
      store: { ...inner, accept: (batch) => Effect.suspend(() => broken ? failure : inner.accept(batch)) }
    })
    const post = () => fetch(`${url}/loop`, { method: "POST", body: JSON.stringify([message("hi")]) })
    expect((await post()).status).toBe(503)
    broken = false
    expect((await post()).status).toBe(200)
    await bot.tick()
    expect(loop.sent).toHaveLength(1)
  })

  it("says which port cannot be served", async () => {
    const { port } = await listening()
    const { bot } = running()
    await expect(bot.listen({ port, host: "127.0.0.1", signals: false })).rejects.toThrow(
      `Port ${port} cannot be served`
    )
  })
})

describe("a bot behind another server", () => {
  it("answers web-standard requests, and works on afterwards", async () => {
    const { bot, loop } = running()
    const request = new Request("https://example.test/loop", { method: "POST", body: JSON.stringify([message("hi")]) })
    expect((await bot.fetch(request)).status).toBe(200)
    await bot.tick()
    expect(loop.sent.map(words)).toEqual(["Say something"])
    const large = new Request("https://example.test/loop", { method: "POST", body: "x".repeat(1_001) })
    expect((await bot.fetch(large)).status).toBe(413)
    expect((await bot.conversation(ana)).revision).toBe(1)
  })
})

describe("closing", () => {
  it("lets what is being sent end, leaves the rest in the store, and takes no more", async () => {
    const store = MemoryStore.make()
    const loop = loopback()
    let release: () => void = () => undefined
    const sending = new Promise<void>((begun) => {
      loop.answer = () =>
        Effect.async((resume) => {
          begun()
          release = () => resume(Effect.succeed({ _tag: "Sent", mid: "slow" }))
        })
    })
    const { bot, url } = await listening({ loop, store })
    await fetch(`${url}/loop`, { method: "POST", body: JSON.stringify([message("hi"), message("x")]) })
    await sending
    const closed = bot.close()
    release()
    await closed
    expect(await bot.close()).toBeUndefined()
    const rows = await Effect.runPromise(store.outbox(ana))
    expect(rows.map((row) => row.state)).toEqual(["sent", ...rows.slice(1).map(() => "pending")])
    await expect(fetch(`${url}/health`)).rejects.toThrow()
    const next = running({ store })
    await next.bot.tick()
    expect([...loop.sent, ...next.loop.sent].map(words)).toEqual(["Say something", "1: x", "Say something"])
  })

  it("rejects a call with the reason when a part could not be built", async () => {
    const bot = createBot({
      dialogues: [echo],
      store: Layer.fail(new StoreError({ operation: "open", reason: "no such folder" })),
      transports: [Effect.succeed(loopback())]
    })
    await expect(bot.tick()).rejects.toThrow("no such folder")
  })
})

import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { Beside, Request } from "../../src/runtime/Transport.ts"
import { echo } from "./Bots.ts"
import { ana, loopback, rig } from "./Rig.ts"

const request = (method: string, url: string): Request => ({ method, url, headers: {}, body: new Uint8Array() })

/** A callback by which a platform asks that Ana is forgotten. */
const callback: Beside = {
  path: "/callback",
  bodyLimit: 64,
  handle: ({ method, url }, { forget }) =>
    Effect.match(method === "POST" ? forget(ana) : Effect.void, {
      onFailure: () => ({ status: 503 }),
      onSuccess: () => ({ status: 200, body: url })
    })
}

const beside = () => rig({ dialogues: [echo], loop: { ...loopback(), beside: [callback] } })

describe("what a transport answers beside its webhooks", () => {
  it("is answered at its own path, whatever the query, and its bodies have its own limit", async () => {
    const { bot, close, run } = await beside()

    const answer = await run(bot.handle(request("GET", "/callback?code=1")))

    expect(answer).toEqual({ status: 200, body: "/callback?code=1" })
    expect([bot.bodyLimit("/callback?code=1"), bot.bodyLimit("/loop"), bot.bodyLimit("/other")]).toEqual([64, 1_000, 0])
    await close()
  })

  it("can forget a conversation", async () => {
    const { bot, close, conversation, run, say } = await beside()
    await say("hi")
    const before = await conversation()

    await run(bot.handle(request("POST", "/callback")))

    expect(before.revision).toBeGreaterThan(0)
    expect((await conversation()).revision).toBe(0)
    await close()
  })

  it("is told to come again by a bot that closes", async () => {
    const { bot, close, run } = await beside()
    await run(bot.drain)

    const answer = await run(bot.handle(request("POST", "/callback")))

    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } })
    await close()
  })
})
